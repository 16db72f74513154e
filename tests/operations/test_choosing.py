"""Choosing rows on the map: by a click, a shape, a condition, and by where they lie to others."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import ConditionUnfit, PermissionDenied, PolygonInvalid, ThemeUnknown
from kangbashi_gis.model.account import User
from kangbashi_gis.model.chosen import Chosen, chosen
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import LAYER_ORDER, theme
from kangbashi_gis.operations import choosing
from kangbashi_gis.operations.selecting import Selection, selected
from kangbashi_gis.operations.workspace import Workspace
from tests.conftest import X, Y

SQUARE = [(X - 1, Y - 1), (X + 50, Y - 1), (X + 50, Y + 50), (X - 1, Y + 50)]


def fids(space: Workspace, name: str) -> list[int]:
    """Give all row numbers of a theme."""
    return sorted(space.store.read(theme(name), columns=(), geometry=False).fid.tolist())


def test_a_click_chooses_what_is_topmost(workspace: Workspace) -> None:
    assert choosing.rows_at(workspace, X + 11, Y + 8, 8.5, LAYER_ORDER) == chosen({"entities": [1]})
    assert choosing.rows_at(workspace, X - 500, Y - 500, 5, LAYER_ORDER) == Chosen()


def test_a_shape_chooses_what_meets_it_or_only_what_lies_within(workspace: Workspace) -> None:
    layers = ("addresses", "roads", "parcels")
    meeting = choosing.rows_in(workspace, SQUARE, layers)
    within = choosing.rows_in(workspace, SQUARE, layers, within=True)
    assert set(meeting.fids) == {"addresses", "roads", "parcels"}
    assert set(within.fids) == {"addresses"}
    assert within.of("addresses").tolist() == meeting.of("addresses").tolist()


def test_a_shape_that_crosses_itself_chooses_nothing_in_silence(workspace: Workspace) -> None:
    with pytest.raises(PolygonInvalid):
        choosing.rows_in(workspace, [(0, 0), (9, 9), (9, 0), (0, 9)], ("parcels",))


def test_a_condition_chooses_by_fields(workspace: Workspace) -> None:
    found = choosing.rows_where(workspace, "roads", "name LIKE '鄂尔多斯%'")
    assert 0 < found.total < len(fids(workspace, "roads")) or found.of("roads").tolist() == fids(workspace, "roads")
    assert choosing.rows_where(workspace, "roads", "name = '没有这条街'") == Chosen()
    assert choosing.rows_where(workspace, "roads", " ").of("roads").tolist() == fids(workspace, "roads")
    with pytest.raises(ConditionUnfit):
        choosing.rows_where(workspace, "entities", "representative = '某人'")


@pytest.mark.parametrize("layer", ["residents", "aliases"])
def test_nothing_is_chosen_of_what_has_no_layer(workspace: Workspace, layer: str) -> None:
    for ask in (
        lambda: choosing.rows_where(workspace, layer, ""),
        lambda: choosing.rows_in(workspace, SQUARE, (layer,)),
        lambda: choosing.inverted(workspace, Chosen(), (layer,)),
    ):
        with pytest.raises(ThemeUnknown):
            ask()


def test_rows_are_chosen_by_where_they_lie_to_other_rows(workspace: Workspace) -> None:
    with workspace.change("edit", "parcels") as change:
        boxes = np.array([shapely.box(X + 5000, Y, X + 5100, Y + 100)])
        change.writer.append(theme("parcels"), Table({"code": ["远处"]}, boxes))
    far = choosing.rows_where(workspace, "parcels", "code = '远处'")
    assert far.total == 1
    assert choosing.rows_beside(workspace, "addresses", far) == Chosen()
    near = choosing.rows_beside(workspace, "addresses", far, reach_m=6000)
    assert near.of("addresses").tolist() == fids(workspace, "addresses")
    assert choosing.rows_beside(workspace, "parcels", far, within=True) == far


def test_inverted_are_all_others_of_the_layers_that_are_shown(workspace: Workspace) -> None:
    first = chosen({"addresses": fids(workspace, "addresses")[:1]})
    others = choosing.inverted(workspace, first, ("addresses",))
    assert others.of("addresses").tolist() == fids(workspace, "addresses")[1:]
    assert choosing.inverted(workspace, others, ("addresses",)) == first


def test_what_is_gone_is_no_longer_chosen(workspace: Workspace) -> None:
    kept = choosing.still_there(workspace, chosen({"addresses": [1, 999_999]}))
    assert kept == chosen({"addresses": [1]})


def test_what_is_chosen_is_what_an_export_takes(workspace: Workspace) -> None:
    found = choosing.rows_in(workspace, SQUARE, ("addresses",))
    taken = selected(workspace, theme("addresses"), Selection(fids=tuple(found.of("addresses").tolist())))
    assert taken is not None
    assert taken.tolist() == found.of("addresses").tolist()


def test_whoever_may_not_look_may_not_choose(workspace: Workspace) -> None:
    workspace.user = User("外人", frozenset())
    with pytest.raises(PermissionDenied):
        choosing.rows_in(workspace, SQUARE, ("parcels",))
