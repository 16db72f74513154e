"""The tables of a store file and the triggers that record every change, whoever makes it.

The triggers are plain SQL, so an edit by QGIS is recorded as ours are. They copy the number of the
operation from `kbs_gate`, which our transactions set and reset; for QGIS it is NULL.
`bulk` in the gate silences the triggers inside the triggers themselves, so that they need not care whether triggers
are recursive. During a bulk append of ours, which records one range of rows, the trigger for new rows is taken away,
in the same transaction that puts it back.
"""

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.model.schema import BASE_COLUMNS, FID, GEOMETRY
from kangbashi_gis.store.identity import UUID7
from kangbashi_gis.store.layout import BASE_TYPES, Layout
from kangbashi_gis.store.sql import Fragment, columns, literal, quoted, statement

NOW = Fragment("strftime('%Y-%m-%dT%H:%M:%SZ', 'now')")
TODAY = Fragment("date('now', 'localtime')")

BOOKKEEPING = (
    "CREATE TABLE kbs_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE kbs_gate (operation INTEGER, bulk INTEGER NOT NULL DEFAULT 0)",
    "INSERT INTO kbs_gate (operation, bulk) VALUES (NULL, 0)",
    "CREATE TABLE kbs_operations (number INTEGER PRIMARY KEY, at TEXT NOT NULL, undoes INTEGER,"
    " vault INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE kbs_changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, theme TEXT NOT NULL, kind TEXT NOT NULL,"
    " fid INTEGER NOT NULL, last INTEGER NOT NULL, operation INTEGER, at TEXT NOT NULL)",
    "CREATE INDEX kbs_changes_theme ON kbs_changes (theme, seq)",
    "CREATE INDEX kbs_changes_operation ON kbs_changes (operation)",
    "CREATE TABLE sources (number INTEGER PRIMARY KEY, file TEXT, sha256 TEXT, maker TEXT, date TEXT, secrecy TEXT)",
)

RECORD = (
    "INSERT INTO kbs_changes (theme, kind, fid, last, operation, at)"
    " SELECT {theme}, {kind}, {row}.fid, {row}.fid, operation, {now} FROM kbs_gate;"
)
# an image held until now, whatever end it was to have; that end is kept beside it, to be put back by an undo
KEEP = (
    "INSERT INTO {history} ({columns}, valid_to, given_valid_to, closed_by, closed_at)"
    " SELECT {old}, {end}, OLD.valid_to, operation, {now} FROM kbs_gate;"
)
END = "min(coalesce({given}, {day}), {day})"

INSERTED = """CREATE TRIGGER {name} AFTER INSERT ON {table} WHEN (SELECT bulk FROM kbs_gate) = 0 BEGIN
  UPDATE kbs_gate SET bulk = 1;
  UPDATE {table} SET id = CASE WHEN length(id) = 36 THEN id ELSE {uuid} END, version = coalesce(version, 1),
    valid_from = coalesce(valid_from, {today})
    WHERE fid = NEW.fid AND (id IS NULL OR length(id) <> 36 OR version IS NULL OR valid_from IS NULL);
  UPDATE kbs_gate SET bulk = 0;
  {record}
END"""
UPDATED = """CREATE TRIGGER {name} AFTER UPDATE ON {table} WHEN (SELECT bulk FROM kbs_gate) = 0 BEGIN
  {keep}
  UPDATE kbs_gate SET bulk = 1;
  UPDATE {table} SET version = coalesce(OLD.version, 0) + 1 WHERE fid = NEW.fid AND NEW.version IS OLD.version;
  UPDATE kbs_gate SET bulk = 0;
  {record}
END"""
DELETED = """CREATE TRIGGER {name} AFTER DELETE ON {table} WHEN (SELECT bulk FROM kbs_gate) = 0 BEGIN
  {keep}
  {record}
END"""
FIXED = """CREATE TRIGGER {name} BEFORE UPDATE ON {table}
WHEN NEW.fid <> OLD.fid OR (length(OLD.id) = 36 AND NEW.id IS NOT OLD.id) BEGIN
  SELECT RAISE(ABORT, 'fid and id never change');
END"""


def create_bookkeeping(connection: Connection) -> None:
    """Create the tables that every store file has, for changes, operations and sources."""
    for command in BOOKKEEPING:
        connection.execute(command)


