"""Addresses of a list to places: each text is looked up, searched where that fails, and graded.

What is complete is looked up directly; only the rest is searched, by two processes where there is much of it.
"""

import math
import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.model.spelling import fold
from kangbashi_gis.model.themes.addresses import ADDRESSES
from kangbashi_gis.model.themes.aliases import ALIASES
from kangbashi_gis.operations.geocoding_process import Found, SecondSearch, look
from kangbashi_gis.operations.shown import hits
from kangbashi_gis.operations.unrecorded import Unrecorded, unrecorded
from kangbashi_gis.search.address import GOOD, Hit, search
from kangbashi_gis.search.exact import Exact
from kangbashi_gis.search.grading import Grade, Level, Reason, grade, level_of

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

DIVISIONS = themes.theme("divisions")
MOST_KEPT = 100_000  # texts whose grade is remembered, so that repeated ones cost nothing
ENOUGH_FOR_TWO = 4000  # texts to be searched, from which on a second process is worth its start
BLOCK_OWN, BLOCK_OTHER = 20, 100
BATCH = 50_000
LONGEST_TEXT = 300
_LONG_NUMBER = re.compile(r"\d{11,}[xX]?")


class Geocoder:
    """Grades texts against a workspace as it is now. Use it in a `with`: it may have started a process."""

    def __init__(self, space: "Workspace") -> None:
        space.require(Permission.VIEW)
        self._space = space
        self._index = space.index.words()
        self._exact = Exact(self._index)
        self._remembered = _remembered(space)
        self._kept: OrderedDict[str, Grade] = OrderedDict()
        self._second: SecondSearch | None = None
        self._searched = 0

    def grades(self, texts: Sequence[str]) -> list[Grade]:
        """Give the grade of each text, in their order."""
        grades = {text: self._kept[text] for text in texts if text in self._kept}
        new = list(dict.fromkeys(text for text in texts if text not in grades))
        grades |= dict(zip(new, self._graded(new), strict=True))
        self._keep(grades)
        return [grades[text] for text in texts]

    def prepare(self, count: int) -> None:
        """Start the second process early, because a list of so many rows comes."""
        if count >= ENOUGH_FOR_TWO and self._second is None:
            self._second = SecondSearch(self._space.folder)

    def close(self) -> None:
        """End the second process, if there is one."""
        if self._second is not None:
            self._second.close()
            self._second = None

    def __enter__(self) -> "Geocoder":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _keep(self, grades: dict[str, Grade]) -> None:
        self._kept |= grades
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _graded(self, texts: list[str]) -> Iterator[Grade]:
        """Look all up, search what was not found, and read titles and levels of everything at once."""
        today = [self._remembered.get(fold(scrubbed(text[:LONGEST_TEXT])), text[:LONGEST_TEXT]) for text in texts]
        found = [Found(self._looked_up(text)) for text in today]
        missing = [at for at, one in enumerate(found) if not one.hits and today[at].strip()]
        for at, one in zip(missing, self._search([today[at] for at in missing]), strict=True):
            found[at] = one
        shown = _shown(self._space, [one.hits for one in found])
        kinds = _kinds(self._space, [*shown, *([other.hit for other in one.more[:1]] for one in found)])
        for text, old, seen, one in zip(today, texts, shown, found, strict=True):
            yield _grade(text, old, seen, one.more, kinds)

    def _looked_up(self, text: str) -> list[Hit]:
        one = self._exact.look_up(text)
        return [] if one is None else [Hit(ADDRESSES.name, one.fid, 1.0, one.x, one.y)]

    def _search(self, texts: list[str]) -> list[Found]:
        self._searched += len(texts)
        self.prepare(self._searched)
        if self._second is None:
            return [self._look(text) for text in texts]
        return self._search_in_two(self._second, texts)

    def _look(self, text: str) -> Found:
        return look(self._space.store, self._space.index, self._index, text)

    def _search_in_two(self, second: SecondSearch, texts: list[str]) -> list[Found]:
        """Let each process take the next few whenever it is free."""
        found: list[Found] = [Found([]) for _ in texts]
        low = 0
        while low < len(texts) or second.busy:
            if second.done():
                start, results = second.take()
                found[start : start + len(results)] = results
            if low < len(texts) and not second.busy:
                high = min(low + BLOCK_OTHER, len(texts))
                second.give(low, texts[low:high])
                low = high
            elif low < len(texts):
                high = min(low + BLOCK_OWN, len(texts))
                found[low:high] = [self._look(text) for text in texts[low:high]]
                low = high
            elif second.busy:
                second.wait()
        return found


