"""Copies of database files page for page, as they are at one moment, while others go on writing.

A compact copy would shift all pages, so that nothing of it would be known from the last backup.
"""

from contextlib import closing
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.progress import Progress
from kangbashi_gis.store.connection import connect, create, translated, translated_copy
from kangbashi_gis.store.database import Database

PAGES = 2048  # between two reports


def held(database: Database) -> Connection:
    """Hold a file as it is now: what others commit meanwhile is not seen through this connection. The caller closes."""
    connection = database.connect()
    try:
        with translated(database.path):
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM kbs_meta").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def copy_pages(connection: Connection, source: Path, target: Path, progress: Progress) -> None:
    """Copy what a connection sees into a new file."""

    def report(_status: int, left: int, total: int) -> None:
        progress(1 - left / max(total, 1), "copy")

    with translated_copy(source, target), closing(create(target)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # should it not get to the disk, nothing is lost
        connection.backup(copy, pages=PAGES, progress=report)


def copy_file_pages(source: Path, target: Path, progress: Progress) -> None:
    """Copy a plain file of a database that is written in short transactions."""
    with translated(source), closing(connect(source)) as connection:
        copy_pages(connection, source, target, progress)
