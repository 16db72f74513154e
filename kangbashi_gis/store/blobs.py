"""Shapes as GeoPackage keeps them: a header with the bounds, then ISO WKB (OGC 12-128r17, clause 2.1.3).

All in bulk: a loop per shape in Python would cost more than SQLite itself.
"""

import struct
from collections.abc import Sequence

import numpy as np
import shapely

HEADER_BYTES = 40  # magic 2, version 1, flags 1, srs_id 4, bounds 32
LITTLE_ENDIAN_WITH_BOUNDS = 0b0000_0011
LITTLE_ENDIAN_EMPTY = 0b0001_0001
EMPTY_FLAG = 0b0001_0000
ENVELOPE_BYTES = (0, 32, 48, 48, 64)

ENVELOPE = struct.Struct("<4d")
HEADER = np.dtype(
    [("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs", "<i4"), ("bounds", "<f8", (4,))], align=False
)


def encode(shapes: np.ndarray, srs_id: int) -> list[bytes | None]:
    """Write shapes (object array, None where there is none) as blobs; an empty shape has no bounds in its header."""
    heads = np.zeros(len(shapes), dtype=HEADER)
    heads["magic"] = b"GP"
    heads["flags"] = LITTLE_ENDIAN_WITH_BOUNDS
    heads["srs"] = srs_id
    heads["bounds"] = shapely.bounds(shapes)[:, [0, 2, 1, 3]]
    packed = heads.tobytes()
    bodies = shapely.to_wkb(shapes, byte_order=1, flavor="iso")
    blobs: list[bytes | None] = [
        None if body is None else packed[at : at + HEADER_BYTES] + body
        for at, body in zip(range(0, len(packed), HEADER_BYTES), bodies.tolist(), strict=True)
    ]
    for position in np.flatnonzero(shapely.is_empty(shapes)):
        blobs[position] = _empty_head(srs_id) + bodies[position]
    return blobs


def _empty_head(srs_id: int) -> bytes:
    return b"GP\x00" + bytes([LITTLE_ENDIAN_EMPTY]) + int(srs_id).to_bytes(4, "little", signed=True)


def decode(blobs: Sequence[bytes | None]) -> np.ndarray:
    """Read blobs, from whatever program, into an object array of shapes."""
    return shapely.from_wkb(
        np.array([None if blob is None else blob[body_start(blob) :] for blob in blobs], dtype=object)
    )


def body_start(blob: bytes) -> int:
    """Tell where the WKB begins behind the header."""
    return 8 + ENVELOPE_BYTES[(blob[3] >> 1) & 0b111]


def bounds(heads: Sequence[bytes]) -> np.ndarray:
    """Read xmin, ymin, xmax, ymax (float64, n × 4) from the first 40 bytes of blobs; NaN where the header has none."""
    found = np.full((len(heads), 4), np.nan)
    if len(heads) and set(map(len, heads)) == {HEADER_BYTES}:
        packed = np.frombuffer(b"".join(heads), dtype=HEADER)
        kind = packed["flags"] >> 1 & 0b111
        given = (packed["flags"] & 1 == 1) & (kind >= 1) & (kind <= 4)
        found[given] = packed["bounds"][given][:, [0, 2, 1, 3]]
        return found
    where = [at for at, head in enumerate(heads) if _has_bounds(head)]
    if where:
        packed = np.frombuffer(b"".join(heads[at] for at in where), dtype=HEADER)
        found[where] = packed["bounds"][:, [0, 2, 1, 3]]
    return found


def one_box(blob: bytes) -> tuple[float, float, float, float]:
    """Read xmin, ymin, xmax, ymax of one blob; for triggers, which ask shape by shape."""
    if _has_bounds(blob[:HEADER_BYTES]):
        xmin, xmax, ymin, ymax = ENVELOPE.unpack_from(blob, 8)
        return xmin, ymin, xmax, ymax
    xmin, ymin, xmax, ymax = shapely.bounds(shapely.from_wkb(blob[body_start(blob) :])).tolist()
    return xmin, ymin, xmax, ymax


def _has_bounds(head: bytes) -> bool:
    """Tell whether a header of 40 bytes carries little-endian bounds; GDAL leaves them out for points."""
    return len(head) == HEADER_BYTES and head[3] & 1 == 1 and 1 <= (head[3] >> 1) & 0b111 <= 4
