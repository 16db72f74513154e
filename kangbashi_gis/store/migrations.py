"""Numbered formats of the store files, and the way from each to the next.

Beside that, a file made when the program knew fewer themes or fields gains them without a new number:
an older program reads such a file as before.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import WorkspaceDamaged, WorkspaceTooNew
from kangbashi_gis.store.connection import connect, require_table, translated
from kangbashi_gis.store.layout import Layout
from kangbashi_gis.store.sql import statement
from kangbashi_gis.store.tables import add_column, create_table, create_triggers, date_images

OLDEST, FORMAT = 1, 4

Register = Callable[[Connection, Layout], None]


def _remember_the_vault(connection: Connection, layouts: list[Layout]) -> None:
    """Format 2: an operation says whether the vault took part in it."""
    connection.execute("ALTER TABLE kbs_operations ADD COLUMN vault INTEGER NOT NULL DEFAULT 0")


def _date_the_images(connection: Connection, layouts: list[Layout]) -> None:
    """Format 3: the images of rows in a history say when they ended."""
    for layout in layouts:
        if len(_missing(connection, layout)) < len(layout.columns):
            date_images(connection, layout)


def _index_people(connection: Connection, layouts: list[Layout]) -> None:
    """Format 4: the vault has an index of people (`store/people_index.py`, which makes it).

    Its triggers ask for a function that older programs do not have, so these must not write any more.
    """


# the step that leads from a format to the next
STEPS: dict[int, Callable[[Connection, list[Layout]], None]] = {
    1: _remember_the_vault,
    2: _date_the_images,
    3: _index_people,
}


def nowhere(connection: Connection, layout: Layout) -> None:
    """Register a new table nowhere: the vault has no list of layers."""


def bring_up(path: Path, layouts: list[Layout], register: Register = nowhere, key: bytes = b"") -> None:
    """Bring a store file to the present format and themes, in one transaction; raises WorkspaceTooNew.

    A file that is up to date is only read.
    """
    with translated(path), closing(connect(path, key=key)) as connection:
        if _format(connection, path) == FORMAT and not any(_missing(connection, layout) for layout in layouts):
            return
        connection.execute("BEGIN IMMEDIATE")
        # another program may have done it while we waited for the lock
        found = _format(connection, path)
        for number in range(found, FORMAT):
            STEPS[number](connection, layouts)
        connection.execute("UPDATE kbs_meta SET value = ? WHERE name = 'format'", (str(FORMAT),))
        for layout in layouts:
            _complete(connection, layout, register)
            if found < FORMAT:
                create_triggers(connection, layout)
        connection.execute("COMMIT")


def outdated(path: Path, layouts: list[Layout], key: bytes = b"") -> bool:
    """Tell whether a file needs to be brought up; raises WorkspaceTooNew."""
    with translated(path), closing(connect(path, read_only=True, key=key)) as connection:
        return _format(connection, path) < FORMAT or any(_missing(connection, layout) for layout in layouts)


def _format(connection: Connection, path: Path) -> int:
    require_table(connection, path, "kbs_meta")
    row = connection.execute("SELECT value FROM kbs_meta WHERE name = 'format'").fetchone()
    found = int(row[0]) if row else 0
    if found < OLDEST:
        raise WorkspaceDamaged(path=str(path), reason="not_ours")
    if found > FORMAT:
        raise WorkspaceTooNew(path=str(path.parent), found=found, known=FORMAT)
    return found


def _missing(connection: Connection, layout: Layout) -> list[str]:
    """Name the columns of a layout that its table lacks; all of them where there is no table."""
    command = statement("SELECT name FROM pragma_table_info({table})", table=layout.table)
    standing = {row[0] for row in connection.execute(command)}
    return [name for name in layout.columns if name not in standing]


def _complete(connection: Connection, layout: Layout, register: Register) -> None:
    missing = _missing(connection, layout)
    if set(missing) == set(layout.columns):
        create_table(connection, layout)
        register(connection, layout)
    elif missing:
        for name in missing:
            add_column(connection, layout, name)
        create_triggers(connection, layout)
