"""Identities of rows: UUIDv7 (RFC 9562), which sort by the time they were made."""

import secrets
import time

import numpy as np

from kangbashi_gis.store.sql import Fragment

LENGTH = 36  # letters of an identity
# The same identity made by SQLite alone, for rows that QGIS adds: 48 bits of milliseconds, version 7, the rest random.
_MILLISECONDS = "printf('%012x', CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))"
UUID7 = Fragment(
    f"lower(substr({_MILLISECONDS}, 1, 8) || '-' || substr({_MILLISECONDS}, 9, 4)"
    " || '-7' || substr(hex(randomblob(2)), 2)"
    " || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2)"
    " || '-' || hex(randomblob(6)))"
)


def new_ids(count: int) -> list[str]:
    """Make identities in ascending order, so that the index on them fills page after page."""
    octets = np.frombuffer(secrets.token_bytes(16 * count), dtype=np.uint8).reshape(count, 16).copy()
    octets[:, :6] = np.frombuffer(int(time.time() * 1000).to_bytes(6, "big"), dtype=np.uint8)
    # the random part ascends within the one millisecond they share: 12 bits of it stand before the variant, the rest
    # of a random number of 64 bits behind
    random = np.sort(np.frombuffer(secrets.token_bytes(8 * count), dtype="<u8"))
    octets[:, 6:8] = (0x7000 | random >> np.uint64(52)).astype(">u2").view(np.uint8).reshape(-1, 2)
    behind = (random & np.uint64(2**52 - 1)) << np.uint64(10) | np.uint64(2**63)
    behind |= octets[:, 8:].copy().view(">u8").ravel() & np.uint64(2**10 - 1)
    octets[:, 8:] = behind.astype(">u8").view(np.uint8).reshape(-1, 8)
    text = _hyphened(octets).decode("ascii")
    return [text[start : start + LENGTH] for start in range(0, LENGTH * count, LENGTH)]


def _hyphened(octets: np.ndarray) -> bytes:
    """Write each sixteen bytes as 8-4-4-4-12 hexadecimal digits."""
    digits = np.frombuffer(octets.tobytes().hex().encode("ascii"), dtype=np.uint8).reshape(-1, 32)
    text = np.full((len(digits), LENGTH), ord("-"), dtype=np.uint8)
    for start, stop, at in ((0, 8, 0), (8, 12, 9), (12, 16, 14), (16, 20, 19), (20, 32, 24)):
        text[:, at : at + stop - start] = digits[:, start:stop]
    return text.tobytes()
