"""DXF drawings from R12 on, text or binary, in a stream; CASS codes, texts and the attributes of blocks as columns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from kangbashi_gis.errors import FileEmpty, FileUnreadable, LayerUnclear, LayerUnknown
from kangbashi_gis.importing import encoding as encodings
from kangbashi_gis.importing.declared import Declared
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.readings import evidence
from kangbashi_gis.importing.source import Source, distinct, readable
from kangbashi_gis.importing.sources import dxf_tags, dxf_text
from kangbashi_gis.importing.sources.dxf_blocks import INSERT, Blocks
from kangbashi_gis.importing.sources.dxf_rows import Style, attributes_of, survey_values, table
from kangbashi_gis.importing.sources.dxf_shapes import AREAS, LINES, POINTS, TEXTS, Placed, Thing, drawn_as, kinds
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table

SECTIONS = (b"HEADER", b"TABLES", b"BLOCKS")
UNITS = {1: "inch", 2: "foot", 4: "millimetre", 5: "centimetre", 7: "kilometre"}
WANTED = {Shape.POINT: POINTS, Shape.LINE: LINES, Shape.POLYGON: AREAS}
Tags = tuple[dxf_tags.Codes, dxf_tags.Values]
MOST_TEXTS = 20_000  # that the encoding is told from
MOST_ATTRIBUTES, MOST_NAMES = 100, 65_536
# They belong to the thing before them, or to none.
PARTS = frozenset({b"SECTION", b"ENDSEC", b"VERTEX", b"ATTRIB", b"SEQEND"})
PAPER, LAYER, CODE_1000 = 67, 8, 1000
NAMES = {POINTS: (2, 6), TEXTS: (1, 6), LINES: (6,), AREAS: (6,)}  # codes of words


@dataclass
class Survey:
    """What going through a drawing once has found.

    blocks: what is drawn in each; carried: the attributes of the inserts whose blocks were opened.
    """

    variables: dict[bytes, Any] = field(default_factory=dict)
    colours: dict[bytes, int] = field(default_factory=dict)
    counts: Counter[tuple[bytes, str]] = field(default_factory=Counter)
    texts: dict[bytes, None] = field(default_factory=dict)
    attributes: dict[bytes, None] = field(default_factory=dict)
    survey_values: int = 0
    left_out: int = 0
    blocks: Blocks = field(default_factory=Blocks)
    carried: dict[bytes, None] = field(default_factory=dict)


def read_dxf(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open one kind of things of a drawing: 点, 线, 面 or 注记; a closed line is among both the lines and the areas.

    options.layer: a kind (`面`), a drawing layer (`JZD`), or both (`JZD/面`). Without it the kind that fits the theme,
    where it stands on one drawing layer only. A DXF never says its CRS.
    """
    with readable(path):
        survey = _survey(path)
        encoding = _encoding(path, survey, options)
        notes = _notes(survey)
    if not survey.counts:
        raise FileEmpty(path=str(path))
    text = dxf_text.words(encoding)
    words = lru_cache(maxsize=MOST_NAMES)(text)
    kind, layer = _choose(path, _named(survey, words), theme, options.layer)
    counts = {key: n for key, n in survey.counts.items() if key[1] == kind and layer in (None, words(key[0]))}
    carried = tuple(survey.carried) if survey.blocks.placed else None
    style = Style(kind, words, text, survey.colours, tuple(survey.attributes), survey.survey_values, carried)
    layers = {raw for raw, _ in counts}
    return Source(
        path=path,
        layer=kind if layer is None else f"{layer}/{kind}",
        columns=distinct(style.columns),
        count=sum(counts.values()),
        crs=None,
        read=lambda size: _batches(path, layers, style, survey.blocks, size),
        encoding=encoding,
        notes=notes,
    )


def _batches(path: Path, layers: set[bytes], style: Style, blocks: Blocks, size: int) -> Iterator[Table]:
    only = drawn_as(style.kind) | ({INSERT} if style.carried is not None else set())
    blocks.placed = 0
    wanted = (
        one
        for thing in drawing(path, only)
        if isinstance(thing, Thing)
        for one in whole(thing, blocks, path)
        if _is_wanted(one, layers, style)
    )
    try:
        while (piece := table(islice(wanted, size), style)) is not None:
            yield piece
    except ArithmeticError as problem:  # numbers without measure
        raise FileUnreadable(path=str(path), reason="damaged") from problem


