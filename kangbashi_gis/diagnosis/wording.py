"""A finding in words: its sentence filled with what was found, and what to do about it."""

from kangbashi_gis.diagnoses import without_commands, words
from kangbashi_gis.model.diagnosis import Finding
from kangbashi_gis.terms import TERMS


def worded(finding: Finding, lang: str = "zh", *, commands: bool = False) -> tuple[str, str]:
    """Give sentence and advice in "zh" or "en"; commands: with the options of the command line that answer."""
    rows = "、".join(map(str, finding.rows[:5]))
    values = {name: _term(value, lang) if name == "reason" else value for name, value in finding.values.items()}
    said, advice = words(finding.code, {"count": finding.count, "rows": rows, **values}, lang)
    return said, advice if commands else without_commands(advice)


def _term(value: object, lang: str) -> object:
    """Give the words for a reason that is a key."""
    return TERMS[str(value)][0 if lang == "zh" else 1] if value in TERMS else value
