"""Garbage is collected by the window's thread and by no other."""

import gc
import threading
import weakref

from kangbashi_gis.ui import tidying
from kangbashi_gis.ui.tidying import Tidier


class _Ring:
    """Refers to itself, so that only the collector ends it; notes the thread in which it ended."""

    def __init__(self, ended_in: list[str]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: ended_in.append(threading.current_thread().name))


def test_a_thread_that_makes_much_garbage_collects_none_of_it(qapp: object) -> None:
    tidier, ended_in = Tidier(), []

    def make() -> None:
        for _ in range(3 * tidying.YOUNG):
            _Ring(ended_in)

    thread = threading.Thread(target=make, name="查找")
    thread.start()
    thread.join()
    assert ended_in == []
    tidier.look()
    assert set(ended_in) == {threading.current_thread().name}
    tidier.end()


def test_afterwards_python_collects_again_by_itself(qapp: object) -> None:
    Tidier().end()
    assert gc.isenabled()
    gc.disable()  # as the tests of the window have it
