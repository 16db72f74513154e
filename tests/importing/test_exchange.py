"""FlatGeobuf, GeoJSON in its other forms, MapInfo, OpenStreetMap, and files packed by gzip."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import shapely

from kangbashi_gis.errors import FileMissing, FileUnreadable, LayerUnclear
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import compressed, open_source
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.themes import ADDRESSES, BUILDINGS, ROADS, WATER

NAMES = {"名称": ["乌兰木伦河", "东红海子湖", "康巴什景观湖"]}
ANY = Theme(name="", title="", title_en="", shape=Shape.POINT, fields=())
FEATURES = [
    {"type": "Feature", "properties": {"名称": name}, "geometry": {"type": "Point", "coordinates": [109.7, 39.6]}}
    for name in NAMES["名称"]
]


def opened(path: Path, theme: Theme = WATER, **options: Any) -> Source:
    return open_source(path, theme, ImportOptions(**options))


def read(source: Source) -> dict[str, list[Any]]:
    with source:
        tables = list(source.batches(2))
    return {name: [value for one in tables for value in one.columns[name]] for name in source.columns}


def test_flatgeobuf_comes_with_its_reference(make_file: Any, squares: list[shapely.Polygon]) -> None:
    source = opened(make_file("水系.fgb", squares, NAMES))
    assert source.crs == "EPSG:4546"
    assert sorted(read(source)["名称"]) == sorted(NAMES["名称"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("bare", [True, False])
def test_geojson_as_a_bare_array_and_in_gbk_is_read(tmp_path: Path, encoding: str, bare: bool) -> None:
    path = tmp_path / "点.geojson"
    text = json.dumps(FEATURES if bare else {"type": "FeatureCollection", "features": FEATURES}, ensure_ascii=False)
    path.write_bytes(text.encode(encoding))
    assert read(opened(path))["名称"] == NAMES["名称"]


@pytest.mark.parametrize("suffix", [".geojsonl", ".ndjson", ".geojsons"])
def test_geojson_with_a_feature_on_each_line_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"点{suffix}"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in FEATURES), encoding="utf-8")
    assert read(opened(path))["名称"] == NAMES["名称"]


def test_a_line_that_gdal_leaves_out_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "点.geojsonl"
    lines = [json.dumps(one, ensure_ascii=False) for one in FEATURES]
    path.write_text("\n".join([*lines[:2], lines[2][:30]]), encoding="utf-8")
    with pytest.raises(FileUnreadable):
        opened(path)


@pytest.mark.parametrize(("suffix", "part"), [(".tab", ".dat"), (".mif", ".mif")])
def test_mapinfo_that_is_cut_short_is_noticed(mapinfo: Any, suffix: str, part: str) -> None:
    path = mapinfo(suffix, "Neutral")
    octets = path.with_suffix(part).read_bytes()
    path.with_suffix(part).write_bytes(octets[: len(octets) * 2 // 3])
    with pytest.raises(FileUnreadable):
        read(opened(path))


@pytest.fixture
def mapinfo(make_file: Any, squares: list[shapely.Polygon]) -> Any:
    """Give a function that makes a MapInfo file whose column has a Chinese name, in GBK, with a charset."""

    def make(suffix: str, charset: str) -> Path:
        path: Path = make_file(
            f"水系{suffix}", squares, {"NAMES": NAMES["名称"]}, driver="MapInfo File", encoding="CP936"
        )
        octets = path.read_bytes().replace(b"Neutral", charset.encode(), 2)
        path.write_bytes(octets.replace(b"NAMES", "名称".encode("gbk")))
        return path

    return make


@pytest.mark.parametrize("suffix", [".tab", ".mif"])
@pytest.mark.parametrize("charset", ["Neutral", "WindowsSimpChinese", "WindowsLatin1"])
def test_mapinfo_is_read_by_its_bytes_whatever_charset_it_names(mapinfo: Any, suffix: str, charset: str) -> None:
    source = opened(mapinfo(suffix, charset))
    assert (read(source), source.encoding, source.count) == (NAMES, "GB18030", 3)


def test_mapinfo_without_its_table_says_so(mapinfo: Any) -> None:
    path = mapinfo(".tab", "Neutral")
    path.with_suffix(".dat").unlink()
    with pytest.raises(FileMissing):
        opened(path)


def test_a_tab_that_refers_to_other_files_is_refused(mapinfo: Any) -> None:
    path = mapinfo(".tab", "Neutral")
    path.write_bytes(path.read_bytes() + b'\nbegin_metadata\n"\\IsSeamless" = "TRUE"\nend_metadata\n')
    with pytest.raises(FileUnreadable) as caught:
        opened(path)
    assert caught.value.values["reason"] == "refers"


def as_e00(points: list[tuple[float, float]]) -> str:
    """Write a line as ArcInfo exports it, in double precision."""
    head = "".join(f"{number:10d}" for number in (1, 7, 1, 2, 0, 0, len(points)))
    end = "".join(f"{number:10d}" for number in (-1, 0, 0, 0, 0, 0, 0))
    return "\n".join(
        ["EXP  0 /ROADS.E00", "ARC  3", head, *(f"{x:21.14E}{y:21.14E}" for x, y in points), end, "EOS", ""]
    )


def test_an_export_of_arcinfo_is_read(tmp_path: Path) -> None:
    path = tmp_path / "道路.e00"
    path.write_text(as_e00([(384_000, 4_383_000), (384_030, 4_383_040)]))
    with opened(path, ROADS) as source:
        (table,) = source.batches()
    assert (source.layer, table.geometry[0].length, source.crs) == ("ARC", 50.0, None)  # type: ignore[index]


OSM = """<?xml version="1.0"?>{doctype}<osm version="0.6">
<node id="1" lat="39.6" lon="109.7"><tag k="amenity" v="school"/><tag k="name" v="{name}"/></node>
<node id="2" lat="39.61" lon="109.71"/><node id="3" lat="39.62" lon="109.72"/><node id="4" lat="39.61" lon="109.70"/>
<way id="10"><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="name" v="鄂尔多斯大街"/>
<tag k="lanes" v="4"/><tag k="surface" v="a &quot;b&quot;"/></way>
<way id="11"><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="2"/><tag k="building" v="yes"/></way></osm>"""


@pytest.fixture
def osm(tmp_path: Path) -> Path:
    path = tmp_path / "康巴什.osm"
    path.write_text(OSM.format(doctype="", name="第一中学"), encoding="utf-8")
    return path


def test_openstreetmap_gives_the_kind_that_the_theme_is_made_of(osm: Path) -> None:
    roads = read(opened(osm, ROADS))
    assert (roads["name"], roads["lanes"], roads["surface"]) == (["鄂尔多斯大街"], ["4"], ['a "b"'])
    assert read(opened(osm, BUILDINGS))["building"] == ["yes"]
    assert read(opened(osm, ADDRESSES))["amenity"] == ["school"]
    with pytest.raises(LayerUnclear):
        opened(osm, ANY)


def varint(number: int) -> bytes:
    octets = b""
    while number > 127:
        octets, number = octets + bytes([number & 127 | 128]), number >> 7
    return octets + bytes([number])


def signed(number: int) -> bytes:
    return varint(number * 2 if number >= 0 else -number * 2 - 1)


def field(number: int, value: bytes | int) -> bytes:
    """Write a field of a protocol buffer: a number, or bytes with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def block(kind: str, content: bytes) -> bytes:
    blob = field(1, content) + field(2, len(content))
    head = field(1, kind.encode()) + field(3, len(blob))
    return len(head).to_bytes(4, "big") + head + blob


