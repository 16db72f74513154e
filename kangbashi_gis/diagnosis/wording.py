"""A finding in words: its sentence filled with what was found, and what to do about it."""

from kangbashi_gis.diagnoses import without_commands, words
from kangbashi_gis.model.diagnosis import Finding


def worded(finding: Finding, lang: str = "zh", *, commands: bool = False) -> tuple[str, str]:
    """Give sentence and advice in "zh" or "en"; commands: with the options of the command line that answer."""
    rows = "、".join(map(str, finding.rows[:5]))
    said, advice = words(finding.code, {"count": finding.count, "rows": rows, **finding.values}, lang)
    return said, advice if commands else without_commands(advice)
