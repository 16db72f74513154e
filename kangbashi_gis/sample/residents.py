"""Residents in households: who lives with whom, how old they are, since when they live there."""

from dataclasses import dataclass

import numpy as np

from kangbashi_gis.model import identifiers
from kangbashi_gis.model.table import Table
from kangbashi_gis.sample import dates, names, phones, words
from kangbashi_gis.sample.addresses import AddressBook
from kangbashi_gis.sample.compounds import Compounds
from kangbashi_gis.sample.town import Town, dice

ROLES = ("head", "spouse", "first", "second", "father", "mother")
# Kinds of households: their share, and the chance of each role beside the head.
KINDS = (
    (0.300, (0.0, 0.0, 0.0, 0.0, 0.0)),  # alone
    (0.210, (1.0, 0.0, 0.0, 0.0, 0.0)),  # a couple
    (0.265, (1.0, 1.0, 0.0, 0.0, 0.0)),  # with a child
    (0.095, (1.0, 1.0, 1.0, 0.0, 0.0)),  # with two
    (0.055, (0.0, 1.0, 0.15, 0.0, 0.0)),  # one parent
    (0.075, (1.0, 1.0, 0.2, 0.55, 0.75)),  # three generations
)
PER_HOUSEHOLD = 2.2  # a little less than these kinds give, so that there are surely enough people
MOVED = {year: 1.0 + 0.14 * (year - 2010) for year in range(2010, 2025)}
DAY_NUMBERS = 498  # for one day of birth and one sex there are 500 numbers, shared among the districts
MONGOLIAN_SHARE = 0.085


@dataclass(frozen=True)
class _People:
    """Every member of every household: row of the household, role, sex and day of birth."""

    household: np.ndarray
    role: np.ndarray
    sex: np.ndarray
    born: np.ndarray


