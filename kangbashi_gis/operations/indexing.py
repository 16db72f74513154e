"""Brings the indexes up after a change that is already committed."""

import logging
from typing import TYPE_CHECKING

from kangbashi_gis.progress import Progress

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

logger = logging.getLogger(__name__)


def follow(space: "Workspace", progress: Progress) -> bool:
    """Bring the indexes up; False where that could not be done now.

    What was committed stays, whatever happens here: a full disk, a folder that cannot be written, somebody
    who stops it. Saying that the change failed would be false, and an index comes back at the next question.
    """
    try:
        space.index.refresh(progress)
    except (Exception, KeyboardInterrupt) as problem:
        logger.warning("the indexes are behind and will be built at the next question: %s", type(problem).__name__)
        return False
    return True
