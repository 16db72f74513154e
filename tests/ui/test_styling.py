"""The style of a layer, edited: seen on the map at once, kept when it is applied, undone step by step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.account import Role, User
from kangbashi_gis.model.symbol import (
    Categorised,
    Clustered,
    Fill,
    Graduated,
    Hatch,
    Heat,
    Label,
    Line,
    Marker,
    Proportional,
    Ruled,
    Simple,
)
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations import styles
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.ui.question import Question
from kangbashi_gis.ui.styling.dialog import StyleDialog
from kangbashi_gis.ui.styling.simple_editor import SimpleEditor
from tests.ui.shown import asking


@pytest.fixture
def ask() -> Iterator[Question]:
    with asking("styles") as made:
        yield made


@pytest.fixture
def edit(qtbot: QtBot, workspace: Workspace, ask: Question):  # type: ignore[no-untyped-def]
    """Give a function that opens the dialog of a theme."""
    parent = QWidget()
    qtbot.addWidget(parent)

    def opened(name: str) -> StyleDialog:
        return StyleDialog(workspace, theme(name), ask, parent)

    return opened


@pytest.mark.parametrize(
    "simple",
    [
        Fill("#ff000080", "", 0.3, (2.0, 1.0), Hatch("cross", "#00ff00", 30.0, 3.0, 0.4)),
        Fill("", "#123456"),
        Line("#00ff00", 0.5, "#000000", 0.1, ground_m=12.0, dash=(3.0, 1.0), arrow="along"),
        Marker("#123456", 3.0, "hydrant", "", turn=45.0),
    ],
)
def test_what_is_shown_of_a_symbol_is_the_symbol(qtbot: QtBot, simple: Simple) -> None:
    editor = SimpleEditor()
    qtbot.addWidget(editor)
    editor.show_simple(simple)
    editor._note()
    assert editor.simple == simple


def test_a_change_is_tried_at_once_and_kept_when_applied(edit, qtbot: QtBot, workspace: Workspace) -> None:  # type: ignore[no-untyped-def]
    dialog = edit("parcels")
    with qtbot.waitSignal(dialog.tried) as tried:
        dialog.symbol.simple.row("outline")._choose("#ff0000")
    assert tried.args[0] == "parcels"
    assert tried.args[1].symbol.outline == "#ff0000"
    assert styles.styles(workspace) == {}
    dialog.apply()
    assert styles.style_of(workspace, theme("parcels")).symbol.outline == "#ff0000"
    assert not dialog.ok.isEnabled()
    dialog.close()


def test_closing_shows_the_layer_as_it_is_kept(edit, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    dialog = edit("parcels")
    with qtbot.waitSignal(dialog.tried) as tried:
        dialog.close()
    assert tried.args == ["parcels", None]


def test_each_change_can_be_undone_and_done_again(edit) -> None:  # type: ignore[no-untyped-def]
    dialog = edit("parcels")
    before = dialog.style_shown
    dialog.label.on.setChecked(False)
    dialog.opacity.setValue(40)
    after = dialog.style_shown
    assert (after.label, after.opacity) == (None, 0.4)
    dialog.undo.undo()
    dialog.undo.undo()
    assert dialog.style_shown == before
    assert dialog.label.label == before.label
    dialog.undo.redo()
    dialog.undo.redo()
    assert dialog.style_shown == after
    dialog.close()


def test_values_become_classes_with_the_titles_of_their_codes(edit, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    dialog = edit("entities")
    dialog.symbol.kind.setCurrentIndex(dialog.symbol.kind.findData("value"))
    dialog.symbol._change_kind()
    dialog.symbol.field.setCurrentIndex(dialog.symbol.field.findData("name"))
    with qtbot.waitSignal(dialog.symbol.changed):
        dialog.symbol._change_field()
    symbol = dialog.symbol.symbol
    assert isinstance(symbol, Categorised)
    assert symbol.cases
    assert len({one.color for one in symbol.cases.values()}) == min(len(symbol.cases), 16)
    dialog.close()


def test_numbers_become_classes_in_another_thread(edit, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    dialog = edit("parcels")
    dialog.symbol.kind.setCurrentIndex(dialog.symbol.kind.findData("class"))
    with qtbot.waitSignal(dialog.symbol.changed, check_params_cb=None):
        dialog.symbol._change_kind()
    qtbot.waitUntil(lambda: not dialog.symbol._question.waiting)
    symbol = dialog.symbol.symbol
    assert isinstance(symbol, Graduated)
    assert symbol.field == "area_m2"
    dialog.close()


@pytest.mark.parametrize(
    ("kind", "made"),
    [("rule", Ruled), ("size", Proportional), ("heat", Heat), ("group", Clustered), ("single", Marker)],
)
def test_every_kind_can_be_begun(edit, kind: str, made: type, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    dialog = edit("entities")
    dialog.symbol.kind.setCurrentIndex(dialog.symbol.kind.findData(kind))
    dialog.symbol._change_kind()
    qtbot.waitUntil(lambda: not dialog.symbol._question.waiting)
    assert isinstance(dialog.symbol.symbol, made)
    dialog.close()


def test_a_rule_that_cannot_be_read_is_told_and_not_tried(edit, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    dialog = edit("parcels")
    dialog.symbol.kind.setCurrentIndex(dialog.symbol.kind.findData("rule"))
    dialog.symbol._change_kind()
    dialog.symbol.add.click()
    tried = []
    dialog.tried.connect(lambda *said: tried.append(said))
    dialog.symbol.classes.item(0, 0).setText("area_m2 >")
    dialog._try()
    assert "area_m2 >" in dialog.problem.text()
    assert tried == []
    dialog.symbol.classes.item(0, 0).setText("area_m2 > 5")
    dialog._try()
    assert (dialog.problem.text(), len(tried)) == ("", 1)
    dialog.close()


def test_who_may_not_edit_can_try_and_not_keep(edit, workspace: Workspace) -> None:  # type: ignore[no-untyped-def]
    workspace.user = User.of("领导", Role.LEADER)
    dialog = edit("parcels")
    dialog.opacity.setValue(40)
    assert not dialog.ok.isEnabled()
    assert dialog.ok.toolTip()
    dialog.close()


def test_earlier_styles_are_offered(edit, workspace: Workspace, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    first = styles.first_style(theme("parcels"))
    styles.set_style(workspace, theme("parcels"), styles.Style(Fill("#00ff00"), Label("code")))
    dialog = edit("parcels")
    dialog._offer_former()
    actions = dialog.former.actions()
    assert len(actions) == 2
    actions[1].trigger()
    assert dialog.style_shown == first
    dialog.close()


def test_classes_of_codes_show_the_titles_of_the_codes_and_do_not_write_them_down(edit) -> None:  # type: ignore[no-untyped-def]
    dialog = edit("roads")
    symbol = dialog.symbol.symbol
    codes = theme("roads").field(symbol.field).codes
    assert codes and isinstance(symbol, Categorised)
    shown = {row.key: row.title for row in dialog.symbol.classes.rows}
    assert shown == {value: codes.title(value) for value in symbol.cases}
    dialog.symbol._take_classes()
    assert dialog.symbol.symbol == symbol
