"""A dry run goes through everything and writes nothing; what it counts and shows is what the import then does."""

import shutil
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.identifiers import id_check_digit
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import ADDRESSES, BUILDINGS, ENTITIES, PARCELS, RESIDENTS
from kangbashi_gis.operations.importing import Done, ImportReport, import_files, rehearse_files
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent

X, Y = 384_000.0, 4_383_000.0
CRS = "EPSG:4546"


def rehearse(space: Workspace, path: Path, theme: Theme, **options: Any) -> Done:
    (done,) = rehearse_files(space, [ImportRequest(path, theme, ImportOptions(**options))], silent)
    return done


def bring(space: Workspace, path: Path, theme: Theme, **options: Any) -> ImportReport:
    (done,) = import_files(space, [ImportRequest(path, theme, ImportOptions(**options))], silent)
    return done.report


def plain(report: ImportReport) -> dict[str, Any]:
    return {**vars(report), "operation": 0}


def square(east: float, north: float = 0.0, side: float = 40.0) -> shapely.Polygon:
    return shapely.box(X + east, Y + north, X + east + side, Y + north + side)


def shapefile(path: Path, shapes: list[Any], **columns: list[Any]) -> Path:
    geopandas.GeoDataFrame(columns, geometry=shapes, crs=CRS).to_file(path, encoding="gbk")
    return path


def text(path: Path, words: str) -> Path:
    path.write_text(words, encoding="utf-8")
    return path


def somebody(number: int, name: str, address: str) -> str:
    first = f"15069919900101{number:03d}"
    return f"{first}{id_check_digit(first)},{name},{address}\n"


