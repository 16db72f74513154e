"""How each tool of the map draws: an open line or a closed border, corner by corner or in one drag."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Drawing:
    """How a tool draws. least: corners without which there is nothing; dragged: "", "rectangle" or "freehand"."""

    closed: bool = True
    least: int = 3
    dragged: str = ""


DRAWINGS = {
    "polygon": Drawing(),
    "measure_line": Drawing(closed=False, least=2),
    "measure_area": Drawing(),
    "choose_polygon": Drawing(),
    "choose_rectangle": Drawing(dragged="rectangle"),
    "choose_freehand": Drawing(dragged="freehand"),
}
