"""Names on the map: readable, without overlaps, stable."""

import dataclasses
from itertools import combinations

import numpy as np
import pytest
import shapely
from PySide6.QtWidgets import QApplication

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import theme
from kangbashi_gis.render.labels import SCREEN, Placed, Texts, layout
from kangbashi_gis.render.lettering import letter
from kangbashi_gis.render.view import View
from tests.render.conftest import Make

X, Y = 384_000.0, 4_383_000.0
VIEW = View(X, Y, 1.0, 800, 600)


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    """Fonts exist only with an application."""


class Book:
    """Texts by row number, and how often they were asked for."""

    def __init__(self, *texts: str | None) -> None:
        self.texts = texts
        self.asked: list[int] = []

    def __call__(self, kind: Theme, fids: np.ndarray) -> list[str | None]:
        self.asked += fids.tolist()
        return [self.texts[fid - 1] for fid in fids.tolist()]


def named(kind: Theme) -> Theme:
    assert kind.label is not None
    return dataclasses.replace(kind, label=dataclasses.replace(kind.label, most_scale=1e9))


def boxes(placed: list[Placed], view: View) -> list[tuple[float, float, float, float]]:
    found = []
    for one in placed:
        height, width = letter(one.words).shape[:2]
        x, y = view.pixel(one.x, one.y)
        x, y = x + one.move[0], y + one.move[1]
        found.append((x - width / 2 + 4, y - height / 2 + 4, x + width / 2 - 4, y + height / 2 - 4))
    return found


def test_names_do_not_overlap(make: Make):
    rng = np.random.default_rng(5)
    spots = rng.uniform(-350, 350, (200, 2))
    kind = named(theme("entities"))
    ready = make("entities", [shapely.Point(X + x, Y + y) for x, y in spots]).prepared
    placed = layout(VIEW, [(ready, kind)], Texts(Book(*(f"第{n}号商贸有限公司" for n in range(200)))))
    assert len(placed) > 10
    for one, other in combinations(boxes(placed, VIEW), 2):
        assert one[0] >= other[2] or one[2] <= other[0] or one[1] >= other[3] or one[3] <= other[1]


def test_no_more_names_than_anyone_can_read(make: Make):
    kind = named(theme("entities"))
    spots = [shapely.Point(X + 30 * x, Y + 20 * y) for x in range(-150, 150) for y in range(-10, 10)]
    wide = dataclasses.replace(VIEW, width=9000, height=600)
    ready = make("entities", spots).prepared
    assert len(layout(wide, [(ready, kind)], Texts(Book(*(str(n) for n in range(6000)))))) <= SCREEN.shown


def test_only_what_is_seen_is_read_and_only_once(make: Make):
    ready = make("entities", [shapely.Point(X, Y), shapely.Point(X + 5000, Y)]).prepared
    book = Book("甲", "乙")
    texts = Texts(book)
    for _ in range(2):
        layout(VIEW, [(ready, named(theme("entities")))], texts)
    assert book.asked == [1]


def test_a_name_too_long_for_its_polygon_is_left_out(make: Make):
    ready = make("buildings", [shapely.box(X, Y, X + 60, Y + 40), shapely.box(X + 100, Y, X + 130, Y + 14)]).prepared
    placed = layout(VIEW, [(ready, named(theme("buildings")))], Texts(Book("1号楼", "康巴什区人民政府")))
    assert [one.words.lines for one in placed] == [("1号楼",)]


def test_the_pieces_of_a_road_bear_one_name(make: Make):
    pieces = [shapely.LineString([(X + 40 * n, Y), (X + 40 * (n + 1), Y)]) for n in range(-8, 8)]
    ready = make("roads", pieces, None).prepared
    placed = layout(VIEW, [(ready, named(theme("roads")))], Texts(Book(*["鄂尔多斯大街"] * 16)))
    assert len(placed) == 1 and placed[0].x == pytest.approx(X, abs=20) and placed[0].words.angle == 0


@pytest.mark.parametrize(
    "way, lines, angle",
    [
        ([(-200, -200), (200, 200)], ("民族路",), -45),
        ([(200, 200), (-200, -200)], ("民族路",), -45),
        ([(-200, 100), (200, -100)], ("民族路",), 27),
        ([(0, 250), (0, -250)], ("民", "族", "路"), 0),
        ([(0, -250), (60, 250)], ("民", "族", "路"), 7),
    ],
)
def test_a_name_follows_its_road_and_is_never_upside_down(
    make: Make, way: list[tuple[int, int]], lines: tuple[str, ...], angle: int
):
    ready = make("roads", [shapely.LineString([(X + x, Y + y) for x, y in way])], None).prepared
    (one,) = layout(VIEW, [(ready, named(theme("roads")))], Texts(Book("民族路")))
    assert one.words.lines == lines and one.words.angle == angle


def test_letters_that_are_not_chinese_lie_along_a_steep_road(make: Make):
    ready = make("roads", [shapely.LineString([(X, Y - 250), (X, Y + 250)])], None).prepared
    (one,) = layout(VIEW, [(ready, named(theme("roads")))], Texts(Book("Main Street")))
    assert abs(one.words.angle) == 90


def test_names_stay_when_the_map_is_moved_a_little(make: Make):
    rng = np.random.default_rng(6)
    kind = named(theme("entities"))
    ready = make("entities", [shapely.Point(X + x, Y + y) for x, y in rng.uniform(-350, 350, (150, 2))]).prepared
    texts = Texts(Book(*(f"单位{n}" for n in range(150))))
    before = layout(VIEW, [(ready, kind)], texts)
    moved = VIEW.moved(37, -21)
    after = {one.key for one in layout(moved, [(ready, kind)], texts, before)}
    inside = {
        one.key for one in before if 60 < moved.pixel(one.x, one.y)[0] < 740 and 60 < moved.pixel(one.x, one.y)[1] < 540
    }
    assert len(inside & after) >= 0.9 * len(inside)


def test_more_important_names_come_first(make: Make):
    road = make("roads", [shapely.LineString([(X - 100, Y), (X + 100, Y)])], None).prepared
    house = make("buildings", [shapely.box(X - 40, Y - 40, X + 40, Y + 40)]).prepared
    texts = Texts(lambda kind, fids: ["民族路" if kind.name == "roads" else "1号楼"] * len(fids))
    placed = layout(VIEW, [(house, named(theme("buildings"))), (road, named(theme("roads")))], texts)
    assert placed[0].words.lines == ("民族路",)


def test_a_row_without_a_name_has_none(make: Make):
    ready = make("entities", [shapely.Point(X, Y)]).prepared
    assert layout(VIEW, [(ready, named(theme("entities")))], Texts(Book(None))) == []


def test_a_layer_without_labels_at_this_scale_is_not_even_asked(make: Make):
    ready = make("entities", [shapely.Point(X, Y)]).prepared
    book = Book("甲")
    assert layout(VIEW.with_scale(50_000), [(ready, theme("entities"))], Texts(book)) == [] and book.asked == []
