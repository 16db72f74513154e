"""Parcels, compounds and buildings as rows: codes, uses, dates, right holders."""

import numpy as np
import shapely

from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes.codes import LAND_USE
from kangbashi_gis.sample import dates, names, words
from kangbashi_gis.sample.addresses import AddressBook, building_codes, parcel_codes
from kangbashi_gis.sample.buildings import HUT, STYLES
from kangbashi_gis.sample.compounds import Compounds
from kangbashi_gis.sample.rooms import Rooms
from kangbashi_gis.sample.town import Town, dice

GRANTED = ("0701", "0901", "0902", "0903", "0904", "1001", "1101")  # sold; other land is allotted
RESERVED = ("16", "2301", "04")
HOLDERS_FROM = 1_500
FLOOR_M = {"slab": 2.9, "villa": 3.1, "shop": 4.2, "office": 3.8, "hall": 8.0, "school": 3.7, "public": 4.0}
NAMES = {"shop": "商铺", "hall": "厂房", "school": "教学楼", "public": "综合楼", "pavilion": "服务亭", HUT: "门卫室"}
HUT_USE = "其他"


def parcels(town: Town, homes: Compounds, book: AddressBook) -> Table:
    """Give the parcels with the address of their gate, their right and its holder."""
    rng = dice(town.number, "cadastre")
    granted = np.array([code.startswith(GRANTED) for code in town.uses.tolist()])
    reserved = np.isin(town.uses, RESERVED)
    years = np.clip(town.parcel_years + rng.integers(-1, 2, len(town.uses)), 2006, 2022)
    return Table(
        {
            "code": parcel_codes(town),
            "use": town.uses.astype(object),
            "address": _situations(town, book),
            "right": np.where(reserved, "储备", np.where(granted, "出让", "划拨")).astype(object),
            "area_m2": np.round(shapely.area(town.parcels.shapes), 2),
            "registered": dates.days(years, rng),
            "holder": _holders(town, homes, granted, reserved),
        },
        town.parcels.shapes,
    )


def _situations(town: Town, book: AddressBook) -> np.ndarray:
    """Give road and number of a parcel's first plate, else its street office and community."""
    known = town.divisions.communities
    result = np.array([one.address for one in known], dtype=object)[town.parcel_communities]
    door = np.flatnonzero(np.asarray(book.table.columns["kind"]) == "door")
    first = door[np.unique(book.parcels[door], return_index=True)[1]]
    road, number = (np.asarray(book.table.columns[name])[first] for name in ("road", "number"))
    result[book.parcels[first]] = road + number
    return town.divisions.name + result


def _holders(town: Town, homes: Compounds, granted: np.ndarray, reserved: np.ndarray) -> list[str]:
    """Give made-up holders: a developer for each compound, companies, and public bodies of the district."""
    county, result = town.divisions.name, []
    for number, use in enumerate(town.uses.tolist()):
        owner = homes.of_parcel[number]
        if owner >= 0:
            result.append(f"鄂尔多斯市{names.stem(HOLDERS_FROM + int(owner), town.number)}房地产开发有限公司")
        elif granted[number]:
            trade = words.HOLDERS[number % len(words.HOLDERS)]
            result.append(f"鄂尔多斯市{names.stem(HOLDERS_FROM + 211 + number, town.number)}{trade}有限公司")
        elif reserved[number]:
            result.append(f"{county}土地收储中心")
        else:
            result.append(f"{county}{LAND_USE.title(use).removesuffix('用地').removesuffix('绿地')}管理处")
    return result


def compounds(town: Town, homes: Compounds) -> Table:
    """Give the compounds with their names, old and new."""
    known = np.array([one.name for one in town.divisions.communities], dtype=object)
    return Table(
        {
            "code": homes.codes(town),
            "name": [one.name for one in homes.named],
            "former_name": [one.former for one in homes.named],
            "community": known[homes.communities],
            "built": homes.years + 1,
        },
        homes.shapes,
    )


def buildings(town: Town, homes: Compounds, numbers: np.ndarray, rooms: Rooms) -> Table:
    """Give the buildings with name, use, floors, height and the year they were finished."""
    rng = dice(town.number, "buildings")
    styles = town.buildings.styles
    compound = homes.of_parcel[town.buildings.parcels]
    later = town.parcel_years[town.buildings.parcels] + rng.integers(1, 3, len(styles))
    storey = np.array([FLOOR_M.get(style, 3.2) for style in styles.tolist()])
    names_ = [
        f"{number}号楼" if number else NAMES[style]
        for number, style in zip(numbers.tolist(), styles.tolist(), strict=True)
    ]
    return Table(
        {
            "code": building_codes(town),
            "name": names_,
            "compound": np.append(np.array([one.name for one in homes.named], dtype=object), "")[compound],
            "use": [STYLES[style].use if style in STYLES else HUT_USE for style in styles.tolist()],
            "floors": rooms.floors,
            "height_m": np.round(rooms.floors * storey + 0.6, 1),
            "built": np.clip(later, 2007, 2022),
        },
        town.buildings.shapes,
    )
