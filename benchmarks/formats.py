"""The readers of text formats: a drawing of a million things, and a million points of each survey format.

    python benchmarks/formats.py [--quick]

Seconds are those of the processor: reading is done by one thread and waits for nobody.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import document, promise  # noqa: E402
from kangbashi_gis.importing.options import ImportOptions  # noqa: E402
from kangbashi_gis.importing.sources import open_source  # noqa: E402
from kangbashi_gis.model.schema import Theme  # noqa: E402
from kangbashi_gis.model.themes import ADDRESSES, PARCELS  # noqa: E402

THINGS, POINTS = 1_000_000, 1_000_000
DRAWING_S, MILLION_S, PEAK_GB = 60.0, 10.0, 0.5
CORNERS = ((0, 0), (0, 20), (10, 40), (30, 40), (40, 20), (30, 0), (0, 0))
EAST, NORTH, PER_ROW = 37_384_000, 4_383_000, 1_000


def main() -> None:
    """Measure and print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    share = 50 if parser.parse_args().quick else 1
    rows = []
    with tempfile.TemporaryDirectory(prefix="康巴什-") as place:
        for name, make, theme, count, limit in CASES:
            path = Path(place) / name
            with path.open("w", encoding="gbk") as file:
                file.writelines(make(count // share))
            scaled = f"{count // share} instead of {count}" if share > 1 else False
            rows.append(promise(f"{count:,} of {name}", limit, seconds(path, theme), "s", scaled=scaled))
            path.unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576
    print(document("formats", [*rows, promise("peak memory of all", PEAK_GB, round(peak, 2), "GB")]))


def seconds(path: Path, theme: Theme) -> float:
    """Read a file to its end."""
    start = time.process_time()
    with open_source(path, theme, ImportOptions()) as source:
        read = sum(len(table) for table in source.batches())
        assert read
    return round(time.process_time() - start, 2)


def drawing(count: int) -> Iterator[str]:
    """A third parcels with what CASS writes beside them, a third texts, a third lines."""
    yield "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n9\n$DWGCODEPAGE\n3\nANSI_936\n0\nENDSEC\n"
    yield "0\nSECTION\n2\nENTITIES\n"
    for number in range(count):
        x, y = 384_000 + number % PER_ROW * 50, NORTH + number // PER_ROW * 50
        place = f"10\n{x}.5\n20\n{y}.5\n"
        if number % 3 == 0:
            outline = "".join(f"10\n{x + east}.25\n20\n{y + north}.5\n" for east, north in CORNERS[:-1])
            beside = f"1001\nSOUTH\n1000\n300000\n1000\nP{number}\n1000\n某某有限公司\n"
            yield f"0\nLWPOLYLINE\n5\n{number:X}\n8\nJZD\n90\n6\n70\n1\n{outline}{beside}"
        elif number % 3 == 1:
            yield f"0\nTEXT\n5\n{number:X}\n8\nZJ\n{place}30\n0.0\n40\n2.5\n1\n鄂尔多斯大街{number}号\n"
        else:
            yield f"0\nLINE\n5\n{number:X}\n8\nDLSS\n{place}30\n0.0\n11\n{x + 9}.5\n21\n{y}.5\n31\n0.0\n"
    yield "0\nENDSEC\n0\nEOF\n"


def survey_points(count: int) -> Iterator[str]:
    """Points of a CASS coordinate file."""
    for number in range(count):
        yield f"{number},路灯检修井,{384_000 + number % PER_ROW}.5,{NORTH + number // PER_ROW}.25,1290.{number % 100}\n"


def rings(count: int) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """The corners of parcels, north before east, so many in all."""
    for number in range(count // len(CORNERS)):
        x, y = NORTH + number // PER_ROW * 50, EAST + number % PER_ROW * 50
        yield number, [(f"{x + north}.123", f"{y + east}.456") for north, east in CORNERS]


def land_survey(count: int) -> Iterator[str]:
    """A 勘测定界 file."""
    yield "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=37\n[地块坐标]\n"
    for number, ring in rings(count):
        yield f"7,1,{number},康巴什地块{number},面,,,,@\n"
        yield "".join(f"J{place},1,{x},{y}\n" for place, (x, y) in enumerate(ring))


def boundary_table(count: int) -> Iterator[str]:
    """A table of boundary points."""
    yield "宗地代码,界址点号,X,Y\n"
    for number, ring in rings(count):
        yield "".join(f"P{number},J{place},{x},{y}\n" for place, (x, y) in enumerate(ring))


def exchange(count: int) -> Iterator[str]:
    """A VCT file of areas with their own points."""
    yield "HeadBegin\nDataMark:CNSDTF-VCT\nVersion:3.0\nSpheroid:CGCS2000,6378137,298.257222101\nSeparator:,\nHeadEnd\n"
    yield "FeatureCodeBegin\n2001,地类图斑,Polygon,DLTB\nFeatureCodeEnd\n"
    yield "TableStructureBegin\nDLTB,2\nBSM,Int,10\nDLMC,Char,60\n0\nTableStructureEnd\nPolygonBegin\n"
    for number, ring in rings(count):
        points = "\n".join(f"{y},{x}" for x, y in ring)
        yield f"{number + 1}\n2001\nUnknown\n1\n{EAST},{NORTH}\n1\n11\n{len(ring)}\n{points}\n0\n"
    yield "PolygonEnd\nAttributeBegin\nDLTB\n"
    yield from (f"{number + 1},{number + 1},旱地与水浇地\n" for number in range(count // len(CORNERS)))
    yield "TableEnd\nAttributeEnd\n"


CASES: tuple[tuple[str, Callable[[int], Iterator[str]], Theme, int, float], ...] = (
    ("宗地图.dxf", drawing, PARCELS, THINGS, DRAWING_S),
    ("碎部点.dat", survey_points, ADDRESSES, POINTS, MILLION_S),
    ("勘测定界.txt", land_survey, PARCELS, POINTS, MILLION_S),
    ("界址点.csv", boundary_table, PARCELS, POINTS, MILLION_S),
    ("三调.vct", exchange, PARCELS, POINTS, MILLION_S),
)


if __name__ == "__main__":
    main()
