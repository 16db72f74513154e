"""What all files have in common that GDAL opens for us. It never opens a file of a workspace (only copies)."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import FileEmpty, FileUnreadable, LayerUnclear, LayerUnknown
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, distinct, readable
from kangbashi_gis.importing.sources.placing import Placing, placing
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

# A driver that reads from the start for every piece gets larger pieces: 1 million features in ten goes.
PIECE = 100_000
PEEKED = 1000  # rows of a table without shapes, by which it is told whether X is north


def open_vector(
    path: Path, theme: Theme, options: ImportOptions, *, assumed_crs: str | None = None, actual: Path | None = None
) -> Source:
    """Open a layer of a vector file. assumed_crs: what the format prescribes; actual: a working copy to read."""
    import pyogrio

    opened = actual or path
    with readable(path), quiet():
        layer = _layer(path, pyogrio.list_layers(opened), theme, options)
        info = pyogrio.read_info(opened, layer=layer, force_feature_count=True)
    if not info["features"]:
        raise FileEmpty(path=str(path))
    names, count = distinct([str(name) for name in info["fields"]]), int(info["features"])
    place = Placing(names)
    if info["geometry_type"] is None:
        with readable(path):
            first = next(_batches(opened, layer, names, PEEKED, PEEKED))
        place = placing(names, first, theme, options)
    about = {**place.about, **({"crs": info["crs"] or assumed_crs} if place.where is None else {})}
    return Source(
        path=path,
        layer=layer,
        count=count,
        assumed=assumed_crs is not None,
        encoding="UTF-8",
        read=lambda size: place.each(whole(path, count, _batches(opened, layer, names, size))),
        notes=place.notes,
        **about,
    )


def _batches(path: Path, layer: str, names: Sequence[str], size: int, ahead: int = PIECE) -> Iterator[Table]:
    for start in range(0, 1 << 62, ahead):
        piece = read_piece(path, layer, start, ahead)
        columns, geometry = dict(zip(names, piece[1], strict=True)), piece[0]
        for low in range(0, len(geometry), size):
            rows = slice(low, low + size)
            yield Table({name: values[rows] for name, values in columns.items()}, geometry[rows])
        if len(geometry) < ahead:
            return


def whole(path: Path, count: int, tables: Iterator[Table]) -> Iterator[Table]:
    """Pass tables on; FileUnreadable when rows are fewer than the file says: GDAL stops silently at damage."""
    read = 0
    for table in tables:
        read += len(table)
        yield table
    if read < count:
        raise FileUnreadable(path=str(path), reason="truncated")


def read_piece(
    path: Path, layer: str | None, start: int, count: int, columns: Sequence[str] | None = None, encoding: str = ""
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Give the shapes and columns of a stretch of a layer; a layer without shapes gives None for each."""
    import shapely
    from pyogrio.raw import read

    with quiet():
        _, fids, wkb, fields = read(
            path, layer=layer, encoding=encoding or ("ISO-8859-1" if columns == () else None), columns=columns,
            skip_features=start, max_features=count, return_fids=True, datetime_as_string=True,
        )  # fmt: skip
        shapes: Any = np.full(len(fids), None, dtype=object) if wkb is None else shapely.from_wkb(wkb)
    return shapes, list(fields)


def _layer(path: Path, layers: np.ndarray, theme: Theme, options: ImportOptions) -> str:
    known = tuple(str(name) for name, _ in layers)
    if options.layer is not None:
        if options.layer not in known:
            raise LayerUnknown(path=str(path), layer=options.layer, known=known)
        return options.layer
    if not known:
        raise FileEmpty(path=str(path))
    called = {theme.name, theme.title, *theme.aliases}
    shaped = tuple(str(name) for name, kind in layers if kind is not None)
    for choice in (known, tuple(name for name in known if name in called), shaped):
        if len(choice) == 1:
            return choice[0]
    raise LayerUnclear(path=str(path), known=known)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep GDAL's warnings from the log: they quote values of rows. What matters is checked on the rows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
