"""Takes the raw bytes of names and values out of a file and has their encoding judged."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kangbashi_gis.diagnosis import encodings
from kangbashi_gis.importing import encoding
from kangbashi_gis.importing.declared import Declared
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import readable
from kangbashi_gis.importing.sources import dbf, delimited, dxf, mapinfo
from kangbashi_gis.importing.sources.sidecars import hint_of, sidecar
from kangbashi_gis.model.diagnosis import EncodingAnswer, Finding

Judged = tuple[encoding.Judgement, Declared]
UNKNOWN = EncodingAnswer(None)  # a format that has one encoding, or none


def weigh(path: Path, options: ImportOptions) -> tuple[EncodingAnswer, tuple[Finding, ...]]:
    """Give the encoding of a file's text; `UNKNOWN` for a format whose encoding is no question.

    Raises what opening the file raises.
    """
    judge = JUDGES.get(path.suffix.lower())
    with readable(path):
        judged = judge(path) if judge else None
    if judged is None:
        return UNKNOWN, ()
    judgement, declared = judged
    if options.encoding:
        return encodings.stated(encoding.chosen(options.encoding, path), declared), ()
    return encodings.told(judgement, declared, path)


def _of_table(path: Path) -> Judged | None:
    raw = dbf.open_raw(path, hint_of(path))
    return dbf.judged(raw), raw.declared


def _of_shapefile(path: Path) -> Judged | None:
    table = sidecar(path, ".dbf")
    return _of_table(table) if table else None


def _of_text(path: Path) -> Judged | None:
    return delimited.judged(path), Declared()


JUDGES: Mapping[str, Callable[[Path], Judged | None]] = {
    ".dbf": _of_table,
    ".shp": _of_shapefile,
    ".dxf": dxf.judged,
    **dict.fromkeys((".tab", ".mif"), mapinfo.judged),
    **dict.fromkeys((".csv", ".tsv", ".txt", ".dat", ".vct"), _of_text),
}
