"""A finding in words: its sentence filled with what was found, and what to do about it."""

from kangbashi_gis.diagnoses import words
from kangbashi_gis.model.diagnosis import Finding


def worded(finding: Finding, lang: str = "zh") -> tuple[str, str]:
    """Give sentence and advice in "zh" or "en"."""
    rows = "、".join(map(str, finding.rows[:5]))
    return words(finding.code, {"count": finding.count, "rows": rows, **finding.values}, lang)
