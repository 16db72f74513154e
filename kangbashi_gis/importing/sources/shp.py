"""Shapes of a .shp, read from its bytes as arrays: no native library touches the file, and a million take two seconds.

What is plain is read here: points, lines of one part, polygons of one ring, and rows without a shape. A record of more
parts is `odd`: GDAL says which ring lies in which. Files whose index and records do not agree in everything, and those
with heights or measures, are not opened here at all; they are GDAL's too, in a process of its own.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.importing.sources.sidecars import sidecar

HEADER, RECORD_HEADER, WORD = 100, 8, 4
MAGIC = 9994
KIND_AT, LENGTH_AT = 8, 6  # words of the header
NULL, POINT, LINE, POLYGON = 0, 1, 3, 5
LEAST_POINTS = {LINE: 2, POLYGON: 4}
POINT_AT, POINTS_AT = 12, 56  # behind the start of a record: where coordinates stand, with one part
PARTS_AT, COUNT_AT = 44, 48
POINT_BYTES, PART_BYTES, ALONG = 20, 44, 16  # of a point record; of another before its parts; of one corner
LOOKED_AT = 100_000  # records at a time


@dataclass(frozen=True)
class Shapes:
    """The records of an opened file. starts: where each begins, in words of four bytes; counts: its corners.

    kind: POINT, LINE or POLYGON. counts are 0 for a row without a shape, and for an odd one.
    """

    words: np.ndarray
    kind: int
    starts: np.ndarray
    lengths: np.ndarray
    counts: np.ndarray
    odd: np.ndarray

    def __len__(self) -> int:
        return len(self.starts)

    def batch(self, start: int, stop: int) -> np.ndarray:
        """Make the shapes of records from start to before stop; None for those without one, and for odd ones."""
        counts = self.counts[start:stop]
        made: np.ndarray = np.full(len(counts), None, dtype=object)
        there = np.flatnonzero(counts)
        if len(there):
            at = self.starts[start:stop][there] + (POINT_AT if self.kind == POINT else POINTS_AT) // WORD
            made[there] = _made(self.kind, self._corners(at, counts[there]), counts[there])
        return made

    def plain(self) -> bool:
        """Tell whether every coordinate is a number, every ring is closed and no polygon folds to nothing."""
        return all(self._plain(low) for low in range(0, len(self), LOOKED_AT))

    def odd_records(self) -> list[bytes]:
        """Give the odd records without their headers."""
        where = np.flatnonzero(self.odd)
        spans = zip(self.starts[where].tolist(), self.lengths[where].tolist(), strict=True)
        ahead = RECORD_HEADER // WORD
        return [self.words[at + ahead : at + ahead + length].tobytes() for at, length in spans]

    def _corners(self, at: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """Gather the coordinates that stand at so many places; they are not aligned to eight bytes."""
        step = ALONG // WORD
        pairs = np.ndarray(len(self.words) - step + 1, f"V{ALONG}", self.words, strides=(WORD,))
        ends = np.cumsum(counts)
        where = np.arange(ends[-1]) * step + np.repeat(at - (ends - counts) * step, counts)
        return pairs[where].view("<f8").reshape(-1, 2)

    def _plain(self, low: int) -> bool:
        counts = self.counts[low : low + LOOKED_AT]
        there = np.flatnonzero(counts)
        if not len(there):
            return True
        counts = counts[there]
        at = self.starts[low : low + LOOKED_AT][there] + (POINT_AT if self.kind == POINT else POINTS_AT) // WORD
        corners = self._corners(at, counts)
        last = np.cumsum(counts) - 1
        closed = self.kind != POLYGON or bool((corners[last] == corners[last - counts + 1]).all())
        return closed and bool(np.isfinite(corners).all())


def open_shapes(shp: Path) -> Shapes | None:
    """Open a file of which everything agrees; None for any other, which is for GDAL."""
    shx = sidecar(shp, ".shx")
    if shx is None or shp.stat().st_size < HEADER or shp.stat().st_size % WORD:
        return None
    if shx.stat().st_size < HEADER or (shx.stat().st_size - HEADER) % RECORD_HEADER:
        return None
    words = np.memmap(shp, dtype="<u4", mode="r").view(np.ndarray)
    index, kind = np.fromfile(shx, dtype=">i4").astype(np.int64), int(words[KIND_AT])
    if kind not in (POINT, LINE, POLYGON) or index[0] != MAGIC:
        return None
    if int(words[LENGTH_AT].byteswap()) != len(words) * 2 or index[LENGTH_AT] != len(index) * 2:
        return None
    starts, lengths = index[HEADER // WORD :: 2] * 2, index[HEADER // WORD + 1 :: 2] * 2
    return _checked(words, kind, starts, lengths)


def _checked(words: np.ndarray, kind: int, starts: np.ndarray, lengths: np.ndarray) -> Shapes | None:
    """Look at every record; starts and lengths in bytes, as the index says."""
    ends = starts + RECORD_HEADER + lengths
    if not len(starts) or (starts % WORD).any() or (lengths % WORD).any() or (lengths < WORD).any():
        return None
    if starts[0] != HEADER or (starts[1:] != ends[:-1]).any() or ends[-1] != len(words) * WORD:
        return None
    at = starts // WORD
    if (words[at + 1].byteswap().astype(np.int64) * 2 != lengths).any():
        return None
    kinds = words[at + 2]
    if ((kinds != kind) & (kinds != NULL)).any():
        return None
    read = _counted(words, at, lengths, kinds != NULL, kind)
    return read if read is not None and read.plain() else None


def _counted(words: np.ndarray, at: np.ndarray, lengths: np.ndarray, there: np.ndarray, kind: int) -> Shapes | None:
    """Count the corners of each record; None where one is not as long as it says."""
    counts, odd = np.zeros(len(at), dtype=np.int64), np.zeros(len(at), dtype=bool)
    if kind == POINT:
        counts[there] = 1
        good = lengths[there] == POINT_BYTES
    elif (lengths[there] < PART_BYTES).any():
        return None
    else:
        parts, found = (words[at[there] + place // WORD].astype(np.int64) for place in (PARTS_AT, COUNT_AT))
        odd[there] = parts != 1
        counts[there] = np.where(parts == 1, found, 0)
        good = (lengths[there] == PART_BYTES + WORD * parts + ALONG * found) & (found >= LEAST_POINTS[kind])
        first = words[np.minimum(at[there] + (COUNT_AT + WORD) // WORD, len(words) - 1)]
        good &= (parts > 0) & ((parts != 1) | (first == 0))
    return Shapes(words, kind, at, lengths // WORD, counts, odd) if good.all() else None


def _made(kind: int, corners: np.ndarray, counts: np.ndarray) -> Any:
    import shapely

    if kind == POINT:
        return shapely.points(corners)
    ends = np.concatenate([[0], np.cumsum(counts)])
    if kind == LINE:
        return shapely.from_ragged_array(shapely.GeometryType.LINESTRING, corners, (ends,))
    return shapely.from_ragged_array(shapely.GeometryType.POLYGON, corners, (ends, np.arange(len(ends))))


def write_records(shp: Path, kind: int, records: list[bytes]) -> None:
    """Write a shapefile of given records, with its index."""
    at, body, index = HEADER // 2, [], []
    for number, record in enumerate(records, start=1):
        index.append(np.array([at, len(record) // 2], dtype=">i4").tobytes())
        body.append(np.array([number, len(record) // 2], dtype=">i4").tobytes() + record)
        at += (RECORD_HEADER + len(record)) // 2
    for path, pieces in ((shp, body), (shp.with_suffix(".shx"), index)):
        content = b"".join(pieces)
        head = np.array([MAGIC, 0, 0, 0, 0, 0, (HEADER + len(content)) // 2], dtype=">i4").tobytes()
        head += np.array([1000, kind], dtype="<i4").tobytes() + np.zeros(8).tobytes()
        path.write_bytes(head + content)
