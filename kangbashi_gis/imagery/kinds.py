"""What a base map is: a folder is tiles, and the name of a file tells the rest."""

from pathlib import Path


def kind_of(path: Path) -> str:
    """Tell what a base map is: raster, mbtiles or xyz; "" for what cannot be one."""
    known = {".mbtiles": "mbtiles", ".tif": "raster", ".tiff": "raster"}.get(path.suffix.lower())
    return known if known and not path.is_dir() else "" if path.is_file() else "xyz"
