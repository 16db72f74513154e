"""Looks a store file over for damage, and copies it whole."""

from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.store.connection import translated_copy
from kangbashi_gis.store.database import Database
from kangbashi_gis.store.layout import Layout
from kangbashi_gis.store.sql import statement

Finding = tuple[str, str]

# each question counts what should not be; the word before it names the finding
OF_A_FILE = {
    "gate": "SELECT count(*) <> 1 OR sum(operation IS NOT NULL OR bulk <> 0) FROM kbs_gate",
    "change_without_operation": "SELECT count(*) FROM kbs_changes WHERE operation IS NOT NULL"
    " AND operation NOT IN (SELECT number FROM kbs_operations)",
}
OF_A_TABLE = {
    "id_missing": "SELECT count(*) FROM {table} WHERE id IS NULL OR length(id) <> 36",
    "id_twice": "SELECT count(*) - count(DISTINCT id) FROM {table}",
    "version": "SELECT count(*) FROM {table} WHERE version IS NULL OR version < 1",
    "valid_from": "SELECT count(*) FROM {table} WHERE valid_from IS NULL",
    # whatever was added and not deleted stands, and whatever was changed or deleted has its image; an E is neither
    "change_lost": "SELECT (SELECT count(*) FROM {table}) <>"
    " (SELECT coalesce(sum((kind = 'I') * (last - fid + 1) - (kind IN ('D', 'E'))), 0)"
    " FROM kbs_changes WHERE theme = ?1)",
    "image_lost": "SELECT (SELECT count(*) FROM {history}) <>"
    " (SELECT count(*) FROM kbs_changes WHERE theme = ?1 AND kind NOT IN ('I', 'E'))",
    "version_order": "SELECT count(*) FROM {history} AS h JOIN {table} AS t USING (fid) WHERE t.version <= h.version",
}


def check_file(connection: Connection, layouts: list[Layout]) -> list[Finding]:
    """Give what is wrong with a store file, as (what, where); nothing when all is well."""
    findings = [("integrity", row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    findings += [("gpkg_reference", row[0]) for row in connection.execute("PRAGMA foreign_key_check")]
    findings += [(what, "") for what, question in OF_A_FILE.items() if connection.execute(question).fetchone()[0]]
    for layout in layouts:
        findings += check_table(connection, layout)
    return findings


def check_table(connection: Connection, layout: Layout) -> list[Finding]:
    """Give what is wrong with the rows of a table, its changes and its history."""
    findings = []
    for what, question in OF_A_TABLE.items():
        command = statement(question, table=layout.table, history=layout.history)
        values = (layout.table,) if "?1" in command else ()
        if connection.execute(command, values).fetchone()[0]:
            findings.append((what, layout.table))
    return findings


def copy_file(database: Database, target: Path) -> None:
    """Write a whole and compact copy of what is committed now; the target must not exist."""
    with translated_copy(database.path, target):
        database.reader().execute("VACUUM INTO ?", (str(target),))
