"""Where items of a page go when a hand moves, stretches, aligns or spreads them; steps back and forth."""

from dataclasses import fields, replace

import pytest
from PySide6.QtWidgets import QApplication

from kangbashi_gis.model.page import ITEMS, Box, Frame, Grid, MapFrame, Page, Text
from kangbashi_gis.ui.page import kinds, placing, words
from kangbashi_gis.ui.page.draft import Draft
from kangbashi_gis.ui.page.hands import Choosing, Guiding, Moving, Stretching, nudge
from kangbashi_gis.ui.page.sight import Sight, fitted

UNIT = 4.0


def text(name: str, x: float, y: float, width: float = 20.0, height: float = 10.0) -> Text:
    return Text(name, Box(x, y, width, height), "字")


@pytest.fixture
def draft(qapp: QApplication) -> Draft:
    items = (text("甲", 20, 20), text("乙", 60, 50), text("丙", 130, 120, 40))
    return Draft(Page("图纸", 210.0, 297.0, items, guides=(("x", 100.0),)))


def drag(
    hand: Moving | Stretching | Choosing | Guiding, x: float, y: float, *, keep: bool = False, free: bool = True
) -> None:
    hand.move((x, y), keep=keep, free=free)
    hand.release()


def test_what_is_moved_stays_where_it_is_left_and_goes_back(draft: Draft) -> None:
    draft.choose(["甲", "乙"])
    drag(Moving(draft, (25, 25), UNIT), 32.5, 28.0)
    assert (draft.page.item("甲").box.x, draft.page.item("甲").box.y) == (27.5, 23.0)
    assert (draft.page.item("乙").box.x, draft.page.item("乙").box.y) == (67.5, 53.0)
    draft.undo()
    assert draft.page.item("甲").box == Box(20, 20, 20, 10)
    draft.redo()
    assert draft.page.item("甲").box.x == 27.5
    assert not draft.can_redo


def test_an_edge_sticks_to_a_guide_and_to_another_item_unless_alt_is_held(draft: Draft) -> None:
    draft.choose(["甲"])
    hand = Moving(draft, (25, 25), UNIT)
    hand.move((104.2, 54.0), keep=False, free=False)  # the left edge comes to 99.2, the upper one to 49
    assert hand.lines == (("x", 100.0), ("y", 50.0))
    hand.release()
    assert draft.page.item("甲").box == Box(100, 50, 20, 10)
    drag(Moving(draft, (105, 55), UNIT), 105.3, 55.3)
    assert draft.page.item("甲").box == Box(100.3, 50.3, 20, 10)


def test_shift_moves_along_one_direction_and_nothing_leaves_the_paper(draft: Draft) -> None:
    draft.choose(["丙"])
    drag(Moving(draft, (140, 125), UNIT), 160, 128, keep=True)
    assert draft.page.item("丙").box == Box(150, 120, 40, 10)
    drag(Moving(draft, (160, 125), UNIT), 900, 125)
    assert draft.page.item("丙").box.x == 209.0


def test_a_corner_is_pulled_with_proportions_when_shift_is_held(draft: Draft) -> None:
    draft.choose(["丙"])
    drag(Stretching(draft, (170, 130), UNIT, (2, 2)), 210, 131, keep=True)
    assert draft.page.item("丙").box == Box(130, 120, 80, 20)
    drag(Stretching(draft, (130, 120), UNIT, (0, 1)), 300, 120)
    assert draft.page.item("丙").box == Box(209, 120, 1, 20)


def test_several_items_are_stretched_together(draft: Draft) -> None:
    draft.choose(["甲", "乙"])
    drag(Stretching(draft, (80, 60), UNIT, (2, 2)), 140, 100)
    assert draft.page.item("甲").box == Box(20, 20, 40, 20)
    assert draft.page.item("乙").box == Box(100, 80, 40, 20)


def test_what_is_locked_is_not_moved_nor_removed(draft: Draft) -> None:
    draft.lock(["甲"], locked=True)
    draft.choose(["甲", "乙"])
    nudge(draft, 1.0, 0.0)
    draft.remove()
    assert [one.name for one in draft.page.items] == ["甲", "丙"]
    assert draft.page.item("甲").box.x == 20


def test_arrow_keys_in_a_row_are_one_step_back(draft: Draft) -> None:
    draft.choose(["甲"])
    for _ in range(7):
        nudge(draft, 0.1, 0.0)
    nudge(draft, 0.0, 1.0)
    assert draft.page.item("甲").box == Box(20.7, 21, 20, 10)
    draft.undo()
    assert draft.page.item("甲").box == Box(20, 20, 20, 10)


