"""The files as people have them, and the ones that come with the program."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest

from kangbashi_gis import paths
from kangbashi_gis.errors import Cancelled, FileMissing, FileUnreadable, OutputUnwritable, UsageError
from kangbashi_gis.model.table import Table
from kangbashi_gis.progress import reporting, silent
from kangbashi_gis.sample import Manifest, manifest, write_district
from kangbashi_gis.sample.district import write_districts
from kangbashi_gis.sample.scales import SMALL

MOST_BYTES = 15_000_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    return write_district(tmp_path_factory.mktemp("示例") / "示例 城区", "small", silent)


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def table(folder: Path, name: str, layer: str | None = None) -> tuple[list[str], int, str]:
    """Give columns, number of rows and a hash of the values of a file, coordinates rounded to a centimetre."""
    encoding = "GB18030" if name.endswith(".csv") else None
    frame = pyogrio.read_dataframe(folder / name, layer=layer, encoding=encoding)
    text = frame.drop(columns="geometry", errors="ignore").to_csv(index=False)
    if "geometry" in frame:
        text += "".join(frame.geometry.to_wkt(rounding_precision=2 if frame.crs.is_projected else 7))
    return list(frame.columns), len(frame), hashlib.sha256(text.encode()).hexdigest()


def test_the_committed_files_are_what_the_generator_makes(made: Manifest) -> None:
    committed = manifest.read(paths.sample_data())
    assert committed.files == made.files and committed.scale == "small"
    for one in made.files:
        if one.theme != "elevation":
            assert table(committed.folder, one.path, one.layer) == table(made.folder, one.path, one.layer), one.path
    assert set(contents(committed.folder)) == set(contents(made.folder))


def test_the_committed_files_are_small_enough() -> None:
    assert sum(path.stat().st_size for path in paths.sample_data().rglob("*")) < MOST_BYTES / 2


def test_the_same_scale_gives_the_same_bytes(made: Manifest, tmp_path: Path) -> None:
    again = write_district(tmp_path / "再来", "small", silent)
    assert contents(again.folder) == contents(made.folder)


def test_they_say_plainly_that_they_are_made_up(made: Manifest) -> None:
    text = (made.folder / "说明.txt").read_text(encoding="utf-8-sig")
    assert "虚构" in text and "150699" in text and "10069" in text and "invented" in text
    assert "JioNLP" in text and "modood" in text


def test_files_with_a_place_for_it_say_so_themselves(made: Manifest) -> None:
    import openpyxl
    import rasterio

    assert "虚构" in (made.folder / "水系.geojson").read_text(encoding="utf-8")[:200]
    for layer in ("道路", "小区"):
        about = pyogrio.read_info(made.folder / "道路与小区.gpkg", layer=layer)["layer_metadata"]
        assert "虚构" in about["DESCRIPTION"]
    assert "虚构" in str(openpyxl.load_workbook(made.folder / "实有人口.xlsx").properties.title)
    with rasterio.open(made.folder / "数字高程.tif") as raster:
        assert "虚构" in raster.tags()["TIFFTAG_IMAGEDESCRIPTION"]


def test_the_manifest_lists_them_in_an_order_that_links_can_follow(made: Manifest) -> None:
    order = [one.theme for one in made.files]
    assert order.index("parcels") < order.index("addresses") < order.index("entities") < order.index("residents")
    assert made.rows("addresses") == 3_000 and made.rows("residents") == 2_500
    suffixes = {Path(one.path).suffix for one in made.files}
    assert suffixes == {".shp", ".gpkg", ".geojson", ".csv", ".xlsx", ".tif"}
    assert manifest.read(made.folder) == made


@pytest.mark.parametrize(
    ("name", "language", "page", "encoding"),
    [("宗地", 0x4D, "GBK", "gbk"), ("建筑物", 0x4D, "GBK", "gbk"), ("土地利用", 0x00, "UTF-8", "utf-8")],
)
def test_shapefiles_say_their_encoding(made: Manifest, name: str, language: int, page: str, encoding: str) -> None:
    data = (made.folder / f"{name}.dbf").read_bytes()
    assert data[29] == language
    assert (made.folder / f"{name}.cpg").read_text() == page
    headings = [data[at : at + 11].split(b"\0")[0] for at in range(32, int.from_bytes(data[8:10], "little") - 1, 32)]
    assert all(any(ord(one) > 0x4E00 for one in heading.decode(encoding)) for heading in headings)


def test_columns_are_called_in_chinese(made: Manifest) -> None:
    assert table(made.folder, "宗地.shp")[0][:3] == ["宗地代码", "土地用途", "坐落"]
    assert table(made.folder, "标准地址.csv")[0][-2:] == ["东坐标", "北坐标"]
    assert "东坐标" not in table(made.folder, "法人单位.csv")[0]
    assert table(made.folder, "行政区划.geojson")[0][:2] == ["区划代码", "名称"]


def test_files_lie_on_the_map_where_they_belong(made: Manifest) -> None:
    parcels = pyogrio.read_info(made.folder / "宗地.shp")
    assert "CGCS2000_3_Degree_GK_CM_111E" in parcels["crs"] or parcels["crs"] == "EPSG:4546"
    xmin, ymin, xmax, ymax = pyogrio.read_bounds(made.folder / "行政区划.geojson")[1].T[0]
    assert 109.61 < xmin < xmax < 110.03 and 39.51 < ymin < ymax < 39.76


def test_heights_are_a_geotiff_of_thirty_metres(made: Manifest) -> None:
    import rasterio

    with rasterio.open(made.folder / "数字高程.tif") as raster:
        values = raster.read(1)
        assert raster.crs.to_epsg() == 4546 and raster.res == (30.0, 30.0) and raster.dtypes == ("float32",)
        assert values.min() >= 1_250 and values.max() <= 1_400 and raster.compression.name == "deflate"


def test_several_districts_lie_in_folders_of_their_own(tmp_path: Path) -> None:
    many = write_districts(tmp_path, replace(SMALL, name="2x", districts=2, workbook=False), silent)
    folders = [one.path.split("/")[0] for one in many.files]
    assert list(dict.fromkeys(folders)) == ["01_康巴什区", "02_示例二区"]
    assert len({one.path.split("/")[-1] for one in many.files}) == len({one.path for one in many.files})
    assert many.rows("residents") == 5_000 and all((tmp_path / one.path).exists() for one in many.files)
    assert "15063" in (tmp_path / "说明.txt").read_text(encoding="utf-8-sig")


def test_whoever_asks_to_stop_is_heard(tmp_path: Path) -> None:
    seen: list[float] = []
    with pytest.raises(Cancelled):
        write_district(tmp_path, "small", reporting(lambda share, step: seen.append(share), lambda: len(seen) > 4))


def test_progress_runs_from_nothing_to_all(tmp_path: Path) -> None:
    seen: list[float] = []
    write_district(tmp_path, "small", reporting(lambda share, step: seen.append(share), lambda: False))
    assert seen == sorted(seen) and seen[0] == 0.0 and seen[-1] == 1.0 and len(seen) > 10


def test_a_file_in_the_way_and_an_unknown_scale_are_refused(tmp_path: Path) -> None:
    (tmp_path / "示例").write_text("在此")
    with pytest.raises(OutputUnwritable):
        write_district(tmp_path / "示例", "small", silent)
    with pytest.raises(UsageError):
        write_district(tmp_path / "别处", "很大", silent)
    assert not (tmp_path / "别处").exists()


def test_a_folder_without_a_list_or_with_a_damaged_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        manifest.read(tmp_path)
    (tmp_path / manifest.NAME).write_text("{", encoding="utf-8")
    with pytest.raises(FileUnreadable):
        manifest.read(tmp_path)


def test_right_holders_fit_into_gbk(rows: Mapping[str, Table]) -> None:
    for name in ("parcels", "buildings"):
        for values in rows[name].columns.values():
            if isinstance(values, list) or values.dtype == object:
                text = "".join(str(value) for value in values)
                assert text.encode("gbk").decode("gbk") == text
