"""The panel of statistics: numbers of a release or exact ones, colours on the map, and how to come to some."""

from collections.abc import Iterator

import pytest
import shapely
from pytestqt.qtbot import QtBot

from benchmarks.disclosure_parts import village
from kangbashi_gis.model.account import VISITOR, User
from kangbashi_gis.model.answers import Population
from kangbashi_gis.operations import statistics
from kangbashi_gis.operations.around import around, place_at
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.ui.jobs import Jobs
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.panels.card import Card
from kangbashi_gis.ui.panels.population import ON_MAP, PopulationPanel
from kangbashi_gis.ui.panels.population_map import HELD_BACK, classes, color_of, coloured


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with village.found(tmp_path_factory.mktemp("人口") / "村", 120, 5) as space:
        statistics.publish(space)
        yield space


@pytest.fixture
def space(kept: Workspace) -> Iterator[Workspace]:
    kept.user = VISITOR
    yield kept
    kept.user = User("local")


@pytest.fixture
def panel(jobs: Jobs, qtbot: QtBot) -> PopulationPanel:
    made = PopulationPanel(jobs)
    qtbot.addWidget(made)
    return made


def ask(panel: PopulationPanel, space: Workspace, by: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel._question.answered):
        panel.by.blockSignals(True)
        panel.by.setCurrentIndex(panel.by.findData(by))
        panel.by.blockSignals(False)
        panel.ask(space)


def test_a_visitor_sees_rounded_numbers_and_their_date(panel: PopulationPanel, space: Workspace, qtbot: QtBot) -> None:
    ask(panel, space, "community", qtbot)
    (line,) = statistics.releases(space)
    assert line.released.replace("T", " ") in panel.status.text()
    item = panel.table.item(0, 1)
    assert item is not None
    assert item.text().startswith("≈")
    assert panel.publish.isHidden()
    assert panel.community.count() > 1


def test_who_may_know_exactly_is_told_that_it_is_exact(panel: PopulationPanel, space: Workspace, qtbot: QtBot) -> None:
    space.user = User("办事员")
    ask(panel, space, "community", qtbot)
    assert panel.shown is not None
    assert panel.shown.statistics.exact
    item = panel.table.item(0, 1)
    assert item is not None
    assert item.text().isdigit()
    assert not panel.publish.isHidden()


@pytest.mark.parametrize("by", ["community", "grid:250", "grid:1000", "block", "age", "sex", "year", "release"])
def test_each_way_of_counting_has_rows_and_a_chart(
    panel: PopulationPanel, space: Workspace, qtbot: QtBot, by: str
) -> None:
    ask(panel, space, by, qtbot)
    assert panel.table.rowCount() > 0
    assert sum(not chart.isHidden() for chart in (panel.pyramid, panel.bars, panel.lines)) == 1
    assert panel.on_map.isEnabled() == (by.partition(":")[0] in ON_MAP)


def test_the_map_is_coloured_with_a_legend_and_the_colours_can_be_taken_away(
    panel: PopulationPanel, space: Workspace, qtbot: QtBot
) -> None:
    wanted: list[list[object]] = []
    panel.areas_wanted.connect(wanted.append)
    ask(panel, space, "block", qtbot)
    assert sum(len(group.outlines) for group in wanted[-1]) == panel.table.rowCount()  # type: ignore[attr-defined]
    assert panel.legend.text()
    panel.on_map.setChecked(False)
    assert wanted[-1] == []
    assert panel.legend.text() == ""


def test_before_the_first_release_it_says_who_publishes_one(
    panel: PopulationPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.user = VISITOR
    ask(panel, workspace, "community", qtbot)
    assert "还没有发布" in panel.empty.text()
    assert "办事员" in panel.empty.text()


def test_at_the_end_of_a_session_nothing_is_left(panel: PopulationPanel, space: Workspace, qtbot: QtBot) -> None:
    ask(panel, space, "community", qtbot)
    panel.forget()
    assert panel.table.rowCount() == 0
    assert panel.shown is None


def test_the_command_opens_the_panel(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.trigger("map.population")
    found = window.findChild(PopulationPanel)
    assert found is not None
    qtbot.waitUntil(lambda: found.shown is not None)
    space = window.space
    window.set_workspace(None)
    assert found.shown is None
    window.set_workspace(space)


def test_the_card_of_a_visitor_says_that_its_numbers_are_rounded(space: Workspace, jobs: Jobs, qtbot: QtBot) -> None:
    card = Card(jobs, 500.0)
    qtbot.addWidget(card)
    answer = around(space, place_at(space, village.X + 2000, village.Y + 2000), 1500.0)
    card.show_answer(answer)
    assert card.numbers.numbers["people"].text() == f"≈{answer.population.total:,}"
    assert answer.population.released[:10] in card.ages_note.text()
    assert "0–14" in card.ages_note.text()


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (Population(False, None, None), "还没有发布"),
        (Population(False, None, None, released="2026-01-01T08:00:00"), "没有小块的中心"),
    ],
)
def test_the_card_says_why_nothing_is_told(
    space: Workspace, jobs: Jobs, qtbot: QtBot, people: Population, words: str
) -> None:
    card = Card(jobs, 500.0)
    qtbot.addWidget(card)
    card._show_population(people)
    assert words in card.ages_note.text()


def test_every_number_has_a_colour_and_what_is_held_back_its_own() -> None:
    people = [None, 15, 20, 40, 120, 555, 1234]
    found = classes(people)
    assert color_of(found, None) == HELD_BACK
    assert all(color_of(found, number) for number in people)
    assert len({color_of(found, number) for number in people}) > 3
    square = shapely.box(0, 0, 1, 1)
    assert sum(len(one.outlines) for one in coloured(found, people, [square] * 7)) == 7
    assert coloured(found, people, [None] * 7) == []


def test_nothing_to_colour_makes_no_classes() -> None:
    assert classes([]) == []
    assert len(classes([50, 50])) == 1 or color_of(classes([50, 50]), 50)
