"""Rows of colours for classes: from light to dark, and for kinds that have no order.

The colours are those of ColorBrewer by Cynthia Brewer (Apache-2.0), which stay apart in print and for most who do not
see red and green apart.
"""

from dataclasses import replace

from kangbashi_gis.model.symbol.simple import Fill, Simple

RAMPS: dict[str, tuple[str, ...]] = {
    "blues": ("#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c"),
    "greens": ("#edf8e9", "#bae4b3", "#74c476", "#31a354", "#006d2c"),
    "oranges": ("#feedde", "#fdbe85", "#fd8d3c", "#e6550d", "#a63603"),
    "heat": ("#ffffb2", "#fecc5c", "#fd8d3c", "#f03b20", "#bd0026"),
    "greys": ("#f7f7f7", "#cccccc", "#969696", "#636363", "#252525"),
    "blue_red": ("#2c7bb6", "#abd9e9", "#ffffbf", "#fdae61", "#d7191c"),
    "brown_green": ("#a6611a", "#dfc27d", "#f5f5f5", "#80cdc1", "#018571"),
}
KINDS = (
    "#66c2a5", "#fc8d62", "#8da0cb", "#e78ac3", "#a6d854", "#ffd92f", "#e5c494", "#b3b3b3",
    "#8dd3c7", "#bebada", "#fb8072", "#80b1d3", "#fdb462", "#b3de69", "#fccde5", "#bc80bd",
)  # fmt: skip


def ramp(name: str, count: int) -> list[str]:
    """Give so many colours of a ramp, evenly between its ends. Raises KeyError for a ramp that is not there."""
    stops = [tuple(int(color[at : at + 2], 16) for at in (1, 3, 5)) for color in RAMPS[name]]
    found = []
    for step in range(count):
        place = step / (count - 1) * (len(stops) - 1) if count > 1 else (len(stops) - 1) / 2
        low = min(int(place), len(stops) - 2)
        mixed = (round(a + (b - a) * (place - low)) for a, b in zip(stops[low], stops[low + 1], strict=True))
        found.append("#" + "".join(f"{part:02x}" for part in mixed))
    return found


def kinds(count: int) -> list[str]:
    """Give so many colours that differ; they begin again where there are more than sixteen."""
    return [KINDS[at % len(KINDS)] for at in range(count)]


def coloured(simple: Simple, color: str) -> Simple:
    """Give a symbol in another colour; how much of the ground shows through stays."""
    alpha = simple.color[7:9] if isinstance(simple, Fill) else ""
    return replace(simple, color=color + alpha)
