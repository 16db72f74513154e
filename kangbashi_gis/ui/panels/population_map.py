"""How numbers of people become colours: classes with round limits, and what each colour stands for."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kangbashi_gis.render.choropleth import Coloured

if TYPE_CHECKING:
    import shapely

COLORS = ("#fbe78f", "#c3e6a8", "#7fcdbb", "#41b6c4", "#2c7fb8", "#253494")
OPACITY = "b0"
HELD_BACK = "#8a94a0"


@dataclass(frozen=True)
class ColorClass:
    """One colour and what it stands for: from at least to less than; None for what is held back, or no limit."""

    color: str
    least: int | None
    below: int | None


def classes(people: Sequence[int | None]) -> list[ColorClass]:
    """Give classes with about as many numbers in each; a class of its own for what is held back."""
    known = sorted(one for one in people if one is not None)
    found: list[ColorClass] = []
    if known:
        limits = _limits(known)
        steps = len(limits) - 1
        colors = [COLORS[round(at * (len(COLORS) - 1) / max(steps - 1, 1))] for at in range(steps)]
        ends: list[int | None] = [*limits[1:-1], None]
        found = [ColorClass(color, least, below) for color, least, below in zip(colors, limits, ends, strict=False)]
    if None in people:
        found.append(ColorClass(HELD_BACK, None, None))
    return found


def coloured(
    found: Sequence[ColorClass], people: Sequence[int | None], grounds: "Sequence[shapely.Geometry | None]"
) -> list[Coloured]:
    """Give the grounds by colour."""
    outlines: dict[str, list[list[tuple[float, float]]]] = {one.color: [] for one in found}
    for number, ground in zip(people, grounds, strict=True):
        if ground is not None and (color := color_of(found, number)):
            outlines[color] += [list(part.exterior.coords) for part in _parts(ground)]
    return [Coloured(f"{color}{OPACITY}", rings) for color, rings in outlines.items() if rings]


def color_of(found: Sequence[ColorClass], number: int | None) -> str:
    """Give the colour of a number; "" where there is none."""
    for one in found:
        if number is None:
            if one.least is None:
                return one.color
        elif one.least is not None and one.least <= number and (one.below is None or number < one.below):
            return one.color
    return ""


def _parts(ground: "shapely.Geometry") -> "list[shapely.Polygon]":
    import shapely

    return [one for one in shapely.get_parts(ground).tolist() if one.geom_type == "Polygon" and not one.is_empty]


def _limits(known: Sequence[int]) -> list[int]:
    """Give limits between classes of about as many numbers: two figures each, the first of them nought."""
    places = [known[round(share * (len(known) - 1))] for share in (0.2, 0.4, 0.6, 0.8)]
    return [0, *sorted({_round(one) for one in places if _round(one) > 0}), known[-1] + 1]


def _round(number: int) -> int:
    if number < 10:
        return number
    unit = 10 ** (int(math.log10(number)) - 1)
    return number // unit * unit
