"""Writes how often characters and pairs of characters are met in some languages, for telling encodings apart.

    python -m devtools.letters JIEBA_DICT STREETS

JIEBA_DICT: `dict.txt` of jieba (MIT). STREETS: the table of
China's street offices and towns (docs/data.md). Other languages come from Babel's CLDR data (Unicode licence), so the
package `babel` must be there. What stands in maps and registers but in none of these is in `letters_words.txt`.
Numbers are bits: minus the binary logarithm of how likely a character is, or is after another.
"""

import csv
import importlib
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "encodings"
OWN_WORDS = Path(__file__).with_name("letters_words.txt")
LOCALES = {
    "ko": ("ko",),
    "ja": ("ja",),
    "ru": ("ru", "uk", "be", "bg", "sr", "mk", "kk"),
    "latin": ("de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "ca", "is", "et"),
    "central": ("pl", "cs", "sk", "hu", "ro", "hr", "sl"),
    "turkish": ("tr", "az"),
    "greek": ("el",),
    "thai": ("th",),
    "vietnamese": ("vi",),
    "hebrew": ("he",),
    "arabic": ("ar", "fa"),
    "baltic": ("lt", "lv"),
}
PAIRS = {"zh": 30_000, "ja": 2_500, "ko": 4_000}
FEWER_PAIRS = 700
LEAST_GAIN = 2  # bits that a pair must save to be kept
LONGEST_PERSON = 3
PERSON, STREET, OWN = 300.0, 300.0, 12_000.0  # how often a word counts as met
MOST_BITS = 19  # what is rarer is left out
MIXED = 0.7  # share of what the pair tells; the rest is what the character tells alone


def main(words: Path, streets: Path) -> int:
    """Write the table; gives the exit code."""
    counts = {name: _counted(_heard(places, name)) for name, places in LOCALES.items()}
    counts["zh"] = _counted(_chinese(words, streets))
    text = "".join(_section(name, counts[name]) for name in ("zh", *LOCALES))
    (FOLDER / "languages.txt").write_text(text, encoding="utf-8", newline="\n")
    return 0


def _chinese(words: Path, streets: Path) -> Iterator[tuple[str, float]]:
    for line in words.read_text(encoding="utf-8").splitlines():
        word, often, kind = line.split(" ")
        # tables hold more people than newspapers do; longer words of this kind are proverbs
        yield word, float(often) + (PERSON if kind == "nr" and len(word) <= LONGEST_PERSON else 0.0)
    with streets.open(encoding="utf-8", newline="") as file:
        yield from ((row["name"], STREET) for row in csv.DictReader(file))
    yield from ((word, OWN) for word in _own("zh"))


def _heard(places: Iterable[str], name: str) -> Iterator[tuple[str, float]]:
    babel: Any = importlib.import_module("babel")  # needed here only, so not among the packages of the project
    for place in places:
        locale = babel.Locale.parse(place)
        for table in (locale.territories, locale.languages, locale.scripts, locale.currencies, locale.time_zones):
            yield from ((word, 1.0) for text in _texts(table) for word in text.split())
        yield from ((word, 1.0) for text in _texts(locale.unit_display_names) for word in text.split())
    yield from ((word, 6.0) for word in _own(name))


def _own(name: str) -> list[str]:
    """Give our own words of a language."""
    _, _, rest = OWN_WORDS.read_text(encoding="utf-8").partition(f"[{name}]\n")
    return rest.partition("[")[0].split()


def _texts(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif hasattr(table, "items"):
        for _, inner in table.items():
            yield from _texts(inner)


def _counted(words: Iterable[tuple[str, float]]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Count letters and pairs of letters; of ASCII only what stands beside others. Every digit counts as 0."""
    letters: defaultdict[str, float] = defaultdict(float)
    pairs: defaultdict[str, float] = defaultdict(float)
    for word, often in words:
        plain = ["0" if one.isdigit() else one for one in word.lower() if one.isalnum() or not one.isascii()]
        for one in plain:
            if one != "0":
                letters[one] += often
        for first, second in pairwise(plain):
            if not (first + second).isascii():
                pairs[first + second] += often
    return letters, pairs


def _section(name: str, counted: tuple[Mapping[str, float], Mapping[str, float]]) -> str:
    letters, pairs = counted
    every = sum(letters.values())
    every_bits = {one: max(1, round(-math.log2(often / every))) for one, often in letters.items() if often}
    alone = {one: bits for one, bits in every_bits.items() if bits <= MOST_BITS and not one.isascii()}
    after: defaultdict[str, float] = defaultdict(float)
    for pair, often in pairs.items():
        after[pair[0]] += often
    worth = {}
    for pair, often in sorted(pairs.items(), key=lambda item: -item[1]):
        if pair[1].isascii():
            continue
        base = letters[pair[1]] / every
        bits = max(1, round(-math.log2(MIXED * often / after[pair[0]] + (1 - MIXED) * base)))
        if round(-math.log2(base)) - bits >= LEAST_GAIN:
            worth[pair] = bits
        if len(worth) == PAIRS.get(name, FEWER_PAIRS):
            break
    return f"[{name}]\n" + _lines("1", alone) + _lines("2", worth)


def _lines(kind: str, bits: Mapping[str, int]) -> str:
    grouped: defaultdict[int, list[str]] = defaultdict(list)
    for key, many in bits.items():
        grouped[many].append(key)
    return "".join(f"{kind} {many} {''.join(sorted(grouped[many]))}\n" for many in sorted(grouped))


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:3])))
