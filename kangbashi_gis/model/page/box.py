"""Where something stands on the paper."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A place on the paper in millimetres, from its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes share some paper; touching is not sharing."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: "Box") -> bool:
        """Tell whether another box lies wholly within, to a thousandth of a millimetre."""
        hair = 1e-3
        return (
            other.x >= self.x - hair
            and other.y >= self.y - hair
            and other.right <= self.right + hair
            and other.bottom <= self.bottom + hair
        )

    def shrunk(self, by: float) -> "Box":
        """Give the box with so much less on every side."""
        return Box(self.x + by, self.y + by, max(self.width - 2 * by, 0.0), max(self.height - 2 * by, 0.0))
