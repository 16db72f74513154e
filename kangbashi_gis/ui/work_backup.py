"""What the worker process does for backups. No Qt here."""

import dataclasses
from pathlib import Path
from typing import Any

from kangbashi_gis.progress import Progress
from kangbashi_gis.ui.admission import opened

Plain = dict[str, Any]


def backup_list(workspace: str, folder: str, progress: Progress) -> Plain:
    """List the backups in a folder; none where there is no such folder yet."""
    from kangbashi_gis.operations import backup
    from kangbashi_gis.store.backup_folder import HEADER

    if not (Path(folder) / HEADER).exists():
        return {"backups": []}
    with opened(workspace) as space:
        return {"backups": [dataclasses.asdict(one) for one in backup.listed(space, Path(folder))]}


def backup_make(workspace: str, folder: str, keep_days: int, progress: Progress) -> Plain:
    """Make a backup."""
    from kangbashi_gis.operations import backup

    with opened(workspace) as space:
        return dataclasses.asdict(backup.make(space, Path(folder), progress, keep_days))


def backup_verify(workspace: str, folder: str, progress: Progress) -> Plain:
    """Check every piece of every backup."""
    from kangbashi_gis.operations import backup

    with opened(workspace) as space:
        return dataclasses.asdict(backup.verify(space, Path(folder), progress))


def backup_drill(workspace: str, folder: str, name: str, clerk: str, password: str, progress: Progress) -> Plain:
    """Prove a backup; a clerk may open the vault of the copy."""
    from kangbashi_gis.operations import drilling

    opener = drilling.Opener(clerk, password) if clerk else None
    with opened(workspace) as space:
        return dataclasses.asdict(drilling.drill(space, Path(folder), progress, name, opener))


def backup_restore(workspace: str, folder: str, target: str, name: str, progress: Progress) -> Plain:
    """Restore a backup into a new folder."""
    from kangbashi_gis.operations import restoring

    with opened(workspace) as space:
        return dataclasses.asdict(restoring.restore(space, Path(folder), Path(target), progress, name))


def backup_replace(workspace: str, folder: str, name: str, login: list[str], progress: Progress) -> Plain:
    """Put a backup in the place of a workspace that the window has closed; login: name, password, code, or nothing."""
    from kangbashi_gis.operations import restoring

    with opened(workspace) as space:
        if login:
            space.log_in(*login)
        return dataclasses.asdict(restoring.replace(space, Path(folder), progress, name))
