"""The word index: names, codes and addresses of all themes, in one immutable generation and a small part beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from kangbashi_gis.index import arrays, generations
from kangbashi_gis.index.changed import newest_touched, touched_since
from kangbashi_gis.index.draft import THEME_NAMES, Draft, columns_of, indexed
from kangbashi_gis.index.generations import Generation
from kangbashi_gis.index.old_names import Known, OldNames
from kangbashi_gis.index.order import arranged
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.index.texts import Texts
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.spelling import fold
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.model.themes.aliases import ALIASES
from kangbashi_gis.progress import Progress, silent
from kangbashi_gis.store.base import Store

NAME = "words"
ARRAYS = "arrays.bin"
BATCH = 50_000
INDEXED = tuple(theme for theme in THEMES if indexed(theme))


@dataclass(frozen=True)
class WordPart:
    """A segment and, by theme number, the rows (ascending) of it that no longer hold."""

    segment: Segment
    hidden: Mapping[int, np.ndarray] = field(default_factory=dict)

    def showing(self, themes: np.ndarray, fids: np.ndarray) -> np.ndarray:
        """Tell which rows hold."""
        good = np.ones(len(fids), bool)
        for theme, hidden in self.hidden.items():
            good &= ~((themes == theme) & np.isin(fids, hidden))
        return good


@dataclass(frozen=True)
class WordIndex:
    """What can be found by words, as of one stamp of the store.

    base: by theme, the stamp when the files were written; now: the stamp that the index stands for.
    generation: of the files, 0 where there are none. partly: of what changed since, only the newest is known.
    """

    stamp: int
    base: Mapping[str, int]
    parts: tuple[WordPart, ...]
    old_names: OldNames = field(default_factory=lambda: OldNames({}))
    now: Mapping[str, int] = field(default_factory=dict)
    generation: int = 0
    partly: bool = False


def stamps(store: Store) -> dict[str, int]:
    """Give the stamp of every theme that is indexed."""
    return {theme.name: store.stamp(theme) for theme in INDEXED}


def build(root: Path, store: Store, progress: Progress = silent, adopt: bool = False) -> Generation:
    """Write a new generation; adopt as in `generations.write`."""

    def fill(folder: Path) -> Mapping[str, object]:
        now = stamps(store)
        arrays.pack(folder / ARRAYS, arranged(_whole(store, progress)))
        return {"stamps": now}

    return generations.write(root, NAME, fill, adopt)


def load(generation: Generation) -> WordIndex:
    """Open a generation whose stamp has been checked; `catch_up` then makes it stand for a stamp of the store."""
    segment = Segment(arrays.unpack(generation.folder / ARRAYS))
    return WordIndex(-1, dict(generation.facts["stamps"]), (WordPart(segment),), generation=generation.number)


def in_memory(store: Store) -> WordIndex:
    """Make the index without files, where the folder cannot be written."""
    now = stamps(store)
    return WordIndex(-1, now, (WordPart(Segment(arranged(_whole(store, silent)))),))


def catch_up(index: WordIndex, store: Store, partly: bool = False) -> WordIndex | None:
    """Give the index as the store is now, reading changed rows anew; None where they are too many.

    partly: of too many changed rows take the newest; the index then bears no stamp.
    """
    stamp, now = store.stamp(), {**stamps(store), ALIASES.name: store.stamp(ALIASES)}
    if now == index.now and partly == index.partly:
        return index if partly else replace(index, stamp=stamp)
    changed: dict[str, np.ndarray] = {}
    for theme in INDEXED:
        since = index.base.get(theme.name, 0)
        touched = touched_since(store, theme, since, now[theme.name])
        if touched is None:
            if not partly or now[theme.name] < since:
                return None
            touched = newest_touched(store, theme, since)
        if len(touched):
            changed[theme.name] = touched
    base = index.parts[0].segment
    parts: tuple[WordPart, ...] = (WordPart(base),)
    if changed:
        hidden = {THEME_NAMES.index(name): touched for name, touched in changed.items()}
        parts = (WordPart(base, hidden), WordPart(Segment(arranged(_of_rows(store, changed)))))
    known = old_names(store, (one.segment for one in parts))
    return replace(index, stamp=-1 if partly else stamp, now=now, parts=parts, old_names=known, partly=partly)


def old_names(store: Store, segments: Iterable[Segment]) -> OldNames:
    """Give old names with those of today, from the aliases and from what roads and compounds were called."""
    found: dict[str, dict[str, None]] = {}
    for segment in segments:
        old, new = Texts(segment.arrays, "old"), Texts(segment.arrays, "new")
        for number in range(len(old)):
            found.setdefault(old[number], {})[new[number]] = None
    known: dict[tuple[str, str], Known] = {}
    columns = ("alias", "name", "kind", "since", "until")
    for table in store.batches(ALIASES, BATCH, columns=columns, geometry=False):
        for alias, name, *more in zip(*(table.columns[column] for column in columns), strict=True):
            if (old_name := fold(alias or "")) and (new_name := fold(name or "")) and old_name != new_name:
                found.setdefault(old_name, {})[new_name] = None
                known[old_name, new_name] = Known(alias, *(str(one or "") for one in more))
    return OldNames({old_name: tuple(names) for old_name, names in found.items()}, known)


def _whole(store: Store, progress: Progress) -> Draft:
    draft, total, done = Draft(), sum(store.count(theme) for theme in INDEXED) or 1, 0
    for theme in INDEXED:
        for table in store.batches(theme, BATCH, columns=columns_of(theme)):
            progress(0.9 * done / total, "index")
            _add(draft, theme, table)
            done += len(table)
    progress(0.9, "index")
    return draft


def _of_rows(store: Store, changed: Mapping[str, np.ndarray]) -> Draft:
    draft = Draft()
    for theme in INDEXED:
        if theme.name in changed:
            _add(draft, theme, store.read(theme, changed[theme.name], columns=columns_of(theme)))
    return draft


def _add(draft: Draft, theme: Theme, table: Table) -> None:
    """Take the rows of a table, also those without a place, whose x and y are NaN: they are found by name too."""
    xy = _points(table) if theme.shape is Shape.POINT else _shown_at(table)
    draft.add(theme, table, np.where(np.isfinite(xy).all(axis=1)[:, None], xy, np.nan))


def _points(table: Table) -> np.ndarray:
    import shapely

    assert table.geometry is not None
    return shapely.bounds(table.geometry)[:, :2]


def _shown_at(table: Table) -> np.ndarray:
    """Give a point on each shape: the middle of a line's longest part, somewhere inside a polygon."""
    import shapely

    shapes = table.geometry
    assert shapes is not None
    points = shapely.point_on_surface(shapes)
    lines = np.isin(shapely.get_type_id(shapes), (1, 5))
    points[lines] = shapely.line_interpolate_point(_longest_part(shapes[lines]), 0.5, normalized=True)
    return np.column_stack([shapely.get_x(points), shapely.get_y(points)])


def _longest_part(lines: np.ndarray) -> np.ndarray:
    import shapely

    parts, row = shapely.get_parts(lines, return_index=True)
    order = np.lexsort((-shapely.length(parts), row))
    rows, first = np.unique(row[order], return_index=True)
    longest = np.full(len(lines), None, object)
    longest[rows] = parts[order][first]
    return longest
