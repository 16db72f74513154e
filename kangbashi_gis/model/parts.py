"""Frozen data as JSON and back: what has its usual value is left out; what is read has just the kinds its fields say.

What is read may be anybody's text, so nothing is taken as it comes: every part names its kind, every value is of the
kind its field has, numbers are finite unless they may be endless, and whatever is not as it should be is told with its
place.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

KIND = "kind"


@dataclass(frozen=True)
class Parts:
    """The kinds of one sort of data, by the names they have in JSON, and what is raised for what is wrong.

    wrong: gives the error for a reason ("part" or "value") and a place such as "style.symbol".
    """

    kinds: Mapping[str, type]
    wrong: Callable[[str, str], Exception]

    def out(self, value: Any) -> Any:
        """Give plain data that JSON can say."""
        if is_dataclass(value) and not isinstance(value, type):
            name = next(name for name, kind in self.kinds.items() if kind is type(value))
            return {KIND: name} | {part: self.out(one) for part, one in _said(value)}
        if isinstance(value, tuple):
            return [self.out(one) for one in value]
        if isinstance(value, Mapping):
            return {name: self.out(one) for name, one in value.items()}
        if isinstance(value, float) and math.isinf(value):
            return "inf" if value > 0 else "-inf"
        return value

    def part(self, kind: type, data: Any, where: str) -> Any:
        """Make a part from its JSON, with all values of the kinds its fields have."""
        if not isinstance(data, dict) or self._named(data) is not kind:
            raise self.wrong("part", where)
        hints = get_type_hints(kind)
        given = {name: value for name, value in data.items() if name != KIND}
        needed = {one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING}
        if not needed <= given.keys() <= hints.keys():
            raise self.wrong("part", where)
        return kind(**{name: self._value(hints[name], value, f"{where}.{name}") for name, value in given.items()})

    def _named(self, data: Mapping[str, Any]) -> type | None:
        name = data.get(KIND)
        return self.kinds.get(name) if isinstance(name, str) else None

    def _value(self, hint: Any, value: Any, where: str) -> Any:
        origin, among = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            return self._chosen(among, value, where)
        if origin is Literal and isinstance(value, str) and value in among:
            return value
        if origin is tuple and isinstance(value, list):
            return tuple(self._value(one, part, where) for one, part in self._paired(among, value, where))
        if origin is Mapping and isinstance(value, dict):
            return {str(name): self._value(among[1], one, f"{where}.{name}") for name, one in value.items()}
        if isinstance(hint, type) and is_dataclass(hint):
            return self.part(hint, value, where)
        return self._plain(hint, value, where)

    def _paired(self, among: tuple[Any, ...], value: list[Any], where: str) -> list[tuple[Any, Any]]:
        """Say of what kind each of several values is: all of one, or each of its own."""
        if among[-1] is Ellipsis:
            return [(among[0], one) for one in value]
        if len(among) != len(value):
            raise self.wrong("value", where)
        return list(zip(among, value, strict=True))

    def _chosen(self, among: tuple[Any, ...], value: Any, where: str) -> Any:
        """Take the one of several kinds that a value names."""
        if value is None and NoneType in among:
            return None
        named = self._named(value) if isinstance(value, dict) else None
        if named in among:
            return self.part(named, value, where)  # type: ignore[arg-type]  # it is one of those kinds, so not None
        rest = [one for one in among if one is not NoneType and not is_dataclass(one)]
        if len(rest) != 1:
            raise self.wrong("part", where)
        return self._value(rest[0], value, where)

    def _plain(self, hint: Any, value: Any, where: str) -> Any:
        if hint is float and isinstance(value, str) and value in ("inf", "-inf"):
            return float(value)
        if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
            return self._number(value, where)
        if hint in (str, int, bool) and type(value) is hint:
            return value
        raise self.wrong("value", where)

    def _number(self, value: float, where: str) -> float:
        try:
            number = float(value)
        except OverflowError as problem:
            raise self.wrong("value", where) from problem
        if not math.isfinite(number):
            raise self.wrong("value", where)
        return number


def _said(value: Any) -> list[tuple[str, Any]]:
    """Give the fields of a part that do not have their usual value, and those that have none."""
    found = []
    for one in fields(value):
        said = getattr(value, one.name)
        usual = one.default_factory() if one.default_factory is not MISSING else one.default
        if usual is MISSING or said != usual:
            found.append((one.name, said))
    return found
