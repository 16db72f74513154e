"""The process that reads files for `apart`: opens what it is told to, and hands over one table after the other."""

import json
from collections.abc import Iterator
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import FileUnreadable, GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.store.limits import limit_memory

MEMORY = 6 << 30  # of addresses, most of which libraries reserve and never touch
ABOUT = ("layer", "columns", "count", "crs", "assumed", "guessed", "place", "encoding", "notes")
ANY = Theme(name="", title="", title_en="", shape=Shape.POINT, fields=())


class Served:
    """The file that is open over there."""

    def __init__(self) -> None:
        self._source: Source | None = None
        self._tables: Iterator[Table] = iter(())

    def answer(self, message: dict[str, Any], pipe: Connection) -> None:
        """Do what a message says."""
        verb = message["verb"]
        if verb == "next":
            _send_table(pipe, next(self._tables, None))
        elif verb == "read" and self._source is not None:
            self._tables = self._source.batches(message["size"])
            _send(pipe, {})
        else:
            self.close()
            if verb == "open":
                self._source = _open(message)
                _send(pipe, {name: getattr(self._source, name) for name in ABOUT})

    def close(self) -> None:
        """Close the file."""
        if self._source is not None:
            self._tables = iter(())
            self._source.close()
            self._source = None


def serve(pipe: Connection) -> None:
    """Answer until the other side closes the pipe."""
    limit_memory(MEMORY)
    served = Served()
    try:
        while True:
            message = json.loads(pipe.recv_bytes())
            try:
                served.answer(message, pipe)
            except GisError as problem:
                _send(pipe, {"error": problem.code, "values": problem.values})
            except (EOFError, OSError):
                raise
            except MemoryError:
                _send(pipe, {"error": FileUnreadable.code, "values": {"path": message["path"], "reason": "too_large"}})
            except Exception:  # a mistake of ours; its text may quote what is personal, so it goes no further
                _send(pipe, {"error": FileUnreadable.code, "values": {"path": message["path"], "reason": "crash"}})
    except (EOFError, OSError):
        pass  # the other side is done, or gone
    finally:
        served.close()


def _open(message: dict[str, Any]) -> Source:
    module, _, name = message["reader"].partition(":")
    options = message["options"]
    options["repairs"] = tuple(options["repairs"])
    theme = next((one for one in THEMES if one.name == message["theme"]), ANY)
    source: Source = getattr(import_module(module), name)(Path(message["path"]), theme, ImportOptions(**options))
    return source


def _send(pipe: Connection, message: dict[str, Any]) -> None:
    pipe.send_bytes(json.dumps(message, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass"))


def _send_table(pipe: Connection, table: Table | None) -> None:
    import shapely

    if table is None:
        _send(pipe, {})
        return
    columns = {name: _plain(values) for name, values in table.columns.items()}
    _send(pipe, {"columns": columns, "shapes": table.geometry is not None})
    if table.geometry is not None:
        wkb = [one or b"" for one in shapely.to_wkb(table.geometry)]
        pipe.send_bytes(np.cumsum([len(one) for one in wkb], dtype=np.int64).tobytes())
        pipe.send_bytes(b"".join(wkb))


def _plain(values: Any) -> list[Any]:
    found = values.tolist() if isinstance(values, np.ndarray) else list(values)
    return [one.hex() if isinstance(one, bytes) else one for one in found]
