"""What goes into the word index, and how its parts answer."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kangbashi_gis.index.catalogue import Indexes
from kangbashi_gis.index.columns import COUNTED
from kangbashi_gis.index.draft import Draft, columns_of
from kangbashi_gis.index.hashing import stretch_hashes, text_hash
from kangbashi_gis.index.order import WIDE, arranged
from kangbashi_gis.index.pinyin import spelled, syllables_of
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import THEMES, theme
from kangbashi_gis.store.geopackage import GeoPackageStore


@pytest.fixture
def segment(store: GeoPackageStore, tmp_path: Path) -> Segment:
    return Indexes(tmp_path / "索引", store).words().parts[0].segment


def beginning(segment: Segment, text: str) -> list[str]:
    return [segment.spellings[spelling] for spelling in segment.best_of(*segment.beginning(text))]


@pytest.mark.parametrize("kind", THEMES, ids=lambda kind: kind.name)
def test_no_personal_field_goes_into_an_index(kind: Theme) -> None:
    personal = {one.name for one in kind.personal_fields}
    assert not personal & {*columns_of(kind), *COUNTED.get(kind.name, ())}


def test_names_are_found_by_their_beginning_roads_before_companies(segment: Segment) -> None:
    found = beginning(segment, "鄂尔多斯")
    assert found[:2] == ["鄂尔多斯大街", "鄂尔多斯东街"]
    assert "鄂尔多斯市第一中学" in found
    assert beginning(segment, "不存在") == []


def test_names_are_found_by_pinyin_and_initials(segment: Segment) -> None:
    assert beginning(segment, "eerduosida") == ["eerduosidajie"]
    assert beginning(segment, "eedsdj")[0] == "eedsdj"
    assert spelled("重庆路", phrases=True) == ("chongqinglu", "cql")
    assert spelled("main st", phrases=True) == ("", "")


@given(st.text("康巴什乌审朝阳重庆大 路ab12𠮷é", max_size=12))
def test_a_company_is_spelled_by_the_usual_syllables(name: str) -> None:
    syllables = syllables_of(name)
    wanted = "".join(syllables), "".join(one[:1] for one in syllables)
    assert spelled(name, phrases=False) == (wanted if wanted[0] != name else ("", ""))


def test_the_rooms_of_a_stairway_are_read_as_if_each_came_alone() -> None:
    def rows(numbers: list[int]) -> Table:
        parts = {
            "street": None,
            "community": "苏布尔嘎社区",
            "compound": "亿利城B区",
            "number": "12号",
            "building": "3号楼",
        }
        columns: dict[str, list[str | None]] = {name: [value] * len(numbers) for name, value in parts.items()}
        columns |= {"road": ["鄂尔多斯大街"] * len(numbers), "unit": ["2单元"] * len(numbers)}
        columns["room"] = [f"{number}室" for number in numbers]
        columns["full"] = [f"康巴什区鄂尔多斯大街12号亿利城B区3号楼2单元{room}" for room in columns["room"]]
        columns["full"][1] = f"康巴什区天骄路7号{columns['room'][1]}"  # somebody changed the text alone
        return Table(columns, fid=np.array(numbers, np.int64))

    together, alone, places = Draft(), Draft(), np.full((1, 2), np.nan)
    together.add(theme("addresses"), rows([101, 102, 201]), np.repeat(places, 3, axis=0))
    for at in range(3):
        row = rows([101, 102, 201]).take(np.array([at]))
        alone.add(theme("addresses"), row, places)
    assert (together.names.numbers, together.weights) == (alone.names.numbers, alone.weights)
    for column in ("road", "compound", "region", "number", "building", "unit", "room"):
        assert together.doors.taken(column).tolist() == alone.doors.taken(column).tolist()


def test_an_address_of_signs_alone_is_under_no_name() -> None:
    draft = Draft()
    rows = {"code": [None, None], "address": ["……", "天骄路7号"]}
    draft.add(theme("parcels"), Table(rows, fid=np.array([1, 2])), np.zeros((2, 2)))
    segment = Segment(arranged(draft))
    assert [segment.names[name] for name in range(len(segment.names)) if segment.is_place(name)] == ["天骄路"]


def test_a_company_is_found_without_the_region_before_its_name(segment: Segment) -> None:
    assert "亿利商贸有限公司" in beginning(segment, "亿利商")


def test_place_names_are_found_inside_a_text(segment: Segment) -> None:
    text = "康巴什区鄂尔多斯大街12号亿利城b区"
    found = {text[start:end] for start, end, _ in segment.places_in(text)}
    assert {"康巴什区", "康巴什", "鄂尔多斯大街", "亿利城b区"} <= found
    assert "亿利城a区" not in found


def test_names_are_found_by_a_piece_of_their_middle(segment: Segment) -> None:
    assert next(segment.names[name] for name in segment.holding("文化艺术", 5)) == "康巴什区文化艺术中心"
    assert len(segment.holding("飞机场", 5)) == 0


def test_a_wide_beginning_still_gives_the_best_names_first() -> None:
    draft = Draft()
    count = WIDE * 3
    names = [f"康宁{number:04d}公司" for number in range(count)]
    empty = [None] * count
    entities = Table({"name": names, "credit_code": empty, "address": empty}, fid=np.arange(count))
    draft.add(theme("entities"), entities, np.zeros((count, 2)))
    road = Table({"name": ["康宁路"], "former_name": [None]}, fid=np.array([1]))
    draft.add(theme("roads"), road, np.zeros((1, 2)))
    segment = Segment(arranged(draft))
    low, high = segment.beginning("康")
    assert high - low > WIDE
    assert segment.spellings[segment.best_of(low, high)[0]] == "康宁路"
    assert segment.spellings[segment.best_of(*segment.beginning("kn"))[0]] == "knl"


def test_labels_are_counted_as_people_count(segment: Segment) -> None:
    numbers = [segment.label_numbers[label] for label in ("1", "2", "9", "10", "12", "101", "1203")]
    assert numbers == sorted(numbers)
    assert {segment.labels[number] for number in segment.labels_beginning("12")} == {"12", "1203"}


def test_an_empty_store_gives_an_index_that_finds_nothing(tmp_path: Path) -> None:
    store = GeoPackageStore.create(tmp_path / "空.gpkg", "EPSG:4546")
    segment = Indexes(tmp_path / "索引", store).words().parts[0].segment
    assert beginning(segment, "鄂") == [] and segment.places_in("鄂尔多斯大街") == []
    assert len(segment.holding("鄂尔", 5)) == 0
    store.close()


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_every_stretch_of_a_text_has_the_number_of_its_text(text: str) -> None:
    starts, ends, hashes = stretch_hashes(text, 5)
    assert len(starts) == sum(max(0, len(text) - length + 1) for length in range(2, 6))
    for start, end, number in zip(starts, ends, hashes, strict=True):
        assert int(number) == text_hash(text[start:end])
