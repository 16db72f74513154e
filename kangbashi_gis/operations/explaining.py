"""Why a search gives what it gives: what was understood of the text and where, what was not, and by which rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from kangbashi_gis.model.answers import SearchAnswer
from kangbashi_gis.model.spelling import Folded, fold_query, number_of
from kangbashi_gis.operations.search import find
from kangbashi_gis.search.address import AS_WRITTEN, OLD_NAME, OLD_NAME_BEGUN
from kangbashi_gis.search.trace import Attempt, Piece, Trace

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

Span = tuple[int, int]  # code points of the text as typed, the end not included
UNRECORDED = ("crossings", "estimates", "coarser", "several", "between", "moved")  # steps of `unrecorded.py`


@dataclass(frozen=True)
class Understood:
    """A stretch of the text and what it stands for. kind and sure: as of a `Piece`."""

    start: int
    end: int
    kind: str
    word: str
    sure: float


@dataclass(frozen=True)
class Explanation:
    """An answer with its reasons.

    way: a key: "as_written", "numeral", "other_words", "old_name", "mistake", "two_mistakes", "crossings", "estimates",
    "unrecorded" or "nothing". found: how many rows each collector found on that way. best: the highest score.
    steps: what every function did, in order; attempts: each reading of the text that was tried.
    """

    answer: SearchAnswer
    parts: tuple[Understood, ...]
    unread: tuple[Span, ...]
    way: str
    found: Mapping[str, int]
    best: float
    steps: tuple[tuple[str, str], ...] = ()
    attempts: tuple[Attempt, ...] = ()


def explain(space: "Workspace", query: str, limit: int = 20, near: tuple[float, float] | None = None) -> Explanation:
    """Search and tell why; the same permission and the same answer as `find`."""
    trace = Trace()
    answer = find(space, query, limit, near, trace)
    folded = fold_query(query)
    attempt = max(trace.attempts, key=lambda one: one.best, default=Attempt(folded.text, AS_WRITTEN, 1.0, ()))
    parts = tuple(_parts(attempt, folded))
    best = answer.results[0].score if answer.results else 0.0
    return Explanation(
        answer, parts, tuple(_unread(query, parts)), _way(attempt, folded, answer, trace),
        {name: count for name, count in attempt.found.items() if count}, best, tuple(trace.steps),
        tuple(trace.attempts),
    )  # fmt: skip


def _way(attempt: Attempt, folded: Folded, answer: SearchAnswer, trace: Trace) -> str:
    if not answer.results:
        return "nothing"
    if answer.results[0].score > attempt.best + 0.005:
        return next((step for step, _ in reversed(trace.steps) if step in UNRECORDED), "unrecorded")
    if attempt.how != AS_WRITTEN:
        return "two_mistakes" if "two" in attempt.how else "mistake"
    if attempt.text == folded.text:
        return "as_written"
    if attempt.factor in (OLD_NAME, OLD_NAME_BEGUN):
        return "old_name"
    return "numeral" if _is_numeral(attempt.text, folded.text) else "other_words"


def _is_numeral(text: str, typed: str) -> bool:
    """Tell whether only a numeral at the end became a number."""
    same = next((at for at, (one, other) in enumerate(zip(text, typed, strict=False)) if one != other), len(typed))
    try:
        return text[same:] == str(number_of(typed[same:]))
    except (KeyError, ValueError):
        return False


def _parts(attempt: Attempt, folded: Folded) -> list[Understood]:
    """Give the pieces at their places in the text as typed; of pieces that overlap, the surer and longer one."""
    places = _places(attempt.text, folded)
    taken: list[Understood] = []
    for piece in sorted(attempt.pieces, key=lambda one: (-one.sure, one.start - one.end)):
        span = _span(piece, places)
        if span and all(span[1] <= one.start or one.end <= span[0] for one in taken):
            taken.append(Understood(*span, piece.kind, piece.word, piece.sure))
    return sorted(taken, key=lambda one: one.start)


def _span(piece: Piece, places: Sequence[Span | None]) -> Span | None:
    found = [place for place in places[piece.start : piece.end] if place is not None]
    return (min(start for start, _ in found), max(end for _, end in found)) if found else None


def _places(text: str, folded: Folded) -> list[Span | None]:
    """Give for each character of an attempt where it stands in the text as typed; None for what was put in."""
    if text == folded.text:
        return [(place, place + 1) for place in folded.places]
    places: list[Span | None] = []
    for what, start, end, low, high in SequenceMatcher(None, folded.text, text, autojunk=False).get_opcodes():
        if what == "equal":
            places += [(place, place + 1) for place in folded.places[start:end]]
        elif what == "replace":
            places += [(folded.places[start], folded.places[end - 1] + 1)] * (high - low)
        elif what == "insert":
            places += [None] * (high - low)
    return places


def _unread(query: str, parts: Sequence[Understood]) -> list[Span]:
    """Give the stretches of letters and numbers that no part covers."""
    read = {at for one in parts for at in range(one.start, one.end)}
    spans: list[Span] = []
    for at, sign in enumerate(query):
        if at in read or not sign.isalnum():
            continue
        if spans and spans[-1][1] == at:
            spans[-1] = spans[-1][0], at + 1
        else:
            spans.append((at, at + 1))
    return spans
