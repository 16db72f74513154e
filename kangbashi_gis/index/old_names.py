"""Old names with those of today: what a text becomes when each is put in the other's place."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

LONGEST = 24
MOST = 3


class Known(NamedTuple):
    """What is recorded about an old name: as it is written, of what kind, and between which dates it held."""

    alias: str
    kind: str = ""
    since: str = ""
    until: str = ""


class OldNames:
    """Old names and the names of today, all folded; known: what is recorded about those that have more than that."""

    def __init__(
        self, names: Mapping[str, Sequence[str]], known: Mapping[tuple[str, str], Known] | None = None
    ) -> None:
        self.names = names
        self.known = known or {}
        self._sorted: Sequence[str] = sorted(names)
        # by their first character how long they are, the longest first: most characters begin no old name
        lengths: dict[str, set[int]] = {}
        for name in names:
            lengths.setdefault(name[:1], set()).add(len(name))
        self._lengths = {first: sorted(some, reverse=True) for first, some in lengths.items()}

    def __len__(self) -> int:
        return len(self.names)

    def standing_in(self, text: str) -> Iterator[tuple[Known, str]]:
        """Give the old names that stand in a text or that its end begins, each with the name of today."""
        old = [text[start:end] for start, end in self._places(text)]
        begun = (
            one for start in range(max(0, len(text) - LONGEST), len(text) - 1) for one in self._beginning(text[start:])
        )
        for one in dict.fromkeys((*old, *begun)):
            for name in self.names[one]:
                yield self.known.get((one, name), Known(one)), name

    def whole(self, text: str) -> Iterator[str]:
        """Give the text in today's words for every old name that stands in it, the longest first at each place."""
        for start, end in self._places(text):
            for name in self.names[text[start:end]]:
                if not text.startswith(name, start):
                    yield text[:start] + name + text[end:]

    def begun(self, text: str) -> Iterator[str]:
        """Give the text in today's words for old names that its end is the beginning of."""
        for start in range(max(0, len(text) - LONGEST), len(text) - 1):
            for old in self._beginning(text[start:]):
                yield from (text[:start] + name for name in self.names[old])

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Give where old names of two characters or more stand in a text, the longest first at each place."""
        for start, sign in enumerate(text):
            for length in self._lengths.get(sign, ()):
                if (
                    2 <= length <= LONGEST
                    and text[start : start + length] in self.names
                    and start + length <= len(text)
                ):
                    yield start, start + length

    def _beginning(self, text: str) -> Iterator[str]:
        if text[0] not in self._lengths:
            return
        at = bisect_left(self._sorted, text)
        yield from (old for old in self._sorted[at : at + MOST] if old.startswith(text))
