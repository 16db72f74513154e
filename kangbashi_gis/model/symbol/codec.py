"""A style as JSON text and back: how it is kept, in a project or beside a layer."""

import json
import math
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from kangbashi_gis.errors import StyleInvalid
from kangbashi_gis.model.symbol.classed import Categorised, Graduated, Proportional, Rule, Ruled
from kangbashi_gis.model.symbol.label import Label
from kangbashi_gis.model.symbol.simple import Fill, Hatch, Line, Marker
from kangbashi_gis.model.symbol.spread import Clustered, Heat
from kangbashi_gis.model.symbol.state import Style

VERSION = 1
KIND = "kind"
PARTS: dict[str, type] = {
    "fill": Fill, "line": Line, "marker": Marker, "hatch": Hatch, "label": Label, "rule": Rule, "style": Style,
    "categorised": Categorised, "graduated": Graduated, "ruled": Ruled, "proportional": Proportional,
    "heat": Heat, "clustered": Clustered,
}  # fmt: skip
KINDS = {part: kind for kind, part in PARTS.items()}


def written(style: Style) -> str:
    """Give a style as JSON text, in which everything that has its usual value is left out."""
    return json.dumps({"version": VERSION, **_out(style)}, ensure_ascii=False, allow_nan=False)


def read(text: str) -> Style:
    """Read what `written` gives. Raises StyleInvalid where the text is not a style, or one of a newer program."""
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.pop("version", None) != VERSION:
            raise StyleInvalid(reason="style_version")
        return _part(Style, data, "style")
    except (ValueError, RecursionError) as problem:
        raise StyleInvalid(reason="style_text") from problem


def _out(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        said = {one.name: getattr(value, one.name) for one in fields(value)}
        usual = {one.name: one.default for one in fields(value)}
        return {KIND: KINDS[type(value)]} | {
            name: _out(part) for name, part in said.items() if usual[name] is MISSING or part != usual[name]
        }
    if isinstance(value, tuple):
        return [_out(one) for one in value]
    if isinstance(value, dict):
        return {name: _out(one) for name, one in value.items()}
    if isinstance(value, float) and math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def _part(kind: type, data: Any, where: str) -> Any:
    """Make a part of a style from its JSON, with all values of the kinds its fields have."""
    if not isinstance(data, dict) or PARTS.get(data.get(KIND, "")) is not kind:
        raise StyleInvalid(reason="style_part", where=where)
    hints = get_type_hints(kind)
    given = {name: value for name, value in data.items() if name != KIND}
    needed = {one.name for one in fields(kind) if one.default is MISSING}
    if not needed <= given.keys() <= hints.keys():
        raise StyleInvalid(reason="style_part", where=where)
    return kind(**{name: _value(hints[name], value, f"{where}.{name}") for name, value in given.items()})


def _value(hint: Any, value: Any, where: str) -> Any:
    origin, among = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _chosen(among, value, where)
    if origin is Literal and value in among:
        return value
    if origin is tuple and isinstance(value, list):
        return tuple(_value(among[0], one, where) for one in value)
    if origin is Mapping and isinstance(value, dict):
        return {str(name): _value(among[1], one, f"{where}.{name}") for name, one in value.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return _part(hint, value, where)
    return _plain(hint, value, where)


def _chosen(among: tuple[Any, ...], value: Any, where: str) -> Any:
    """Take the one of several kinds that a value names."""
    if value is None and NoneType in among:
        return None
    named = PARTS.get(value.get(KIND, "")) if isinstance(value, dict) else None
    if named in among:
        return _part(named, value, where)  # type: ignore[arg-type]  # it is one of those kinds, so not None
    rest = [one for one in among if one is not NoneType and not is_dataclass(one)]
    if len(rest) != 1:
        raise StyleInvalid(reason="style_part", where=where)
    return _value(rest[0], value, where)


def _plain(hint: Any, value: Any, where: str) -> Any:
    if hint is float and value in ("inf", "-inf"):
        return float(value)
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if hint in (str, int) and type(value) is hint:
        return value
    raise StyleInvalid(reason="style_value", where=where)
