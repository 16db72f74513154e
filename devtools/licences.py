"""Finds the licence texts of everything that goes into the frozen program."""

import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

TEXT = re.compile(r"(LICEN[CS]E|COPYING|COPYRIGHT|NOTICE|AUTHORS)[^/]*$", re.IGNORECASE)


def licence_files(names: list[str]) -> list[tuple[str, str]]:
    """Give (file, folder in the program) for the packages of those names and all they need."""
    return [
        (str(Path(str(file.locate()))), f"licences/{one.name}")
        for one in needed(names)
        for file in one.files or ()
        if TEXT.search(str(file)) and Path(str(file.locate())).is_file()
    ]


def needed(names: list[str]) -> list[metadata.Distribution]:
    """Give the installed packages of those names, and those that they need in turn."""
    found: dict[str, metadata.Distribution] = {}
    waiting = list(names)
    while waiting:
        wish = Requirement(waiting.pop())
        name = re.sub(r"[-_.]+", "-", wish.name).lower()
        if name in found or (wish.marker and not wish.marker.evaluate({"extra": ""})):
            continue
        found[name] = metadata.distribution(name)
        waiting += found[name].requires or []
    return list(found.values())
