"""Standard styles are whole, fit their themes, and have the colours of the standard."""

import pytest

from kangbashi_gis.model.symbol import Categorised, Line, simples
from kangbashi_gis.model.themes import THEMES, theme
from kangbashi_gis.operations.style_checks import require_fit
from kangbashi_gis.operations.style_packs import StylePack, every_pack, packs

THEME_NAMES = {one.name for one in THEMES}


@pytest.mark.parametrize("pack", every_pack(), ids=lambda one: one.name)
def test_a_pack_names_its_standard_and_fits(pack: StylePack) -> None:
    assert pack.standard
    assert pack.grade in ("V", "V2", "M", "U")
    if pack.theme in THEME_NAMES:
        require_fit(pack.style, theme(pack.theme))


def test_the_colours_are_those_of_the_standards() -> None:
    by_name = {one.name: one.style.symbol for one in every_pack()}
    land, pipes = by_name["landuse_planning"], by_name["pipe_classes"]
    assert isinstance(land, Categorised)
    assert (land.cases["0701"].color, land.cases["1401"].color, land.cases["03"].color) == (
        "#ffff2d", "#00ff00", "#68b167",
    )  # fmt: skip
    assert isinstance(pipes, Categorised)
    assert {"JS": "#00ffff", "RQ": "#ff00ff", "DL": "#ff0000"}.items() <= {
        code: one.color for code, one in pipes.cases.items()
    }.items()
    assert all(isinstance(one, Line) for one in simples(pipes))


def test_a_theme_gets_its_own_packs() -> None:
    assert [one.name for one in packs(theme("landuse"))] == ["landuse_gb50137", "landuse_planning"]
    assert packs(theme("addresses")) == []