def test_openstreetmap_in_its_packed_form_is_read(tmp_path: Path) -> None:
    words = b"".join(field(1, word.encode()) for word in ("", "highway", "primary", "name", "鄂尔多斯大街"))
    nodes = b"".join(
        field(
            1,
            varint(1 << 3)
            + signed(one)
            + varint(8 << 3)
            + signed(396_000_000 + one)
            + varint(9 << 3)
            + signed(1_097_000_000),
        )
        for one in (1, 2)
    )
    way = field(1, 9) + field(2, bytes([1, 3])) + field(3, bytes([2, 4])) + field(8, signed(1) + signed(1))
    path = tmp_path / "康巴什.osm.pbf"
    header = block("OSMHeader", field(4, b"OsmSchema-V0.6"))
    path.write_bytes(header + block("OSMData", field(1, words) + field(2, nodes + field(3, way))))
    roads = read(opened(path, ROADS))
    assert (roads["name"], roads["highway"]) == (["鄂尔多斯大街"], ["primary"])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(FileUnreadable):
        read(opened(path, ROADS))


OUTSIDE = '<!DOCTYPE osm [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
TENFOLD = "".join(f"<!ENTITY {more} '{f'&{one};' * 10}'>" for one, more in zip("abcdefghi", "bcdefghix", strict=True))
BOMB = f"<!DOCTYPE osm [<!ENTITY a 'aaaaaaaaaa'>{TENFOLD}]>"


@pytest.mark.parametrize("doctype", [OUTSIDE, BOMB])
def test_entities_of_openstreetmap_files_are_not_followed(tmp_path: Path, doctype: str) -> None:
    path = tmp_path / "坏.osm"
    path.write_text(OSM.format(doctype=doctype, name="&x;"), encoding="utf-8")
    with pytest.raises(FileUnreadable):
        read(opened(path, ADDRESSES))


@pytest.mark.parametrize("name", ["表.csv", "点.geojson"])
def test_a_gzipped_file_is_what_its_name_says(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.gz"
    text = "\n".join(["名称", *NAMES["名称"]]) if name.endswith("csv") else json.dumps(FEATURES)
    path.write_bytes(gzip.compress(text.encode()))
    source = opened(path)
    assert (read(source), source.path, source.layer) == (NAMES, path, name.split(".")[0])


def test_a_gzip_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "MOST_UNPACKED", 1000)
    path = tmp_path / "表.csv.gz"
    path.write_bytes(gzip.compress(b"a" * 5000))
    with pytest.raises(FileUnreadable) as caught:
        opened(path)
    assert caught.value.values["reason"] == "too_large"


@pytest.mark.parametrize("suffix", [".fgb", ".tab", ".mif", ".osm", ".pbf", ".e00", ".gz", ".ndjson"])
def test_what_is_not_what_its_name_says_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"冒充{suffix}"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" * 100)
    with pytest.raises(FileUnreadable) as caught:
        opened(path)
    assert caught.value.values["reason"] == "foreign"


def test_a_zipped_geodatabase_is_read(make_file: Any, squares: list[shapely.Polygon], tmp_path: Path) -> None:
    folder = make_file("水系.gdb", squares, NAMES, driver="OpenFileGDB")
    path = Path(shutil.make_archive(str(tmp_path / "水系.gdb"), "zip", folder.parent, folder.name))
    assert read(opened(path))["名称"] == NAMES["名称"]
