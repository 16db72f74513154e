"""GeoJSON (RFC 7946): degrees, longitude first, written feature by feature."""

import json
from pathlib import Path

from kangbashi_gis.importing.writers.dataset import Dataset, in_degrees


def write_geojson(out: Path, dataset: Dataset) -> int:
    """Write a collection whose properties bear the names of the fields."""
    import shapely

    names = [one.name for one in dataset.fields]
    count = 0
    with out.open("w", encoding="utf-8") as file:
        file.write(f'{{"type": "FeatureCollection", "name": {json.dumps(dataset.theme.name)}, "features": [')
        for table in dataset.read():
            shapes = [None] * len(table)
            if table.geometry is not None:
                shapes = shapely.to_geojson(in_degrees(table.geometry, dataset.crs)).tolist()
            for shape, *cells in zip(shapes, *(table.columns[name] for name in names), strict=True):
                properties = json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False)
                file.write(",\n" if count else "\n")
                file.write(f'{{"type": "Feature", "geometry": {shape or "null"}, "properties": {properties}}}')
                count += 1
        file.write("\n]}\n")
    return count