def scrubbed(text: str, sign: str = "") -> str:
    """Put a sign in the place of numbers as long as those of phones and IDs: they are no part of an address."""
    return _LONG_NUMBER.sub(sign, text)


def candidates(space: "Workspace", text: str, limit: int = 10) -> tuple[SearchHit, ...]:
    """Give what a text of a list may mean, best first, for a person to choose from."""
    space.require(Permission.VIEW)
    found = hits(space.store, search(space.index.words(), text[:LONGEST_TEXT], limit))
    if found and found[0].score >= GOOD:
        return found
    # what is only estimated has no address that could be chosen
    more = [one.hit for one in unrecorded(space.store, space.index, text[:LONGEST_TEXT]) if one.hit.fid]
    rows = {_row(hit) for hit in more}
    return (*more, *(hit for hit in found if _row(hit) not in rows))[:limit]


def _grade(
    text: str, old: str, found: list[SearchHit], more: list[Unrecorded], kinds: dict[tuple[str, int], str]
) -> Grade:
    if not text.strip():
        return Grade(grade((), None).level, None, Reason.EMPTY)
    if more and (not found or found[0].score < more[0].hit.score):
        best = more[0]
        guessed = best.reason is Reason.MOVED and best.hit.kind == ADDRESSES.name
        level = (
            Level.DOOR if guessed or best.reason is Reason.ESTIMATED
            else level_of(best.hit, kinds.get(_row(best.hit)))
        )  # fmt: skip
        return Grade(level, best.hit, best.reason)
    graded = grade(found, kinds.get(_row(found[0])) if found else None)
    remembered = text != old[:LONGEST_TEXT]
    return Grade(graded.level, graded.hit, Reason.REMEMBERED) if remembered and not graded.doubtful else graded


def _row(hit: SearchHit) -> tuple[str, int]:
    return hit.kind, hit.fid


def _remembered(space: "Workspace") -> dict[str, str]:
    """Give by folded alias the one name that it stands for, where it stands for one only."""
    names: dict[str, set[str]] = {}
    for table in space.store.batches(ALIASES, BATCH, columns=("alias", "name"), geometry=False):
        for alias, name in zip(table.columns["alias"], table.columns["name"], strict=True):
            if alias and name:
                names.setdefault(fold(alias), set()).add(name)
    return {alias: next(iter(only)) for alias, only in names.items() if len(only) == 1 and alias}


def _shown(space: "Workspace", found: list[list[Hit]]) -> list[list[SearchHit]]:
    """Give all hits with titles and degrees, read in one go."""
    flat = [hit for one in found for hit in one]
    shown = {(hit.kind, hit.fid): hit for hit in hits(space.store, flat)}
    return [[_scored(shown[hit.theme, hit.fid], hit) for hit in one if (hit.theme, hit.fid) in shown] for one in found]


def _scored(shown: SearchHit, hit: Hit) -> SearchHit:
    """Give a row its score in this answer: the same row may answer several texts."""
    if math.isclose(shown.score, hit.score):
        return shown
    return SearchHit(
        shown.kind, shown.id, shown.title, shown.detail, hit.score, shown.x, shown.y, shown.lon, shown.lat, shown.fid
    )


def _kinds(space: "Workspace", shown: list[list[SearchHit]]) -> dict[tuple[str, int], str]:
    """Give the level of the first hits that are addresses or divisions."""
    kinds: dict[tuple[str, int], str] = {}
    for theme, column in ((ADDRESSES, "kind"), (DIVISIONS, "level")):
        fids = np.unique(np.array([one[0].fid for one in shown if one and one[0].kind == theme.name], np.int64))
        if len(fids):
            table = space.store.read(theme, fids, columns=(column,), geometry=False)
            assert table.fid is not None
            rows = zip(table.fid.tolist(), table.columns[column], strict=True)
            kinds |= {(theme.name, fid): kind or "" for fid, kind in rows}
    return kinds
