"""Millions of addresses for `search.py`: the sample's city many times over, each copy under names of its own.

The sample can make as many districts itself, but takes 13 seconds for each and has to import them. Here rows of the
finished city are copied instead: a copy's roads and compounds get the third character that the sample gives to those
of a further district, its divisions the numbered names, so no place name comes twice. Numbers, buildings, units and
rooms repeat as they do from town to town. What the search never asks the store for (the R*Tree of the layer, the
index on full texts) is left out, which is all that makes this quick.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.sample import words
from kangbashi_gis.sample.divisions import COUNTY, numbered, numeral
from kangbashi_gis.store.geopackage import GeoPackageStore, GeoPackageWriter

PER_DISTRICT = 150_000
ENTITIES = 15_000  # per copy: one for ten addresses, as in a large city; the sample has four
STEP_M, SIDE_BY_SIDE = (26_000.0, 24_000.0), 9
ENDINGS = re.compile(f"(?:快速路|大街|街|路|巷|安置点|{'|'.join(sorted(words.COMPOUND_ENDINGS, key=len)[::-1])})$")
PARCEL = re.compile(rf"{COUNTY}(\D+)(?=\d)")
COMPANY = re.compile(r"^(?:内蒙古|鄂尔多斯市|康巴什区)*..")
ADDRESS = ("full", "kind", "street", "community", "road", "number", "compound", "building", "unit", "room")
OTHERS = {
    "roads": ("code", "name", "class"),
    "compounds": ("code", "name", "community"),
    "divisions": ("code", "name", "level"),
    "parcels": ("code", "use", "address"),
    "entities": ("credit_code", "name", "industry", "address"),
}
NAMED_IN = ("name", "community", "street", "road", "compound")


def make(city: Path, target: Path, addresses: int) -> Path:
    """Write a GeoPackage with that many addresses; one that is there already is taken as it is."""
    if not target.exists():
        part = target.with_suffix(".part")
        part.unlink(missing_ok=True)
        source = GeoPackageStore(city, read_only=True)
        store = GeoPackageStore.create(part, source.crs)
        _fill(source, store, addresses)
        store.close()
        source.close()
        part.rename(target)
    return target


def _fill(source: GeoPackageStore, store: GeoPackageStore, addresses: int) -> None:
    originals = dict(_originals(source))
    aliases = source.read(theme("aliases"), columns=("alias", "name"), geometry=False)
    with store.database.transaction(1) as connection:
        for index in ("kbs_addresses_code_index", "kbs_addresses_full_index", "kbs_entities_name_index"):
            connection.execute(f"DROP INDEX IF EXISTS {index}")
    copies = -(-addresses // PER_DISTRICT)
    for copy in range(1, copies + 1):
        with store.write(copy + 1) as writer:
            if copy == 1:
                writer.append(theme("aliases"), Table(dict(aliases.columns)))
            rest = addresses - (copy - 1) * PER_DISTRICT
            for name, table in originals.items():
                table = table.take(np.arange(min(len(table), rest))) if name == "addresses" else table
                _Quick(writer).append(theme(name), _copied(name, table, copy))


class _Quick(GeoPackageWriter):
    """Writes shapes but leaves the R*Trees alone."""

    def __init__(self, writer: GeoPackageWriter) -> None:
        super().__init__(writer.connection, writer._layouts, writer._srs_id)


def _originals(source: GeoPackageStore) -> Iterator[tuple[str, Table]]:
    yield "addresses", source.read(theme("addresses"), columns=ADDRESS)
    for name, columns in OTHERS.items():
        table = source.read(theme(name), columns=columns)
        if name == "entities":
            table = table.take(np.linspace(0, len(table) - 1, ENTITIES).astype(int))
        yield name, table


def _copied(name: str, table: Table, copy: int) -> Table:
    columns: dict[str, Sequence[Any]] = dict(table.columns)
    if copy > 1:
        place = _Renamed(copy)
        for column in columns:
            rename = _renamer(name, column, place)
            if rename is not None:
                columns[column] = [value and rename(value) for value in columns[column]]
        if "full" in columns:
            columns["full"] = _full(table, columns, place)
    row, column_number = divmod(copy - 1, SIDE_BY_SIDE)
    shift = np.array([column_number * STEP_M[0], row * STEP_M[1]])
    return Table(columns, shapely.transform(table.geometry, lambda xy: xy + shift))


def _renamer(name: str, column: str, place: "_Renamed") -> Callable[[str], str] | None:
    if name == "entities":
        return {"name": place.company, "credit_code": place.code, "address": place.address}.get(column)
    if name == "divisions" and column == "name":
        return place.division
    if column in ("street", "community"):
        return place.division
    if column == "code":
        return place.code
    if column == "address":
        return place.address
    return place.name if column in NAMED_IN else None


class _Renamed:
    """Names as those of another district."""

    def __init__(self, copy: int) -> None:
        self.copy, self.third = copy, words.THIRD[copy - 2]
        self.county = f"示例{numeral(copy)}区"
        self._names: dict[str, str] = {}

    def name(self, name: str) -> str:
        """Rename a road or compound."""
        known = self._names.get(name)
        if known is None:
            ending = ENDINGS.search(name)
            at = ending.start() if ending else len(name)
            known = self._names[name] = name[:at] + self.third + name[at:]
        return known

    def division(self, name: str) -> str:
        """Rename a division."""
        return self.county if name == COUNTY else numbered(name, self.copy)

    def company(self, name: str) -> str:
        """Rename a company or other body."""
        found = COMPANY.match(name)
        at = found.end() if found else len(name)
        return (name[:at] + self.third + name[at:]).replace(COUNTY, self.county)

    def code(self, code: str) -> str:
        """Give a code that no other copy has; its check digit is not right."""
        return f"{code[:2]}{self.copy:02d}{code[4:]}"

    def address(self, text: str) -> str:
        """Move an address of a parcel to this district; that of a company, which is not searched, roughly."""
        road = PARCEL.match(text)
        if road is None:
            return text.replace(COUNTY, self.county)
        return self.county + self.name(road.group(1)) + text[road.end() :]


def _full(table: Table, columns: dict[str, Sequence[Any]], place: _Renamed) -> list[str]:
    """Put the new names into full addresses."""
    regions: dict[str, str] = {}
    found = []
    for i, full in enumerate(table.columns["full"]):
        road, compound = table.columns["road"][i], table.columns["compound"][i]
        name = compound if compound and compound in full else road
        at = full.find(name) if name else len(full)
        front = full[:at]
        if front not in regions:
            regions[front] = _region(front, table.columns["street"][i], table.columns["community"][i], place)
        found.append(regions[front] + (place.name(name) + full[at + len(name) :] if name else full[at:]))
    return found


def _region(front: str, street: str | None, community: str | None, place: _Renamed) -> str:
    front = front.replace(COUNTY, place.county)
    for one in (community, (street or "").removeprefix("鄂尔多斯市")):
        if one:
            front = front.replace(one, numbered(one, place.copy))
    return front
