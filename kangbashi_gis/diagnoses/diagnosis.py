"""What the words for one finding are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Diagnosis:
    """What was found and what to do about it. Values stand in braces: {count}, {column} …"""

    zh: str
    zh_action: str
    en: str
    en_action: str
