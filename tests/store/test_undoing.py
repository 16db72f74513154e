"""Whatever is done, undone and redone in whatever order, each step back gives exactly what was there before."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from kangbashi_gis.model.crs import DEFAULT
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import COMPOUNDS
from kangbashi_gis.store.geopackage import GeoPackageStore, GeoPackageWriter

State = list[tuple[object, ...]]
ADD, CHANGE, MOVE, DELETE, UNDO, REDO = "add", "change", "move", "delete", "undo", "redo"
EDITS = st.lists(
    st.tuples(st.sampled_from([ADD, CHANGE, MOVE, DELETE]), st.integers(0, 5), st.integers(1, 3)),
    min_size=1,
    max_size=4,
)
STEPS = st.lists(st.one_of(EDITS, st.sampled_from([UNDO, UNDO, REDO])), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("空白") / "城市.gpkg"
    GeoPackageStore.create(path, DEFAULT).close()
    return path


class Bench:
    """A store beside plain Python lists of what was done and what was there before."""

    def __init__(self, path: Path) -> None:
        self.store = GeoPackageStore(path)
        self.number = 0
        self.before: list[tuple[int, State]] = []
        self.undone: list[tuple[int, State]] = []

    def state(self) -> State:
        """Give all rows with their shapes, but without versions, which only go up."""
        table = self.store.read(COMPOUNDS)
        shapes = [shape and shape.wkt for shape in table.geometry]
        columns = [table.columns[name] for name in ("id", "name", "valid_from", "valid_to")]
        return list(zip(table.fid.tolist(), shapes, *columns, strict=True))

    def take(self, step: str | list[tuple[str, int, int]]) -> None:
        if step == UNDO:
            self.undo()
        elif step == REDO:
            self.redo()
        else:
            self.do(step)

    def do(self, edits: list[tuple[str, int, int]]) -> None:
        self.number += 1
        self.before.append((self.number, self.state()))
        self.undone.clear()
        with self.store.write(self.number) as writer:
            for kind, at, count in edits:
                standing = [row[0] for row in writer.connection.execute("SELECT fid FROM compounds").fetchall()]
                EDIT[kind](writer, np.array(standing[at : at + count], dtype=np.int64), self.number * 100 + at)

    def undo(self) -> None:
        if self.before:
            target, expected = self.before.pop()
            now = self.state()
            self.take_back(target)
            assert self.state() == expected
            self.undone.append((self.number, now))

    def redo(self) -> None:
        if self.undone:
            target, expected = self.undone.pop()
            now = self.state()
            self.take_back(target)
            assert self.state() == expected
            self.before.append((self.number, now))

    def take_back(self, target: int) -> None:
        self.number += 1
        with self.store.write(self.number, undoes=target) as writer:
            writer.undo(target)


def add(writer: GeoPackageWriter, fids: np.ndarray, mark: int) -> None:
    writer.append(COMPOUNDS, Table({"name": [f"小区{mark}"] * 2}, np.array([box(mark), None])))


def change(writer: GeoPackageWriter, fids: np.ndarray, mark: int) -> None:
    writer.update(COMPOUNDS, fids, Table({"name": [f"改{mark}"] * len(fids)}))


def move(writer: GeoPackageWriter, fids: np.ndarray, mark: int) -> None:
    writer.update(COMPOUNDS, fids, Table({}, np.array([box(mark)] * len(fids), dtype=object)))


def delete(writer: GeoPackageWriter, fids: np.ndarray, mark: int) -> None:
    writer.delete(COMPOUNDS, fids)


EDIT: dict[str, Callable[[GeoPackageWriter, np.ndarray, int], None]] = {
    ADD: add, CHANGE: change, MOVE: move, DELETE: delete,
}  # fmt: skip


def box(mark: int) -> shapely.Polygon:
    return shapely.box(384_000 + mark, 4_383_000, 384_010 + mark, 4_383_010)


@given(STEPS)
@settings(max_examples=25, deadline=None)
def test_every_step_back_and_forth_is_exact(blank: Path, steps: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(shutil.copy(blank, folder)))
        try:
            for step in steps:
                bench.take(step)
            assert bench.store.check() == []
        finally:
            bench.store.close()
