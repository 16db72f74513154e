"""Keeps personal values out of what is shown as evidence: of a file about people only other columns are quoted."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kangbashi_gis.diagnosis.encodings import LONGEST_EXAMPLE, MOST_EXAMPLES
from kangbashi_gis.errors import EncodingUnclear
from kangbashi_gis.importing import encoding as encodings
from kangbashi_gis.importing.columns import folded
from kangbashi_gis.model.diagnosis import EncodingAnswer, FieldAnswer, Finding
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.store import masking

# Of a theme that is personal as a whole, what a column of another file may be called and then is personal there too.
OF_PEOPLE = ("id_number", "name", "phone")
ANYTHINGS = frozenset(("name", "phone"))  # what columns about no person are called as well
QUOTED = ("example", "wrong", "right")  # values of findings that come out of the file


def private_columns(answers: Sequence[FieldAnswer], theme: Theme | None) -> tuple[str, ...]:
    """Name the columns that hold personal values: by their content, by the field they fill, or by what they are called.

    All of them where the theme is of people.
    """
    if theme is not None and theme.in_vault:
        return tuple(one.name for one in answers)
    personal = {one.name for one in theme.personal_fields} if theme else set()
    words = _words()
    return tuple(
        one.name for one in answers if one.personal or one.theme_field in personal or folded(one.name) in words
    )


def discreet_encoding(encoding: EncodingAnswer, sample: Table, private: Sequence[str], path: Path) -> EncodingAnswer:
    """Give the same answer with values of other columns as examples; all values are quoted where none is private."""
    if not private or not encoding.candidates:
        return encoding
    texts = _texts(sample, private)
    read_as = encoding.detected or encoding.candidates[0].encoding
    candidates = tuple(
        replace(one, examples=_reread(texts, read_as, one.encoding, path)) for one in encoding.candidates
    )
    return replace(encoding, candidates=candidates)


def discreet(findings: Sequence[Finding], private: Sequence[str]) -> tuple[Finding, ...]:
    """Mask what findings quote from a file that has private columns."""
    if not private:
        return tuple(findings)
    return tuple(
        replace(one, values={name: _masked(name, value) for name, value in one.values.items()}) for one in findings
    )


def _masked(name: str, value: object) -> object:
    return masking.name(str(value)) if name in QUOTED else value


@cache
def _words() -> frozenset[str]:
    fields = [one for theme in THEMES for one in theme.personal_fields if not theme.in_vault or one.name in OF_PEOPLE]
    return frozenset(folded(word) for one in fields for word in (one.title, *one.aliases)) - ANYTHINGS


def _texts(sample: Table, private: Sequence[str]) -> list[str]:
    """Give different texts of the other columns that are not ASCII, and the names of columns after them."""
    names = [name for name in sample.columns if not name.isascii()]
    cells = (cell for name, column in sample.columns.items() if name not in private for cell in column)
    texts = dict.fromkeys(cell for cell in cells if isinstance(cell, str) and not cell.isascii())
    return [*list(texts)[:MOST_EXAMPLES], *names][:MOST_EXAMPLES]


def _reread(texts: Sequence[str], read_as: str, other: str, path: Path) -> tuple[str, ...]:
    """Write texts as they were read and read them otherwise; nothing where the way back is not known."""
    try:
        before, after = encodings.chosen(read_as, path), encodings.chosen(other, path)
    except EncodingUnclear:
        return ()
    if encodings.DOUBLED_CODECS & {before, after}:
        return ()
    return tuple(one.encode(before, "replace").decode(after, "replace")[:LONGEST_EXAMPLE] for one in texts)
