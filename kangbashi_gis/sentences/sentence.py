"""What an error is told as."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """What happened and what to do about it, in both languages."""

    zh: str
    zh_hint: str
    en: str
    en_hint: str