def residents(town: Town, homes: Compounds, book: AddressBook) -> Table:
    """Let as many people move in as the scale says."""
    rng = dice(town.number, "residents")
    count = int(np.ceil(town.size.residents / PER_HOUSEHOLD))
    people = _households(count, rng)
    people = _People(
        *(part[: town.size.residents] for part in (people.household, people.role, people.sex, people.born))
    )
    births, numbers = _id_numbers(people, town.number, DAY_NUMBERS // town.size.districts)
    people = _People(people.household, people.role, people.sex, births)
    where = _dwellings(town, homes, book, int(people.household[-1]) + 1, rng)
    address = where[people.household]
    ethnicity = _ethnicities(int(people.household[-1]) + 1, rng)[people.household]
    return Table(
        {
            "id_number": numbers,
            "name": _names(people, ethnicity == "蒙古族", rng),
            "sex": people.sex,
            "born": dates.text(people.born),
            "ethnicity": ethnicity,
            "phone": _phones(people, town.number),
            "household": [f"{town.divisions.code}{number + 1:06d}" for number in people.household.tolist()],
            "relation": _relations(people),
            "address": np.asarray(book.table.columns["full"])[address],
            "address_code": np.asarray(book.table.columns["code"])[address],
            "moved_in": dates.text(_moved(town, homes, book, where, people, rng)),
        }
    )


def _households(count: int, rng: np.random.Generator) -> _People:
    """Make families: a head, perhaps a spouse, children and parents, with ages that fit each other."""
    limits = np.cumsum([share for share, _ in KINDS])
    kind = np.minimum(np.searchsorted(limits, rng.random(count) * limits[-1]), len(KINDS) - 1)
    chances = np.array([chances for _, chances in KINDS])[kind]
    present = np.column_stack([np.ones(count, bool), rng.random((count, 5)) < chances])
    alone = kind <= 1
    age = np.where(alone, rng.normal(44.0, 17.0, count), rng.normal(40.0, 8.0, count))
    age = np.clip(age, 22.0, 92.0)
    head_man = rng.random(count) < np.where(present[:, 1], 0.82, 0.5)
    spouse = np.clip(age + rng.normal(np.where(head_man, -1.8, 1.8), 2.6), 20.0, 92.0)
    mother = np.where(head_man & present[:, 1], spouse, age)
    first = mother - rng.uniform(21.0, 33.0, count)
    second = first - rng.uniform(1.5, 7.0, count)
    elder = age + rng.uniform(21.0, 31.0, count)
    ages = np.column_stack([age, spouse, first, second, elder + 1.5, elder])
    present &= (ages >= 0.0) & (ages <= 100.0)
    present[:, 2:4] &= ages[:, 2:4] < 30.0
    child_man = rng.random((count, 2)) < 0.515
    man = np.column_stack([head_man, ~head_man, child_man, np.ones(count, bool), np.zeros(count, bool)])
    household, role = np.nonzero(present)
    born = dates.TODAY - np.round(ages[present] * 365.25).astype(int) - 1
    return _People(household, role, np.where(man[present], "1", "2").astype(object), born)


def _id_numbers(people: _People, district: int, share: int) -> tuple[np.ndarray, list[str]]:
    """Give births and valid numbers (GB 11643) of the county that does not exist, each number once.

    A day has `share` numbers for each sex in each district. Where they are used up, births move back some days.
    """
    born = people.born.copy()
    man = people.sex == "1"
    rank = _ranks(born, man)
    while (over := rank >= share).any():
        born[over] -= 1 + rank[over] * 17 % 90
        rank = _ranks(born, man)
    sequence = 2 * ((district - 1) * share + rank) + man
    days = np.char.replace(np.datetime_as_string(born), "-", "")
    heads = [
        f"{identifiers.SAMPLE_COUNTY}{day}{number:03d}"
        for day, number in zip(days.tolist(), sequence.tolist(), strict=True)
    ]
    checks = identifiers.id_check_digits(heads).tolist()
    return born, [head + check for head, check in zip(heads, checks, strict=True)]


def _ranks(born: np.ndarray, man: np.ndarray) -> np.ndarray:
    """Number people within their day of birth and sex, from 0."""
    key = born.astype(np.int64) * 2 + man
    order = np.argsort(key, kind="stable")
    ranks = np.empty(len(key), int)
    ranks[order] = np.arange(len(key)) - np.searchsorted(key[order], key[order])
    return ranks


def _dwellings(town: Town, homes: Compounds, book: AddressBook, count: int, rng: np.random.Generator) -> np.ndarray:
    """Choose a dwelling for each household; older compounds are fuller, no dwelling has two households."""
    kind = np.asarray(book.table.columns["kind"])
    villa = np.zeros(len(kind), bool)
    in_building = book.buildings >= 0
    villa[in_building] = town.buildings.styles[book.buildings[in_building]] == "villa"
    home = homes.of_parcel[book.parcels]
    places = np.flatnonzero((home >= 0) & ((kind == "room") | ((kind == "building") & villa)))
    fullness = np.clip(1.15 - 0.045 * (homes.years[home[places]] - 2006), 0.2, 1.0)
    order = np.argsort(rng.random(len(places)) / fullness, kind="stable")
    if len(places) < count:
        order = np.resize(order, count)
    return np.sort(places[order[:count]])


def _moved(
    town: Town, homes: Compounds, book: AddressBook, where: np.ndarray, people: _People, rng: np.random.Generator
) -> np.ndarray:
    """Give when each person moved in: with the household, once the compound stood; children when they were born."""
    ready = homes.years[homes.of_parcel[book.parcels[where]]] + 1
    year = np.clip(np.maximum(dates.growing(len(where), MOVED, rng), ready), 2010, 2024)
    household = dates.days(year, rng)[people.household]
    return np.maximum(household, people.born)


def _ethnicities(count: int, rng: np.random.Generator) -> np.ndarray:
    chance = rng.random(count)
    other = np.array(words.OTHER_PEOPLES, dtype=object)[rng.integers(0, len(words.OTHER_PEOPLES), count)]
    return np.where(chance < MONGOLIAN_SHARE, "蒙古族", np.where(chance > 0.982, other, "汉族"))


def _names(people: _People, mongolian: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Children bear the surname of the head's side; spouses and mothers their own; Mongolian names have none."""
    surname, given = names.people(people.sex, rng)
    first = np.searchsorted(people.household, people.household)
    kin = np.isin(people.role, [ROLES.index("first"), ROLES.index("second"), ROLES.index("father")])
    surname = np.where(kin, surname[first], surname)
    return np.where(mongolian, names.mongolian(people.sex, rng), surname + given)


def _relations(people: _People) -> list[str]:
    child = np.where(people.sex == "1", "子", "女")
    plain = np.array(["户主", "配偶", "", "", "父亲", "母亲"], dtype=object)[people.role]
    return np.where(np.isin(people.role, [2, 3]), child, plain).tolist()


def _phones(people: _People, district: int) -> list[str]:
    """Give everybody of twelve years and more a phone, one in twenty has none on record."""
    age = (dates.TODAY - people.born).astype(int) / 365.25
    silent = (age < 12) | (np.arange(len(age)) % 20 == 7)
    known = phones.numbers(len(age), 2 * district + 1)
    return ["" if no else number for no, number in zip(silent.tolist(), known, strict=True)]
