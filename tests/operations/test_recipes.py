"""A recipe makes the same choices for next month's file, or says in which way it no longer fits."""

from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from kangbashi_gis import messages
from kangbashi_gis.errors import ColumnMissing, RecipeMissing, RecipeUnfit, RecipeUnkept
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.recipe import Seen
from kangbashi_gis.model.themes import ADDRESSES, PARCELS, ROADS
from kangbashi_gis.operations.batches import Choice, requests
from kangbashi_gis.operations.importing import Done, import_files
from kangbashi_gis.operations.recipes import read_recipe, recipe_names, remembered, save_recipe
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.upkeep import copy
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent

X, Y = 384_000.0, 4_384_000.0
CRS = "EPSG:4546"


def parcels(path: Path, number: int = 1, heading: str = "编号甲", crs: str = CRS, encoding: str = "gbk") -> Path:
    columns = {heading: [f"150699001001GB{100 + number:05d}"], "权利人": ["张三丰"]}
    shape = shapely.box(X, Y, X + 50, Y + 50)
    geopandas.GeoDataFrame(columns, geometry=[shape], crs=crs).to_file(path, encoding=encoding)
    return path


OPTIONS = ImportOptions(mapping={"宗地代码": "编号甲"}, repairs=("make-valid",))


def saved(space: Workspace, path: Path) -> Done:
    (done,) = import_files(space, [ImportRequest(path, PARCELS, OPTIONS)], silent)
    save_recipe(space, "月报", PARCELS, OPTIONS, done.seen)
    return done


def by_recipe(space: Workspace, path: Path, **options: Any) -> ImportRequest:
    ((request,), _) = requests(space, [path], Choice(None, ("月报",), ImportOptions(**options)))
    return request


def test_next_months_file_is_imported_by_the_recipe(workspace: Workspace, tmp_path: Path) -> None:
    saved(workspace, parcels(tmp_path / "七月.shp"))
    request = by_recipe(workspace, parcels(tmp_path / "八月.shp", 2))
    assert (request.theme, request.options.repairs) == (PARCELS, ("make-valid",))
    (done,) = import_files(workspace, [request], silent)
    assert (done.report.added + done.report.replaced, done.report.repairs[0].name) == (1, "make-valid")


def test_a_recipe_holds_choices_and_nothing_of_rows_or_machines(workspace: Workspace, tmp_path: Path) -> None:
    saved(workspace, parcels(tmp_path / "七月.shp"))
    text = (workspace.folder / "recipes" / "月报.toml").read_text(encoding="utf-8")
    assert "编号甲" in text
    assert not any(word in text for word in ("张三丰", "150699001001GB", str(tmp_path), "七月"))
    recipe = read_recipe(workspace, "月报")
    assert (recipe.theme, recipe.file_crs, recipe.file_encoding) == ("parcels", CRS, "GB18030")
    assert dict(recipe.mapping) == {"code": "编号甲", "holder": "权利人"}


@pytest.mark.parametrize(
    ("change", "reason", "words"),
    [
        ({"heading": "编号乙"}, "recipe_column", "编号甲"),
        ({"crs": "EPSG:4547"}, "recipe_crs", "EPSG:4547"),
        ({"encoding": "utf-8"}, "recipe_encoding", "UTF-8"),
    ],
)
def test_a_recipe_that_no_longer_fits_says_why_in_a_sentence(
    workspace: Workspace, tmp_path: Path, change: dict[str, Any], reason: str, words: str
) -> None:
    saved(workspace, parcels(tmp_path / "七月.shp"))
    with pytest.raises(RecipeUnfit) as caught:
        by_recipe(workspace, parcels(tmp_path / "八月.shp", **change))
    assert caught.value.values["reason"] == reason
    for lang in messages.LANGUAGES:
        assert words in messages.sentence(caught.value, lang)[0]


