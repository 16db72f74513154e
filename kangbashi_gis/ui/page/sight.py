"""Which piece of the paper is seen, and how large: millimetres to pixels and back, no widgets."""

from dataclasses import dataclass, replace

from kangbashi_gis.model.page.box import Box

LEAST, MOST = 0.05, 200.0  # pixels a millimetre
MARGIN_PX = 24.0
SCREEN = 96 / 25.4


@dataclass(frozen=True)
class Sight:
    """x, y: the place on the paper at the top left corner of the view. unit: pixels a millimetre."""

    x: float = 0.0
    y: float = 0.0
    unit: float = SCREEN

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Give where a place of the paper is seen."""
        return (x - self.x) * self.unit, (y - self.y) * self.unit

    def place(self, px: float, py: float) -> tuple[float, float]:
        """Give the place of the paper at a pixel."""
        return self.x + px / self.unit, self.y + py / self.unit

    def moved(self, px: float, py: float) -> "Sight":
        """Give what is seen after the paper was moved by pixels."""
        return replace(self, x=self.x - px / self.unit, y=self.y - py / self.unit)

    def zoomed(self, factor: float, px: float, py: float) -> "Sight":
        """Give what is seen nearer or from further away; the place at a pixel stays there."""
        unit = min(max(self.unit * factor, LEAST), MOST)
        x, y = self.place(px, py)
        return Sight(x - px / unit, y - py / unit, unit)

    def seen(self, paper: Box, width: float, height: float) -> Box:
        """Give the piece of the paper that a view of so many pixels shows; empty where none of it is seen."""
        right, bottom = self.place(width, height)
        x, y = max(self.x, 0.0), max(self.y, 0.0)
        return Box(x, y, max(min(right, paper.width) - x, 0.0), max(min(bottom, paper.height) - y, 0.0))


def fitted(paper: Box, width: float, height: float) -> Sight:
    """Show all of the paper in a view of so many pixels."""
    across, down = (max(side - 2 * MARGIN_PX, 10.0) for side in (width, height))
    unit = min(max(min(across / paper.width, down / paper.height), LEAST), MOST)
    return Sight((paper.width - width / unit) / 2, (paper.height - height / unit) / 2, unit)
