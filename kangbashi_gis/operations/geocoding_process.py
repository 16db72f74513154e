"""A second process that searches beside the first, so that a list of addresses uses two cores.

It opens the indexes by itself and is asked over a pipe, in JSON; nothing is pickled, nothing is written.
"""

from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from kangbashi_gis.errors import GisError
from kangbashi_gis.search.address import Hit, search
from kangbashi_gis.store.wire import from_error, raise_error, receive, send

HITS = 5  # of each text: enough to see whether another is as good
ENDING_S = 5


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

    def take(self) -> tuple[int, list[list[Hit]]]:
        """Give the position of the first text and the hits of each; raises what went wrong there."""
        try:
            answer, _ = receive(self._pipe)
        except (EOFError, OSError) as problem:
            raise GisError(reason="geocoding") from problem
        self.busy = False
        raise_error(answer)
        return self._start, [[Hit(*hit) for hit in one] for one in answer["hits"]]

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
                    found = [search(index, text, HITS) for text in request["texts"]]
                except GisError as problem:
                    send(pipe, from_error(problem))
                    continue
                hits = [[(hit.theme, hit.fid, hit.score, hit.x, hit.y) for hit in one] for one in found]
                send(pipe, {"hits": hits})
    except (EOFError, OSError):
        pass  # the other side is done, or gone
    finally:
        store.close()
