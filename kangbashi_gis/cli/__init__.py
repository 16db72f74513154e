"""The command line: the same operations as the window, one file per noun.

Importing this never imports Qt: `gui` and `map` do so when they run.
"""

from kangbashi_gis.cli.main import run

__all__ = ["run"]
