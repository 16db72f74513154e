"""How well a line of a list was matched."""

import dataclasses

import pytest

from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.search.grading import SENTENCES, Level, Reason, grade

HIT = SearchHit("addresses", "1", "天骄路1号", "天骄路1号", 1.0, 10.0, 10.0, 109.8, 39.6, 1)


def changed(**values: object) -> SearchHit:
    return dataclasses.replace(HIT, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(("hit", "kind", "level"), [
    (HIT, "room", Level.ROOM), (HIT, "unit", Level.BUILDING), (HIT, "building", Level.BUILDING),
    (HIT, "door", Level.DOOR), (changed(kind="compounds"), None, Level.COMPOUND),
    (changed(kind="roads"), None, Level.ROAD), (changed(kind="divisions"), "community", Level.COMMUNITY),
])  # fmt: skip
def test_the_level_is_that_of_what_was_found(hit: SearchHit, kind: str | None, level: Level) -> None:
    found = grade([hit], kind)
    assert (found.level, found.reason) == (level, Reason.SURE)
    assert not found.doubtful


@pytest.mark.parametrize(("hits", "kind", "reason"), [
    ([], None, Reason.NOTHING),
    ([changed(score=0.7)], "door", Reason.LIKELY),
    ([changed(kind="roads", score=0.45)], None, Reason.COARSER),
    ([changed(kind="divisions")], "county", Reason.WIDE),
    ([HIT, changed(fid=2, x=500.0)], "door", Reason.AMBIGUOUS),
])  # fmt: skip
def test_what_a_person_should_look_at_is_doubtful(hits: list[SearchHit], kind: str | None, reason: Reason) -> None:
    found = grade(hits, kind)
    assert (found.reason, found.doubtful) == (reason, True)


def test_two_at_the_same_spot_are_one_place() -> None:
    assert grade([HIT, changed(fid=2, x=10.5)], "room").reason is Reason.SURE


def test_a_company_beside_its_address_does_not_make_it_ambiguous() -> None:
    assert grade([HIT, changed(kind="entities", x=900.0)], "door").reason is Reason.SURE


def test_what_is_kept_without_a_place_is_said_to_be_so() -> None:
    assert grade([changed(x=None, y=None, lon=None, lat=None)], "door").reason is Reason.PLACELESS


def test_every_reason_has_its_words() -> None:
    assert set(SENTENCES) == set(Reason)
