"""Writing by GDAL, which says in many words of its own that it could not write."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kangbashi_gis.errors import DiskFull, GisError, OutputUnwritable
from kangbashi_gis.importing.sources.gdal import quiet

# GDAL takes back what it began when a disk is full, so that some room is free again by the time we look
LEAST_FREE = 64 << 20


@contextmanager
def written(out: Path) -> Iterator[None]:
    """Turn what GDAL throws while it writes into DiskFull or OutputUnwritable; its text may quote rows."""
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        with quiet():
            yield
    except (DataLayerError, DataSourceError) as problem:
        raise _refusal(out) from problem


def _refusal(out: Path) -> GisError:
    if shutil.disk_usage(out.parent).free < LEAST_FREE:
        return DiskFull(path=str(out))
    return OutputUnwritable(path=str(out), reason="disk_error")
