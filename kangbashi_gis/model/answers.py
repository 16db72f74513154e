"""What questions are answered with: plain frozen values that the window, the command line and tests read.

X is east and Y is north, both metres in the workspace's CRS; lon and lat are degrees in EPSG:4490.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kangbashi_gis.errors import GisError


@dataclass(frozen=True)
class Place:
    """Somewhere a question was asked about. kind: a theme's name, "point" or "polygon"; fid 0 when not a row."""

    kind: str
    id: str
    title: str
    x: float
    y: float
    lon: float
    lat: float
    fid: int = 0


@dataclass(frozen=True)
class SearchHit:
    """One found thing. kind is its theme's name; score is 0 to 1; detail of an address is its full text.

    x, y, lon and lat are None for a row that is kept without a place. note: what should be known about the answer
    (found by an old name, a number that is not recorded), "" for nothing.
    """

    kind: str
    id: str
    title: str
    detail: str
    score: float
    x: float | None
    y: float | None
    lon: float | None
    lat: float | None
    fid: int = 0
    note: str = ""

    @property
    def place(self) -> Place | None:
        """Give it as a place to ask about; None where it has none."""
        if self.x is None or self.y is None or self.lon is None or self.lat is None:
            return None
        return Place(self.kind, self.id, self.title, self.x, self.y, self.lon, self.lat, self.fid)


@dataclass(frozen=True)
class SearchAnswer:
    """The hits of one query, best first."""

    query: str
    elapsed_ms: float
    results: tuple[SearchHit, ...]


@dataclass(frozen=True)
class RoadLength:
    """How many metres of roads of one name and class lie inside, exactly."""

    name: str
    klass: str
    class_title: str
    length_m: float


@dataclass(frozen=True)
class Population:
    """People whose address point lies inside. exact is False where the user has no right to exact numbers.

    Then people come from a release of `released`: the sum of its `blocks` whose centres lie inside, without ages of
    five years; a number that is held back is None. released is "" where nothing was published.
    total and households are None where there is nothing the user may see, or where the vault cannot be opened: then
    `trouble` says why.
    by_sex: "男", "女" or "" (unknown) to people. by_age: "0-4" … "95-99", "100+" and "" to [male, female, unknown].
    """

    exact: bool
    total: int | None
    households: int | None
    by_sex: Mapping[str, int | None] = field(default_factory=dict)
    by_age: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    by_community: Mapping[str, int | None] = field(default_factory=dict)
    trouble: GisError | None = None
    by_broad_age: Mapping[str, int | None] = field(default_factory=dict)
    released: str = ""
    blocks: int = 0


@dataclass(frozen=True)
class EntityItem:
    """One legal entity, without anything personal."""

    id: str
    fid: int
    name: str
    industry: str
    industry_title: str
    address: str
    distance_m: float
    x: float
    y: float


@dataclass(frozen=True)
class Entities:
    """Legal entities inside: all counted, the nearest 100 listed. by_industry: code to count."""

    total: int
    by_industry: Mapping[str, int]
    industry_titles: Mapping[str, str]
    list: tuple[EntityItem, ...]


@dataclass(frozen=True)
class ParcelHere:
    """The parcel under the place. heights_m: its lowest and highest corner; None where it has none."""

    id: str
    fid: int
    code: str
    use: str
    use_title: str
    area_m2: float
    heights_m: tuple[float, float] | None = None


@dataclass(frozen=True)
class Around:
    """Everything around a place, or inside a polygon (then radius_m is None).

    fids: theme name to the row numbers (int64 array as tuple is too slow; a numpy array) of what was
    found, so that the map can highlight it.
    """

    place: Place
    radius_m: float | None
    roads: tuple[RoadLength, ...]
    population: Population
    entities: Entities
    parcel: ParcelHere | None
    addresses: int
    elapsed_ms: float
    fids: Mapping[str, object] = field(default_factory=dict)
