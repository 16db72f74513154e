"""Made-up names of roads, compounds, companies and people: the same ones each time, and no place name twice."""

from dataclasses import dataclass

import numpy as np

from kangbashi_gis.sample import words

STEMS = len(words.FIRST) * len(words.SECOND)
SPREAD = 1_009  # shares no factor with STEMS, so that neighbouring numbers give unlike names
COMPANIES_FROM = 700
PUBLIC_FROM = 300
RENAMED = {"expressway": 0.5, "arterial": 0.4, "secondary": 0.25, "branch": 0.0, "lane": 0.0}  # how many had a number


@dataclass(frozen=True)
class Named:
    """A name and, where there was one, the name before it ("" otherwise)."""

    name: str
    former: str = ""


def stem(index: int, district: int) -> str:
    """Give the made-up name number `index` of a district: two characters, and a third in further districts."""
    number = index * SPREAD % STEMS
    first, second = divmod(number, len(words.SECOND))
    third = words.THIRD[district - 2] if district > 1 else ""
    again = "" if index < STEMS else "新"
    return again + words.FIRST[first] + words.SECOND[second] + third


def roads(classes: tuple[str, ...], along: np.ndarray, district: int, rng: np.random.Generator) -> list[Named]:
    """Name roads by their class and whether they run along the river; some had a number before their name."""
    order = {name: rank for rank, name in enumerate(("arterial", "expressway", "secondary", "branch", "lane"))}
    ranked = sorted(range(len(classes)), key=lambda road: order[classes[road]])
    known = {True: iter(words.ROADS_ALONG), False: iter(words.ROADS_ACROSS)}
    result: list[Named] = [Named("")] * len(classes)
    counts = {True: 0, False: 0}
    for number, road in enumerate(ranked):
        runs_along = bool(along[road])
        counts[runs_along] += 1
        plain = next(known[runs_along], None) if district == 1 else None
        ending = _road_ending(classes[road], runs_along)
        former = (
            f"规划{'纬' if runs_along else '经'}{counts[runs_along]}路" if rng.random() < RENAMED[classes[road]] else ""
        )
        result[road] = Named((plain or stem(number, district)) + ending, former if district == 1 else "")
    return result


def _road_ending(klass: str, along: bool) -> str:
    if klass == "expressway":
        return "快速路"
    if klass == "lane":
        return "巷"
    return ("大街" if klass == "arterial" else "街") if along else "路"


def compounds(count: int, first: int, district: int, rng: np.random.Generator) -> list[Named]:
    """Name compounds, taking made-up names from number `first` on (after those of the roads)."""
    chosen = rng.integers(0, len(words.COMPOUND_ENDINGS), count)
    some = rng.random(count) < 0.1
    result = []
    for number in range(count):
        reserved = district == 1 and number < len(words.RESERVED)
        base = stem(first + number, district)
        name = words.RESERVED[number] if reserved else base + words.COMPOUND_ENDINGS[chosen[number]]
        result.append(Named(name, f"{base}安置点" if some[number] else ""))
    return result


def companies(industries: np.ndarray, district: int, rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Give each company a fancy name and the word of its trade; the pair comes only once."""
    turn: dict[tuple[str, int], int] = {}
    fancy, trades = [], []
    for industry, chance in zip(industries, rng.random(len(industries)), strict=True):
        choices = words.COMPANY_WORDS[industry]
        trade = int(chance * len(choices))
        number = turn.get((industry, trade), 0)
        turn[industry, trade] = number + 1
        base = stem((COMPANIES_FROM + number + 37 * trade) % STEMS, district)
        fancy.append(base if number < STEMS else base + words.SECOND[number // STEMS])
        trades.append(choices[trade])
    return fancy, trades


def people(sexes: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Give surnames and given names for sexes ("1" man, "2" woman); about one in a thousand has a rare character."""
    count = len(sexes)
    weights = 1.0 / (3.0 + np.arange(len(words.SURNAMES)))
    surname = np.array(list(words.SURNAMES), dtype=object)[_weighted(weights, count, rng)]
    two = rng.random(count) < 0.006
    surname[two] = np.array(words.TWO_CHARACTER_SURNAMES, dtype=object)[
        rng.integers(0, len(words.TWO_CHARACTER_SURNAMES), int(two.sum()))
    ]
    return surname, given(sexes, rng)


def given(sexes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Give a given name of one or two characters for each sex."""
    count = len(sexes)
    pools = [np.array(list(pool), dtype=object) for pool in (words.GIVEN_MEN, words.GIVEN_WOMEN)]
    man = np.asarray(sexes) == "1"
    characters = [
        np.where(man, pools[0][rng.integers(0, len(pools[0]), count)], pools[1][rng.integers(0, len(pools[1]), count)])
        for _ in range(2)
    ]
    rare = rng.random(count) < 0.001
    characters[0] = np.where(
        rare, np.array(list(words.RARE), dtype=object)[rng.integers(0, len(words.RARE), count)], characters[0]
    )
    return characters[0] + np.where(rng.random(count) < 0.72, characters[1], "")


def mongolian(sexes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Give a Mongolian name, which has no surname, for each sex."""
    men, women = (np.array(pool, dtype=object) for pool in (words.MONGOLIAN_MEN, words.MONGOLIAN_WOMEN))
    count = len(sexes)
    return np.where(
        np.asarray(sexes) == "1", men[rng.integers(0, len(men), count)], women[rng.integers(0, len(women), count)]
    )


def _weighted(weights: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    limits = np.cumsum(weights) / weights.sum()
    return np.minimum(np.searchsorted(limits, rng.random(count)), len(weights) - 1)
