"""What several tests of the window begin with: a canvas that is shown, and what asks questions in a thread."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytestqt.qtbot import QtBot

from kangbashi_gis.ui import question
from kangbashi_gis.ui.canvas import MapCanvas
from kangbashi_gis.ui.question import Question


@contextmanager
def shown_canvas(qtbot: QtBot, width: int, height: int) -> Iterator[MapCanvas]:
    """Show a canvas of that many pixels; where there is no OpenGL for windows, say so and skip."""
    made = MapCanvas()
    made.resize(width, height)
    with qtbot.waitExposed(made):
        made.show()
    made.repaint()
    if not made.has_graphics:
        pytest.skip("no OpenGL 3.3 on this machine")
    yield made
    made.close()


@contextmanager
def asking(name: str) -> Iterator[Question]:
    """Give what asks questions in a lane of that name, and close both."""
    lane = question.lane(name)
    made = Question(lane)
    yield made
    made.close()
    question.close(lane)
