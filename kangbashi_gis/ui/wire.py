"""What the window and its worker process say to each other: JSON, with errors as class name and plain values.

Never pickle: an answer of the worker may hold text that came out of a file.
"""

import dataclasses
import errno
import json
from pathlib import Path
from typing import Any

from kangbashi_gis import errors
from kangbashi_gis.errors import DiskFull, GisError, OutputUnwritable


def pack(message: dict[str, Any]) -> bytes:
    """Turn a message into bytes; paths become text, dataclasses and sets become plain."""
    return json.dumps(message, ensure_ascii=False, default=_plain).encode()


def unpack(raw: bytes) -> dict[str, Any]:
    """Turn bytes back into a message."""
    message: dict[str, Any] = json.loads(raw)
    return message


def describe(error: GisError) -> dict[str, Any]:
    """Give an error as plain data; candidates of an address stay behind, no job has use for them."""
    values = {name: value for name, value in error.values.items() if name != "candidates"}
    return {"kind": type(error).__name__, "values": values}


def revive(described: dict[str, Any]) -> GisError:
    """Make the error again that `describe` described."""
    kind = getattr(errors, str(described["kind"]), GisError)
    return kind(**described["values"]) if issubclass(kind, GisError) else GisError(reason=described["kind"])


def understood(problem: BaseException) -> GisError:
    """Turn whatever went wrong into an error of ours; what nobody foresaw becomes the root with its reason."""
    if isinstance(problem, GisError):
        return problem
    if isinstance(problem, OSError) and problem.errno == errno.ENOSPC:
        return DiskFull(path=problem.filename or "")
    if isinstance(problem, OSError) and problem.filename:
        return OutputUnwritable(path=problem.filename, reason=problem.strerror or type(problem).__name__)
    return GisError(reason=type(problem).__name__)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    if isinstance(value, Path):
        return str(value)
    if hasattr(value, "item"):  # a number of numpy
        return value.item()
    return str(value)
