"""Identities of rows: UUIDv7 (RFC 9562), which sort by the time they were made."""

import secrets
import time

import numpy as np

from kangbashi_gis.store.sql import Fragment

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
    octets = np.frombuffer(bytearray(secrets.token_bytes(16 * count)), dtype=np.uint8).reshape(count, 16).copy()
    octets[:, :6] = np.frombuffer(int(time.time() * 1000).to_bytes(6, "big"), dtype=np.uint8)
    octets[:, 6] = 0x70 | (octets[:, 6] & 0x0F)
    octets[:, 8] = 0x80 | (octets[:, 8] & 0x3F)
    # as one big-endian number each, the random part ascends within the one millisecond they share
    octets = octets[np.argsort(octets.view(">u8")[:, 1], kind="stable")]
    octets = octets[np.argsort(octets.view(">u8")[:, 0], kind="stable")]
    digits = octets.tobytes().hex()
    return [_hyphened(digits[start : start + 32]) for start in range(0, 32 * count, 32)]


def _hyphened(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
