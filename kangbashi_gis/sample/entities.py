"""Legal entities: companies, shops, public bodies and associations, at their addresses."""

from dataclasses import dataclass

import numpy as np

from kangbashi_gis.model import identifiers
from kangbashi_gis.model.table import Table
from kangbashi_gis.sample import dates, names, phones, words
from kangbashi_gis.sample.addresses import AddressBook, parcel_codes
from kangbashi_gis.sample.town import Town, dice

# What is done at an address, by the land use of its parcel: industry letters and their shares.
TRADES: dict[str, dict[str, float]] = {
    "shops": {
        "F": 0.43, "H": 0.17, "O": 0.11, "L": 0.06, "R": 0.05, "Q": 0.03, "P": 0.03, "I": 0.03, "G": 0.03, "K": 0.03,
        "E": 0.03,
    },
    "offices": {
        "L": 0.19, "F": 0.19, "E": 0.15, "I": 0.14, "M": 0.11, "K": 0.06, "J": 0.05, "N": 0.03, "R": 0.03, "A": 0.02,
        "B": 0.01, "G": 0.02,
    },
    "works": {"C": 0.40, "F": 0.14, "G": 0.14, "E": 0.11, "M": 0.07, "D": 0.05, "I": 0.05, "B": 0.04},
    "dwellings": {"F": 0.34, "O": 0.16, "L": 0.16, "I": 0.10, "E": 0.10, "A": 0.07, "R": 0.07},
}  # fmt: skip
GROUPS = {
    "0901": "shops", "0902": "offices", "0903": "shops", "0904": "shops", "1001": "works", "1101": "works",
    "0801": "offices",
}  # fmt: skip
PUBLIC_INDUSTRY = {
    "0801": "S", "0803": "R", "0804": "P", "0805": "R", "0806": "Q", "0807": "Q", "0702": "S", "1208": "G", "13": "D",
    "0802": "M", "1401": "N", "1403": "N",
}  # fmt: skip
# Registrations a year: a young town, a boom, a slump in 2014 and one in 2020.
REGISTERED = {
    2009: 1.0, 2010: 1.5, 2011: 2.3, 2012: 2.7, 2013: 2.9, 2014: 2.2, 2015: 2.4, 2016: 3.1, 2017: 3.8, 2018: 4.4,
    2019: 5.0, 2020: 4.1, 2021: 5.6, 2022: 5.9, 2023: 7.4, 2024: 7.9,
}  # fmt: skip
SMALL_SHARE = 0.45  # one-person businesses among shops and those run from a dwelling
CLOSED_SHARE = 0.17
CODE_STEP = 7_368_787  # scatters the numbers inside credit codes; shares no factor with 90,000,000


@dataclass(frozen=True)
class _Seats:
    """Where entities have their seat: address, trade group and land use each; public bodies first."""

    addresses: np.ndarray
    groups: np.ndarray
    uses: np.ndarray
    public: int


def entities(town: Town, book: AddressBook) -> Table:
    """Register as many entities as the scale says. They have no place of their own, only an address."""
    rng = dice(town.number, "entities")
    seats = _seats(town, book, rng)
    industry = _industries(seats, rng)
    kind = _kinds(seats, industry, rng)
    small = (kind == "9") & np.isin(seats.groups, ["shops", "dwellings"]) & (rng.random(len(kind)) < SMALL_SHARE)
    registered = dates.days(dates.growing(len(kind), REGISTERED, rng), rng)
    age = (dates.TODAY - registered).astype(int) / 365.25
    closed = (kind != "1") & (rng.random(len(kind)) < CLOSED_SHARE * np.clip(age / 6, 0.2, 1.6))
    staff = _staff(seats, small, rng)
    surname, given = names.people(np.where(rng.random(len(kind)) < 0.68, "1", "2"), rng)
    code = np.asarray(book.table.columns["code"])[seats.addresses]
    return Table(
        {
            "credit_code": _credit_codes(kind, small, town),
            "name": _names(town, seats, industry, kind, small, rng),
            "kind": kind.tolist(),
            "industry": industry.tolist(),
            "registered": dates.text(registered),
            "status": np.where(closed, "注销", "存续").tolist(),
            "staff": staff,
            "capital": _capital(staff, kind, small, rng),
            "address": np.asarray(book.table.columns["full"])[seats.addresses],
            "address_code": code,
            "parcel_code": parcel_codes(town)[book.parcels[seats.addresses]],
            "representative": surname + given,
            "phone": phones.numbers(len(kind), 2 * town.number),
        }
    )


