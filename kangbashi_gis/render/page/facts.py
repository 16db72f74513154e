"""What the check of a sheet has to know and only who can lay it out can say."""

from collections.abc import Iterator, Mapping

import numpy as np

from kangbashi_gis.imagery.ground import Backdrop
from kangbashi_gis.model.page import Block, Legend, MapFrame, Page, Text
from kangbashi_gis.model.page.filling import filled
from kangbashi_gis.model.page.lint import Facts
from kangbashi_gis.model.page.subject import Looks, Subject
from kangbashi_gis.render.offscreen import Space
from kangbashi_gis.render.page import atlas
from kangbashi_gis.render.page.compose import Composing, begun, legend_lines
from kangbashi_gis.render.page.layers import seen, shown
from kangbashi_gis.render.page.legends import room
from kangbashi_gis.render.page.texts import LEADING, PADDING, POINT_MM, wrapped


def measured(space: Space, looks: Looks, page: Page, said: Mapping[str, str], subject: Subject) -> Facts:
    """Lay a sheet out without drawing it."""
    with atlas.opened(space, looks.states, looks.styles, Backdrop()) as book:
        return facts_of(begun(page, book, said, looks.styles, subject))


def facts_of(work: Composing) -> Facts:
    """Say what is known of a sheet."""
    views = {name: place.view for name, place in work.places.items()}
    sides = {name: np.array([one.width, one.height]) * one.metres / 1000 for name, one in views.items()}
    letters = [words for one in work.page.items for words in _words(one, work)]
    return Facts(
        values=work.values,
        scales={name: one.scale for name, one in views.items()},
        kilometres={name: float(one.max()) for name, one in sides.items()},
        topographic_km2={
            one.name: float(np.prod(sides[one.name])) for one in work.page.maps if _topographic(one, work)
        },
        overflowing=tuple(one.name for one in work.page.items if _overflows(one, work)),
        letters=tuple(work.atlas.face.missing("".join(letters))),
        empty=tuple(one.name for one in work.page.maps if _empty(one, work)),
        sheet_scale=work.subject.denominator,
    )


def _words(one: object, work: Composing) -> Iterator[str]:
    if isinstance(one, Text):
        yield work.words(one.text)
    elif isinstance(one, Block):
        yield from (title + filled(words, work.values) for title, words in one.lines)
    elif isinstance(one, Legend):
        yield work.words(one.title)


def _overflows(one: object, work: Composing) -> bool:
    if isinstance(one, Legend):
        return len(legend_lines(one, work)) > room(one, work.words(one.title))
    if isinstance(one, Text):
        size = one.size_pt * POINT_MM
        lines = wrapped(work.words(one.text), size, one.box.width, work.atlas.face)
        return len(lines) * size * LEADING > one.box.height + size * (LEADING - 1) + 1e-6
    if isinstance(one, Block) and one.ruled:
        size = one.size_pt * POINT_MM
        return len(one.lines) * size * (LEADING + PADDING) > one.box.height + 1e-6
    return False


def _topographic(one: MapFrame, work: Composing) -> bool:
    at = work.places[one.name]
    drawn = work.atlas.layers(one.layers, every_scale=one.every_scale)
    return any(layer.theme.topographic and shown(layer, at.view) for layer in drawn)


def _empty(one: MapFrame, work: Composing) -> bool:
    at = work.places[one.name]
    drawn = work.atlas.layers(one.layers, every_scale=one.every_scale)
    return not any(shown(layer, at.view) and len(seen(layer, at.view).fids) for layer in drawn)