def _is_wanted(thing: Thing, layers: set[bytes], style: Style) -> bool:
    return thing.first(LAYER, b"0") in layers and style.kind in kinds(thing)


def whole(thing: Thing, blocks: Blocks, path: Path) -> Iterator[Thing]:
    """Give a thing, and after an insert what stands in its block."""
    yield thing
    if thing.kind == INSERT:
        yield from blocks.opened(thing, path)


def drawing(path: Path, only: frozenset[bytes] | None = None, blocks: Blocks | None = None) -> Iterator[Thing | Tags]:
    """Yield the things of the model space, put together from their parts; what stands in the header comes as tags.

    only: what they have to be; None for all. blocks: where what stands within blocks is kept.
    """
    section = name = b""
    gathered: Thing | None = None
    for codes, values in dxf_tags.things(path):
        kind = values[0]
        if kind == b"SECTION":
            section = values[1].strip() if codes[1:2] == [2] else b""
        if section == b"BLOCKS" and blocks is not None and kind != b"SECTION":
            gathered, name = _gather(blocks, (gathered, name), codes, values)
        elif section != b"ENTITIES":
            if section in SECTIONS:
                yield codes, values
        elif kind in PARTS:
            _add_part(gathered, codes, values)
        else:
            if gathered is not None:
                yield gathered
            gathered = None
            if (only is None or kind in only) and not (PAPER in codes and int(values[codes.index(PAPER)])):
                gathered = Thing(kind, codes, values, [])
    if gathered is not None:
        yield gathered


def _add_part(thing: Thing | None, codes: dxf_tags.Codes, values: dxf_tags.Values) -> None:
    if thing is not None and values[0] in (b"VERTEX", b"ATTRIB"):
        thing.parts.append((codes, values))


def _gather(
    blocks: Blocks, before: tuple[Thing | None, bytes], codes: dxf_tags.Codes, values: dxf_tags.Values
) -> tuple[Thing | None, bytes]:
    """Go on by one thing within blocks; gives the thing that may still get parts, and the block at hand."""
    gathered, name = before
    kind = values[0]
    if kind in (b"VERTEX", b"ATTRIB", b"SEQEND"):
        _add_part(gathered, codes, values)
        return gathered, name
    if gathered is not None:
        blocks.add(name, gathered)
    if kind == b"BLOCK":
        return None, blocks.begin(codes, values)
    if kind in (b"ENDBLK", b"ENDSEC"):
        return None, b""
    return Thing(kind, codes, values, []), name


def _survey(path: Path) -> Survey:
    survey = Survey()
    for one in drawing(path, blocks=survey.blocks):
        if isinstance(one, Thing):
            for thing in whole(one, survey.blocks, path):
                _count(survey, thing)
        else:
            _note_tags(survey, *one)
    return survey


def _count(survey: Survey, thing: Thing) -> None:
    found = kinds(thing)
    if not found:
        survey.left_out += 1
        return
    layer = thing.first(LAYER, b"0")
    for kind in found:
        survey.counts[layer, kind] += 1
    _remember(survey, layer)
    if isinstance(thing, Placed):
        survey.carried.update(dict.fromkeys(attributes_of(thing.host)))
    for code in NAMES[found[0]]:
        _remember(survey, thing.first(code))
    if found[0] == TEXTS or thing.codes[-1] >= CODE_1000:
        for code, value in zip(thing.codes, thing.values, strict=True):
            if code in (3, CODE_1000):
                _remember(survey, value)
    survey.survey_values = max(survey.survey_values, len(survey_values(thing)))
    for codes, values in thing.parts if thing.kind == b"INSERT" else ():
        part = dict(zip(codes, values, strict=True))
        if len(survey.attributes) < MOST_ATTRIBUTES:
            survey.attributes.setdefault(part.get(2, b""))
        _remember(survey, part.get(1, b""))
        _remember(survey, part.get(2, b""))


