"""Writes the table of how characters are read, from the dictionary of pypinyin.

python -m devtools.readings
"""

import sys
from collections import defaultdict
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "resources" / "pinyin" / "readings.txt"


def main() -> int:
    """Write the table; gives the exit code."""
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
    return 0


def table() -> str:
    """Give the table as text: a line per syllable with the characters usually, and those sometimes, read so."""
    from pypinyin.constants import PINYIN_DICT

    usual: dict[str, list[str]] = defaultdict(list)
    others: dict[str, list[str]] = defaultdict(list)
    for sign in map(chr, sorted(PINYIN_DICT)):
        first, all_of_them = readings(sign)
        usual[first].append(sign)
        for other in all_of_them - {first}:
            others[other].append(sign)
    syllables = sorted({*usual, *others})
    return "".join(f"{one} {''.join(usual[one])} {''.join(others[one])}\n" for one in syllables)


def readings(sign: str) -> tuple[str, set[str]]:
    """Give the usual syllable of a character and all it may be read as, as pypinyin knows them."""
    from pypinyin import Style, lazy_pinyin, pinyin

    every = pinyin(sign, style=Style.NORMAL, heteronym=True)
    return lazy_pinyin(sign)[0], {one for position in every for one in position}


if __name__ == "__main__":
    sys.exit(main())
