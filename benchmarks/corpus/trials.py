"""How a try ended, in words that all corpora share."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a file: read rightly, asked about (the right answer first or not), or read wrongly in silence."""

    RIGHT = "right"
    ASKED_FIRST = "asked, the right answer first"
    ASKED = "asked, the right answer not first"
    WRONG = "silently wrong"


@dataclass(frozen=True)
class Trial:
    """One file tried. decidable: by the maker's own rule; None where both an answer and a question are right."""

    name: str
    decidable: bool | None
    outcome: Outcome
