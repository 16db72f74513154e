"""Styles are set through the gate, kept for everybody, for QGIS too, and a person can go back."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3  # two SQLite libraries in one process would harm the file

from kangbashi_gis.errors import ConditionUnfit, FileMissing, OutputUnwritable, PermissionDenied, StyleInvalid
from kangbashi_gis.model.account import Role, User
from kangbashi_gis.model.symbol import (
    Categorised,
    Clustered,
    Fill,
    Graduated,
    Heat,
    Label,
    Line,
    Marker,
    Proportional,
    Rule,
    Ruled,
    Style,
    Symbol,
)
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations import styles
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace
from kangbashi_gis.styling.qml.writing import written

PARCELS, ENTITIES = theme("parcels"), theme("entities")
AREAS = Style(Graduated("area_m2", (0.0, 500.0, 9_000.0), (Fill("#ffffff"), Fill("#ff0000"))), Label("code"))


@pytest.fixture
def space(tmp_path: Path):  # type: ignore[no-untyped-def]
    with create_workspace(tmp_path / "样式 工作区", "样式") as made:
        yield made


def saved_in_qgis(space: Workspace, style: Style) -> None:
    """Change the style as QGIS does: in its own table, through another program."""
    with closing(sqlite3.connect(space.folder / "city.gpkg")) as connection, connection:
        text = written(style)[0]
        connection.execute("UPDATE layer_styles SET styleQML = ? WHERE f_table_name = 'parcels'", (text,))


def test_a_new_workspace_looks_like_its_themes_and_tells_qgis(space: Workspace) -> None:
    assert styles.styles(space) == {}
    with closing(sqlite3.connect(space.folder / "city.gpkg")) as connection:
        rows = connection.execute("SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles")
        found = {row[0]: row[1:3] for row in rows if "<qgis" in row[3]}
    assert set(found) == {one.name for one in styles.drawn_themes()}
    assert set(found.values()) == {("geom", 1)}


def test_a_style_that_is_set_is_there_for_the_next_who_opens(space: Workspace) -> None:
    assert styles.set_style(space, PARCELS, AREAS) == ()
    assert styles.style_of(space, PARCELS) == AREAS
    with open_workspace(space.folder) as other:
        assert styles.styles(other) == {"parcels": AREAS}
        assert styles.former_styles(other, PARCELS)[0].style == AREAS
    styles.reset_style(space, PARCELS)
    assert styles.styles(space) == {}
    assert [one.style for one in styles.former_styles(space, PARCELS)] == [
        styles.first_style(PARCELS), AREAS, styles.first_style(PARCELS),
    ]  # fmt: skip


def test_what_somebody_saves_in_qgis_is_newer(space: Workspace) -> None:
    styles.set_style(space, PARCELS, AREAS)
    theirs = Style(Fill("#123456", "#000000", 0.5), Label("address", most_scale=2_000.0))
    saved_in_qgis(space, theirs)
    assert styles.style_of(space, PARCELS).symbol == theirs.symbol
    styles.set_style(space, PARCELS, AREAS)
    assert styles.style_of(space, PARCELS) == AREAS


def test_a_style_from_qgis_that_does_not_fit_leaves_the_first_one(
    space: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    saved_in_qgis(space, Style(Line("#123456")))
    assert styles.style_of(space, PARCELS) == styles.first_style(PARCELS)
    assert "style_shape" in caplog.text


def test_who_may_not_edit_may_not_set_a_style(space: Workspace) -> None:
    space.user = User.of("领导", Role.LEADER)
    with pytest.raises(PermissionDenied):
        styles.set_style(space, PARCELS, AREAS)
    assert styles.styles(space) == {}


@pytest.mark.parametrize("suffix", [".qml", ".sld", ".json"])
def test_a_style_goes_out_and_comes_back(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"宗地 样式{suffix}"
    style = Style(Categorised("use", {"0701": Fill("#ffff2d")}, Fill("#eeeeee"), {"0701": "城镇住宅"}), Label("code"))
    assert styles.write_style(PARCELS, style, file) == ()
    found, losses = styles.read_style(PARCELS, file)
    assert losses == ()
    assert (found.symbol, found.label is not None) == (style.symbol, True)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("theme_name", "symbol", "problem"),
    [
        ("parcels", Line(), StyleInvalid),
        ("parcels", Fill("red"), StyleInvalid),
        ("parcels", Fill(width_mm=-1.0), StyleInvalid),
        ("parcels", Fill(width_mm=float("nan")), StyleInvalid),
        ("parcels", Heat(), StyleInvalid),
        ("parcels", Categorised("holder", {}, Fill()), ConditionUnfit),
        ("parcels", Graduated("area_m2", (5.0, 1.0), (Fill(),)), StyleInvalid),
        ("parcels", Graduated("code", (1.0, 5.0), (Fill(),)), ConditionUnfit),
        ("parcels", Ruled((Rule("", "nothing = 1", Fill()),)), ConditionUnfit),
        ("entities", Marker(shape="dragon"), StyleInvalid),
        ("entities", Proportional("name", Marker(), 0.0, 1.0), ConditionUnfit),
        ("entities", Heat(weight="name"), ConditionUnfit),
        ("entities", Clustered(single=Fill()), StyleInvalid),  # type: ignore[arg-type]
    ],
)
def test_a_style_that_does_not_fit_is_refused(space: Workspace, theme_name: str, symbol: Symbol, problem) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(problem):
        styles.set_style(space, theme(theme_name), Style(symbol))
    assert styles.styles(space) == {}


def test_a_personal_field_is_no_label(space: Workspace) -> None:
    with pytest.raises(ConditionUnfit):
        styles.set_style(space, PARCELS, Style(Fill(), Label("holder")))


def test_files_that_are_no_styles_are_refused(tmp_path: Path) -> None:
    broken, picture = tmp_path / "坏.qml", tmp_path / "图.png"
    broken.write_bytes(b"<qgis")
    picture.write_bytes(b"")
    with pytest.raises(StyleInvalid) as caught:
        styles.read_style(PARCELS, broken)
    assert caught.value.values["path"] == str(broken)
    with pytest.raises(StyleInvalid):
        styles.read_style(PARCELS, picture)
    with pytest.raises(FileMissing):
        styles.read_style(PARCELS, tmp_path / "没有.sld")
    with pytest.raises(OutputUnwritable):
        styles.write_style(PARCELS, AREAS, tmp_path / "没有的文件夹" / "a.qml")
    with pytest.raises(OutputUnwritable):
        styles.write_style(PARCELS, AREAS, tmp_path / "a.png")
