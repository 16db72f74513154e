"""Identities are UUIDv7, ascending, and never the same; SQLite makes them as Python does."""

import uuid

from sqlcipher3 import dbapi2

from kangbashi_gis.store.identity import UUID7, new_ids
from kangbashi_gis.store.sql import statement


def test_identities_are_of_version_seven() -> None:
    found = [uuid.UUID(one) for one in new_ids(500)]
    assert {one.version for one in found} == {7}
    assert {one.variant for one in found} == {uuid.RFC_4122}


def test_identities_made_together_ascend_and_differ() -> None:
    ids = new_ids(20_000)
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_none_are_made_when_none_are_asked_for() -> None:
    assert new_ids(0) == []


def test_sqlite_makes_the_same_kind() -> None:
    connection = dbapi2.connect(":memory:")
    made = [connection.execute(statement("SELECT {uuid}", uuid=UUID7)).fetchone()[0] for _ in range(50)]
    connection.close()
    found = [uuid.UUID(one) for one in made]
    assert {one.version for one in found} == {7}
    assert {one.variant for one in found} == {uuid.RFC_4122}
    ours = uuid.UUID(new_ids(1)[0])
    # the first 48 bits are milliseconds: both clocks agree to the minute
    assert abs((found[0].int >> 80) - (ours.int >> 80)) < 60_000
    assert made == [one.lower() for one in made]
