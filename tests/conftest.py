"""Guards for all tests: nobody's settings are touched, no warning goes unheard, nothing is left running."""

import logging
import multiprocessing
import threading
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep settings, caches and logs of the tests away from those of the person who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KANGBASHI_GIS_CONFIG", str(tmp_path_factory.mktemp("配置")))
        yield


class _Heard(logging.Handler):
    """Collects what the program warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which the program logs a warning; one that expects it asks for `caplog` and reads it."""
    heard = _Heard()
    root = logging.getLogger("kangbashi_gis")
    root.addHandler(heard)
    yield
    root.removeHandler(heard)
    if "caplog" not in request.fixturenames:
        assert heard.lines == []


@pytest.fixture(scope="module", autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a file of tests that leaves a thread or a child process behind."""
    threads, children = set(threading.enumerate()), set(multiprocessing.active_children())
    yield
    left = [thread for thread in threading.enumerate() if thread not in threads and not _is_foreign(thread)]
    for thread in left:
        thread.join(timeout=5)
    assert [thread.name for thread in left if thread.is_alive()] == []
    assert [child.name for child in multiprocessing.active_children() if child not in children] == []


def _is_foreign(thread: threading.Thread) -> bool:
    """Threads of Qt and of compiled libraries show up as dummies once they have called Python."""
    return thread.name.startswith("Dummy-")
