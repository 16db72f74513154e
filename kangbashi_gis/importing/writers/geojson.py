"""GeoJSON (RFC 7946): degrees of WGS 84, longitude first, unless another CRS was asked for; the file names it always.

The present format knows only WGS 84 and lets readers pass over other members. Ours says so all the same, as the first
version did: in China degrees without a word may be those of a web map, and an import has to ask.
"""

import json
from pathlib import Path

from kangbashi_gis.importing.writers.dataset import DEGREES, Dataset, moved

LON_LAT = "urn:ogc:def:crs:OGC:1.3:CRS84"  # WGS 84, longitude first


def write_geojson(out: Path, dataset: Dataset) -> int:
    """Write a collection whose properties bear the names of the fields."""
    import shapely

    names = [one.name for one in dataset.fields]
    count, target = 0, dataset.target or DEGREES
    with out.open("w", encoding="utf-8") as file:
        head = f'{{"type": "FeatureCollection", "name": {json.dumps(dataset.theme.name)}, {_named(target)}"features": ['
        file.write(head)
        for table in dataset.read():
            shapes = [None] * len(table)
            if table.geometry is not None:
                there = shapely.orient_polygons(moved(table.geometry, dataset.crs, target))
                shapes = shapely.to_geojson(there).tolist()
            for shape, *cells in zip(shapes, *(table.columns[name] for name in names), strict=True):
                properties = json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False)
                file.write(",\n" if count else "\n")
                file.write(f'{{"type": "Feature", "geometry": {shape or "null"}, "properties": {properties}}}')
                count += 1
        file.write("\n]}\n")
    return count


def _named(target: str) -> str:
    """Give the member by which the format's first version named its CRS."""
    if target == DEGREES:
        return f'"crs": {{"type": "name", "properties": {{"name": "{LON_LAT}"}}}}, '
    authority, _, number = target.partition(":")
    name = f"urn:ogc:def:crs:{authority}::{number}" if number.isdigit() else target
    return f'"crs": {{"type": "name", "properties": {{"name": {json.dumps(name)}}}}}, '
