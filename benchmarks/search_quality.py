"""How often the search is right: at least 20,000 questions made from the workspace's own rows with a fixed seed.

    python benchmarks/search_quality.py [--quick] [--wrong FILE]

Each figure is a share of wrong answers, so that a promise holds where the figure is at most the limit.
The ways of writing are in benchmarks/questions, which know nothing of how the search reads a text.
"""

import argparse
import math
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.questions import between, elsewhere, labelled, parsed, shanghai, spoken  # noqa: E402
from benchmarks.questions.addresses import District, Question, old_names  # noqa: E402
from benchmarks.report import document, promise  # noqa: E402
from benchmarks.window import workspace_of  # noqa: E402
from kangbashi_gis.model.answers import SearchHit  # noqa: E402
from kangbashi_gis.model.themes import theme  # noqa: E402
from kangbashi_gis.operations.search import find  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, open_workspace  # noqa: E402

SEED = 150_603
SHARED = ROOT.parent / "shared" / "data"
ONE = ("wrong", "missing", "extra", "homophone")
WRITTEN_OUT = 40  # wrong answers of each kind that --wrong lists


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--wrong", type=Path, help="write wrong answers to a file")
    options = parser.parse_args()
    share = 0.008 if options.quick else 1.0
    scaled = {"scaled": "small district and 0.8 % of the questions"} if options.quick else {}
    notes: list[str] = []
    with open_workspace(workspace_of("small" if options.quick else "city")) as space:
        rows = [
            promise(text, limit, wrong(space, questions, first, notes, text), "share", questions=len(questions))
            | scaled
            for text, limit, first, questions in asked(space, share)
        ]
        rows.append(nowhere(space, int(2000 * share), notes) | scaled)
        rows += [row | scaled for row in unrecorded(space, int(500 * share), notes)]
        rows += [row | scaled for row in taken_apart(space, share, notes)]
    rows += [row | ({"scaled": "fewer questions"} if options.quick else {}) for row in real(int(2000 * share), notes)]
    if options.wrong:
        options.wrong.write_text("\n".join(notes), encoding="utf-8")
    print(document("search_quality", rows))


def asked(space: Workspace, share: float) -> list[tuple[str, float, int, Sequence[Question]]]:
    """Give promise, limit, how many answers count, and the questions of each kind."""
    district = District(space, SEED)
    many = {name: max(12, int(count * share)) for name, count in (
        ("complete", 6000), ("rewritten", 4000), ("mistaken", 4000), ("two", 500), ("pinyin", 2000), ("initials", 1000),
        ("mixed", 500), ("second", 200))}  # fmt: skip
    return [
        ("wrong first answer, complete and unambiguous partial text in any order: share <= 0.5 %", 0.005, 1,
         district.complete(many["complete"])),
        ("wrong first answer, Chinese numerals, full width, separators: share <= 1 %", 0.01, 1,
         district.rewritten(many["rewritten"])),
        ("wrong first answer, one wrong, missing or extra character or a homophone, unambiguous: share <= 4 %", 0.04, 1,
         district.mistaken(many["mistaken"], ONE)),
        ("wrong first answer, two mistakes, unambiguous: share <= 15 % (no figure is asked)", 0.15, 1,
         district.mistaken(many["two"], ("wrong", "missing", "homophone"), 2)),
        ("wrong first answer, full pinyin: share <= 2 %", 0.02, 1, district.pinyin(many["pinyin"])),
        ("not among the first five, four or more initials, unambiguous: share <= 2 %", 0.02, 5,
         district.initials(many["initials"])),
        ("not among the first five, initials and characters mixed: share <= 2 % (no figure is asked)", 0.02, 5,
         district.mixed(many["mixed"])),
        ("wrong first answer, a second set of ways to write: by street, spoken, any marks and blanks, no district, "
         "stammered, said twice, traditional, with a remark, from the room outwards: share <= 1 % (no figure is asked)",
         0.01, 1, [question for way in spoken.WAYS
                   for question in spoken.questions(district, many["second"], way, district.chance)]),
        ("wrong first answer, registered old names: share <= 0", 0.0, 1, old_names(space)),
    ]  # fmt: skip


