"""The process that reads rasters: native libraries may fall over a hostile file, and then only this one falls."""

import json
from collections import OrderedDict
from multiprocessing.connection import Connection

import numpy as np

from kangbashi_gis.errors import GisError, RasterUnreadable
from kangbashi_gis.imagery.ground import Box, Ground, ground
from kangbashi_gis.store.limits import limit_memory

MEMORY = 6 << 30  # of addresses, most of which libraries reserve and never touch
MOST_OPEN = 8


class Opened:
    """Files that stay open between two pieces, the newest ones."""

    def __init__(self) -> None:
        self._files: OrderedDict[tuple[Ground, str], object] = OrderedDict()

    def paint(self, source: Ground, crs: str, box: Box) -> np.ndarray:
        """Give the picture of a piece. Raises RasterUnreadable."""
        import rasterio

        options = {"GDAL_PAM_ENABLED": "NO", "GDAL_CACHEMAX": 256 << 20}
        try:
            with rasterio.Env(**options):
                return self._file(source, crs).paint(box)  # type: ignore[attr-defined]
        except GisError:
            raise
        except MemoryError as problem:
            raise _unreadable(source, "too_large") from problem
        except Exception as problem:  # of GDAL, PROJ and SQLite, each with errors of its own
            missing = not source.path.exists()
            raise _unreadable(source, "raster_gone" if missing else "raster_damaged") from problem

    def close(self) -> None:
        """Close all."""
        while self._files:
            self._files.popitem()[1].close()  # type: ignore[attr-defined]

    def _file(self, source: Ground, crs: str) -> object:
        key = source, crs
        if key in self._files:
            self._files.move_to_end(key)
            return self._files[key]
        while len(self._files) >= MOST_OPEN:
            self._files.popitem(last=False)[1].close()  # type: ignore[attr-defined]
        self._files[key] = _opened(source, crs)
        return self._files[key]


def serve(pipe: Connection) -> None:
    """Answer until the other side closes the pipe."""
    limit_memory(MEMORY)
    opened = Opened()
    try:
        while True:
            message = json.loads(pipe.recv_bytes())
            try:
                picture = opened.paint(ground(message["ground"]), message["crs"], Box(**message["box"]))
            except GisError as problem:
                pipe.send_bytes(json.dumps({"reason": problem.values.get("reason", "raster_damaged")}).encode())
                continue
            pipe.send_bytes(json.dumps({"size": picture.shape[:2]}).encode())
            pipe.send_bytes(np.ascontiguousarray(picture).tobytes())
    except (EOFError, OSError):
        pass  # the other side is done, or gone
    finally:
        opened.close()


def _opened(source: Ground, crs: str) -> object:
    if source.kind == "raster":
        from kangbashi_gis.imagery.geotiff import Raster

        return Raster(source, crs)
    from kangbashi_gis.imagery.tiled import Pyramid

    return Pyramid(source, crs)


def _unreadable(source: Ground, reason: str) -> RasterUnreadable:
    return RasterUnreadable(name=source.name, path=str(source.path), reason=reason)
