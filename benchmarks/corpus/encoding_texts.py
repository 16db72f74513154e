"""Words that damaged files are filled with: streets, firms and people of several countries. Made up or common.

They stand in `encoding_texts.txt`, in sections, parted by bars.
"""

import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path


@cache
def words(section: str) -> tuple[str, ...]:
    """Give the words of a section."""
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    _, _, rest = text.partition(f"[{section}]\n")
    return tuple(rest.partition("[")[0].strip().replace("\n", "|").split("|"))


def chinese(chance: random.Random) -> Iterator[str]:
    """Yield names of streets, firms and people without end."""
    while True:
        yield chance.choice(words("streets")) + chance.choice(words("street ends"))
        yield "".join(chance.choice(words(part)) for part in ("firms", "trades", "firm ends"))
        yield chance.choice(words("surnames")) + "".join(chance.sample(words("given names"), chance.choice((1, 2))))


def with_rare_characters(chance: random.Random) -> Iterator[str]:
    """Yield Chinese names of which each third has a character that only GB18030 writes, in four bytes."""
    names = chinese(chance)
    while True:
        yield chance.choice(words("rare"))
        yield next(names)
        yield next(names)


def listed(section: str) -> Callable[[random.Random], Iterator[str]]:
    """Give what yields the words of a section in any order, again and again."""

    def endless(chance: random.Random) -> Iterator[str]:
        while True:
            yield from chance.sample(words(section), len(words(section)))

    return endless