def test_a_band_chooses_what_lies_wholly_within(draft: Draft) -> None:
    drag(Choosing(draft, (15, 15), UNIT), 85, 65)
    assert draft.chosen == ("甲", "乙")
    drag(Choosing(draft, (125, 115), UNIT), 175, 135, keep=True)
    assert draft.chosen == ("甲", "乙", "丙")


def test_guides_are_pulled_moved_and_taken_back_to_the_ruler(draft: Draft) -> None:
    drag(Guiding(draft, (0, 50), UNIT, "y"), 30, 80.2, free=False)
    assert draft.page.guides == (("x", 100.0), ("y", 80.0))
    drag(Guiding(draft, (30, 80), UNIT, "y", 80.0), 30, 90)
    assert draft.page.guides == (("x", 100.0), ("y", 90.0))
    drag(Guiding(draft, (30, 90), UNIT, "y", 90.0), 30, -5)
    assert draft.page.guides == (("x", 100.0),)


def test_items_are_aligned_to_each_other_and_a_single_one_to_the_paper(draft: Draft) -> None:
    items = list(draft.page.items)
    paper = draft.page.box
    assert [one.box.x for one in placing.aligned(items, "left", paper)] == [20, 20, 20]
    assert [one.box.right for one in placing.aligned(items, "right", paper)] == [170, 170, 170]
    assert [one.box.middle[1] for one in placing.aligned(items, "centre", paper)] == [75, 75, 75]
    assert placing.aligned(items[:1], "middle", paper)[0].box.x == 95


def test_items_are_spread_with_equal_room_between(draft: Draft) -> None:
    spread = placing.spread(list(draft.page.items), "x")
    gaps = [spread[1].box.x - spread[0].box.right, spread[2].box.x - spread[1].box.right]
    assert gaps == [35.0, 35.0]
    assert (spread[0].box.x, spread[2].box.x) == (20, 130)


@pytest.mark.parametrize(
    ("way", "order"), [("top", "乙丙甲"), ("up", "乙甲丙"), ("bottom", "甲乙丙"), ("down", "甲乙丙")]
)
def test_an_item_is_laid_over_or_under_the_others(draft: Draft, way: str, order: str) -> None:
    page = placing.ordered(draft.page, ["甲"], way)  # type: ignore[arg-type]
    assert "".join(one.name for one in page.items) == order


def test_a_click_into_an_empty_border_takes_what_lies_within(draft: Draft) -> None:
    page = replace(draft.page, items=(*draft.page.items, Frame("框", Box(5, 5, 200, 280))))
    assert placing.item_at(page, 25, 25, 1.0) == "甲"
    assert placing.item_at(page, 5.2, 100, 1.0) == "框"
    assert placing.item_at(page, 100, 250, 1.0) == ""


def test_a_place_of_the_paper_stays_under_the_pointer_when_it_is_zoomed() -> None:
    sight = fitted(Box(0, 0, 841, 1189), 800, 600)
    before = sight.place(300, 200)
    assert sight.zoomed(3.0, 300, 200).place(300, 200) == pytest.approx(before)
    assert Sight(50, 50, 4).seen(Box(0, 0, 210, 297), 400, 400) == Box(50, 50, 100, 100)
    assert Sight(5000, 0, 4).seen(Box(0, 0, 210, 297), 400, 400).width == 0


@pytest.mark.parametrize("kind", kinds.SIZES)
def test_each_kind_can_be_put_on_a_page_and_has_titles_for_all_it_has(kind: str, qapp: QApplication) -> None:
    page = Page("空", 841.0, 1189.0, (MapFrame("主图", Box(10, 10, 100, 100)),))
    made = kinds.made(kind, page, "AA==")
    assert made and not {one.name for one in made} & {"主图"}
    assert all(page.box.holds(one.box) for one in made)
    for part in (*made, Grid()):
        for one in fields(part):
            assert one.name in ("name", "box") or words.property_title(one.name)
    assert kinds.title(kinds.kind_of(made[-1]))


def test_what_speaks_of_a_map_needs_one(qapp: QApplication) -> None:
    empty = Page("空", 210.0, 297.0)
    assert [kind for kind in kinds.SIZES if not kinds.made(kind, empty, "AA==")] == list(kinds.NEEDS_MAP)
    assert set(ITEMS) <= set(kinds.TITLES)
