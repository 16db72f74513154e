"""What the worker process does for statistics of people. No Qt here."""

from typing import Any

from kangbashi_gis.progress import Progress
from kangbashi_gis.ui.admission import opened


def publish_statistics(workspace: str, progress: Progress) -> dict[str, Any]:
    """Publish a release."""
    from kangbashi_gis.operations.statistics import publish

    with opened(workspace) as space:
        line = publish(space, progress)
    return {"number": line.number, "released": line.released, "blocks": line.blocks, "people": line.people}
