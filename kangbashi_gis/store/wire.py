"""How the window's process and the vault's process talk: JSON and raw arrays over a pipe, nothing pickled.

An error crosses as its code and its values, and becomes an error of ours again on the other side.
"""

import json
import logging
import traceback
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis import errors
from kangbashi_gis.errors import GisError, VaultUnavailable
from kangbashi_gis.model.table import Table
from kangbashi_gis.store.values import plain

logger = logging.getLogger(__name__)

Message = dict[str, Any]


def send(pipe: Connection, message: Message, arrays: Sequence[np.ndarray] = ()) -> None:
    """Send a message and the arrays that belong to it."""
    kinds = [np.asarray(array).dtype.str for array in arrays]
    pipe.send_bytes(json.dumps({**message, "arrays": kinds}, ensure_ascii=False).encode())
    for array in arrays:
        pipe.send_bytes(np.ascontiguousarray(array).tobytes())


def receive(pipe: Connection) -> tuple[Message, list[np.ndarray]]:
    """Receive a message and its arrays; EOFError when the other side is gone."""
    message: Message = json.loads(pipe.recv_bytes())
    arrays = [np.frombuffer(pipe.recv_bytes(), dtype=kind) for kind in message.pop("arrays")]
    return message, arrays


def from_table(table: Table) -> Message:
    """Write a table without shapes as part of a message."""
    return {"columns": {name: plain(values) for name, values in table.columns.items()}}


def to_table(message: Message) -> Table:
    """Read a table from a message."""
    return Table(message["columns"])


def from_error(problem: GisError) -> Message:
    """Write an error of ours as a message."""
    return {"error": problem.code, "values": {name: _sayable(value) for name, value in problem.values.items()}}


def mistake(problem: Exception) -> Message:
    """Write what nobody foresaw as a message: its kind and place, not its text, which may quote what is personal."""
    places = traceback.extract_tb(problem.__traceback__)
    trail = " > ".join(f"{Path(place.filename).name}:{place.lineno}" for place in places)
    return {**from_error(GisError(reason=type(problem).__name__)), "place": trail}


def raise_error(message: Message) -> None:
    """Raise the error that a message holds, if it holds one; what nobody foresaw is logged, as the process cannot."""
    code = message.get("error")
    if code is None:
        return
    if "place" in message:
        logger.error("the vault's process failed: %s at %s", message["values"]["reason"], message["place"])
        raise GisError(**message["values"])
    kind = next((one for one in _all_errors(GisError) if one.code == code), VaultUnavailable)
    raise kind(**message["values"])


def _all_errors(root: type[GisError]) -> list[type[GisError]]:
    return [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, root) and one is not root]


def _sayable(value: object) -> object:
    return value if isinstance(value, int | float | str | None) else str(value)
