"""Python's garbage is collected in the window's own thread, and only there.

Python collects wherever an object happens to be made, also in a thread that searches. Widgets and OpenGL
contexts that end in a foreign thread take the program with them.
"""

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 1000
YOUNG = 5_000  # objects made and not gone that are worth a look; Python itself looks at 700
OLDER = 10  # looks at the young ones before the older ones are looked at too


class Tidier(QObject):
    """Looks for garbage about once a second, while the event loop has time for it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect what is due; most looks find nothing to do."""
        young, middle, old = gc.get_count()
        if young > YOUNG:
            gc.collect(2 if old > OLDER else 1 if middle > OLDER else 0)

    def end(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.enable()
