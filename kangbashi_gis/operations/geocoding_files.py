"""A list of addresses in, the same list with places out: CSV or XLSX, streamed, every row accounted for.

All columns go to the user's own file as they are; into the workspace goes only the text of the address and its result.
"""

import csv
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kangbashi_gis.errors import AddressColumnMissing, FileEmpty, OutputUnwritable
from kangbashi_gis.importing.cells import WRITABLE, Cells, Row, filled, open_cells, write_cells
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import distinct
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.spelling import fold
from kangbashi_gis.model.themes.addresses import ADDRESSES
from kangbashi_gis.model.themes.geocoded import GEOCODED
from kangbashi_gis.operations.geocoding import Geocoder, scrubbed
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.operations.publishing import publish, room_beside, writable
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.search.grading import SENTENCES, Grade, Level, Reason

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

COLUMNS = ("匹配级别", "得分", "X", "Y", "经度", "纬度", "匹配地址", "原因")
LAYER_COLUMNS = ("批次", "序号", "原文", "匹配地址", "匹配级别", "得分", "原因", "东坐标", "北坐标")
PIECE = 5_000  # rows graded at once
MOST_DOUBTFUL = 2_000  # texts that are kept for the queue
LAYER_SHARE = 0.4  # of the time, where the result becomes a layer too
PLAIN = ImportOptions()
LIKE_AN_ADDRESS = (
    "地址",
    "详细地址",
    "现住址",
    "住址",
    "居住地址",
    "坐落",
    "住所",
    "经营地址",
    "注册地址",
    "位置",
    "地点",
)
_LIKE = re.compile(r"地址|住址|住所|坐落|居住地|所在地|addr")
_NUMBERED = re.compile(r"(.+)[:：]([1-9]\d?)")


@dataclass(frozen=True)
class GeocodeTask:
    """A list, its column of addresses ("" takes the one that looks like it), and the file for the result.

    layer: also put the result into the theme `geocoded`.
    """

    path: Path
    column: str
    out: Path
    options: ImportOptions = PLAIN
    layer: bool = False


@dataclass(frozen=True)
class GeocodeReport:
    """What became of a list. rows = matched + doubtful + unmatched + empty: every row is in the file.

    levels: level to number of rows. texts: different texts. queue: doubtful and unmatched texts with how often
    each stands in the list, in its order. namesakes: columns of that name, of which the first was taken.
    placed: rows that went into the layer with a place; operation: its number. elapsed_s: from start to end.
    """

    file: str
    out: str
    column: str
    rows: int
    matched: int
    doubtful: int
    unmatched: int
    empty: int
    texts: int
    levels: Mapping[str, int] = field(default_factory=dict)
    queue: Sequence[tuple[str, int]] = ()
    placed: int = 0
    operation: int = 0
    encoding: str = ""
    namesakes: int = 1
    elapsed_s: float = 0.0


def columns_of(path: Path, options: ImportOptions = PLAIN) -> tuple[tuple[str, ...], str]:
    """Give the headings of a list, and which of them looks like the address ("" for none)."""
    with open_cells(path, options) as cells:
        return cells.headings, _likely(cells.headings)


def geocode_file(space: "Workspace", task: GeocodeTask, progress: Progress) -> GeocodeReport:
    """Find the addresses in a column of a list and write all rows with the result to a file that is not there yet.

    Raises AddressColumnMissing, FileEmpty, FileUnreadable, RowsInvalid, OutputExists, OutputUnwritable, Cancelled.
    """
    space.require(Permission.EDIT if task.layer else Permission.VIEW)
    started, out = time.perf_counter(), task.out
    if out.suffix.lower() not in WRITABLE:
        raise OutputUnwritable(path=str(out), reason="unknown_format")
    share = 1 - LAYER_SHARE if task.layer else 1.0
    with ExitStack() as stack:
        stack.enter_context(writable(out))
        cells = stack.enter_context(open_cells(task.path, task.options, _name_of(task.column)))
        position = _position(cells, task.column)
        copy = stack.enter_context(_LayerCopy(space)) if task.layer else None
        run = _Run(cells, position, stack.enter_context(Geocoder(space)), copy)
        aside = stack.enter_context(room_beside(out))
        write_cells(aside / out.name, run.headings, run.rows(part(progress, 0.0, share)))
        if not run.count:
            raise FileEmpty(path=str(task.path))
        report = run.report(out)
        if copy is not None and copy.placed:
            operation = _into_layer(space, copy, part(progress, share, 1.0))
            report = replace(report, placed=copy.placed, operation=operation)
        progress(1.0, "write")
        publish(aside, out)
    return replace(report, elapsed_s=time.perf_counter() - started)


def _into_layer(space: "Workspace", copy: "_LayerCopy", progress: Progress) -> int:
    """Bring the result in through the door of all data; gives the number of the operation."""
    return import_file(space, copy.finished(), GEOCODED, ImportOptions(crs=space.store.crs), progress).operation


