"""`python -m kangbashi_gis.sample FOLDER --scale small` writes the files of a sample district."""

import argparse
import sys
from pathlib import Path

from kangbashi_gis.errors import GisError
from kangbashi_gis.messages import sentence
from kangbashi_gis.progress import silent
from kangbashi_gis.sample import write_district


def main() -> int:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(prog="python -m kangbashi_gis.sample", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", default="small", help="small, city or Nx")
    wishes = parser.parse_args()
    try:
        made = write_district(wishes.folder, wishes.scale, silent)
    except GisError as problem:
        sys.stderr.write("\n".join(sentence(problem, "en")) + "\n")
        return problem.exit_code
    for one in made.files:
        sys.stdout.write(f"{one.rows:>8}  {one.theme:<10}  {one.path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
