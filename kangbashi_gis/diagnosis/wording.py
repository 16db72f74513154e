"""A finding in words: its sentence filled with what was found, and what to do about it."""

from kangbashi_gis.diagnoses import without_commands, words
from kangbashi_gis.messages import term
from kangbashi_gis.model.diagnosis import Finding


def worded(finding: Finding, lang: str = "zh", *, commands: bool = False) -> tuple[str, str]:
    """Give sentence and advice in "zh" or "en"; commands: with the options of the command line that answer."""
    rows = "、".join(map(str, finding.rows[:5]))
    values = {name: term(name, value, lang) if name == "reason" else value for name, value in finding.values.items()}
    said, advice = words(finding.code, {"count": finding.count, "rows": rows, **values}, lang)
    return said, advice if commands else without_commands(advice)
