"""GeoJSON (RFC 7946): degrees of WGS 84, longitude first, unless another CRS was asked for; the file then names it."""

import json
from pathlib import Path

from kangbashi_gis.importing.writers.dataset import DEGREES, Dataset, moved


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
    """Give the member by which the format's first version named its CRS; the present one knows only WGS 84."""
    if target == DEGREES:
        return ""
    authority, _, number = target.partition(":")
    name = f"urn:ogc:def:crs:{authority}::{number}" if number.isdigit() else target
    return f'"crs": {{"type": "name", "properties": {{"name": {json.dumps(name)}}}}}, '