def _note_tags(survey: Survey, codes: dxf_tags.Codes, values: dxf_tags.Values) -> None:
    """Keep the variables of the header and the colours of the layers."""
    if values[0] == b"SECTION":
        for place, code in enumerate(codes[:-1]):
            if code == 9:
                survey.variables[values[place].strip()] = values[place + 1]
    elif values[0] == b"LAYER":
        tags = dict(zip(codes, values, strict=True))
        if 2 in tags:
            survey.colours[tags[2]] = abs(int(tags.get(62, 7)))


def _remember(survey: Survey, text: Any) -> None:
    if isinstance(text, bytes) and not text.isascii() and len(survey.texts) < MOST_TEXTS:
        survey.texts.setdefault(text)


def judged(path: Path) -> tuple[encodings.Judgement, Declared]:
    """Judge in which encoding the words of a drawing are, and give what its head says of it."""
    return _judged(_survey(path))


def _judged(survey: Survey) -> tuple[encodings.Judgement, Declared]:
    """Judge the bytes: from R2007 on a drawing is in UTF-8, whatever its code page says."""
    version, page = _stated(survey, b"$ACADVER"), _stated(survey, b"$DWGCODEPAGE")
    declared = Declared(other=dxf_text.code_page(page))
    # the line break says that a text was not cut off
    texts = [text + b"\n" for text in survey.texts]
    if version >= dxf_text.UNICODE_SINCE and dxf_text.is_utf8(survey.texts):
        return encodings.certain(encodings.UTF8, evidence((), texts)), Declared(other=encodings.UTF8)
    return encodings.judge((), texts, declared), declared


def _encoding(path: Path, survey: Survey, options: ImportOptions) -> str:
    if options.encoding:
        return encodings.chosen(options.encoding, path)
    return encodings.settled(_judged(survey)[0], path)


def _stated(survey: Survey, name: bytes) -> str:
    value = survey.variables.get(name, b"")
    return value.decode("ascii", "replace").strip() if isinstance(value, bytes) else str(value)


def _named(survey: Survey, words: Any) -> Mapping[str, list[str]]:
    """Give the drawing layers that have things of each kind, the most used first."""
    named: dict[str, list[str]] = {}
    for (layer, kind), _ in survey.counts.most_common():
        named.setdefault(kind, []).append(words(layer))
    return named


def _choose(path: Path, named: Mapping[str, list[str]], theme: Theme, stated: str | None) -> tuple[str, str | None]:
    """Give the kind and the drawing layer that are meant; None for all layers. Raises LayerUnclear, LayerUnknown."""
    order = [kind for kind in (AREAS, LINES, POINTS, TEXTS) if kind in named]
    # a theme without a name stands for any: then all kinds are told
    wanted = WANTED.get(theme.shape) if theme.name else None
    if stated is None:
        if wanted is None and len(order) == 1:
            return order[0], None
        if wanted is not None and len(set(named.get(wanted, ()))) == 1:
            return wanted, None
        raise LayerUnclear(path=str(path), known=_known(order, named, wanted))
    layer, _, kind = stated.rpartition("/")
    if kind in named:
        if not layer:
            return kind, None
        if layer in named[kind]:
            return kind, layer
    fitting = [kind for kind in order if stated in named[kind]]
    if wanted is not None and wanted in fitting:
        return wanted, stated
    if len(fitting) == 1:
        return fitting[0], stated
    if fitting:
        raise LayerUnclear(path=str(path), known=tuple(f"{stated}/{kind}" for kind in fitting))
    raise LayerUnknown(path=str(path), layer=stated, known=_known(order, named, wanted))


def _known(order: Iterable[str], named: Mapping[str, list[str]], wanted: str | None) -> tuple[str, ...]:
    if wanted is None or wanted not in named:
        return tuple(order)
    return (wanted, *(f"{layer}/{wanted}" for layer in dict.fromkeys(named[wanted])))


def _notes(survey: Survey) -> tuple[str, ...]:
    unit = UNITS.get(int(survey.variables.get(b"$INSUNITS", 0)), "")
    found = {
        "things_left_out": survey.left_out > 0,
        "blocks_opened": survey.blocks.placed > 0,
        "blocks_not_opened": survey.blocks.too_many,
        f"drawing_unit_{unit}": bool(unit),
    }
    return tuple(note for note, holds in found.items() if holds)
