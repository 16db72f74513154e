"""The verb of the vault's process that counts people by groups of addresses, for statistics: blocks, communities."""

import numpy as np

from kangbashi_gis.model.statistics import AGE_SEX, BANDS, BROAD_STARTS, CELLS, MOVED
from kangbashi_gis.store.census import BAND_YEARS, SEXES, Census
from kangbashi_gis.store.vault_room import Answer, Arrays, Room
from kangbashi_gis.store.wire import Message

FIRST_YEAR = 1900
MOVED_IN = (
    "SELECT address_fid, CAST(substr(moved_in, 1, 4) AS INTEGER), count(*) FROM residents"
    " WHERE address_fid IS NOT NULL AND moved_in NOT NULL GROUP BY 1, 2"
)
NOWHERE = "SELECT count(*) FROM residents WHERE address_fid IS NULL"


def tally(room: Room, request: Message, arrays: Arrays) -> Answer:
    """Count people in groups. arrays: addresses, ascending, and the group of each. Gives a row per group.

    by "cells": `CELLS` of `model.statistics`; AGE_SEX: men of each band, then women; MOVED: one column a year, the
    first of which is `first`. Those of whom age, sex or year is not known stand in no such column.
    elsewhere: people at none of the addresses.
    """
    addresses, groups = arrays
    count = request["count"]
    if request["by"] == MOVED:
        first, found = _moved(room, addresses, groups, count)
        return {"first": first}, [found]
    census = room.census()
    people = _groups_of_people(census, addresses, groups)
    inside = people >= 0
    count_by = _age_sex if request["by"] == AGE_SEX else _cells
    elsewhere = int((~inside).sum()) + int(room.database.reader().execute(NOWHERE).fetchone()[0])
    return {"elsewhere": elsewhere}, [count_by(census, people[inside], inside, count)]


def _groups_of_people(census: Census, addresses: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Give the group of each person in the order of the census; -1 for who lives at none of the addresses."""
    return np.repeat(_looked_up(census.addresses, addresses, groups), np.diff(census.starts))


def _looked_up(wanted: np.ndarray, addresses: np.ndarray, groups: np.ndarray) -> np.ndarray:
    if not len(addresses):
        return np.full(len(wanted), -1, np.int64)
    at = np.searchsorted(addresses, wanted).clip(max=len(addresses) - 1)
    return np.where(addresses[at] == wanted, groups[at], -1)


def _cells(census: Census, people: np.ndarray, inside: np.ndarray, count: int) -> np.ndarray:
    bands, sexes = np.divmod(census.kinds[inside], len(SEXES))
    starts = np.array(BROAD_STARTS) // BAND_YEARS
    broad = np.where(bands < len(BANDS), np.searchsorted(starts, bands, side="right") - 1, -1)
    chosen = [sexes >= 0, sexes == 0, sexes == 1, *(broad == one for one in range(len(starts)))]
    columns = [np.bincount(people[one], minlength=count) for one in chosen]
    homes = census.households[inside]
    known = homes >= 0
    pairs = np.unique(people[known] * (census.household_count + 1) + homes[known])
    columns.append(np.bincount(pairs // (census.household_count + 1), minlength=count))
    assert len(columns) == len(CELLS)
    return np.column_stack(columns).astype(np.int64)


def _age_sex(census: Census, people: np.ndarray, inside: np.ndarray, count: int) -> np.ndarray:
    bands, sexes = np.divmod(census.kinds[inside], len(SEXES))
    known = (bands < len(BANDS)) & (sexes < 2)
    places = people[known] * (2 * len(BANDS)) + sexes[known] * len(BANDS) + bands[known]
    return np.bincount(places, minlength=count * 2 * len(BANDS)).reshape(count, -1).astype(np.int64)


def _moved(room: Room, addresses: np.ndarray, groups: np.ndarray, count: int) -> tuple[int, np.ndarray]:
    rows = np.array(room.database.reader().execute(MOVED_IN).fetchall(), np.int64).reshape(-1, 3)
    group = _looked_up(rows[:, 0], addresses, groups)
    rows, group = rows[(group >= 0) & (rows[:, 1] >= FIRST_YEAR)], group[(group >= 0) & (rows[:, 1] >= FIRST_YEAR)]
    if not len(rows):
        return 0, np.zeros((count, 0), np.int64)
    first = int(rows[:, 1].min())
    years = int(rows[:, 1].max()) - first + 1
    places = group * years + rows[:, 1] - first
    return first, np.bincount(places, weights=rows[:, 2], minlength=count * years).reshape(count, -1).astype(np.int64)
