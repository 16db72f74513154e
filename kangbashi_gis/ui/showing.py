"""Ties the parts of the window together: a question's answer to the map, a layer's tick to the picture."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kangbashi_gis.errors import GisError, PlaceUnknown
from kangbashi_gis.model import themes
from kangbashi_gis.model.answers import Around, EntityItem, SearchHit
from kangbashi_gis.ui import facts, messages, rows, table, tools
from kangbashi_gis.ui.facts import Facts
from kangbashi_gis.ui.panels import person
from kangbashi_gis.ui.panels.layers import first_layers
from kangbashi_gis.ui.state import View

if TYPE_CHECKING:
    from kangbashi_gis.operations.explaining import Explanation
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow

ROOM = 1.25  # how much wider than the circle the map is shown
PAUSE_MS = 400
NEAR_M = 120.0  # half of what is shown when one entity is looked at


class Showing(QObject):
    """Keeps map, card, layers and search showing the same thing."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._facts = window.jobs.question("facts")
        self._facts.answered.connect(self._show_facts)
        self._facts.failed.connect(window.banner.fail)
        # after the map is drawn: counting starts the process of the vault
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._later.timeout.connect(self._ask_facts)
        self._stamp = window.jobs.question("facts")
        self._stamp.answered.connect(self._compare)
        self._stamp.failed.connect(window.banner.fail)
        self._preparing: set[str] = set()
        window.canvas.layers.outsourced = True
        self._connect()

    def open(self, space: "Workspace | None") -> None:
        """Show a workspace as it was left, or nothing."""
        window = self._window
        kept = window.state.view(window.folder) if space else View()
        radius_m = kept.radius_m or window.settings.radius_m
        self._facts.drop()
        self._later.stop()
        window.inquiry.open(space)
        window.inquiry.set_radius(radius_m)
        window.card.radius.set_radius(radius_m)
        window.search.open(space)
        window.layers.show_layers(first_layers(kept.layers) if space else ())
        window.canvas.set_workspace(space)
        window.chooser.open(space)
        tools.follow(window)
        table.follow(window, opened=True)
        rows.follow(window, opened=True)
        window.status.set_crs(space.project.crs if space else None)
        window.status.show_read_only(window.read_only)
        if space is not None and space.notice:
            window.banner.say("info", messages.notice(space.notice))
        if space is None:
            return
        window.canvas.zoom_step = window.settings.zoom_step
        window.canvas.set_layers(window.layers.layers())
        if kept.extent:
            window.canvas.set_extent(kept.extent, kept.angle)
        self._later.start()

    def reload(self) -> None:
        """Show the data as they are now."""
        window = self._window
        if window.space is None:
            return
        window.canvas.reload()
        window.inquiry.repeat()
        window.chooser.reload()
        table.follow(window)
        rows.follow(window)
        self._ask_facts()

    def follow_user(self) -> None:
        """Ask again what depends on who the user is."""
        self._window.inquiry.repeat()
        self._ask_facts()

    def look_for_changes(self) -> None:
        """Look whether somebody else, such as QGIS, has changed the data meanwhile."""
        if self._window.space is not None and self._window.facts.stamp:
            self._stamp.ask(facts.stamp, self._window.space)

    def zoom_to_answer(self) -> None:
        """Show the whole circle or polygon."""
        inquiry = self._window.inquiry
        if inquiry.polygon is not None:
            xs, ys = zip(*inquiry.polygon, strict=True)
            self._window.canvas.zoom_to((min(xs), min(ys), max(xs), max(ys)))
        elif inquiry.place is not None:
            self._zoom_around(inquiry.place.x, inquiry.place.y, inquiry.radius_m * ROOM)

    def _choose(self, hit: SearchHit) -> None:
        place = hit.place
        if place is None:
            self._window.banner.fail(PlaceUnknown(query=hit.title))
            return
        self._window.card_dock.show()
        self._window.inquiry.at_hit(hit)
        self._window.canvas.show_place(place.x, place.y, self._window.inquiry.radius_m)
        self.zoom_to_answer()

    def _click(self, x: float, y: float, tolerance_m: float) -> None:
        window = self._window
        window.card_dock.show()
        window.canvas.show_place(x, y, window.inquiry.radius_m)
        window.inquiry.at_point(x, y, tolerance_m, [one.theme for one in window.layers.layers() if one.visible])

    def _draw(self, points: list[tuple[float, float]]) -> None:
        self._window.set_tool("pan")
        self._window.card_dock.show()
        self._window.inquiry.inside(points)

    def _answer(self, answer: Around) -> None:
        window = self._window
        window.card.show_answer(answer, window.inquiry.detail)
        window.canvas.highlight(answer.fids)
        if answer.radius_m is None:
            window.canvas.clear_place()
            window.canvas.show_polygon(window.inquiry.polygon)
        else:
            window.canvas.show_polygon(None)
            window.canvas.show_place(answer.place.x, answer.place.y, answer.radius_m)
        window.commands.refresh()

    def _fail(self, error: GisError) -> None:
        self._window.card.fail(error)
        self._window.canvas.highlight({})

    def _clear(self) -> None:
        window = self._window
        window.card.clear()
        window.canvas.highlight({})
        window.canvas.clear_place()
        window.canvas.show_polygon(None)
        if hasattr(window, "commands"):
            window.commands.refresh()

    def _refresh(self, _hits: object) -> None:
        if hasattr(self._window, "commands"):
            self._window.commands.refresh()

    def _set_radius(self, radius_m: float) -> None:
        window = self._window
        window.inquiry.set_radius(radius_m)
        if window.inquiry.place is None:
            return
        window.canvas.show_place(window.inquiry.place.x, window.inquiry.place.y, radius_m)
        if not self._fits(window.inquiry.place.x, window.inquiry.place.y, radius_m):
            self.zoom_to_answer()

    def _fits(self, x: float, y: float, radius_m: float) -> bool:
        return self._window.canvas.view.holds(x, y, radius_m)

    def _show_one(self, hit: SearchHit) -> None:
        self._window.canvas.highlight({hit.kind: [hit.fid]})

    def _show_entity(self, entity: EntityItem) -> None:
        self._zoom_around(entity.x, entity.y, NEAR_M)

    def _zoom_around(self, x: float, y: float, half_m: float) -> None:
        self._window.canvas.set_extent((x - half_m, y - half_m, x + half_m, y + half_m))

    def _zoom_to_layer(self, theme: str) -> None:
        window = self._window
        extent = window.space.store.extent(themes.theme(theme)) if window.space else None
        if extent is not None:
            window.canvas.zoom_to(extent)

    def _ask_facts(self) -> None:
        if self._window.space is not None:
            self._facts.ask(facts.gather, self._window.space)

    def _show_facts(self, found: Facts) -> None:
        window = self._window
        window.layers.show_counts(found.counts)
        window.facts = found
        if found.trouble is not None:
            window.banner.fail(found.trouble)
        window.commands.refresh()
        if found.stale and not _is_small(found) and not window.read_only and window.jobs.current is None:
            window.start("refresh", window.folder, title=self.tr("Bringing the indexes up to date"))

    def _explain(self, explanation: "Explanation") -> None:
        from kangbashi_gis.ui.dialogs.why import WhyDialog

        WhyDialog(explanation, self._window).show()

    def _give_way(self) -> None:
        """Let nothing that can wait come between a key and its answer."""
        self._window.canvas.give_way()
        self._put_off()

    def _put_off(self) -> None:
        """Count later: the map comes first, and whoever types."""
        if self._later.isActive():
            self._later.start()

    def _prepare(self, names: list[str]) -> None:
        """Make large layers ready in the worker process, each once, and show them when they are."""
        window = self._window
        wanted = [name for name in names if name not in self._preparing]
        if window.space is None or not wanted:
            return
        self._preparing |= set(wanted)
        title = self.tr("Preparing the map")
        job = window.start("prepare_layers", window.space.folder, wanted, title=title)
        job.finished.connect(lambda _answer: window.canvas.layers.refresh())
        job.ended.connect(lambda: self._preparing.difference_update(wanted))

    def _compare(self, stamp: int) -> None:
        if stamp != self._window.facts.stamp:
            self.reload()

    def _near(self) -> tuple[float, float] | None:
        xmin, ymin, xmax, ymax = self._window.canvas.extent()
        return ((xmin + xmax) / 2, (ymin + ymax) / 2) if xmin < xmax else None

    def _connect(self) -> None:
        window = self._window
        window.search.near = self._near
        window.search.chosen.connect(self._choose)
        person.attach(window)
        window.search.left.connect(window.canvas.setFocus)
        window.search.explained.connect(self._explain)
        window.search.box.textChanged.connect(self._give_way)
        window.canvas.drawn.connect(window.search.rehearse)
        window.canvas.drawn.connect(self._put_off)
        window.layers.changed.connect(lambda: window.canvas.set_layers(window.layers.layers()))
        window.layers.zoom_wanted.connect(self._zoom_to_layer)
        window.canvas.layers.changed.connect(lambda: window.layers.show_styles(window.canvas.layers.styles))
        window.inquiry.answered.connect(self._answer)
        window.inquiry.identified.connect(window.card.show_here)
        window.inquiry.identified.connect(self._refresh)
        window.inquiry.named.connect(window.card.show_near)
        window.inquiry.failed.connect(self._fail)
        window.inquiry.cleared.connect(self._clear)
        window.card.radius_changed.connect(self._set_radius)
        window.card.zoom_wanted.connect(self.zoom_to_answer)
        window.card.clear_wanted.connect(lambda: window.commands.trigger("map.clear"))
        window.card.entity_wanted.connect(self._show_entity)
        window.card.rooms_wanted.connect(lambda: window.commands.trigger("map.rooms"))
        window.card.form_wanted.connect(lambda: window.commands.trigger("edit.row"))
        window.card.hit_wanted.connect(self._choose)
        window.card.here.current.connect(self._show_one)
        window.canvas.clicked.connect(self._click)
        window.canvas.polygon_drawn.connect(self._draw)
        window.canvas.pointer_moved.connect(window.status.show_pointer)
        window.canvas.view_changed.connect(lambda: window.status.show_view(window.canvas.view))
        window.status.angle_wanted.connect(window.canvas.set_angle)
        window.canvas.failed.connect(window.banner.fail)
        window.canvas.layers.unprepared.connect(self._prepare)
        window.status.scale_wanted.connect(window.canvas.set_scale)
        window.start_page.sample_wanted.connect(lambda: window.commands.trigger("workspace.sample"))
        window.start_page.open_wanted.connect(lambda: window.commands.trigger("workspace.open"))
        window.start_page.new_wanted.connect(lambda: window.commands.trigger("workspace.new"))
        window.start_page.chosen.connect(self._open)
        window.jobs.changed.connect(window.commands.refresh)

    def _open(self, folder: object) -> None:
        from pathlib import Path

        from kangbashi_gis.ui import opening

        opening.open_folder(self._window, Path(str(folder)))


def _is_small(found: Facts) -> bool:
    """Tell whether the newest change is one of a few cells: indexes hold these beside them until more has changed."""
    return found.undo is not None and found.undo.operation == "table.edit"
