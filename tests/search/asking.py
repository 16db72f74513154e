"""Asks the search about the small town."""

from kangbashi_gis.index.catalogue import Indexes
from kangbashi_gis.model.themes import theme
from kangbashi_gis.search.address import Hit, search
from kangbashi_gis.store.geopackage import GeoPackageStore

COLUMN = {"addresses": "full", "parcels": "code"}


class Town:
    """Asks the town, and tells the answers by their words."""

    def __init__(self, store: GeoPackageStore, indexes: Indexes) -> None:
        self.store = store
        self.indexes = indexes

    def hits(self, query: str, near: tuple[float, float] | None = None) -> list[Hit]:
        return search(self.indexes.words(), query, 20, near)

    def answers(self, query: str, near: tuple[float, float] | None = None) -> list[tuple[str, str]]:
        return [(hit.theme, self.text(hit)) for hit in self.hits(query, near)]

    def best(self, query: str) -> tuple[str, str] | None:
        return next(iter(self.answers(query)), None)

    def text(self, hit: Hit) -> str:
        column = COLUMN.get(hit.theme, "name")
        table = self.store.read(theme(hit.theme), [hit.fid], columns=(column,), geometry=False)  # type: ignore[arg-type]
        return str(table.columns[column][0])