def _seats(town: Town, book: AddressBook, rng: np.random.Generator) -> _Seats:
    """Choose addresses: one for each public body, then offices, shops, works and a few dwellings at random."""
    kind = np.asarray(book.table.columns["kind"])
    use = town.uses[book.parcels]
    door, room = kind == "door", kind == "room"
    gate = np.zeros(len(kind), bool)
    gate[np.unique(np.where(door, book.parcels, -1), return_index=True)[1]] = True
    public = np.flatnonzero(door & gate & np.isin(use, list(PUBLIC_INDUSTRY)))
    public = public[: town.size.entities // 8]
    group = np.array([GROUPS.get(code, "") for code in use.tolist()], dtype="U9")
    group[room & np.char.startswith(use, "0701")] = "dwellings"
    weight = np.zeros(len(kind))
    for name, where, share in (
        ("offices", room, 0.40), ("shops", door, 0.42), ("works", door, 0.09), ("dwellings", room, 0.09),
    ):  # fmt: skip
        here = where & (group == name)
        weight[here] = share / max(int(here.sum()), 1)
    limits = np.cumsum(weight)
    others = np.searchsorted(limits, rng.random(town.size.entities - len(public)) * limits[-1])
    chosen = np.concatenate([public, np.minimum(others, len(kind) - 1)])
    return _Seats(chosen, group[chosen], use[chosen], len(public))


def _industries(seats: _Seats, rng: np.random.Generator) -> np.ndarray:
    result = np.full(len(seats.groups), "S", dtype="U1")
    result[: seats.public] = [PUBLIC_INDUSTRY[use] for use in seats.uses[: seats.public]]
    chance = rng.random(len(result))
    private = np.arange(len(result)) >= seats.public
    for name, mix in TRADES.items():
        here = private & (seats.groups == name)
        limits, letters = np.cumsum(list(mix.values())), np.array(list(mix))
        result[here] = letters[np.minimum(np.searchsorted(limits, chance[here] * limits[-1]), len(letters) - 1)]
    return result


def _kinds(seats: _Seats, industry: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Public bodies are 1; some schools, clinics and clubs are 5; a few farmers' cooperatives Y; companies 9."""
    kind = np.full(len(industry), "9", dtype="U1")
    kind[: seats.public] = np.where(rng.random(seats.public) < 0.16, "5", "1")
    private = np.arange(len(kind)) >= seats.public
    kind[private & np.isin(industry, ["P", "Q", "R"]) & (rng.random(len(kind)) < 0.18)] = "5"
    kind[private & (industry == "A") & (rng.random(len(kind)) < 0.10)] = "Y"
    return kind


def _credit_codes(kind: np.ndarray, small: np.ndarray, town: Town) -> list[str]:
    """Make valid numbers (GB 32100): office and category, county 150699, organisation code, check digit."""
    category = np.where(kind == "1", "2", np.where(kind == "5", "2", np.where(small, "2", "1")))
    first = town.number * town.size.entities
    result = []
    for number, (office, one) in enumerate(zip(kind.tolist(), category.tolist(), strict=True), first):
        body = f"{10_000_000 + number * CODE_STEP % 90_000_000}"
        head = f"{office}{one}{identifiers.SAMPLE_COUNTY}{body}{identifiers.organisation_check(body)}"
        result.append(head + identifiers.credit_code_check(head))
    return result


def _names(
    town: Town, seats: _Seats, industry: np.ndarray, kind: np.ndarray, small: np.ndarray, rng: np.random.Generator
) -> list[str]:
    fancy, trades = names.companies(industry[seats.public :], town.number, rng)
    county = town.divisions.name
    result = []
    for number, use in enumerate(seats.uses[: seats.public].tolist()):
        patterns = words.PUBLIC_NAMES[use]
        stem = names.stem(names.PUBLIC_FROM + number, town.number)
        result.append(county + patterns[number % len(patterns)].format(stem))
    for base, trade, office, alone in zip(
        fancy, trades, kind[seats.public :].tolist(), small[seats.public :].tolist(), strict=True
    ):
        ending = {"5": "中心", "Y": "专业合作社"}.get(office, "有限公司")
        result.append(f"{county}{base}{trade}店" if alone else f"鄂尔多斯市{base}{trade}{ending}")
    return result


def _staff(seats: _Seats, small: np.ndarray, rng: np.random.Generator) -> list[int]:
    middle = np.select([small, seats.groups == "works", seats.groups == "dwellings"], [2.0, 38.0, 3.0], 9.0)
    middle[: seats.public] = 42.0
    return np.maximum(np.round(middle * np.exp(rng.normal(0.0, 0.85, len(middle)))), 1).astype(int).tolist()


def _capital(staff: list[int], kind: np.ndarray, small: np.ndarray, rng: np.random.Generator) -> list[float | None]:
    """Give the registered capital, in 10,000 yuan as is usual; public bodies have none."""
    steps = np.array([3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 800, 1000, 2000, 5000])
    wish = np.array(staff) * np.where(small, 2.0, 11.0) * np.exp(rng.normal(0.0, 0.8, len(staff)))
    chosen = steps[np.minimum(np.searchsorted(steps, wish), len(steps) - 1)].astype(float)
    return [None if office == "1" else value for office, value in zip(kind.tolist(), chosen.tolist(), strict=True)]
