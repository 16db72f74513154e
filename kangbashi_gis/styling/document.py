"""XML from anywhere, read without believing it: no entities, nothing fetched, bounded in size and depth."""

from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from kangbashi_gis.errors import StyleInvalid

MOST_BYTES = 20_000_000
DEEPEST = 60


def parse(data: bytes) -> Element:
    """Give the root of a document. Names keep no namespace and no prefix. Raises StyleInvalid."""
    if len(data) > MOST_BYTES:
        raise StyleInvalid(reason="style_large")
    return _Reader().read(data)


def number(text: str | None, other: float) -> float:
    """Give a number of a text, or the other where it has none or an impossible one."""
    try:
        value = float(text or "")
    except ValueError:
        return other
    return value if abs(value) < 1e12 else other


class _Reader:
    """One reading of one document."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._depth = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._builder.data
        self._parser.EntityDeclHandler = self._refuse
        self._parser.ExternalEntityRefHandler = self._refuse
        self._parser.buffer_text = True

    def read(self, data: bytes) -> Element:
        try:
            self._parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError) as problem:
            raise StyleInvalid(reason="style_xml") from problem
        return self._builder.close()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise StyleInvalid(reason="style_large")
        self._builder.start(_local(name), {_local(one): value for one, value in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._builder.end(_local(name))

    def _refuse(self, *_args: Any) -> int:
        raise StyleInvalid(reason="style_entity")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
