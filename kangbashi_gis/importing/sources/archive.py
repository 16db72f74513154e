"""A zip that holds data sets: unpacked to a folder of our own under names of our own, so nothing can slip out."""

import tempfile
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path, PurePosixPath

from kangbashi_gis.errors import FileUnreadable, GisError, LayerUnclear, LayerUnknown
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.model.schema import Theme

PARTS = (".shp", ".dbf", ".shx", ".prj", ".cpg")
MOST_UNPACKED = 4_000_000_000
BLOCK = 1 << 20
Reader = Callable[[Path, Theme, ImportOptions], Source]


def read_zip(path: Path, theme: Theme, options: ImportOptions, read_shapefile: Reader) -> Source:
    """Open a zipped shapefile; where the zip holds several, options.layer names one."""
    with ExitStack() as hidden:
        folder = Path(hidden.enter_context(tempfile.TemporaryDirectory(prefix="kangbashi-gis-")))
        with readable(path), zipfile.ZipFile(path) as packed:
            name = _unpack(packed, folder, path, options.layer)
        try:
            source = read_shapefile(folder / "layer.shp", theme, replace(options, layer=None))
        except GisError as problem:
            problem.values["path"] = str(path)  # the unpacked copy means nothing to the user
            raise
        hidden.push(source.hidden.pop_all())
        return replace(source, path=path, layer=name, hidden=hidden.pop_all())


def _unpack(packed: zipfile.ZipFile, folder: Path, path: Path, layer: str | None) -> str:
    """Unpack the parts of one shapefile as `layer.*`; gives the name it has in the zip."""
    names = [one.filename for one in packed.infolist() if not one.is_dir()]
    chosen = _choose(path, names, layer)
    stem = chosen[: -len(".shp")].lower()
    room = MOST_UNPACKED
    for name in names:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in PARTS and name[: -len(suffix)].lower() == stem:
            room -= _extract(packed, name, folder / f"layer{suffix}", room, path)
    return PurePosixPath(chosen).stem


def _choose(path: Path, names: list[str], layer: str | None) -> str:
    shapefiles = {PurePosixPath(name).stem: name for name in names if name.lower().endswith(".shp")}
    if not shapefiles:
        raise FileUnreadable(path=str(path), reason="no_data_in_zip")
    if layer is None and len(shapefiles) == 1:
        return next(iter(shapefiles.values()))
    if layer is None:
        raise LayerUnclear(path=str(path), known=tuple(shapefiles))
    if layer not in shapefiles:
        raise LayerUnknown(path=str(path), layer=layer, known=tuple(shapefiles))
    return shapefiles[layer]


def _extract(packed: zipfile.ZipFile, name: str, target: Path, room: int, path: Path) -> int:
    """Unpack one member, counting what really comes out: the sizes a zip states may be lies."""
    done = 0
    with packed.open(name) as member, target.open("wb") as file:
        while block := member.read(BLOCK):
            done += len(block)
            if done > room:
                raise FileUnreadable(path=str(path), reason="too_large")
            file.write(block)
    return done
