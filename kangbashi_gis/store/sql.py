"""Puts table and column names into statements. Values never pass through here: they are always parameters.

Names come from theme data only. They are quoted all the same, so that `use`, `class` and `right` can be columns.
"""

from collections.abc import Sequence


class Fragment(str):
    """A piece of SQL written in this package, put in as it is."""


def statement(template: str, **names: str | int | Sequence[str]) -> str:
    """Fill in a template: a string is a quoted name, a sequence several, a number that many question marks."""
    return template.format(**{key: _written(value) for key, value in names.items()})


def columns(names: Sequence[str], prefix: str = "") -> Fragment:
    """Give the names as a list of columns, each behind a prefix such as `OLD.`."""
    return Fragment(", ".join(prefix + quoted(name) for name in names))


def quoted(name: str) -> str:
    """Quote one identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> Fragment:
    """Write a text constant, for the places where SQLite takes no parameters (triggers)."""
    return Fragment("'" + text.replace("'", "''") + "'")


def _written(value: str | int | Sequence[str]) -> str:
    if isinstance(value, Fragment):
        return value
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int):
        return ", ".join("?" * value)
    return columns(value)
