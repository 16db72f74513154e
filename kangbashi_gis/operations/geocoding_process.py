"""A second process that searches beside the first, so that a list of addresses uses two cores.

It opens the indexes by itself and is asked over a pipe, in JSON; nothing is pickled, nothing is written.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.operations.unrecorded import Unrecorded, unrecorded
from kangbashi_gis.search.address import GOOD, Hit, search
from kangbashi_gis.search.grading import Reason
from kangbashi_gis.store.wire import from_error, raise_error, receive, send

if TYPE_CHECKING:
    from kangbashi_gis.index.catalogue import Indexes
    from kangbashi_gis.index.words import WordIndex
    from kangbashi_gis.store.base import Store

HITS = 5  # of each text: enough to see whether another is as good
ENDING_S = 5


@dataclass(frozen=True)
class Found:
    """The hits of one text, best first, and, where none is good, the places that no row stands for."""

    hits: list[Hit]
    more: list[Unrecorded] = field(default_factory=list)


def look(store: "Store", indexes: "Indexes", index: "WordIndex", text: str) -> Found:
    """Search for one text of a list. index: the words of `indexes`, asked for once."""
    hits = search(index, text, HITS)
    return Found(hits) if hits and hits[0].score >= GOOD else Found(hits, unrecorded(store, indexes, text))


class SecondSearch:
    """Asks the other process. One block of texts at a time is with it."""

    def __init__(self, folder: Path) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, str(folder)), name="geocoding", daemon=True)
        self._process.start()
        theirs.close()
        self._start = 0
        self.busy = False
        self._ready = False

    def give(self, start: int, texts: Sequence[str]) -> None:
        """Hand over texts; start is the position of the first of them."""
        self._start, self.busy = start, True
        send(self._pipe, {"texts": list(texts)})

    def done(self) -> bool:
        """Tell whether what was given is answered."""
        return self.busy and self._pipe.poll()

    def wait(self) -> None:
        """Wait until it is."""
        self._pipe.poll(None)

    def take(self) -> tuple[int, list[Found]]:
        """Give the position of the first text and what was found for each; raises what went wrong there."""
        try:
            answer, _ = receive(self._pipe)
        except (EOFError, OSError) as problem:
            raise GisError(reason="geocoding") from problem
        self.busy = False
        raise_error(answer)
        return self._start, [_from_message(one) for one in answer["found"]]

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.join(ENDING_S)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()
        self._process.close()


def serve(pipe: Connection, folder: str) -> None:
    """Answer until the other side closes the pipe."""
    from kangbashi_gis.index.catalogue import Indexes
    from kangbashi_gis.operations.folders import CITY, INDEX
    from kangbashi_gis.store.geopackage import GeoPackageStore

    store = GeoPackageStore(Path(folder) / CITY, read_only=True)
    try:
        with Indexes(Path(folder) / INDEX, store) as indexes:
            while True:
                request, _ = receive(pipe)
                try:
                    index = indexes.words()
                    found = [_as_message(look(store, indexes, index, text)) for text in request["texts"]]
                except GisError as problem:
                    send(pipe, from_error(problem))
                    continue
                send(pipe, {"found": found})
    except (EOFError, OSError):
        pass  # the other side is done, or gone
    finally:
        store.close()


def _as_message(found: Found) -> dict[str, Any]:
    return {
        "hits": [astuple(hit) for hit in found.hits],
        "more": [(astuple(one.hit), one.reason.value) for one in found.more],
    }


def _from_message(found: dict[str, Any]) -> Found:
    more = [Unrecorded(SearchHit(*hit), Reason(reason)) for hit, reason in found["more"]]
    return Found([Hit(*hit) for hit in found["hits"]], more)
