"""The shapes of a VCT file, kept aside while the file is read: its attributes stand after them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any

import numpy as np

from kangbashi_gis.errors import FileUnreadable
from kangbashi_gis.importing.sources import rings
from kangbashi_gis.importing.sources.dxf_curves import three_points

STRAIGHT, THREE_POINTS = 11, 12  # kinds of a piece of a line or ring; older files write 1
DIRECT, INDIRECT = 1, 100
BY_LINES = 21
POINT_PAIR, POINT_GROUP = 3, 4
MOST_PIECES = 10_000_000
Run = tuple[int, int]  # where points begin in the store, and how many


@dataclass(slots=True)
class Kept:
    """One object: its feature code, and runs of points, or the signed numbers of its lines with 0 between rings."""

    code: str
    section: str
    runs: list[Run] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    text: str = ""


@dataclass
class Store:
    """Objects by their number, their points in a file of our own."""

    file: IO[bytes]
    objects: dict[int, Kept] = field(default_factory=dict)
    points: int = 0
    mapped: Any = None

    def keep(self, points: np.ndarray) -> Run:
        """Put points aside."""
        self.file.write(np.ascontiguousarray(points[:, :2], dtype=float).tobytes())
        self.points += len(points)
        return self.points - len(points), len(points)

    def run(self, run: Run) -> np.ndarray:
        """Give points back, n × 2."""
        if self.mapped is None:
            self.file.flush()
            self.mapped = np.memmap(self.file, dtype=float, mode="r", shape=(self.points, 2))
        return np.array(self.mapped[run[0] : run[0] + run[1]])


class Reader:
    """Reads the objects of a section, line by line."""

    def __init__(self, path: Path, lines: Iterator[str], separator: str) -> None:
        self.path, self.lines, self.separator = path, lines, separator
        self.ahead: list[str] = []

    def line(self) -> str:
        """Give the next line that is not blank; FileUnreadable at the end of the file."""
        if self.ahead:
            return self.ahead.pop()
        for line in self.lines:
            if plain := line.strip():
                return plain
        raise FileUnreadable(path=str(self.path), reason="truncated")

    def whole(self) -> int:
        """Give a line that is a whole number."""
        return int(self.line())

    def points(self, count: int) -> np.ndarray:
        """Give the coordinates of so many lines."""
        if not 0 <= count <= MOST_PIECES:
            raise ValueError(count)
        own, self.ahead = self.ahead[::-1][:count], self.ahead[: max(len(self.ahead) - count, 0)]
        lines = own + list(islice((line for line in self.lines if line.strip()), count - len(own)))
        if len(lines) < count:
            raise FileUnreadable(path=str(self.path), reason="truncated")
        numbers = " ".join(lines).replace(self.separator, " ").split()
        return np.array(numbers, dtype=float).reshape(count, -1) if count else np.empty((0, 2))

    def end(self) -> None:
        """Pass the 0 that ends an object; older files have none."""
        line = self.line()
        if line != "0":
            self.ahead.append(line)


def read_objects(reader: Reader, section: str, store: Store, wanted: Collection[str] | None) -> None:
    """Read the objects of a section to its end. wanted: feature codes to keep beside all lines; None for all."""
    while not (line := reader.line()).lower().endswith("end"):
        number, code = int(line), reader.line()
        reader.line()  # how it is drawn
        kept = _OBJECTS[section](reader, Kept(code, section), store)
        if section != "annotation":
            reader.end()
        if section == "line" or wanted is None or code in wanted:
            store.objects[number] = kept


def shapes(store: Store, numbers: Sequence[int]) -> np.ndarray:
    """Build the shapes of objects; None for those that are not there. Plain areas are built in one go."""
    import shapely

    found = np.full(len(numbers), None, dtype=object)
    plain = []
    for place, number in enumerate(numbers):
        kept = store.objects.get(number)
        if kept is None:
            continue
        if kept.section == "polygon" and len(kept.runs) == 1 and not kept.lines and kept.runs[0][1] >= rings.LEAST:
            plain.append((place, store.run(kept.runs[0])))
        else:
            found[place] = _shape(store, kept)
    if plain:
        owners = np.repeat(np.arange(len(plain)), [len(run) for _, run in plain])
        made = shapely.linearrings(np.concatenate([run for _, run in plain]), indices=owners)
        found[[place for place, _ in plain]] = shapely.polygons(made)
    return found


def _shape(store: Store, kept: Kept) -> Any:
    """Build the shape of an object; None for one without points."""
    import shapely

    runs = [store.run(one) for one in kept.runs]
    if kept.section in ("point", "annotation"):
        points = np.concatenate(runs) if runs else np.empty((0, 2))
        if len(points) < 2:
            return shapely.Point(points[0]) if len(points) else None
        return shapely.MultiPoint(points)
    if kept.section == "line":
        lines = [shapely.LineString(run) for run in runs if len(run) > 1]
        return None if not lines else lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)
    return rings.polygon([*runs, *_chained(store, kept.lines)])


def _chained(store: Store, lines: Iterable[int]) -> Iterator[np.ndarray]:
    """Join lines to rings; a line that only fits the other way round than its sign says is turned."""
    pieces: list[np.ndarray] = []
    points = 0
    for number in [*lines, 0]:
        if not number:
            if pieces:
                yield np.concatenate(pieces)
            pieces = []
            continue
        kept = store.objects.get(abs(number))
        if kept is None or not kept.runs:
            raise LookupError(number)
        points += sum(count for _, count in kept.runs)
        if points > MOST_PIECES:
            raise ValueError(points)  # a small file can name the same long line a million times
        piece = np.concatenate([store.run(run) for run in kept.runs])
        piece = piece if number > 0 else piece[::-1]
        if pieces and (pieces[-1][-1] != piece[0]).any() and (pieces[-1][-1] == piece[-1]).all():
            piece = piece[::-1]
        pieces.append(piece)


def _point(reader: Reader, kept: Kept, store: Store) -> Kept:
    kind = reader.whole()
    count = reader.whole() if kind == POINT_GROUP else 2 if kind == POINT_PAIR else 1
    points = reader.points(count)
    # the second point of a pair only says where the first looks to
    kept.runs.append(store.keep(points[:1] if kind == POINT_PAIR else points))
    return kept


def _line(reader: Reader, kept: Kept, store: Store) -> Kept:
    kind, count = reader.whole(), reader.whole()
    if kind == INDIRECT:
        kept.lines = _numbers(reader, count)
        kept.runs = [run for one in kept.lines if abs(one) in store.objects for run in store.objects[abs(one)].runs]
        return kept
    line = reader.line()
    reader.ahead.append(line)
    if reader.separator in line:
        # older files: the points follow at once
        kept.runs.append(store.keep(reader.points(count)))
        return kept
    pieces = [_piece(reader) for _ in range(count)]
    kept.runs.append(store.keep(np.concatenate(pieces)))
    return kept


def _piece(reader: Reader) -> np.ndarray:
    """Read a piece of a line or a ring: straight, or the arc through three points."""
    kind, count = reader.whole(), reader.whole()
    points = reader.points(count)[:, :2]
    if kind == THREE_POINTS and count == 3:
        return three_points(*points)
    if kind not in (1, STRAIGHT):
        raise FileUnreadable(path=str(reader.path), reason="curve_unknown")
    return points


def _polygon(reader: Reader, kept: Kept, store: Store) -> Kept:
    line = reader.line()
    if reader.separator in line:
        # older files: the label point stands here, then points, or lines where there is a topology
        _old_polygon(reader, kept, store)
        return kept
    kind = int(line)
    reader.line()  # the label point
    if kind == DIRECT:
        for _ in range(reader.whole()):
            kept.runs.append(store.keep(_piece(reader)))
        return kept
    if kind != INDIRECT or reader.whole() != BY_LINES:
        raise FileUnreadable(path=str(reader.path), reason="curve_unknown")
    kept.lines = _numbers(reader, reader.whole())
    return kept


def _old_polygon(reader: Reader, kept: Kept, store: Store) -> None:
    count = reader.whole()
    line = reader.line()
    reader.ahead.append(line)
    if all(cell.strip().lstrip("-").isdigit() for cell in line.split(reader.separator)):
        kept.lines = _numbers(reader, count)
    else:
        kept.runs.append(store.keep(reader.points(count)))


def _numbers(reader: Reader, count: int) -> list[int]:
    """Read so many numbers of lines, several on a line of the file."""
    if not 0 <= count <= MOST_PIECES:
        raise ValueError(count)
    found: list[int] = []
    while len(found) < count:
        found += map(int, filter(None, (cell.strip() for cell in reader.line().split(reader.separator))))
    return found


def _annotation(reader: Reader, kept: Kept, store: Store) -> Kept:
    """Read a text and its place; everything up to the 0 belongs to it."""
    cells = []
    while (line := reader.line()) != "0":
        cells.append(line)
    places = [cell for cell in cells if _is_place(cell, reader.separator)]
    texts = [cell for cell in cells[1:] if cell not in places]
    kept.text = texts[0] if texts else ""
    if places:
        numbers = [float(cell) for cell in places[-1].split(reader.separator)[:2]]
        kept.runs.append(store.keep(np.array([numbers])))
    return kept


def _is_place(cell: str, separator: str) -> bool:
    parts = cell.split(separator)
    try:
        return len(parts) > 1 and all(abs(float(part)) > 1 for part in parts[:2])
    except ValueError:
        return False


_OBJECTS = {"point": _point, "line": _line, "polygon": _polygon, "annotation": _annotation}
