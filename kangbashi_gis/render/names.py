"""The names over the map in a window: laid out and lettered in a thread, drawn in every frame."""

import logging
from collections.abc import Hashable, Sequence
from concurrent.futures import Executor, Future

import numpy as np

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.render.cache import Prepared
from kangbashi_gis.render.graphics import Graphics
from kangbashi_gis.render.labels import Placed, Texts, layout
from kangbashi_gis.render.lettering import Letters, Words, letter
from kangbashi_gis.render.view import View

logger = logging.getLogger(__name__)

Layers = Sequence[tuple[Prepared, Theme]]
Answer = tuple[View | None, list[Placed], dict[Words, np.ndarray]]


class Names:
    """What is written over the map, and what is being written."""

    def __init__(self, graphics: Graphics, pool: Executor | None) -> None:
        self.letters = Letters(graphics)
        self.pool = pool
        self._placed: list[Placed] = []
        self._shown: View | None = None
        self._asked: View | None = None
        self._coming: Future[Answer] | None = None
        self._arrived: Answer | None = None

    @property
    def busy(self) -> bool:
        """Whether names are on their way."""
        return self._coming is not None or self._arrived is not None

    def fits(self, view: View) -> bool:
        """Tell whether the names shown are those of the view."""
        return self._shown == view

    def ask(self, view: View, layers: Layers, texts: Texts) -> None:
        """Start to lay out the names of a view, unless some are on their way."""
        if not self.busy and self.pool:
            known = {one.words for one in self._placed if self.letters.holds(one.words)}
            self._asked = view
            self._coming = self.pool.submit(_lettered, view, layers, texts, list(self._placed), known)

    def settle(self, most: int = 24) -> bool:
        """Take what has come, a few pictures at a time; tells whether something new is to be shown."""
        if self._coming and self._coming.done():
            self._take(self._coming)
        if not self._arrived:
            return False
        view, placed, pictures = self._arrived
        for words in list(pictures)[:most]:
            self.letters.put(words, pictures.pop(words))
        if not pictures:
            self._placed, self._shown, self._arrived = placed, view, None
        return True

    def _take(self, came: Future[Answer]) -> None:
        self._coming = None
        try:
            self._arrived = came.result()
        except GisError as problem:
            # a map without names is better than none; what reads the store elsewhere shows the error
            logger.warning("the names of the map cannot be read: %s", type(problem).__name__)
            self._arrived = self._asked, [], {}

    def forget(self) -> None:
        """Show no names until new ones come; what is on its way is for a map that is no more."""
        if self._coming:
            self._coming.cancel()
        self._placed, self._shown, self._coming, self._arrived = [], None, None, None

    def again(self) -> None:
        """Have the names laid out anew; the present ones stay until then."""
        self._shown = None

    def draw(self, view: View) -> None:
        """Draw the names on the present target."""
        wanted: list[tuple[Hashable, float, float]] = []
        for name in reversed(self._placed):
            x, y = view.pixel(name.x, name.y)
            if -200 < x < view.width + 200 and -200 < y < view.height + 200:
                wanted.append((name.words, x + name.move[0], y + name.move[1]))
        self.letters.draw(wanted, view.width, view.height)

    def release(self) -> None:
        """Give the memory back."""
        self.forget()
        self.letters.release()


def _lettered(view: View, layers: Layers, texts: Texts, before: list[Placed], known: set[Words]) -> Answer:
    placed = layout(view, layers, texts, before)
    fresh = {one.words for one in placed} - known
    return view, placed, {words: letter(words) for words in fresh}
