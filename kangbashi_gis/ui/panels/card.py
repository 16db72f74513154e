"""「地点一张纸」: everything about one place on one sheet, from its name down to the companies beside it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.answers import Around, ParcelHere, Place, Population, SearchHit
from kangbashi_gis.ui import icons, messages, units
from kangbashi_gis.ui.jobs import Jobs
from kangbashi_gis.ui.panels.charts import Chart, bars, pyramid
from kangbashi_gis.ui.panels.found import EntityList, RoadList
from kangbashi_gis.ui.panels.here import HereList
from kangbashi_gis.ui.panels.hits import kind_title
from kangbashi_gis.ui.panels.numbers import NumberGrid
from kangbashi_gis.ui.panels.radius import RadiusControl

if TYPE_CHECKING:
    from kangbashi_gis.operations.reverse import Reverse


class Card(QWidget):
    """The sheet of a place: empty, answered, or saying what went wrong."""

    radius_changed = Signal(float)
    polygon_wanted = Signal()
    zoom_wanted = Signal()
    clear_wanted = Signal()
    entity_wanted = Signal(object)  # EntityItem
    hit_wanted = Signal(object)  # SearchHit
    rooms_wanted = Signal()
    form_wanted = Signal()

    def __init__(self, jobs: Jobs, radius_m: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer: Around | None = None
        self.title = _words(self, "cardTitle")
        self.subtitle = _words(self, "cardSubtitle")
        self.near = _words(self, "cardSubtitle")
        self.radius = RadiusControl(radius_m, self)
        self.numbers = NumberGrid(self._number_titles(), self)
        self.parcel = _words(self, "parcel")
        self.here = HereList(self)
        self.ages = Chart(jobs, pyramid, 250, self)
        self.ages_note = _words(self, "note")
        self.industries = Chart(jobs, bars, 220, self)
        self.roads = RoadList(self)
        self.entities = EntityList(self)
        self.note = _words(self, "emptyText")
        self._pages = QStackedWidget(self)
        self._connect()
        self._lay_out()
        self.show_here(())
        self.show_near(None)
        self.clear()

    def clear(self) -> None:
        """Say what to do to see something here; the numbers are not kept behind it, they may have been exact."""
        self.answer = None
        for label in (self.title, self.subtitle, self.parcel):
            label.clear()
        for name in self.numbers.numbers:
            self.numbers.show_value(name, "–")
        self.ages.show_data(None)
        self._say(self.tr("Type an address, or click on the map, to see everything around it."))

    def fail(self, error: GisError) -> None:
        """Say what went wrong instead of numbers that would be wrong."""
        self.answer = None
        self._say("\n\n".join(part for part in messages.sentence(error) if part))

    def show_answer(self, answer: Around, detail: str = "") -> None:
        """Show everything about a place; detail is its full text, where it has one."""
        self.answer = answer
        self._show_place(answer, detail)
        self._show_population(answer.population)
        self._show_numbers(answer)
        self._show_parcel(answer.parcel, answer.radius_m is None)
        self.roads.show_roads(answer.roads)
        self.entities.show_entities(answer.entities.list)
        titles = answer.entities.industry_titles
        counts = {titles.get(code, code) or self.tr("Unknown"): n for code, n in answer.entities.by_industry.items()}
        self.industries.setFixedHeight(34 + 20 * max(len(counts), 1))
        self.industries.show_data(counts or None)
        self._pages.setCurrentIndex(1)

    def show_here(self, hits: tuple[SearchHit, ...]) -> None:
        """List what lies under the click."""
        self.here.show_hits(hits)
        self._here_title.setVisible(bool(hits))

    def show_near(self, near: "Reverse | None") -> None:
        """Say where a clicked point is from the nearest address and road."""
        parts = [part.phrase for part in (near.address, near.road) if part is not None] if near else []
        self.near.setText("\n".join(parts))
        self.near.setVisible(bool(parts))

    def _show_place(self, answer: Around, detail: str) -> None:
        place = answer.place
        self.title.setText(place.title or self._nameless(place))
        kind = kind_title(place.kind)
        where = units.coordinates(place.x, place.y)
        full = detail if detail != place.title else ""
        self.subtitle.setText("\n".join(filter(None, (full, f"{kind} · {where}" if kind else where))))
        self.radius.setVisible(answer.radius_m is not None)

    def _nameless(self, place: Place) -> str:
        return self.tr("Drawn area") if place.kind == "polygon" else self.tr("Point on the map")

    def _show_population(self, people: Population) -> None:
        has_ages = bool(people.by_age) and bool(people.total)
        self.ages.setVisible(has_ages)
        self.ages.show_data(people.by_age if has_ages else None, (self.tr("Men"), self.tr("Women")))
        self.ages_note.setVisible(not has_ages)
        if people.trouble is not None:
            self.ages_note.setText("\n".join(part for part in messages.sentence(people.trouble) if part))
        elif not people.exact:
            self.ages_note.setText(self._released(people))
        elif not has_ages:
            self.ages_note.setText(self.tr("Nobody is registered here."))

    def _released(self, people: Population) -> str:
        """Say of which date rounded numbers are, and what is told beside their sum; or who can publish some."""
        if not people.released:
            return self.tr("No statistics of people were published yet; a clerk can do that.")
        if people.total is None:
            words = self.tr("Published {date}: too few blocks have their centre here. A larger radius may show more.")
            return words.format(date=people.released[:10])
        sexes = {self.tr("Men"): people.by_sex.get("男"), self.tr("Women"): people.by_sex.get("女")}
        told = {**people.by_broad_age, **sexes}
        parts = [f"{name.replace('-', '–')}: {_number(number, '≈')}" for name, number in told.items()]
        words = self.tr("Rounded numbers of {blocks} blocks, published {date}.")
        return words.format(blocks=people.blocks, date=people.released[:10]) + "\n" + " · ".join(parts)

    def _show_numbers(self, answer: Around) -> None:
        people = answer.population
        show = self.numbers.show_value
        about = "" if people.exact else "≈"
        show("people", _number(people.total, about))
        show("households", _number(people.households, about))
        show("entities", _number(answer.entities.total))
        show("roads", units.length(sum(road.length_m for road in answer.roads)))
        show("addresses", _number(answer.addresses))
        area = answer.parcel.area_m2 if answer.parcel else None
        show("area", "–" if area is None else units.area(area), self.tr("Area of the parcel under the place"))

    def _show_parcel(self, parcel: ParcelHere | None, is_area: bool) -> None:
        if parcel:
            text = self.tr("Parcel {code} · {use}").format(code=parcel.code, use=parcel.use_title or parcel.use or "–")
            if parcel.heights_m:
                text += " · " + self._heights(*parcel.heights_m)
        else:
            text = self.tr("No parcel lies under this place.")
        self.parcel.setText(text)
        self.parcel.setVisible(not is_area)

    def _heights(self, low: float, high: float) -> str:
        """Tell how high the corners of a parcel lie."""
        if f"{low:.2f}" == f"{high:.2f}":
            return self.tr("height {low} m").format(low=f"{low:.2f}")
        return self.tr("height {low} – {high} m").format(low=f"{low:.2f}", high=f"{high:.2f}")

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self._pages.setCurrentIndex(0)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.title.text())

    def _number_titles(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("people", "users", self.tr("People")),
            ("households", "home", self.tr("Households")),
            ("entities", "briefcase", self.tr("Legal entities")),
            ("roads", "road", self.tr("Roads")),
            ("addresses", "map-pin", self.tr("Addresses")),
            ("area", "vector-triangle", self.tr("Parcel area")),
        )

    def _connect(self) -> None:
        self.radius.changed.connect(self.radius_changed)
        self.entities.wanted.connect(self.entity_wanted)
        self.here.wanted.connect(self.hit_wanted)

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons again when the colours change."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_pages"):
            for number in self.numbers.numbers.values():
                number.repaint_icon()
            self._paint_icons()
        super().changeEvent(event)

    def _paint_icons(self) -> None:
        for button, name in self._buttons:
            button.setIcon(icons.icon(name))
        self._picture.setPixmap(icons.pixmap("map-pin", 48, self.palette().dark().color().name()))

    def _lay_out(self) -> None:
        self._buttons: list[tuple[QToolButton, str]] = []
        self._picture = QLabel(self)
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(self._answer_page())
        self._paint_icons()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _empty_page(self) -> QWidget:
        page = QWidget(self)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(1)
        column.addWidget(self._picture)
        column.addSpacing(12)
        column.addWidget(self.note)
        column.addStretch(2)
        return page

    def _answer_page(self) -> QWidget:
        sheet = QWidget(self)
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(12, 10, 12, 16)
        column.setSpacing(8)
        column.addLayout(self._head())
        self._here_title = _section(self.tr("What stands here"), sheet)
        top: tuple[QWidget, ...] = (self.radius, self.numbers, self.parcel, self._here_title, self.here)
        for part in top:
            column.addWidget(part)
        sections: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            (self.tr("People by age and sex"), (self.ages, self.ages_note)),
            (self.tr("Legal entities by industry"), (self.industries,)),
            (self.tr("Nearest legal entities"), (self.entities,)),
            (self.tr("Roads by class"), (self.roads,)),
        )
        for title, parts in sections:
            column.addWidget(_section(title, sheet))
            for part in parts:
                column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        return area

    def _head(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        for name, tip, signal in (
            ("building-community", self.tr("Rooms of the building (Ctrl+R)"), self.rooms_wanted.emit),
            ("clipboard-check", self.tr("Form and history (Ctrl+Shift+F)"), self.form_wanted.emit),
            ("focus-2", self.tr("Show the place on the map"), self.zoom_wanted.emit),
            ("copy", self.tr("Copy the title"), self._copy),
            ("x", self.tr("Clear the place (Esc)"), self.clear_wanted.emit),
        ):
            button = QToolButton(self)
            button.setAutoRaise(True)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(signal)
            self._buttons.append((button, name))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addLayout(row)
        head.addWidget(self.subtitle)
        head.addWidget(self.near)
        return head


def _number(value: int | None, about: str = "") -> str:
    return "–" if value is None else f"{about}{value:,}"


def _words(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _section(title: str, parent: QWidget) -> QLabel:
    label = QLabel(title, parent)
    label.setObjectName("section")
    return label
