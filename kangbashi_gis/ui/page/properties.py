"""The properties of the chosen item: where it is, and all that its kind has; each change can be undone."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QScrollArea, QWidget

from kangbashi_gis.model.page import Chart, Grid, Item, MapFrame, Survey
from kangbashi_gis.model.page.page import placed
from kangbashi_gis.ui.page import editors, kinds, words
from kangbashi_gis.ui.page.editors import Editor

if TYPE_CHECKING:
    from kangbashi_gis.ui.page.draft import Draft

BOX = ("x", "y", "width", "height")
LEFT_OUT = ("name", "box")
MAPS = ("frame", "shows", "linked", "within")
COLOURS = ("color", "fill", "background")
LONG = {"text": "", "lines": "=", "cells": "|"}
BOUNDS = {  # least, most, digits after the point
    "scale": (0, 1e9, 0), "factor": (0.01, 1000, 2), "angle": (-360, 360, 1), "turn": (-360, 360, 1),
    "around": (0, 10, 2), "size_pt": (1, 1000, 1), "every_m": (0, 1e6, 0), "step_m": (0, 1e7, 0),
}  # fmt: skip


class Properties(QScrollArea):
    """seen_wanted: the map that is chosen is to show what the window shows."""

    seen_wanted = Signal()

    def __init__(self, draft: "Draft", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._shown: tuple[object, ...] = ()
        self.editors: dict[str, Editor] = {}
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Properties"))
        draft.changed.connect(self._follow)
        draft.chosen_changed.connect(self._follow)
        self._follow()

    @property
    def item(self) -> Item | None:
        """The item whose properties are shown."""
        items = self._draft.items
        return items[0] if len(items) == 1 else None

    def _follow(self) -> None:
        """Show the values as they are now; the form is made anew only for another item."""
        item = self.item
        maps = tuple(one.name for one in self._draft.page.maps)
        grid = isinstance(item, MapFrame) and item.grid is not None
        shown = (type(item), item.name if item else "", maps, grid, len(self._draft.chosen))
        if shown != self._shown:
            self._shown = shown
            self._build(item)
        if item is not None:
            locked = item.name in self._draft.locked
            for name, editor in self.editors.items():
                editor.show_value(_value(item, name))
                editor.setEnabled(not (locked and name.startswith("box.")))

    def _build(self, item: Item | None) -> None:
        panel = QWidget(self)
        form = QFormLayout(panel)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.editors = {}
        if item is None:
            count = len(self._draft.chosen)
            many = self.tr("{count} items are chosen: move, stretch, align them.").format(count=count)
            label = QLabel(many if count else self.tr("Choose something on the page to see what it is like."), panel)
            label.setWordWrap(True)
            form.addRow(label)
        else:
            heading = QLabel(f"<b>{kinds.title(kinds.kind_of(item))}</b> · {item.name}", panel)
            form.addRow(heading)
            for name, title, editor in _editors(item, [one.name for one in self._draft.page.maps], panel):
                self._add(form, name, title, editor)
        self.setWidget(panel)

    def _add(self, form: QFormLayout, name: str, title: str, editor: Editor) -> None:
        self.editors[name] = editor
        editor.changed.connect(lambda value, name=name: self._change(name, value))
        if isinstance(editor, editors.Ground):
            editor.seen_wanted.connect(self.seen_wanted)
        label = QLabel(title)
        label.setBuddy(editor)
        form.addRow(label, editor)

    def _change(self, name: str, value: Any) -> None:
        item = self.item
        if item is not None:
            changed = changed_item(item, name, value)
            self._draft.change(placed(self._draft.page, changed), f"{item.name}.{name}")


def changed_item(item: Item, name: str, value: Any) -> Item:
    """Give an item of which one property is another. name: "box.x", "grid.form", or a field."""
    part, _, inner = name.partition(".")
    if part == "box":
        return replace(item, box=replace(item.box, **{inner: value}))
    if inner and isinstance(item, MapFrame) and item.grid:
        return replace(item, grid=replace(item.grid, **{inner: value}))
    if name == "grid":
        value = Grid() if value else None
    if name == "linked" and value and isinstance(item, MapFrame):
        return replace(item, linked=value, scale=0.0)
    return replace(item, **{name: value})


def _value(item: Item, name: str) -> Any:
    part, _, inner = name.partition(".")
    value = getattr(item, part)
    return getattr(value, inner) if inner else value is not None if name == "grid" else value


def _editors(item: Item, maps: list[str], parent: QWidget) -> list[tuple[str, str, Editor]]:
    titles = dict(
        zip(
            BOX,
            (
                "X (mm)",
                "Y (mm)",
                QCoreApplication.translate("PageProperties", "Width (mm)"),
                QCoreApplication.translate("PageProperties", "Height (mm)"),
            ),
            strict=True,
        )
    )
    found: list[tuple[str, str, Editor]] = []
    for name in BOX:
        least = 0.1 if name in ("width", "height") else -3000
        found.append((f"box.{name}", titles[name], editors.Number(titles[name], least, 3000, 1, parent)))
    maps = [one for one in maps if one != item.name]
    found += [(name, title, one) for name, title, one in _own(item, maps, "", parent)]
    if isinstance(item, MapFrame) and item.grid is not None:
        found += _own(item.grid, maps, "grid.", parent)
    return found


def _own(part: Item | Grid, maps: list[str], prefix: str, parent: QWidget) -> list[tuple[str, str, Editor]]:
    hints = get_type_hints(type(part))
    found = []
    for one in fields(part):
        if one.name not in LEFT_OUT:
            title = words.property_title(one.name)
            if isinstance(part, Survey) and one.name == "area":
                title = QCoreApplication.translate("PageProperties", "Its area")
            found.append((prefix + one.name, title, _editor(one.name, title, hints[one.name], maps, parent)))
    if isinstance(part, Chart):
        found.sort(key=lambda one: one[0] == "within")
    return found


def _editor(name: str, title: str, kind: Any, maps: list[str], parent: QWidget) -> Editor:
    """Choose the editor by the property's name where it means something, else by its type."""
    if name in MAPS:
        none = [("", QCoreApplication.translate("PageProperties", "(no map)"))] if name in ("linked", "within") else []
        return editors.Choice(title, [*none, *((one, one) for one in maps)], parent)
    if name in COLOURS:
        return editors.Colour(title, parent, optional=name != "color")
    if name in LONG:
        return editors.Lines(title, LONG[name], parent)
    by_name: dict[str, Callable[[], Editor]] = {
        "theme": lambda: editors.Choice(title, [("", "–"), *editors.drawn()], parent),
        "declination": lambda: editors.Optional(title, parent),
        "data": lambda: editors.PictureFile(title, parent),
        "grid": lambda: editors.Tick(title, parent),
        "layers": lambda: editors.Themes(title, parent),
        "themes": lambda: editors.Themes(title, parent),
    }
    return by_name[name]() if name in by_name else _by_type(name, title, kind, parent)


def _by_type(name: str, title: str, kind: Any, parent: QWidget) -> Editor:
    if kind is bool:
        return editors.Tick(title, parent)
    if kind is int:
        return editors.Whole(title, parent)
    if kind is float:
        return editors.Number(title, *BOUNDS.get(name, (0, 100, 2)), parent)
    if kind is str:
        return editors.Line(title, parent)
    if kind == tuple[str, ...]:
        return editors.Words(title, parent)
    if kind == tuple[float, ...]:
        return editors.Ground(title, parent)
    return editors.Choice(title, [(one, words.choice_title(one)) for one in get_args(kind)], parent)
