"""Maps on a dark background: names stand out from their halo, the halo from nothing; the ground is dark."""

import colorsys

import pytest

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import Categorised, Fill, Symbol
from kangbashi_gis.model.themes import THEMES, theme
from kangbashi_gis.render.night import by_night, is_dark
from kangbashi_gis.render.scene import NIGHT, PAPER

NAMED = [one for one in THEMES if one.label is not None]


def lightness(color: str) -> float:
    """Give 0 for black to 1 for white."""
    return colorsys.rgb_to_hls(*(int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)))[1]


def fills(symbol: Symbol | None) -> list[str]:
    """Give the colours of areas."""
    cases = [*symbol.cases.values(), symbol.other] if isinstance(symbol, Categorised) else [symbol]
    return [one.color for one in cases if isinstance(one, Fill) and one.color]


def test_the_paper_is_light_and_the_night_is_dark() -> None:
    assert (is_dark(PAPER), is_dark(NIGHT)) == (False, True)


@pytest.mark.parametrize("one", NAMED, ids=lambda one: one.name)
def test_names_are_light_and_their_halo_is_dark(one: Theme) -> None:
    label = by_night(one).label
    assert label is not None
    assert lightness(label.color) - lightness(label.halo) > 0.6


@pytest.mark.parametrize("name", ["landuse", "water", "buildings"])
def test_the_ground_is_darker_than_any_name(name: str) -> None:
    dark = fills(by_night(theme(name)).symbol)
    assert dark and max(map(lightness, dark)) < 0.5


def test_kinds_of_land_that_differ_by_day_differ_at_night() -> None:
    by_day = fills(theme("landuse").symbol)
    at_night = fills(by_night(theme("landuse")).symbol)
    assert len(set(at_night)) == len(set(by_day))
