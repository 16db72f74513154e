"""OpenStreetMap .osm and .pbf by GDAL: points, lines, areas; the tags in its one text become columns."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kangbashi_gis.errors import FileUnreadable, LayerUnclear
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import BATCH, Source, readable
from kangbashi_gis.importing.sources.gdal import open_vector
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table

LAYERS = {Shape.POINT: "points", Shape.LINE: "lines", Shape.POLYGON: "multipolygons"}
OTHER_TAGS = "other_tags"
MOST_TAGS = 60  # columns; what is rarer stays in the one text
HEAD = 4096
XML, PBF = b"<osm", b"OSMHeader"
_TAG = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')


def read_osm(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open the kind of things that the theme is made of, or the layer that is named."""
    with readable(path), path.open("rb") as file:
        head = file.read(HEAD)
    if XML not in head and PBF not in head:
        raise FileUnreadable(path=str(path), reason="foreign")
    layer = options.layer or (LAYERS.get(theme.shape) if theme.name else None)
    if layer is None:
        raise LayerUnclear(path=str(path), known=tuple(LAYERS.values()))
    source = open_vector(path, theme, replace(options, layer=layer))
    if OTHER_TAGS not in source.columns:
        return source
    tags = _common_tags(source)
    columns = tuple(name for name in source.columns if name != OTHER_TAGS)
    return replace(source, columns=(*columns, *tags, OTHER_TAGS), read=lambda size: _spread(source.read(size), tags))


def _common_tags(source: Source) -> tuple[str, ...]:
    """Give the tags that come most often among the first rows, as far as they are no columns yet."""
    counts: Counter[str] = Counter()
    for table in source.batches(BATCH):
        counts.update(key for text in table.columns[OTHER_TAGS] for key in tags_of(text))
        break
    return tuple(key for key, _ in counts.most_common() if key not in source.columns)[:MOST_TAGS]


def _spread(tables: Iterator[Table], tags: tuple[str, ...]) -> Iterator[Table]:
    for table in tables:
        rows = [tags_of(text) for text in table.columns[OTHER_TAGS]]
        spread = {tag: [row.pop(tag, None) for row in rows] for tag in tags}
        rest = ["; ".join(f"{key}={value}" for key, value in row.items()) or None for row in rows]
        kept = {name: values for name, values in table.columns.items() if name != OTHER_TAGS}
        yield Table({**kept, **spread, OTHER_TAGS: rest}, table.geometry)


def tags_of(text: object) -> dict[str, str]:
    """Read the tags that GDAL writes into one text: `"lanes"=>"4","ref"=>"G18"`."""
    if not isinstance(text, str):
        return {}
    return {_plain(key): _plain(value) for key, value in _TAG.findall(text)}


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
