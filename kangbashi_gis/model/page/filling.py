"""The {names} in texts of a sheet, and what fills them."""

import re
from collections.abc import Iterator, Mapping

from kangbashi_gis.model.page.page import Page
from kangbashi_gis.model.page.text import Block, Legend, Rows, Text

_NAME = re.compile(r"\{([^{}\n]{1,60})\}")


def names(text: str) -> list[str]:
    """Give the names in a text, in order."""
    return _NAME.findall(text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Fill a text; a name nobody knows is left out."""
    return _NAME.sub(lambda found: values.get(found[1], ""), text)


def texts(page: Page) -> Iterator[tuple[str, str]]:
    """Give every text of a page that may hold names: the item's name and the text."""
    for one in page.items:
        if isinstance(one, Text):
            yield one.name, one.text
        elif isinstance(one, Block):
            yield from ((one.name, line) for _, line in one.lines)
        elif isinstance(one, Legend | Rows):
            yield one.name, one.title


def wanted(page: Page) -> list[str]:
    """Give the names that a page asks for, each once, in the order of its items."""
    return list(dict.fromkeys(name for _, text in texts(page) for name in names(text)))
