"""Many arrays in one file, read through a memory map: opening costs nothing, however large it is."""

import json
import mmap
from collections.abc import Mapping
from pathlib import Path

import numpy as np

MAGIC = b"KBARRAYS"
ALIGN = 64


def pack(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """Write arrays one behind the other, with a directory in front."""
    entries: dict[str, list[object]] = {}
    offset = 0
    for name, array in arrays.items():
        entries[name] = [array.dtype.str, list(array.shape), offset]
        offset += -(-array.nbytes // ALIGN) * ALIGN
    head = json.dumps(entries).encode()
    start = -(-(len(MAGIC) + 8 + len(head)) // ALIGN) * ALIGN
    with path.open("wb") as file:
        file.write(MAGIC + len(head).to_bytes(8, "little") + head)
        for name, array in arrays.items():
            file.seek(start + int(str(entries[name][2])))
            file.write(np.ascontiguousarray(array).data)
        file.truncate(max(file.tell(), start + offset))


def unpack(path: Path) -> dict[str, np.ndarray]:
    """Give the arrays of a file, memory-mapped and not to be written. ValueError where it is none of ours."""
    with path.open("rb") as file:
        view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if view[: len(MAGIC)] != MAGIC:
        raise ValueError("not a file of arrays")
    length = int.from_bytes(view[len(MAGIC) : len(MAGIC) + 8], "little")
    head = len(MAGIC) + 8
    entries = json.loads(view[head : head + length])
    start = -(-(head + length) // ALIGN) * ALIGN
    return {
        name: np.frombuffer(view, dtype, _size(shape), start + offset).reshape(shape)
        for name, (dtype, shape, offset) in entries.items()
    }


def _size(shape: list[int]) -> int:
    return int(np.prod(shape, dtype=np.int64))
