"""An opened file: what it holds, and its rows in batches, as the file has them."""

import csv
import traceback
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from kangbashi_gis.errors import DiskFull, FileUnreadable, GisError
from kangbashi_gis.model.table import Table

BATCH = 20_000
PACKAGE = Path(__file__).parents[1]
# raised by C code, so that the last line in Python is one of ours
OF_LIBRARIES = (zipfile.BadZipFile, csv.Error)
NO_SPACE = 28  # errno.ENOSPC, the same number on every system we run on


@dataclass(frozen=True)
class Source:
    """One layer of one file.

    columns: names as the file has them, made distinct.
    count: number of rows, or an estimate for progress where only reading it all would tell.
    crs: what the file says, or None. assumed: the format prescribes it, the file itself is silent.
    guessed: not even the format says so; there are columns of degrees.
    place: the headings of the columns that say where a row is, where these are no shapes: 北坐标X, bd09_lng.
    read: yields tables of at most so many rows; geometry is in `crs`, or None for a file without any.
    hidden: closes what was opened or copied for reading.
    """

    path: Path
    layer: str
    columns: tuple[str, ...]
    count: int
    crs: str | None
    read: Callable[[int], Iterator[Table]]
    assumed: bool = False
    guessed: bool = False
    place: tuple[str, ...] = ()
    encoding: str = ""
    notes: tuple[str, ...] = ()
    hidden: ExitStack = field(default_factory=ExitStack, repr=False)

    def batches(self, size: int = BATCH) -> Iterator[Table]:
        """Yield the rows in order; whatever a foreign library throws becomes FileUnreadable."""
        with readable(self.path):
            yield from self.read(size)

    def close(self) -> None:
        """Close the file and throw working copies away."""
        self.hidden.close()

    def __enter__(self) -> "Source":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn the many exceptions of reading libraries into one of ours; their text may quote rows, so it is not kept."""
    try:
        yield
    except GisError:
        raise
    except OSError as problem:
        if problem.errno == NO_SPACE:
            raise DiskFull(path=str(path)) from problem
        raise FileUnreadable(path=str(path), reason=problem.strerror or "damaged") from problem
    except (ValueError, RuntimeError, LookupError, TypeError, EOFError, SyntaxError, *OF_LIBRARIES) as problem:
        raise FileUnreadable(path=str(path), reason="damaged") from problem
    except MemoryError as problem:
        raise FileUnreadable(path=str(path), reason="too_large") from problem
    except Exception as problem:
        if _ours(problem):
            raise
        raise FileUnreadable(path=str(path), reason="damaged") from problem


def _ours(problem: Exception) -> bool:
    """Tell whether an exception was raised by a line of ours: that is a mistake of the program, not of the file."""
    frames = traceback.extract_tb(problem.__traceback__)
    return Path(frames[-1].filename).is_relative_to(PACKAGE)


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Make column names differ, as `名称`, `名称_2`; an empty one is called after its place, `column_3`."""
    taken: set[str] = set()
    result = []
    for place, name in enumerate(names, start=1):
        plain = name.strip() or f"column_{place}"
        unique, turn = plain, 1
        while unique in taken:
            turn += 1
            unique = f"{plain}_{turn}"
        taken.add(unique)
        result.append(unique)
    return tuple(result)
