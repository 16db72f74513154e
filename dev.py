#!/usr/bin/env python3
"""Run, test and build Kangbashi GIS; every command does its own set-up.

    python3 dev.py run [WORKSPACE]          open the window, on the small sample district by default
    python3 dev.py test [PYTEST ARGUMENTS]  run the tests
    python3 dev.py check                    format, lint, types, import contracts, translations
    python3 dev.py cli ...                  the command line, e.g. `cli search WORKSPACE WORDS`
    python3 dev.py bench [NAME] [--quick]   measure the promises; prints one JSON document
    python3 dev.py i18n                     refresh the translation files
    python3 dev.py shots                    take the screenshots of the guide
    python3 dev.py package                  build the program for machines without Python

Python 3.11, 3.12 or 3.13, nothing else. This file stays readable to older Pythons, so that they can say so.
"""

import shutil
import subprocess
import sys

KNOWN = ((3, 11), (3, 12), (3, 13))


def other_python() -> "str | None":
    """Give a Python on this machine that will do, for machines whose `python3` is too old or too new."""
    for major, minor in reversed(KNOWN):
        found = shutil.which("python%d.%d" % (major, minor))  # noqa: UP031
        # a pyenv shim is found too, and refuses to start
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return found
    return None


def main() -> int:
    """Hand over to the commands, with a Python that will do."""
    if sys.version_info[:2] in KNOWN:
        from devtools.commands import main as commands

        return commands(sys.argv[1:], __doc__)
    found = other_python()
    if found:
        return subprocess.call([found, __file__, *sys.argv[1:]])
    sys.stderr.write("dev.py: Python 3.11, 3.12 or 3.13 is needed; this is %d.%d.\n" % sys.version_info[:2])  # noqa: UP031
    return 1


if __name__ == "__main__":
    sys.exit(main())
