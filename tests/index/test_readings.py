"""The table of how characters are read is that of pypinyin, and does without it."""

import subprocess
import sys

from devtools.readings import TABLE, table
from kangbashi_gis.index.pinyin import sounds, syllables_of

IMPORTED = """
import sys
from kangbashi_gis.index.pinyin import sounds, syllables_of
syllables_of("康巴什大街"), sounds("什")
sys.exit("pypinyin" in sys.modules)
"""


def test_the_table_is_as_it_is_written_from_the_dictionary() -> None:
    assert TABLE.read_text(encoding="utf-8") == table()


def test_a_name_is_read_with_its_usual_syllables_and_as_it_is_said_here() -> None:
    assert syllables_of("康巴什大街A1𠼞𠮷") == ["kang", "ba", "shi", "da", "jie", "A", "1", "a", "𠮷"]


def test_a_character_may_be_read_in_several_ways_and_a_letter_is_itself() -> None:
    assert sounds("什") == {"shen", "shi"}
    assert sounds("街") == {"jie"}
    assert sounds("x") == {"x"}


def test_reading_characters_does_not_load_pypinyin() -> None:
    assert subprocess.run([sys.executable, "-c", IMPORTED], check=False).returncode == 0
