"""What stands within blocks: where a block is larger than a symbol its content is read, placed as each insert says."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kangbashi_gis.errors import FileUnreadable
from kangbashi_gis.importing.sources.dxf_shapes import AREAS, LINES, Placed, Thing, draw, kinds
from kangbashi_gis.importing.sources.dxf_tags import Codes, Values

# A tree or a well of a survey at 1:500 is a few metres large on the ground; a house or a boundary is larger.
LARGEST_SYMBOL_M = 10.0
MOST_KEPT, MOST_PLACED, MOST_TIMES, DEEPEST = 200_000, 300_000, 10_000, 8
INSERT, LAYER, NAME, EVERY_LAYER = b"INSERT", 8, 2, b"0"


@dataclass
class Block:
    """One block: its base point, and what is drawn in it."""

    base: tuple[float, float]
    things: list[Thing] = field(default_factory=list)
    size: float | None = None


@dataclass
class Blocks:
    """The blocks of a drawing. too_many: not all that is drawn in them was kept; placed: how much was read."""

    by_name: dict[bytes, Block] = field(default_factory=dict)
    kept: int = 0
    too_many: bool = False
    placed: int = 0

    def begin(self, codes: Codes, values: Values) -> bytes:
        """Begin a block; gives its name."""
        tags = dict(zip(codes, values, strict=True))
        name: bytes = tags.get(NAME, b"")
        self.by_name[name] = Block((float(tags.get(10, 0.0)), float(tags.get(20, 0.0))))
        return name

    def add(self, name: bytes, thing: Thing) -> None:
        """Keep a thing of a block, up to a bound: a hostile file must not fill the memory."""
        if self.kept >= MOST_KEPT:
            self.too_many = True
        elif name in self.by_name and (thing.kind == INSERT or kinds(thing)):
            self.kept += 1
            self.by_name[name].things.append(thing)

    def opened(self, insert: Thing, path: Path, depth: int = 0) -> Iterator[Placed]:
        """Yield the content of the block that an insert shows, as it lies in the drawing; nothing for a symbol.

        Raises FileUnreadable where blocks within blocks grow beyond measure.
        """
        block = self.by_name.get(insert.first(NAME, b""))
        if block is None or depth > DEEPEST or not self._is_content(block, insert):
            return
        for turn, shift in _placings(insert, block.base):
            for thing in block.things:
                self.placed += 1
                if self.placed > MOST_PLACED:
                    raise FileUnreadable(path=str(path), reason="too_large")
                inner = _placed(thing, insert, turn, shift)
                yield inner
                if thing.kind == INSERT:
                    for one in self.opened(thing, path, depth + 1):
                        host = one.host if one.host.parts else insert
                        yield _placed(one, host, turn @ one.turn, turn @ one.shift + shift)

    def _is_content(self, block: Block, insert: Thing) -> bool:
        scale = max(abs(insert.real(41, 1.0)), abs(insert.real(42, 1.0)))
        return self._size(block) * scale > LARGEST_SYMBOL_M

    def _size(self, block: Block, depth: int = 0) -> float:
        """Give how large a block is drawn; one within it counts as large as it is there."""
        if block.size is None:
            block.size = 0.0  # one that contains itself ends here
            runs = [run for one in block.things for run in _runs(one)]
            if runs:
                points = np.vstack([run[:, :2] for run in runs])
                block.size = float(np.nanmax(np.ptp(points, axis=0), initial=0.0))
            for one in block.things:
                inner = self.by_name.get(one.first(NAME, b"")) if one.kind == INSERT else None
                if inner is not None and depth < DEEPEST:
                    scale = max(abs(one.real(41, 1.0)), abs(one.real(42, 1.0)))
                    block.size = max(block.size, self._size(inner, depth + 1) * scale)
        return block.size


def _runs(thing: Thing) -> list[np.ndarray]:
    if not {LINES, AREAS} & set(kinds(thing)):
        return []
    return [run for run in draw(thing).runs if len(run)]


def _placings(insert: Thing, base: tuple[float, float]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Give turn and shift of each time an insert shows its block: once, or in rows and columns."""
    angle = math.radians(insert.real(50))
    turned = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    turn = turned @ np.diag((insert.real(41, 1.0), insert.real(42, 1.0)))
    if (normal := insert.normal) is not None and normal[2] < 0:
        turn = np.diag((-1.0, 1.0)) @ turn
    (start,) = draw(insert).runs
    columns, rows = max(insert.whole(70), 1), max(insert.whole(71), 1)
    for place in range(min(columns * rows, MOST_TIMES)):
        step = np.array((place % columns * insert.real(44), place // columns * insert.real(45)))
        yield turn, start[0, :2] + turned @ step - turn @ np.array(base)


def _placed(thing: Thing, host: Thing, turn: np.ndarray, shift: np.ndarray) -> Placed:
    """Place a thing; what a block draws on layer 0 is drawn on the layer of the insert."""
    values = list(thing.values)
    if LAYER in thing.codes and values[at := thing.codes.index(LAYER)] == EVERY_LAYER:
        values[at] = host.first(LAYER, EVERY_LAYER)
    return Placed(thing.kind, thing.codes, values, thing.parts, turn=turn, shift=shift, host=host)
