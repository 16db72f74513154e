"""The words for what looking into a file finds: a sentence with its values, and what to do, in both languages.

One file per part of the doctor; `words` is what window, command line and report ask.
"""

import re
from collections.abc import Mapping

from kangbashi_gis.diagnoses.diagnosis import Diagnosis as Diagnosis
from kangbashi_gis.diagnoses.encodings import ENCODINGS
from kangbashi_gis.diagnoses.fields import FIELDS
from kangbashi_gis.diagnoses.files import FILES
from kangbashi_gis.diagnoses.references import REFERENCES
from kangbashi_gis.diagnoses.rows import ROWS
from kangbashi_gis.diagnoses.shapes import SHAPES

DIAGNOSES: Mapping[str, Diagnosis] = {**FILES, **ENCODINGS, **REFERENCES, **FIELDS, **ROWS, **SHAPES}
# what is said of the command line stands in brackets
_COMMANDS = re.compile(r"（命令行[^）]*）| ?\(command line: [^)]*\)")


def words(code: str, values: Mapping[str, object], lang: str = "zh") -> tuple[str, str]:
    """Give sentence and advice for a finding in "zh" or "en"; KeyError for a code that nobody has worded."""
    one = DIAGNOSES[code]
    texts = (one.zh, one.zh_action) if lang == "zh" else (one.en, one.en_action)
    return texts[0].format_map(values), texts[1].format_map(values)


def without_commands(text: str) -> str:
    """Leave out what is said of the command line: the window has lists for it, and a firm has no use for it."""
    return _COMMANDS.sub("", text)