def create_table(connection: Connection, layout: Layout) -> None:
    """Create a theme's table, its history, indexes and triggers."""
    connection.execute(statement("CREATE TABLE {table} ({body})", table=layout.table, body=_body(layout)))
    connection.execute(statement("CREATE TABLE {table} ({body})", table=layout.history, body=_history_body(layout)))
    for name in ("closed_by", "id"):
        _index(connection, layout.history, name)
    for name in layout.indexed:
        _index(connection, layout.table, name)
    create_triggers(connection, layout)


def create_triggers(connection: Connection, layout: Layout) -> None:
    """Create the triggers that record changes; those that stand are replaced."""
    for kind, row, template in (("I", "NEW", INSERTED), ("U", "NEW", UPDATED), ("D", "OLD", DELETED)):
        _trigger(connection, layout, template, kind, row)
    _trigger(connection, layout, FIXED, "fixed", "OLD")


def drop_insert_trigger(connection: Connection, layout: Layout) -> None:
    """Take the trigger that records new rows away, until the end of a bulk append."""
    connection.execute(statement("DROP TRIGGER {name}", name=f"kbs_{layout.table}_I"))


def create_insert_trigger(connection: Connection, layout: Layout) -> None:
    """Put the trigger that records new rows in place."""
    _trigger(connection, layout, INSERTED, "I", "NEW")


def date_images(connection: Connection, layout: Layout) -> None:
    """Let the images that format 2 kept say when they ended; the triggers are to be created anew afterwards."""
    connection.execute(statement("ALTER TABLE {history} ADD COLUMN given_valid_to TEXT", history=layout.history))
    end = Fragment(END.format(given="valid_to", day="date(closed_at, 'localtime')"))
    command = "UPDATE {history} SET given_valid_to = valid_to, valid_to = {end}"
    connection.execute(statement(command, history=layout.history, end=end))


def add_column(connection: Connection, layout: Layout, name: str) -> None:
    """Add a field that the theme has gained since the file was made; create the triggers anew afterwards."""
    for table in (layout.table, layout.history):
        kind = Fragment(layout.fields[name])
        connection.execute(statement("ALTER TABLE {table} ADD COLUMN {name} {kind}", table=table, name=name, kind=kind))
    if name in layout.indexed:
        _index(connection, layout.table, name)


def _trigger(connection: Connection, layout: Layout, template: str, kind: str, row: str) -> None:
    name = f"kbs_{layout.table}_{kind}"
    connection.execute(statement("DROP TRIGGER IF EXISTS {name}", name=name))
    names = [name for name in layout.columns if name != "valid_to"]
    end = Fragment(END.format(given="OLD.valid_to", day=TODAY))
    old = columns(names, "OLD.")
    keep = statement(KEEP, history=layout.history, columns=columns(names), old=old, end=end, now=NOW)
    record = statement(RECORD, theme=literal(layout.table), kind=literal(kind), row=Fragment(row), now=NOW)
    command = statement(
        template,
        name=name,
        table=layout.table,
        keep=Fragment(keep),
        record=Fragment(record),
        uuid=UUID7,
        today=TODAY,
    )
    connection.execute(command)


def _index(connection: Connection, table: str, column: str) -> None:
    name = f"kbs_{table}_{column}_index"
    connection.execute(statement("CREATE INDEX {name} ON {table} ({column})", name=name, table=table, column=column))


def _body(layout: Layout) -> Fragment:
    head = [f"{FID} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    return Fragment(", ".join([*head, *_columns(layout, unique=True)]))


def _history_body(layout: Layout) -> Fragment:
    """Describe a history table; `closed_at` is when the row stopped being what holds, `closed_by` the operation.

    valid_to is the day of that, or the end that the row itself gave if it was earlier: `given_valid_to`.
    """
    head = ["hid INTEGER PRIMARY KEY", f"{FID} INTEGER NOT NULL"]
    closing = ["closed_by INTEGER", "closed_at TEXT NOT NULL", "given_valid_to TEXT"]
    return Fragment(", ".join([*head, *_columns(layout), *closing]))


def _columns(layout: Layout, unique: bool = False) -> list[str]:
    shape = [f"{GEOMETRY} {layout.geometry}"] if layout.geometry else []
    base = [f"{name} {BASE_TYPES[name]}" + (" UNIQUE" if unique and name == "id" else "") for name in BASE_COLUMNS]
    return [*shape, *base, *(f"{quoted(name)} {kind}" for name, kind in layout.fields.items())]
