"""How often the import finds out by itself what is the matter with a file, asks, or is wrong in silence.

    python benchmarks/import_quality.py [--quick] [--wrong FILE]

Tries every file of the corpora in benchmarks/corpus, which are made by code that knows nothing of what has to find
out; each file is marked there as decidable or not. Each figure is a share, so that a promise holds where it is at most
the limit. A corpus of its own kind is a module there with `trials(folder, quick)`.
"""

import argparse
import importlib
import importlib.util
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.corpus import encodings  # noqa: E402
from benchmarks.corpus.trials import Outcome, Trial  # noqa: E402
from benchmarks.report import document, promise  # noqa: E402
from kangbashi_gis.errors import EncodingUnclear  # noqa: E402
from kangbashi_gis.importing.encoding import Judgement  # noqa: E402
from kangbashi_gis.importing.options import ImportOptions  # noqa: E402
from kangbashi_gis.importing.sources import dbf, delimited  # noqa: E402
from kangbashi_gis.importing.sources.sidecars import hint_of  # noqa: E402
from kangbashi_gis.model.themes import ENTITIES  # noqa: E402

OTHERS = ("references", "elsewhere", "brought_in", "delivered", "strange")  # corpora that bring their own trials


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--wrong", type=Path, help="write what was not as promised to a file")
    options = parser.parse_args()
    notes: list[str] = []
    rows = []
    for name, trials in tried(options.quick):
        rows += promised(name, trials, options.quick)
        notes += [f"{name} {one.name}: {one.outcome}" for one in trials if is_notable(one)]
    if options.wrong:
        options.wrong.write_text("\n".join(notes), encoding="utf-8")
    print(document("import_quality", rows))


def tried(quick: bool) -> Iterator[tuple[str, Sequence[Trial]]]:
    """Yield the name of each corpus and how its files fared."""
    with tempfile.TemporaryDirectory(prefix="kangbashi-gis-") as folder:
        yield "encodings", [encoding_trial(case) for case in encodings.cases(Path(folder), quick)]
    for name in OTHERS:
        if importlib.util.find_spec(f"benchmarks.corpus.{name}"):
            module = importlib.import_module(f"benchmarks.corpus.{name}")
            with tempfile.TemporaryDirectory(prefix="kangbashi-gis-") as folder:
                yield name, list(module.trials(Path(folder), quick))


def promised(name: str, trials: Sequence[Trial], quick: bool) -> list[dict[str, Any]]:
    """Hold the promises of the issue against how the files of one corpus fared."""
    decidable = [one for one in trials if one.decidable]
    undecidable = [one for one in trials if one.decidable is False]
    asked = (Outcome.ASKED_FIRST, Outcome.ASKED)
    scaled = {"scaled": "fewer files"} if quick else {}
    figures = (
        ("decidable, not right without asking: share <= 2 %", 0.02,
         [one.outcome is not Outcome.RIGHT for one in decidable]),
        ("undecidable, not asked: share <= 0", 0.0, [one.outcome not in asked for one in undecidable]),
        ("undecidable, the right answer not first: share <= 10 %", 0.1,
         [one.outcome is not Outcome.ASKED_FIRST for one in undecidable]),
        ("silently wrong: share <= 0", 0.0, [one.outcome is Outcome.WRONG for one in trials]),
    )  # fmt: skip
    return [
        promise(f"{name}: {text}", limit, sum(bad) / len(bad), "share", files=len(bad)) | scaled
        for text, limit, bad in figures
        if bad
    ]


def is_notable(one: Trial) -> bool:
    """Tell whether a try is worth a line: wrong, or not as its corpus says it should be."""
    if one.decidable is None:
        return one.outcome is Outcome.WRONG
    return one.outcome is not (Outcome.RIGHT if one.decidable else Outcome.ASKED_FIRST)


def encoding_trial(case: encodings.Case) -> Trial:
    """Read a file as the import does, to its end; where it asks, see which encoding the doctor puts first."""
    try:
        rows = read(case.path)
    except EncodingUnclear:
        judgement = judged(case.path)
        octets = [row.encode(case.encoding) for row in case.rows]
        first = judgement.candidates[0].codec
        outcome = Outcome.ASKED_FIRST if decoded(octets, first) == list(case.rows) else Outcome.ASKED
    else:
        outcome = Outcome.RIGHT if rows == list(case.rows) else Outcome.WRONG
    return Trial(case.path.name, case.decidable, outcome)


def read(path: Path) -> list[Any]:
    """Give the column NAME as the import reads it."""
    if path.suffix == ".dbf":
        with dbf.read_dbf(path, ENTITIES, ImportOptions()) as source:
            return [name for table in source.batches() for name in table.columns["NAME"]]
    rows, _, _ = delimited.open_text(path, ImportOptions())
    return [row[1] for row in rows()][1:]


def judged(path: Path) -> Judgement:
    """Give the doctor's judgement."""
    return dbf.judged(dbf.open_raw(path, hint_of(path))) if path.suffix == ".dbf" else delimited.judged(path)


def decoded(octets: Sequence[bytes], codec: str) -> list[str]:
    """Decode texts; what does not decode is none of them."""
    return [octet.decode(codec, "replace") for octet in octets]


if __name__ == "__main__":
    main()
