"""What `map measure` reads and says."""

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kangbashi_gis.cli.around import pair

if TYPE_CHECKING:
    from kangbashi_gis.analysis.measuring import Measured, Point
    from kangbashi_gis.cli.console import Console


def corners(text: str) -> "list[Point]":
    """Read `X,Y X,Y …`. Raises BadPlace."""
    return [pair(one) for one in text.split()]


def document(found: "Measured") -> dict[str, Any]:
    """Give what was measured as a document; null for what there is not."""
    rate = found.cm_per_km
    plain = {**asdict(found), "cm_per_km": None if math.isnan(rate) else rate}
    plain["segments"] = [asdict(one) for one in found.segments]
    return plain


def words(found: "Measured", console: "Console") -> str:
    """Say what was measured, the three beside each other, and each piece."""
    lines = [
        console.say(
            f"长度  平面 {found.grid_m:,.3f} 米  椭球面 {found.ellipsoid_m:,.3f} 米  地面 {found.ground_m:,.3f} 米",
            f"length  grid {found.grid_m:,.3f} m  ellipsoid {found.ellipsoid_m:,.3f} m  ground {found.ground_m:,.3f} m",
        )
    ]
    if found.grid_m2 is not None:
        lines.insert(0, console.say(
            f"面积  平面 {found.grid_m2:,.2f} 平方米  椭球面 {found.ellipsoid_m2:,.2f} 平方米"
            f"  地面 {found.ground_m2:,.2f} 平方米",
            f"area  grid {found.grid_m2:,.2f} m²  ellipsoid {found.ellipsoid_m2:,.2f} m²"
            f"  ground {found.ground_m2:,.2f} m²",
        ))  # fmt: skip
    if not math.isnan(found.cm_per_km):
        lines.append(console.say(
            f"地面高程 {found.height_m:g} 米；平面比地面每公里差 {found.cm_per_km:+.1f} 厘米",
            f"height {found.height_m:g} m; grid minus ground {found.cm_per_km:+.1f} cm/km",
        ))  # fmt: skip
    for number, one in enumerate(found.segments, 1):
        lines.append(console.say(
            f"  第 {number} 段  {one.grid_m:,.3f} 米  坐标方位角 {one.grid_bearing:.4f}°",
            f"  piece {number}  {one.grid_m:,.3f} m  grid bearing {one.grid_bearing:.4f}°",
        ))  # fmt: skip
    return "\n".join(lines)
