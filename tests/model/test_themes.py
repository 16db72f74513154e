"""The datasets of the district, and how people name them."""

import pytest

from kangbashi_gis.errors import ThemeUnknown
from kangbashi_gis.model import themes
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import THEMES


@pytest.mark.parametrize("word", ["roads", "道路", " Roads ", "路网", "道路中心线"])
def test_a_theme_answers_to_its_name_its_titles_and_its_aliases(word: str) -> None:
    assert themes.theme(word).name == "roads"


def test_an_unknown_theme_is_told_with_those_that_are_known() -> None:
    with pytest.raises(ThemeUnknown) as caught:
        themes.theme("桥梁")
    assert caught.value.values == {"theme": "桥梁", "known": tuple(one.name for one in THEMES)}


@pytest.mark.parametrize(
    ("theme", "personal"),
    [("entities", {"representative", "phone"}), ("parcels", {"holder"}), ("roads", set()), ("addresses", set())],
)
def test_what_is_personal_is_marked_whatever_the_theme(theme: str, personal: set[str]) -> None:
    assert {field.name for field in themes.theme(theme).personal_fields} == personal


def test_residents_live_only_in_the_vault() -> None:
    assert [one.name for one in THEMES if one.in_vault] == ["residents"]


@pytest.mark.parametrize("one", THEMES, ids=lambda one: one.name)
def test_names_can_stand_in_sql_and_in_a_file(one: Theme) -> None:
    """Table and column names come from here only, so they are plain words."""
    for name in (one.name, *(field.name for field in one.fields)):
        assert name.isascii()
        assert name.isidentifier()
        assert name == name.lower()