class Maker:
    """Makes files that hit and miss what is there: known and new keys, none, moved and broken shapes, people."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)

    def chance(self, share: float) -> bool:
        return bool(self.random.random() < share)

    def parcels(self, path: Path) -> Path:
        count = int(self.random.integers(1, 12))
        pick = self.random.integers(0, 8, count)
        shapes = [square(500 + 60 * int(n), 5 * int(self.chance(0.3))) for n in pick]
        shapes = [self._broken(one) if self.chance(0.2) else one for one in shapes]
        codes = [f"150699001001GB{int(n):05d}" if self.chance(0.7) else f"新{at}" for at, n in enumerate(pick)]
        holders = ["张三丰" if self.chance(0.5) else None for _ in pick]
        uses = [str(self.random.choice(["0701", "0804"])) for _ in pick]
        return shapefile(path, shapes, 宗地代码=codes, 土地用途=uses, 权利人=holders)

    def _broken(self, shape: shapely.Polygon) -> shapely.Polygon:
        xmin, ymin, xmax, ymax = shape.bounds
        return shapely.Polygon([(xmin, ymin), (xmax, ymax), (xmax, ymin), (xmin, ymax)])

    def entities(self, path: Path) -> Path:
        rows = ["统一社会信用代码,单位名称,地址编码,法定代表人", ",有地址的公司,A0001,"]
        for at in range(int(self.random.integers(1, 12))):
            code = f"9115069900000000{int(self.random.integers(0, 9))}X" if self.chance(0.7) else ""
            person = self.random.choice(["张伟", "李娜", ""])
            rows.append(f"{code},公司{at % 3},A000{int(self.random.integers(1, 7))},{person}")
        return text(path, "\n".join(rows) + "\n")

    def residents(self, path: Path) -> Path:
        words = "公民身份号码,姓名,地址编码\n"
        for _ in range(int(self.random.integers(1, 12))):
            name = str(self.random.choice(["张伟", "李娜"]))
            words += somebody(int(self.random.integers(1, 9)), name, f"A000{int(self.random.integers(1, 7))}")
        return text(path, words + (",无名氏,A0001\n" if self.chance(0.5) else ""))


REPAIRS: tuple[tuple[str, ...], ...] = (
    (),
    ("make-valid",),
    ("duplicates", "make-valid", "snap=0.01", "slivers", "split"),
)


@pytest.mark.parametrize("seed", range(12))
def test_the_counts_of_a_dry_run_are_those_of_the_import(workspace: Workspace, tmp_path: Path, seed: int) -> None:
    maker = Maker(seed)
    for turn in range(3):
        for theme, make, name in (
            (PARCELS, maker.parcels, "宗地.shp"),
            (ENTITIES, maker.entities, "法人.csv"),
            (RESIDENTS, maker.residents, "人口.csv"),
        ):
            path = make(tmp_path / name)
            options = {"repairs": REPAIRS[(seed + turn) % 3] if theme is PARCELS else (), "remove_gone": seed % 2 == 1}
            expected = rehearse(workspace, path, theme, **options)
            done = bring(workspace, path, theme, **options)
            assert plain(expected.report) == plain(done)
            assert len(expected.difference.new) == done.added
            assert len(expected.difference.changed) == done.replaced
            assert theme is RESIDENTS or len(expected.difference.gone) == done.gone


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".db-shm"}


def test_a_dry_run_writes_nothing(workspace_folder: Path, tmp_path: Path) -> None:
    path = text(tmp_path / "人口.csv", "公民身份号码,姓名,地址编码\n" + somebody(1, "张伟", "A0001"))
    before = everything(workspace_folder)
    with open_workspace(workspace_folder, read_only=True) as space:
        assert rehearse(space, path, RESIDENTS).report.added == 1
    assert everything(workspace_folder) == before
    with open_workspace(workspace_folder) as space:
        entries, stamp = len(space.log.entries(100)), space.store.stamp()
        rehearse(space, path, RESIDENTS)
        rehearse(space, Maker(1).parcels(tmp_path / "宗地.shp"), PARCELS, repairs=("make-valid", "split"))
        assert (len(space.log.entries(100)), space.store.stamp()) == (entries, stamp)
        assert (space.vault.count(RESIDENTS), space.vault.count(PARCELS)) == (5, 0)
        assert list(space.staging.iterdir()) == []


def test_a_dry_run_fails_with_the_error_of_the_import(workspace: Workspace, tmp_path: Path) -> None:
    path = text(tmp_path / "地址.csv", "标准地址全称,X,Y\n甲,384000,4383000\n")
    codes = []
    for step in (rehearse, bring):
        with pytest.raises(GisError) as caught:
            step(workspace, path, ADDRESSES)
        codes.append((caught.value.code, caught.value.values))
    assert codes[0] == codes[1]


def codes_of(*numbers: int) -> list[str]:
    return [f"150699001001GB{100 + number:05d}" for number in numbers]


def test_the_difference_shows_old_and_new_values_and_only_the_names_of_personal_fields(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "宗地.shp"
    shapes = [square(500), square(560), square(620)]
    shapefile(path, shapes, 宗地代码=codes_of(1, 2, 3), 土地用途=["0701"] * 3, 权利人=["张三丰", "李四光", "王五"])
    bring(workspace, path, PARCELS)
    shapes = [square(500), square(560, 5), square(680)]
    shapefile(
        path, shapes, 宗地代码=codes_of(1, 2, 4), 土地用途=["0804", "0701", "0701"], 权利人=["张三丰", "欧阳修", "赵六"]
    )
    found = rehearse(workspace, path, PARCELS).difference
    first, second = found.changed
    assert [(one.name, one.title, one.before, one.after) for one in first.fields] == [
        ("use", "土地用途", "0701", "0804")
    ]
    assert (first.personal, first.moved, first.row, first.title) == ((), False, 1, codes_of(1)[0])
    assert (second.fields, second.personal, second.moved, second.row) == ((), ("holder",), True, 2)
    assert second.place == (X + 580, Y + 25)
    assert [(one.title, one.row, one.id) for one in found.new] == [(codes_of(4)[0], 3, "")]
    assert [(one.title, one.place) for one in found.gone] == [(codes_of(3)[0], (X + 640, Y + 20))]
    stored = workspace.store.read(PARCELS)
    assert first.id == stored.columns["id"][1]
    assert not any(name in repr(found) for name in ("张三丰", "李四光", "欧阳修", "赵六", "王五"))


def test_the_difference_of_people_says_how_many_fields_change_and_nothing_of_them(
    workspace: Workspace, tmp_path: Path
) -> None:
    head = "公民身份号码,姓名,地址编码\n"
    path = text(tmp_path / "人口.csv", head + somebody(1, "张伟", "A0001") + somebody(2, "李娜", "A0001"))
    bring(workspace, path, RESIDENTS)
    text(path, head + somebody(1, "张伟", "A0003") + somebody(3, "王秀英", "A0001"))
    done = rehearse(workspace, path, RESIDENTS)
    (changed,) = done.difference.changed
    assert (changed.personal, changed.row, changed.title, changed.fields) == (("address_code",), 1, "", ())
    assert (done.report.added, done.report.replaced, done.report.gone) == (1, 1, 1)
    assert not any(name in repr(done) for name in ("张伟", "李娜", "王秀英"))


def test_rows_that_are_gone_stay_unless_they_are_to_be_removed_and_undo_brings_them_back(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "宗地.shp"
    shapefile(path, [square(500), square(560)], 宗地代码=codes_of(1, 2), 权利人=["张三丰", "李四"])
    bring(workspace, path, PARCELS)
    shapefile(path, [square(500)], 宗地代码=codes_of(1), 权利人=["张三丰"])
    kept = bring(workspace, path, PARCELS)
    assert (kept.gone, kept.removed, workspace.store.count(PARCELS)) == (1, 0, 3)
    removed = bring(workspace, path, PARCELS, remove_gone=True)
    assert (removed.gone, removed.removed, workspace.store.count(PARCELS), workspace.vault.count(PARCELS)) == (
        1,
        1,
        2,
        1,
    )
    undo(workspace)
    assert (workspace.store.count(PARCELS), workspace.vault.count(PARCELS)) == (3, 2)


def test_what_came_from_another_file_or_another_layer_is_never_gone(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "图.gpkg"
    for layer, east, number in (("东", 500, 1), ("西", 560, 2)):
        frame = geopandas.GeoDataFrame({"楼栋编码": [f"B{number}"]}, geometry=[square(east)], crs=CRS)
        frame.to_file(path, layer=layer, driver="GPKG")
        bring(workspace, path, BUILDINGS, layer=layer)
    assert rehearse(workspace, path, BUILDINGS, layer="东").report.gone == 0
    other = tmp_path / "别的.shp"
    shapefile(other, [square(800)], 楼栋编码=["B9"])
    assert rehearse(workspace, other, BUILDINGS).report.gone == 0


def test_people_that_are_gone_are_told_by_their_number_alone(workspace: Workspace, tmp_path: Path) -> None:
    head = "公民身份号码,姓名,地址编码\n"
    words = head + somebody(1, "张伟", "A0001") * 2 + somebody(2, "李娜", "A0001") + ",无名氏,A0001\n"
    path = text(tmp_path / "人口.csv", words)
    bring(workspace, path, RESIDENTS)
    text(path, head + somebody(1, "张伟", "A0001"))
    before = workspace.vault.count(RESIDENTS)
    report = bring(workspace, path, RESIDENTS, remove_gone=True)
    assert (report.gone, report.removed, workspace.vault.count(RESIDENTS)) == (1, 1, before - 1)


def test_an_import_into_a_copy_does_what_the_dry_run_said_on_the_original(
    workspace_folder: Path, tmp_path: Path
) -> None:
    path = Maker(5).parcels(tmp_path / "宗地.shp")
    copy = Path(shutil.copytree(workspace_folder, tmp_path / "副本"))
    with open_workspace(workspace_folder, read_only=True) as original, open_workspace(copy) as other:
        assert plain(rehearse(original, path, PARCELS).report) == plain(bring(other, path, PARCELS))
