"""What a field has held, now or ever: history keeps what undo may bring back."""

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.store.connection import translated
from kangbashi_gis.store.geopackage import GeoPackageStore
from kangbashi_gis.store.layout import open_layout
from kangbashi_gis.store.sql import statement


def ever_held(store: GeoPackageStore, theme: Theme, field: str) -> set[str]:
    """Give all values of a text field in the rows of a layer and in those that were replaced or deleted."""
    layout = open_layout(theme)
    command = statement(
        "SELECT {field} FROM {table} UNION SELECT {field} FROM {history}",
        field=field, table=layout.table, history=layout.history,
    )  # fmt: skip
    with translated(store.path):
        rows = store.database.reader().execute(command).fetchall()
    return {str(value) for (value,) in rows if value is not None}