class _Run:
    """One pass through a list: rows in, rows with their results out, and the tally."""

    def __init__(self, cells: Cells, column: int, geocoder: Geocoder, copy: "_LayerCopy | None") -> None:
        self._cells, self._column, self._geocoder, self._copy = cells, column, geocoder, copy
        self._levels: Counter[str] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._queue: dict[str, int] = {}
        self._texts: set[int] = set()
        self.count = 0

    @property
    def headings(self) -> list[str]:
        """Give the columns of the file with those of the result, which give way where names meet."""
        mine = distinct([*self._cells.headings, *COLUMNS])[len(self._cells.headings) :]
        return [*self._cells.headings, *mine]

    def rows(self, progress: Progress) -> Iterator[Row]:
        """Grade the rows in pieces, so that memory is bounded."""
        self._geocoder.prepare(self._cells.count)
        read = self._cells.rows()
        while piece := list(islice(read, PIECE)):
            progress(min(self.count / max(self._cells.count, self.count, 1), 0.99), "geocode")
            texts = [_text(row[self._column]) for row in piece]
            for row, text, grade in zip(piece, texts, self._geocoder.grades(texts), strict=True):
                self.count += 1
                result = _result(grade)
                self._tally(text, grade)
                if self._copy is not None and text:
                    self._copy.add(self._cells.path.name, self.count, text, result)
                yield [*row, *result]

    def report(self, out: Path) -> GeocodeReport:
        """Sum up."""
        alike = _called(self._cells.headings, self._cells.headings[self._column])
        outcomes = {name: self._outcomes[name] for name in ("matched", "doubtful", "unmatched", "empty")}
        return GeocodeReport(
            file=self._cells.path.name,
            out=str(out),
            column=self._cells.headings[self._column],
            namesakes=len(alike) if alike[0] == self._column else 1,
            rows=self.count,
            texts=len(self._texts),
            levels={level.value: self._levels[level.value] for level in Level},
            queue=tuple(self._queue.items()),
            encoding=self._cells.encoding,
            **outcomes,
        )

    def _tally(self, text: str, grade: Grade) -> None:
        self._levels[grade.level.value] += 1
        self._outcomes[_outcome(grade)] += 1
        if text:
            self._texts.add(hash(text))
        if grade.doubtful and (text in self._queue or len(self._queue) < MOST_DOUBTFUL):
            self._queue[text] = self._queue.get(text, 0) + 1


class _LayerCopy:
    """The result as a file for the import: the address and what was found, and no other column of the list."""

    def __init__(self, space: "Workspace") -> None:
        self._folder = tempfile.TemporaryDirectory(dir=space.staging)
        self._path = Path(self._folder.name) / f"{GEOCODED.title}.csv"
        self._file = self._path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(LAYER_COLUMNS)
        self.placed = 0

    def add(self, batch: str, row: int, text: str, result: Row) -> None:
        """Add one row."""
        level, score, x, y, _lon, _lat, matched, reason = result
        kept = scrubbed(text, "*")  # an ID or phone number in the text stays out of the layer
        self._writer.writerow((batch, row, kept, matched, level, score, reason, x, y))
        self.placed += x is not None

    def finished(self) -> Path:
        """Give the file, written to its end."""
        self._file.close()
        return self._path

    def __enter__(self) -> "_LayerCopy":
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._file.close()
        self._folder.cleanup()


def _result(grade: Grade) -> Row:
    """Give the cells of `COLUMNS`; a place only where the text was matched to a level."""
    hit, reason = grade.hit, SENTENCES[grade.reason]
    if hit is None or grade.level is Level.NONE:
        return [Level.NONE.value, None, None, None, None, None, None, reason]
    place = [round(value, digits) if value is not None else None
             for value, digits in ((hit.x, 3), (hit.y, 3), (hit.lon, 8), (hit.lat, 8))]  # fmt: skip
    recorded = grade.reason not in (Reason.ESTIMATED, Reason.MOVED)
    title = hit.detail if hit.kind == ADDRESSES.name and recorded else hit.title
    return [grade.level.value, round(hit.score, 3), *place, title, reason]


def _outcome(grade: Grade) -> str:
    if grade.reason is Reason.EMPTY:
        return "empty"
    if grade.level is Level.NONE:
        return "unmatched"
    return "doubtful" if grade.doubtful or grade.reason is Reason.PLACELESS else "matched"


def _text(cell: Any) -> str:
    return " ".join(str(cell).split()) if filled(cell) else ""


def _position(cells: Cells, column: str) -> int:
    """Find the column by its name; 地址:2 is the second of that name. Raises AddressColumnMissing."""
    wanted = column.strip() or _likely(cells.headings)
    places = _called(cells.headings, wanted)
    if not places and (numbered := _NUMBERED.fullmatch(wanted)):
        places = _called(cells.headings, numbered[1])[int(numbered[2]) - 1 :]
    if not places:
        known = "、".join(one for one in cells.headings if one)
        raise AddressColumnMissing(path=str(cells.path), column=column or "地址", columns=known)
    return places[0]


def _name_of(column: str) -> str:
    numbered = _NUMBERED.fullmatch(column.strip())
    return numbered[1] if numbered else column


def _called(headings: Sequence[str], name: str) -> list[int]:
    return [at for at, one in enumerate(headings) if one and fold(one) == fold(name)]


def _likely(headings: Sequence[str]) -> str:
    """Give the heading that looks most like the address."""
    known = (*ADDRESSES.field("full").aliases, ADDRESSES.field("full").title, *LIKE_AN_ADDRESS)
    exact = [one for one in headings if one.lower() in known]
    return next(iter((*exact, *(one for one in headings if _LIKE.search(one.lower())))), "")
