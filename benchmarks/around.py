"""Around: everything within 500 m of a place, warm.

    python benchmarks/around.py [--quick]

A sample of the answers is compared with a count over all rows by geopandas; its time stands beside as the peer's.
"""

import argparse
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import geopandas  # noqa: E402
import numpy as np  # noqa: E402
import shapely  # noqa: E402

from benchmarks.report import document, promise  # noqa: E402
from benchmarks.window import workspace_of  # noqa: E402
from kangbashi_gis.model.answers import Around, Place  # noqa: E402
from kangbashi_gis.model.themes import theme  # noqa: E402
from kangbashi_gis.operations.around import around, place_at, within  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, open_workspace  # noqa: E402

SEED = 150_603
RADIUS_M, AROUND_MS = 500.0, 50.0
LAYERS = ("addresses", "entities", "roads")


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    scaled = {"scaled": "small district and fewer places instead of city"} if quick else {}
    with open_workspace(workspace_of("small" if quick else "city")) as space:
        places = places_of(space, 60 if quick else 500)
        around(space, places[0], RADIUS_M)
        times, answers = measured(space, places)
        checked = min(10, len(places))
        equal, peer_ms = compared(space, places[:checked], answers[:checked])
        polygon = [shapely.Point(place.x, place.y).buffer(RADIUS_M, quad_segs=16) for place in places]
        rows = [
            promise("around, 500 m, warm, p99", AROUND_MS, at(times, 99), "ms", **scaled, peer={"geopandas": peer_ms},
                    median=at(times, 50), worst=at(times, 100), places=len(places),
                    most_addresses=max(answer.addresses for answer in answers)),
            promise("around: answers that differ from a count over all rows", 0, checked - equal, "answers",
                    **scaled, compared=checked),
            promise("inside a polygon of 64 corners, 500 m, warm, p99", AROUND_MS, at(polygons(space, polygon), 99),
                    "ms", **scaled),
        ]  # fmt: skip
    print(document("around", rows))


def places_of(space: Workspace, count: int) -> list[Place]:
    """Give places near addresses, where people ask; a fixed choice."""
    chance = random.Random(SEED)
    total = space.store.count(theme("addresses"))
    table = space.store.read(theme("addresses"), np.array(chance.sample(range(1, total + 1), count)), columns=())
    assert table.geometry is not None
    return [place_at(space, shape.x + chance.uniform(-60, 60), shape.y + chance.uniform(-60, 60))
            for shape in table.geometry]  # fmt: skip


def measured(space: Workspace, places: list[Place]) -> tuple[list[float], list[Around]]:
    """Ask around every place; gives milliseconds and answers."""
    times, answers = [], []
    for place in places:
        started = time.perf_counter()
        answers.append(around(space, place, RADIUS_M))
        times.append((time.perf_counter() - started) * 1000)
    return times, answers


def polygons(space: Workspace, areas: list[shapely.Polygon]) -> list[float]:
    """Ask inside every polygon; gives milliseconds."""
    times = []
    for area in areas:
        started = time.perf_counter()
        within(space, area)
        times.append((time.perf_counter() - started) * 1000)
    return times


def compared(space: Workspace, places: list[Place], answers: list[Around]) -> tuple[int, float]:
    """Count the same by looking at every row with geopandas; gives how many are equal, and its median time."""
    layers = {name: space.store.read(theme(name)).frame(space.store.crs) for name in LAYERS}
    equal, times = 0, []
    for place, answer in zip(places, answers, strict=True):
        started = time.perf_counter()
        addresses, entities, metres = counted(layers, shapely.Point(place.x, place.y))
        times.append((time.perf_counter() - started) * 1000)
        same_roads = abs(metres - sum(road.length_m for road in answer.roads)) < 1e-5 * max(metres, 1.0)
        equal += (addresses, entities) == (answer.addresses, answer.entities.total) and same_roads
    return equal, at(times, 50)


def counted(layers: dict[str, geopandas.GeoDataFrame], place: shapely.Point) -> tuple[int, int, float]:
    """Give addresses, entities and metres of road within the radius."""
    addresses, entities = (int((layers[name].distance(place) <= RADIUS_M).sum()) for name in ("addresses", "entities"))
    disc = place.buffer(RADIUS_M, quad_segs=2000)
    near = layers["roads"][layers["roads"].intersects(disc)]
    return addresses, entities, float(near.intersection(disc).length.sum())


def at(times: list[float], percent: float) -> float:
    """Give a percentile, rounded."""
    return round(float(np.percentile(times, percent)), 3)


if __name__ == "__main__":
    main()
