"""Reports as plain data and back: how they cross to another process, into JSON and into a recipe."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """Turn dataclasses into dicts, tuples into lists and enums into their text, all the way down."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: to_plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): to_plain(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_plain(one) for one in value]
    return value.item() if hasattr(value, "item") else value


def from_plain(kind: Any, value: Any) -> Any:
    """Put a value of a kind (a dataclass, an enum, a tuple of them …) together again."""
    if value is None:
        return None
    if get_origin(kind) in (Union, UnionType):
        return from_plain(next(one for one in get_args(kind) if one is not type(None)), value)
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        kinds = [inner[0]] * len(value) if len(inner) == 2 and inner[1] is Ellipsis else inner
        return tuple(from_plain(one, piece) for one, piece in zip(kinds, value, strict=True))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: from_plain(hints[name], piece) for name, piece in value.items()})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return value
