"""Builds the workspace of the sample district from files, through the same door as any data."""

from pathlib import Path

from kangbashi_gis import paths
from kangbashi_gis.errors import OutputExists
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.accounts import Person, recovery_key, setup
from kangbashi_gis.operations.folders import aside, writable
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.operations.statistics import publish
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.sample import File, Manifest, manifest, write_district
from kangbashi_gis.sample.demonstration import DEMONSTRATIONS

COMMITTED = "small"  # the scale whose files lie in `sample_data`
WRITTEN, IMPORTED = 0.15, 0.85  # by these shares of the time the files are there, and are in
FILES, WORKSPACE = "files", "workspace"


def build_sample(
    folder: Path, scale: str, progress: Progress, user: str = "local", *, accounts: bool = False
) -> Workspace:
    """Make a workspace of the sample district, ready to use, in a folder that is empty or not there yet.

    accounts: with the accounts of `DEMONSTRATIONS`, whose passwords everybody may know.

    It is built aside and renamed, so whoever stops it leaves nothing behind under that name.
    Raises UsageError (scale), OutputExists, OutputUnwritable, DiskFull, Cancelled.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputExists(path=str(folder))
    with aside(folder) as room:
        with writable(folder.parent):
            room.mkdir()
        made = _files(room / FILES, scale, part(progress, 0.0, WRITTEN))
        build_workspace(room / WORKSPACE, made, user, part(progress, WRITTEN, 1.0))
        if accounts:
            add_demonstrations(room / WORKSPACE)
        with writable(folder.parent):
            if folder.exists():
                folder.rmdir()
            (room / WORKSPACE).rename(folder)
    return open_workspace(folder, user)


def add_demonstrations(folder: Path) -> None:
    """Give a workspace of the sample its demonstration accounts. Its recovery key is shown to nobody.

    A release of statistics is published first, so that those who may not count exactly are answered too.
    """
    people = [Person(one.name, one.role, one.password) for one in DEMONSTRATIONS]
    with open_workspace(folder) as space:
        publish(space)
        setup(space, people, recovery_key())


def _files(room: Path, scale: str, progress: Progress) -> Manifest:
    """Take the files that come with the program, or make those of a larger scale."""
    return manifest.read(paths.sample_data()) if scale == COMMITTED else write_district(room, scale, progress)


def build_workspace(folder: Path, made: Manifest, user: str, progress: Progress) -> None:
    """Make a workspace of the files of a district: import them in their order, then build the indexes."""
    with create_workspace(folder, made.name, made.crs, user, sample=True) as space:
        share = IMPORTED / sum(one.rows for one in made.files)
        done = 0
        for one in made.files:
            _import(space, made, one, part(progress, share * done, share * (done + one.rows)))
            done += one.rows
        with space.index as indexes:
            indexes.refresh(part(progress, IMPORTED, 1.0))


def _import(space: Workspace, made: Manifest, file: File, progress: Progress) -> None:
    options = ImportOptions(layer=file.layer, crs=file.crs, encoding=file.encoding)
    import_file(space, made.folder / file.path, theme(file.theme), options, progress)
