"""The words for what looking into a file finds: a sentence with its values, and what we would do, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Diagnosis:
    """What was found and what to do about it. Values stand in braces: {count}, {column} …"""

    zh: str
    zh_action: str
    en: str
    en_action: str


DIAGNOSES: Mapping[str, Diagnosis] = {}


def words(code: str, values: Mapping[str, object], lang: str = "zh") -> tuple[str, str]:
    """Give sentence and advice for a finding in "zh" or "en"; KeyError for a code that nobody has worded."""
    one = DIAGNOSES[code]
    texts = (one.zh, one.zh_action) if lang == "zh" else (one.en, one.en_action)
    return texts[0].format_map(values), texts[1].format_map(values)
