"""From the things of a drawing to rows: what is known of each, and its shape."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from kangbashi_gis.importing.sources import dxf_text, rings
from kangbashi_gis.importing.sources.dxf_shapes import AREAS, LINES, POINTS, TEXTS, Drawn, Placed, Thing, draw
from kangbashi_gis.model.table import Table

COMMON = ("图层", "实体", "颜色", "线型", "标高", "CASS编码", "句柄")
OF_TEXTS = ("文字", "字高", "旋转角")
OF_POINTS = ("图块", "旋转角")
IN_BLOCK = "所在图块"
BY_LAYER = 256
LEAST = {LINES: 2, AREAS: 3}
SOUTH = "SOUTH"
MOST_BESIDE = 50
BESIDE, APPLICATION = 1000, 1001  # codes of what a program writes beside a thing


@dataclass(frozen=True)
class Style:
    """What rows are made of. words: decodes names, which come again and again; text: decodes
    what does not. attributes: the tags of block attributes; survey_values: how many CASS writes at most. carried: the
    tags that what stands in blocks has from its insert, None where no block was opened."""

    kind: str
    words: Callable[[bytes], str]
    text: Callable[[bytes], str]
    colours: Mapping[bytes, int]
    attributes: tuple[bytes, ...]
    survey_values: int
    carried: tuple[bytes, ...] | None = None

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the cells."""
        own = {TEXTS: OF_TEXTS, POINTS: (*OF_POINTS, *map(self.words, self.attributes))}.get(self.kind, ())
        if self.kind != POINTS and self.carried is not None:
            own = (*own, IN_BLOCK, *map(self.words, self.carried))
        return (*COMMON, *own, *(f"{SOUTH}_{place}" for place in range(2, self.survey_values + 1)))


def table(things: Iterable[Thing], style: Style) -> Table | None:
    """Make a table of things of one kind, each let go at once; None where there is none."""
    from kangbashi_gis.importing.source import distinct

    drawn: list[Drawn] = []
    rows: list[list[Any]] = []
    for one in things:
        where = draw(one)
        drawn.append(where)
        rows.append(_cells(one, where.height, style))
    if not rows:
        return None
    columns = dict(zip(distinct(style.columns), map(list, zip(*rows, strict=True)), strict=True))
    return Table(columns, _shapes(drawn, style.kind))


def survey_values(thing: Thing) -> list[bytes]:
    """Give what CASS has written beside a thing: its code first, then what belongs to it."""
    if thing.codes[-1] < BESIDE or APPLICATION not in thing.codes:
        return []
    found: list[bytes] = []
    ours = False
    start = thing.codes.index(APPLICATION)
    for code, value in zip(thing.codes[start:], thing.values[start:], strict=True):
        if code == APPLICATION:
            ours = value.strip().upper() == SOUTH.encode()
        elif ours and code == BESIDE:
            found.append(value)
    return found[:MOST_BESIDE]


def _cells(thing: Thing, height: float, style: Style) -> list[Any]:
    last, words = thing.last, style.words
    layer = last.get(8, b"0")
    colour = int(last.get(62, BY_LAYER))
    written = survey_values(thing)
    more = [style.text(one) for one in written[1:]]
    return [
        words(layer),
        thing.kind.decode("ascii", "replace"),
        style.colours.get(layer, colour) if colour == BY_LAYER else colour,
        words(last[6]) if 6 in last else None,
        height,
        words(written[0]) if written else None,
        last[5].decode("ascii", "replace").strip() if 5 in last else None,
        *_own(thing, style),
        *more,
        *[None] * (style.survey_values - 1 - len(more)),
    ]


def _own(thing: Thing, style: Style) -> list[Any]:
    """Give what only texts or only points have, and what things of a block have from its insert."""
    if style.kind != POINTS:
        own = [_written(thing, style), thing.real(40), thing.real(50)] if style.kind == TEXTS else []
        return own + _from_host(thing, style)
    values = attributes_of(thing)
    block = style.words(thing.last[2]) if 2 in thing.last else None
    return [block, thing.real(50), *(_attribute(values.get(one), style) for one in style.attributes)]


def _from_host(thing: Thing, style: Style) -> list[Any]:
    if style.carried is None:
        return []
    if not isinstance(thing, Placed):
        return [None] * (1 + len(style.carried))
    values, name = attributes_of(thing.host), thing.host.last.get(2, b"")
    return [style.words(name), *(_attribute(values.get(one), style) for one in style.carried)]


def attributes_of(insert: Thing) -> dict[bytes, bytes]:
    """Give the attributes of an insert by their tags."""
    parts = [dict(zip(codes, values, strict=True)) for codes, values in insert.parts]
    return {part.get(2, b""): part.get(1, b"") for part in parts}


def _attribute(value: bytes | None, style: Style) -> str | None:
    return None if value is None else dxf_text.plain(style.text(value))


def _written(thing: Thing, style: Style) -> str:
    """Give the words of a text; a long one is cut into pieces of 250 bytes, perhaps within a character."""
    if thing.kind == b"TEXT":
        return dxf_text.plain(style.text(thing.last.get(1, b"")))
    pieces = [value for code, value in zip(thing.codes, thing.values, strict=True) if code in (1, 3)]
    return dxf_text.unformatted(style.text(b"".join(pieces)))


def _shapes(drawn: Sequence[Drawn], kind: str) -> np.ndarray:
    """Build the shapes of one kind; None for what has too few points. All plain ones are built in one go."""
    import shapely

    shapes = np.full(len(drawn), None, dtype=object)
    if kind in (POINTS, TEXTS):
        shapes[:] = shapely.points(np.array([one.runs[0][0] for one in drawn]))
        return shapes
    plain, least = [], LEAST[kind]
    for place, one in enumerate(drawn):
        runs = [run for run in one.runs if len(run) >= least]
        if len(runs) == 1 and runs[0].shape[1] == 2:
            plain.append((place, runs[0]))
        elif kind == LINES and runs:
            shapes[place] = shapely.LineString(runs[0])
        elif runs:
            shapes[place] = rings.polygon([run[:, :2] for run in runs])
    if plain:
        where = np.array([place for place, _ in plain])
        owners = np.repeat(np.arange(len(plain)), [len(run) for _, run in plain])
        points = np.concatenate([run for _, run in plain])
        make = shapely.linestrings if kind == LINES else shapely.linearrings
        made = make(points, indices=owners)
        shapes[where] = made if kind == LINES else shapely.polygons(made)
    return shapes