def wrong(space: Workspace, questions: Sequence[Question], first: int, notes: list[str], title: str) -> float:
    """Give the share of questions whose right answer is not among the first ones."""
    missed = 0
    for question in questions:
        hits = find(space, question.text, 20).results
        if not any(right(question, hit) for hit in hits[:first]):
            missed += 1
            if missed <= WRITTEN_OUT:
                told = [f"{hit.kind}:{hit.title}:{hit.score:.3f}" for hit in hits[:3]]
                notes.append(f"{title}\t{question.text}\t{question.title}\t{told}")
    return missed / max(len(questions), 1)


def right(question: Question, hit: SearchHit) -> bool:
    """Tell whether a hit is the answer."""
    if question.kind and hit.kind != question.kind:
        return False
    return hit.fid == question.fid if question.fid else hit.title == question.title


def nowhere(space: Workspace, count: int, notes: list[str]) -> dict[str, Any]:
    """Measure false answers: any hit at all, but for a place that the text itself names letter by letter."""
    chance = random.Random(SEED)
    names = [name for kind in ("roads", "compounds") for name in
             space.store.read(theme(kind), columns=("name",), geometry=False).columns["name"] if name]  # fmt: skip
    texts = elsewhere.questions(count, names, elsewhere.recorded_elsewhere(SHARED / "poi_shanghai", chance), chance)
    false = 0
    for text in texts:
        hits = [hit for hit in find(space, text, 5).results if not (hit.kind == "divisions" and hit.title in text)]
        if hits:
            false += 1
            if false <= WRITTEN_OUT:
                notes.append(f"false answer\t{text}\t{[f'{hit.kind}:{hit.title}:{hit.score:.3f}' for hit in hits[:3]]}")
    return promise("false answers to addresses that do not exist in the district: share <= 1 %", 0.01,
                   false / max(count, 1), "share", questions=count)  # fmt: skip


def unrecorded(space: Workspace, count: int, notes: list[str]) -> list[dict[str, Any]]:
    """Measure crossings and house numbers that nobody has recorded."""
    chance = random.Random(SEED)
    return [
        promise("crossing of two roads not answered by a point on both: share <= 2 % (no figure is asked)", 0.02,
                between.crossings_missed(space, count, chance, notes), "share", questions=count),
        promise("number not recorded, not put between its neighbours and called an estimate: share <= 2 % "
                "(no figure is asked)", 0.02, between.estimates_missed(space, count, chance, notes), "share",
                questions=count),
    ]  # fmt: skip


def taken_apart(space: Workspace, share: float, notes: list[str]) -> list[dict[str, Any]]:
    """Measure the parser: on the sample's addresses, and against the labels of others where they are at hand."""
    addresses = District(space, SEED).addresses[:: max(1, round(0.1 / share))]
    rows = [promise("sample address not taken apart exactly: share <= 1 %", 0.01, parsed.inexact(addresses, notes),
                    "share", questions=len(addresses))]  # fmt: skip
    path = SHARED / "address_labelled" / "train.txt"
    if not path.exists():
        print(f"skipped: {path.name} of address_labelled is not here", file=sys.stderr)
        return rows
    elements, signs, count = labelled.agreement(path, notes)
    rows.append(promise("parser against labelled addresses, 1 - F1 of whole elements <= 0.10; the grammar was written "
                        "with this file at hand", 0.10, 1 - elements, "1 - F1", by_character=1 - signs,
                        questions=count))  # fmt: skip
    return rows


def real(count: int, notes: list[str]) -> list[dict[str, Any]]:
    """Measure real addresses of another city, found again when written otherwise."""
    folder = SHARED / "poi_shanghai"
    if not folder.exists():
        print("skipped: poi_shanghai is not here", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory() as place:
        space, rows = shanghai.imported(folder, Path(place) / "上海")
        with space:
            missed = 0
            for text, one in shanghai.questions(rows, count, random.Random(SEED)):
                hit = next(iter(find(space, text).results), None)
                if hit is None or hit.x is None or math.hypot(hit.x - one.x, (hit.y or 0.0) - one.y) > shanghai.NEAR_M:
                    missed += 1
                    notes.append(f"shanghai\t{text}\t{one.full}\t{hit and hit.title}")
    return [promise("real address, unique and written otherwise, whose place is not first within 50 m: share <= 5 %",
                    0.05, missed / max(count, 1), "share", questions=count)]  # fmt: skip


if __name__ == "__main__":
    main()
