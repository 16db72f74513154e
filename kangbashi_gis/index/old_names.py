"""Old names with those of today: what a text becomes when each is put in the other's place."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

LONGEST = 24
MOST = 3


class OldNames:
    """Old names and the names of today, all folded."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self.names = names
        self._sorted: Sequence[str] = sorted(names)

    def __len__(self) -> int:
        return len(self.names)

    def whole(self, text: str) -> Iterator[str]:
        """Give the text in today's words for every old name that stands in it, the longest first at each place."""
        for start in range(len(text)):
            for end in range(min(len(text), start + LONGEST), start + 1, -1):
                for name in self.names.get(text[start:end], ()):
                    if not text.startswith(name, start):
                        yield text[:start] + name + text[end:]

    def begun(self, text: str) -> Iterator[str]:
        """Give the text in today's words for old names that its end is the beginning of."""
        for start in range(max(0, len(text) - LONGEST), len(text) - 1):
            at = bisect_left(self._sorted, text[start:])
            for old in self._sorted[at : at + MOST]:
                if old.startswith(text[start:]):
                    yield from (text[:start] + name for name in self.names[old])
