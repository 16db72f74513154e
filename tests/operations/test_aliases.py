"""A choice of a person is remembered, and the next list knows it."""

import pytest

from kangbashi_gis.errors import AddressNotFound
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.aliases import KIND, add_alias
from kangbashi_gis.operations.geocoding import Geocoder
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.search.grading import Grade, Reason

TEXT = "老百货对面那个红房子"


def graded(space: Workspace, text: str = TEXT) -> Grade:
    with Geocoder(space) as geocoder:
        return geocoder.grades([text])[0]


def chosen(space: Workspace) -> list[tuple[str, str]]:
    table = space.store.read(theme("aliases"), geometry=False)
    rows = zip(table.columns["alias"], table.columns["name"], table.columns["kind"], strict=True)
    return [(alias, name) for alias, name, kind in rows if kind == KIND]


def test_what_was_chosen_once_is_known_ever_after(workspace: Workspace) -> None:
    assert graded(workspace).reason is Reason.NOTHING
    add_alias(workspace, TEXT, "鄂尔多斯大街3号")
    found = graded(workspace)
    assert found.reason is Reason.REMEMBERED
    assert found.hit is not None and found.hit.detail == "鄂尔多斯大街3号"


def test_the_choice_can_be_undone(workspace: Workspace) -> None:
    add_alias(workspace, TEXT, "鄂尔多斯大街3号")
    assert undo(workspace).operation == "alias.add"
    assert graded(workspace).reason is Reason.NOTHING


def test_a_later_choice_takes_the_place_of_an_earlier_one(workspace: Workspace) -> None:
    add_alias(workspace, TEXT, "鄂尔多斯大街3号")
    add_alias(workspace, TEXT, "鄂尔多斯大街1号")
    assert chosen(workspace) == [(TEXT, "鄂尔多斯大街1号")]


def test_a_phone_number_in_the_text_is_not_remembered_and_does_not_matter(workspace: Workspace) -> None:
    add_alias(workspace, f"{TEXT} 13900000000", "鄂尔多斯大街3号")
    assert chosen(workspace) == [(TEXT, "鄂尔多斯大街3号")]
    assert graded(workspace, f"{TEXT} 13911111111").reason is Reason.REMEMBERED


@pytest.mark.parametrize("text", ["", " ", "13900000000", "鄂尔多斯大街３号"])
def test_what_says_nothing_new_is_refused(workspace: Workspace, text: str) -> None:
    with pytest.raises(AddressNotFound):
        add_alias(workspace, text, "鄂尔多斯大街3号")
    assert chosen(workspace) == []
