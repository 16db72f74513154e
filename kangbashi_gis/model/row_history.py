"""One row of a theme and what became of it: who changed what, when, out of which file."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a change did to a row. RESTORED: it was deleted and came back."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    RESTORED = "restored"


KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.ADDED: ("新增", "added"),
    Kind.CHANGED: ("修改", "changed"),
    Kind.DELETED: ("删除", "deleted"),
    Kind.RESTORED: ("恢复", "put back"),
}


@dataclass(frozen=True)
class Row:
    """A row as it is now, with its open fields only. source: the file it came from, "" where nobody knows.

    bounds: of its shape, None where it has none.
    """

    theme: str
    fid: int
    id: str
    version: int
    values: Mapping[str, Any]
    source: str
    valid_from: str
    valid_to: str
    bounds: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Difference:
    """What a field held before a change and after it; both as they are kept."""

    field: str
    title: str
    before: Any
    after: Any


@dataclass(frozen=True)
class RowChange:
    """One change of a row; number counts from 1, the oldest.

    operation: its number in the log, None where another program wrote. name: of the operation, such as `data.import`.
    user: who did it, "" where nobody knows. source: the file the row came from, where the change says so.
    differences: of the open fields. moved: whether its shape is another one.
    """

    number: int
    kind: Kind
    at: str
    operation: int | None
    name: str
    user: str
    source: str
    differences: tuple[Difference, ...]
    moved: bool
