"""What is the matter with shapes, one by one: absent, broken, twice, slivers, spikes, heights."""

from collections.abc import Iterator

import numpy as np

from kangbashi_gis.analysis.validity import fault
from kangbashi_gis.importing.georeference import unusable
from kangbashi_gis.importing.repairing import thin
from kangbashi_gis.importing.tally import Tally
from kangbashi_gis.model.diagnosis import Finding, Severity

POLYGON, MULTIPOLYGON = 3, 6
FAMILY = np.array(["point", "line", "line", "polygon", "point", "line", "polygon", "mixed"])
SPIKE_DEGREES = 1.0
SPIKE_LEG = 1e-3  # of a leg shorter than a millimetre no angle can be told


class Shapes:
    """Looks at the shapes of a layer, batch by batch, in the CRS of the file or of the workspace.

    metres: the coordinates are metres, so that areas and slivers mean something.
    """

    def __init__(self, metres: bool) -> None:
        warn, info = Severity.WARNING, Severity.INFO
        self._metres = metres
        self.empty = Tally("shape_empty", warn)
        self.unusable = Tally("shape_coordinates_unusable", Severity.ERROR)
        self.invalid = Tally("shape_invalid", warn)
        self.twice = Tally("shape_twice", warn)
        self.sliver = Tally("shape_sliver", warn)
        self.spike = Tally("shape_spike", warn)
        self.multi = Tally("shape_multi", info)
        self.kinds: set[str] = set()
        self._known: set[bytes] = set()

    def add(self, start: int, shapes: np.ndarray) -> None:
        """Look at one batch; start: how many rows came before it."""
        import shapely

        absent = shapely.is_missing(shapes) | shapely.is_empty(shapes)
        self.empty.add(start, np.flatnonzero(absent))
        broken = unusable(shapes)
        self.unusable.add(start, np.flatnonzero(broken))
        here = np.flatnonzero(~absent & ~broken)
        sound = shapes[here]
        kinds = shapely.get_type_id(sound)
        self.kinds |= set(np.unique(_families(kinds)).tolist())
        self._mark(self.multi, start, here, sound, shapely.get_num_geometries(sound) > 1)
        drawn = np.flatnonzero(_families(kinds) != "point")  # many rows may share a point: rooms of a house
        self._mark(self.twice, start, here[drawn], sound[drawn], self._seen(sound[drawn]))
        valid = shapely.is_valid(sound)
        self._broken(start, here, sound, ~valid)
        areal = np.isin(kinds, (POLYGON, MULTIPOLYGON)) & valid
        if self._metres:
            self._mark(self.sliver, start, here, sound, areal & thin(sound))
            self._mark(self.spike, start, here, sound, areal & _spiky(sound))

    def findings(self) -> Iterator[Finding]:
        """Give what was found."""
        for one in (
            self.unusable, self.invalid, self.empty, self.twice, self.sliver, self.spike, self.multi,
        ):  # fmt: skip
            yield from one.findings()
        if len(self.kinds) > 1:
            yield Finding("shape_kinds_mixed", Severity.WARNING, 1, {"kinds": sorted(self.kinds)})

    def kind(self) -> str:
        """Give "point", "line", "polygon", "mixed" or "none"."""
        return _one_of(self.kinds)

    @staticmethod
    def _mark(tally: Tally, start: int, here: np.ndarray, shapes: np.ndarray, found: np.ndarray) -> None:
        if found.any():
            tally.add(start, here[found], _middles(shapes[found]))

    def _broken(self, start: int, here: np.ndarray, shapes: np.ndarray, broken: np.ndarray) -> None:
        import shapely

        if broken.any():
            reasons = shapely.is_valid_reason(shapes[broken])
            self.invalid.values.setdefault("reason", fault(str(reasons[0])))
            self.invalid.add(start, here[broken], _reason_places(reasons))

    def _seen(self, shapes: np.ndarray) -> np.ndarray:
        """Tell which shapes came before, to the millimetre, wherever their ring starts."""
        import shapely

        signs = shapely.to_wkb(shapely.normalize(shapely.transform(shapes, lambda xy: np.round(xy, 3))))
        repeated = np.zeros(len(signs), bool)
        for place, sign in enumerate(signs):
            short = _short(sign)
            repeated[place] = short in self._known
            self._known.add(short)
        return repeated


def kind_of(shapes: np.ndarray) -> str:
    """Give what shapes are, as `Shapes.kind` does, without looking at more."""
    import shapely

    there = shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes) | unusable(shapes))]
    return _one_of(set(_families(shapely.get_type_id(there)).tolist()))


def _families(type_ids: np.ndarray) -> np.ndarray:
    return np.asarray(FAMILY[np.clip(type_ids, 0, 7)])


def _one_of(kinds: set[str]) -> str:
    return next(iter(kinds)) if len(kinds) == 1 else ("mixed" if kinds else "none")


def _short(sign: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(sign, digest_size=12).digest()


def _middles(shapes: np.ndarray) -> np.ndarray:
    import shapely

    return np.asarray(shapely.get_coordinates(shapely.point_on_surface(shapes[:200])))


def _reason_places(reasons: np.ndarray) -> np.ndarray:
    """Read the place out of `Self-intersection[396000.5 4386000.5]`."""
    found = []
    for reason in reasons[:200]:
        inside = str(reason).partition("[")[2].rstrip("]").split()
        found.append((float(inside[0]), float(inside[1])) if len(inside) >= 2 else (np.nan, np.nan))
    return np.array(found).reshape(-1, 2)


def _spiky(shapes: np.ndarray) -> np.ndarray:
    """Tell which polygons have a corner of less than a degree: a spike that some digitising left."""
    import shapely

    rings, owner = shapely.get_rings(shapely.get_parts(shapes)), _ring_owner(shapes)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    found = np.zeros(len(shapes), bool)
    if len(xy) < 4:
        return found
    first = np.r_[True, ring[1:] != ring[:-1]]
    last = np.r_[first[1:], True]
    before = xy - np.roll(xy, 1, axis=0)
    after = np.roll(xy, -1, axis=0) - xy
    # a ring ends where it began: its first corner lies between its last and its second point
    starts, ends = np.flatnonzero(first), np.flatnonzero(last)
    before[starts] = xy[starts] - xy[np.maximum(ends - 1, 0)]
    lengths = np.hypot(*before.T), np.hypot(*after.T)
    corner = ~last & (lengths[0] > SPIKE_LEG) & (lengths[1] > SPIKE_LEG)
    with np.errstate(divide="ignore", invalid="ignore"):
        back = -(before * after).sum(axis=1) / (lengths[0] * lengths[1])
    sharp = corner & (back > np.cos(np.radians(SPIKE_DEGREES)))
    found[owner[ring[sharp]]] = True
    return found


def _ring_owner(shapes: np.ndarray) -> np.ndarray:
    import shapely

    parts, shape = shapely.get_parts(shapes, return_index=True)
    _, part = shapely.get_rings(parts, return_index=True)
    return np.asarray(shape[part])