def test_a_recipe_for_another_theme_or_of_no_name_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = parcels(tmp_path / "七月.shp")
    saved(workspace, path)
    assert recipe_names(workspace) == ("月报",)
    with pytest.raises(RecipeUnfit):
        requests(workspace, [path], Choice(ROADS, ("月报",), ImportOptions()))
    for name in ("没有", "../月报", ".memory", ""):
        with pytest.raises(RecipeMissing):
            read_recipe(workspace, name)
    for name in ("../外面", "", ".隐", "a" * 100):
        with pytest.raises(RecipeUnkept):
            save_recipe(workspace, name, PARCELS, OPTIONS, Seen({}, "", ""))


def test_the_parameters_of_a_coordinate_system_are_not_kept(workspace: Workspace) -> None:
    own = ImportOptions(crs="+proj=tmerc +lon_0=109.97 +x_0=51234.567 +y_0=-4000000 +ellps=GRS80 +units=m")
    with pytest.raises(RecipeUnkept):
        save_recipe(workspace, "地方", PARCELS, own, Seen({}, "", ""))
    named = save_recipe(workspace, "地方", PARCELS, ImportOptions(crs="local:康巴什"), Seen({}, "", ""))
    assert named.crs == "local:康巴什"


def test_a_file_of_plain_letters_fits_whatever_the_encoding_was(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    row = "A9,鄂尔多斯市康巴什区鄂尔多斯大街与乌兰木伦街交叉口西南侧9号楼一单元,384000,4383000\n"
    path.write_bytes(("code,full,X,Y\n" + row * 3).encode("gb18030"))
    options = ImportOptions(crs=CRS)
    (done,) = import_files(workspace, [ImportRequest(path, ADDRESSES, options)], silent)
    save_recipe(workspace, "月报", ADDRESSES, options, done.seen)
    path.write_bytes(b"code,full,X,Y\nA9,No 9,384000,4383000\n")
    assert by_recipe(workspace, path).options.crs == CRS


def test_a_column_that_was_chosen_once_is_taken_next_time_and_told_and_a_crs_is_only_proposed(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = "门牌全文,X,Y\n鄂尔多斯大街9号,384000,4383000\n"
    path = tmp_path / "地址.csv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(ColumnMissing):
        import_files(workspace, [ImportRequest(path, ADDRESSES, ImportOptions(crs=CRS))], silent)
    chosen = ImportOptions(crs=CRS, mapping={"full": "门牌全文"})
    import_files(workspace, [ImportRequest(path, ADDRESSES, chosen)], silent)
    (done,) = import_files(workspace, [ImportRequest(path, ADDRESSES, ImportOptions(crs=CRS))], silent)
    assert (done.report.remembered, done.report.unchanged) == (("门牌全文",), 1)
    known = remembered(workspace, ADDRESSES)
    assert (dict(known.columns), known.crs) == ({"门牌全文": "full"}, CRS)
    assert not remembered(workspace, PARCELS).columns


def test_a_field_that_the_file_names_itself_is_not_taken_from_memory(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "地址.csv"
    path.write_text("门牌全文,X,Y\n甲,384000,4383000\n", encoding="utf-8")
    chosen = ImportOptions(crs=CRS, mapping={"full": "门牌全文"})
    import_files(workspace, [ImportRequest(path, ADDRESSES, chosen)], silent)
    path.write_text("门牌全文,标准地址全称,X,Y\n甲,乙,384000,4383000\n", encoding="utf-8")
    (done,) = import_files(workspace, [ImportRequest(path, ADDRESSES, ImportOptions(crs=CRS))], silent)
    assert (done.report.matched["full"], done.report.remembered) == ("标准地址全称", ())


def test_recipes_go_along_with_a_copy_of_the_workspace(workspace: Workspace, tmp_path: Path) -> None:
    saved(workspace, parcels(tmp_path / "七月.shp"))
    with open_workspace(copy(workspace, tmp_path / "副本", silent)) as other:
        assert recipe_names(other) == ("月报",)
