"""What each function did with a query, for whoever asks why: as steps to read, and as attempts to be told from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kangbashi_gis.index.draft import KINDS
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.model.address import Part, part_of
from kangbashi_gis.search.reading import Reading


class Piece(NamedTuple):
    """A stretch of an attempt's text that was understood. kind: of `KINDS`, a part of an address, or "begun".

    sure: 1 for a name as it is written, less where it was read with letters, mistakes or as a beginning.
    """

    start: int
    end: int
    kind: str
    word: str
    sure: float


@dataclass
class Attempt:
    """One reading of a query, and how many rows each collector found with it. best: the highest score, 0 for none."""

    text: str
    how: str
    factor: float
    pieces: tuple[Piece, ...]
    found: dict[str, int] = field(default_factory=dict)
    best: float = 0.0


@dataclass
class Trace:
    """All attempts in their order. how of an attempt: "as written", or the names of the functions that read loosely."""

    steps: list[tuple[str, str]] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)

    def note(self, step: str, what: object) -> None:
        """Write down one step."""
        self.steps.append((step, str(what)))

    def read(self, understood: Reading, segment: Segment, how: str) -> None:
        """Write down how a query was understood; what follows is of this attempt."""
        text = understood.text
        self.attempts.append(Attempt(text, how, understood.factor, tuple(_pieces(understood, segment))))
        self.note("text", f"{text} × {understood.factor} ({how})")
        self.note("read_places", [(text[cut.start : cut.end], segment.names[cut.name]) for cut in understood.cuts])
        self.note("read_labels", [(label.value, *map(str, label.parts)) for label in understood.labels])
        self.note("guess_names", [(text[one.start : one.end], len(one.names)) for one in understood.guesses])

    def collected(self, collector: str, count: int) -> None:
        """Write down how many rows a collector found."""
        self.note(collector, count)
        self.attempts[-1].found[collector] = count

    def scored(self, found: int, kept: int, best: float) -> None:
        """Write down what was good enough."""
        self.note("score", f"{found} -> {kept}, best {best:.3f}")
        self.attempts[-1].best = best if kept else 0.0


def _pieces(understood: Reading, segment: Segment) -> Iterator[Piece]:
    for cut in understood.cuts:
        yield Piece(cut.start, cut.end, _kind(cut.rank), segment.names[cut.name], cut.spelled)
    taken: set[Part] = set()
    for label in understood.labels:
        part = part_of(label, taken)
        taken.add(part)
        yield Piece(label.start, label.end, str(label.parts[0] if part is Part.REST else part), label.value, 1.0)
    for guess in understood.guesses:
        if guess.names:
            name = guess.names[0]
            kind = _kind(int(segment.rank[name])) if guess.loose else "begun"
            yield Piece(guess.start, guess.end, kind, segment.names[name], min(guess.finished[0], 0.99))


def _kind(rank: int) -> str:
    return KINDS[rank] if rank < len(KINDS) else "code"
