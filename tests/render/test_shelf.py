"""Pages on the graphics card: counted once, and gone when nobody will ask for them again."""

import numpy as np

from kangbashi_gis.render.graphics import Graphics
from kangbashi_gis.render.shelf import VERTEX, Packed, Shelf


def packed(count: int = 10) -> Packed:
    return Packed(np.zeros(count, VERTEX))


def test_a_page_that_comes_twice_is_kept_and_counted_once(graphics: Graphics) -> None:
    shelf = Shelf(graphics, None)
    first = shelf._put(("宗地", 0, 0, 0), packed())
    again = shelf._put(("宗地", 0, 0, 0), packed())
    assert first is not again and shelf._bytes == again.bytes
    shelf.release()


def test_pages_of_a_former_dress_are_dropped_and_the_others_stay(graphics: Graphics) -> None:
    shelf = Shelf(graphics, None)
    for dress in (0, 7):
        shelf.page(("宗地", 0, 0, dress), packed)
    shelf.drop(lambda key: key[3] != 7)
    kept = shelf.page(("宗地", 0, 0, 7), lambda: packed(99))
    assert kept is not None and kept.bytes == shelf._bytes == 10 * VERTEX.itemsize
    shelf.release()


def test_the_page_not_looked_at_for_longest_makes_room(graphics: Graphics) -> None:
    shelf = Shelf(graphics, None, room=25 * VERTEX.itemsize)
    for page in (0, 1, 0, 2):
        shelf.page(("宗地", 0, page, 0), packed)
    assert {key[2] for key in shelf._pages} == {0, 2} and shelf._bytes == 20 * VERTEX.itemsize
    shelf.release()
