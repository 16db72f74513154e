"""Where the program starts: as a command, as `python -m kangbashi_gis`, and frozen."""

import multiprocessing
import sys


def main() -> int:
    """Run the command line; with no words at all, the window."""
    # a frozen program starts its vault and workers by running itself: that must be settled first
    multiprocessing.freeze_support()
    from kangbashi_gis.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
