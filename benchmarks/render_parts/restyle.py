"""A window whose layer is given other styles; prints how long until each is drawn. Started by `render.py`.

python benchmarks/render_parts/restyle.py WORKSPACE
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.render import SIZE  # noqa: E402
from benchmarks.render_parts.window import Watch, memory_mb  # noqa: E402
from kangbashi_gis.model.symbol import Fill, Graduated, Hatch, LayerState, Rule, Ruled, Style  # noqa: E402
from kangbashi_gis.operations.workspace import open_workspace  # noqa: E402
from kangbashi_gis.ui.app import prepare  # noqa: E402
from kangbashi_gis.ui.canvas import MapCanvas  # noqa: E402

LONGEST_S = 60.0
GREENS = ("#edf8e9", "#bae4b3", "#74c476", "#31a354", "#006d2c")
PARCEL = Fill("#f6efe0", "#b8a888", 0.15)
GRADED = Style(
    Graduated(
        "area_m2", (0.0, 840.0, 880.0, 920.0, 960.0, 2e3), tuple(Fill(one, "#606060", 0.15) for one in GREENS), PARCEL
    )
)
RULED = Style(
    Ruled(
        (
            Rule("七", "code LIKE '%7'", Fill("#e04040", "#606060", 0.15)),
            Rule("三", "code LIKE '%3'", Fill("", "#606060", 0.15, hatch=Hatch("lines", "#404040", 45.0, 2.0, 0.2))),
            Rule("二", "code LIKE '%2'", Fill("#4060e0", "#202020", 0.2, dash=(2.0, 1.0))),
        ),
        PARCEL,
    )
)


def main() -> None:
    """Print the document."""
    prepare()
    app = QApplication([])
    canvas, watch = MapCanvas(), Watch(app)
    canvas.resize(*SIZE)
    canvas.show()
    watch.run(0.5)
    bare = memory_mb()
    space = open_workspace(Path(sys.argv[1]), read_only=True)
    canvas.set_layers([LayerState("parcels")])
    canvas.set_workspace(space)
    drawn = Drawn(canvas)
    until(watch, drawn, None)
    canvas.set_scale(4_000)
    watch.run(1.0)
    found: dict[str, Any] = {}
    for name, style in (("graduated", GRADED), ("ruled", RULED), ("graduated again", GRADED), ("plain", None)):
        drawn.told = False
        before = time.process_time()
        canvas.layers.try_style("parcels", style)
        found[name] = {"s": round(until(watch, drawn, style), 2), "cpu_s": round(time.process_time() - before, 2)}
    grown = memory_mb() - bare
    canvas.set_workspace(None)
    space.close()
    canvas.close()
    print(json.dumps({"styles": found, "block_ms": round(watch.block * 1000, 1), "memory_mb": round(grown)}))


class Drawn:
    """Notes that all of the view is on the screen."""

    def __init__(self, canvas: MapCanvas) -> None:
        self.canvas, self.told = canvas, False
        canvas.drawn.connect(self._tell)

    def _tell(self) -> None:
        self.told = True


def until(watch: Watch, drawn: Drawn, style: Style | None) -> float:
    """Process events until the layer is drawn, in this style; gives the seconds."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < LONGEST_S:
        watch.run(0.01, lambda _turn: None)
        if drawn.told and not drawn.canvas.layers.busy and drawn.canvas.layers.styles.get("parcels") == style:
            break
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
