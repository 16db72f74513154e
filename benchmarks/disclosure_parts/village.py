"""A made-up district with few people a house, in which some move in and out between releases."""

from pathlib import Path

import numpy as np
import shapely

from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.workspace import Workspace, create_workspace

X, Y, SIDE_M = 384_000.0, 4_383_000.0, 4_000.0
COMMUNITIES = ("东社区", "西社区", "北社区", "小社区")
MOST = 14  # people in a house
THIS_YEAR = 2026


def found(folder: Path, houses: int, seed: int) -> Workspace:
    """Make a workspace with houses in four communities, one of them small, and people in most of them."""
    chance = np.random.default_rng(seed)
    space = create_workspace(folder, "示例")
    xy = np.column_stack([chance.uniform(X, X + SIDE_M, houses), chance.uniform(Y, Y + SIDE_M, houses)]).round(1)
    place = np.minimum((xy[:, 0] - X) * 3 // SIDE_M, 2).astype(int)
    place[: max(houses // 60, 2)] = 3
    table = Table(
        {
            "code": [f"D{at}" for at in range(houses)],
            "full": [f"示例路{at}号" for at in range(houses)],
            "kind": ["door"] * houses,
            "community": [COMMUNITIES[at] for at in place],
            "building_code": [f"L{at}" for at in range(houses)],
        },
        shapely.points(xy),
    )
    with space.change("data.import", "addresses") as change:
        change.writer.append(theme("addresses"), table)
    people = chance.integers(0, MOST, houses) * (chance.random(houses) < 0.85)
    move_in(space, np.repeat(np.arange(1, houses + 1), people), chance)
    return space


def move_in(space: Workspace, addresses: np.ndarray, chance: np.random.Generator) -> None:
    """Let somebody move in at each of some addresses."""
    count = len(addresses)
    born = chance.integers(THIS_YEAR - 88, THIS_YEAR - 1, count)
    table = Table(
        {
            "id_number": [f"示例{chance.integers(1 << 60)}" for _ in range(count)],
            "sex": [("1", "2")[at] for at in chance.integers(0, 2, count)],
            "born": [f"{year}-01-02" for year in born],
            "household": [f"户{fid}" for fid in addresses],
            "moved_in": [f"{year}-03-01" for year in chance.integers(2018, THIS_YEAR, count)],
            "address_fid": addresses.tolist(),
        }
    )
    with space.change("data.import", "residents") as change:
        change.vault.append(theme("residents"), table)


def move_out(space: Workspace, numbers: np.ndarray) -> None:
    """Let the people with these row numbers move out."""
    with space.change("data.import", "residents") as change:
        change.vault.delete(theme("residents"), numbers)
