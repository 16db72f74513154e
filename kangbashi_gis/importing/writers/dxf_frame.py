"""What a drawing has before and behind its things: tables of layers and styles, empty blocks, and a dictionary."""

from collections.abc import Iterator, Sequence

APPLICATION = "KANGBASHI_GIS"
MODEL, PAPER = "1F", "1B"
FIRST_LAYER = 0x40
BLACK_OR_WHITE, GREEN, YELLOW = 7, 3, 2
Tag = tuple[int, object]
SYMBOL = (100, "AcDbSymbolTableRecord")


def before(version: str, unit: int, layers: Sequence[str]) -> str:
    """Give all that comes before the things. unit: 6 for metres, 0 for none."""
    header = ((0, "SECTION"), (2, "HEADER"), (9, "$ACADVER"), (1, version), (9, "$DWGCODEPAGE"), (3, "ANSI_936"),
              (9, "$INSUNITS"), (70, unit), (9, "$HANDSEED"), (5, "7FFFFFFF"), (0, "ENDSEC"),
              (0, "SECTION"), (2, "CLASSES"), (0, "ENDSEC"))  # fmt: skip
    return _written((*header, *_tables(layers), *_blocks(), (0, "SECTION"), (2, "ENTITIES")))


def behind() -> str:
    """Give all that comes behind the things."""
    root = ((0, "ENDSEC"), (0, "SECTION"), (2, "OBJECTS"), (0, "DICTIONARY"), (5, "C"), (330, "0"),
            (100, "AcDbDictionary"), (281, 1), (3, "ACAD_GROUP"), (350, "D"),
            (0, "DICTIONARY"), (5, "D"), (330, "C"), (100, "AcDbDictionary"), (281, 1),
            (0, "ENDSEC"), (0, "EOF"))  # fmt: skip
    return _written(root)


def _written(tags: Sequence[Tag]) -> str:
    return "".join(f"{code}\n{value}\n" for code, value in tags)


def _tables(layers: Sequence[str]) -> Iterator[Tag]:
    yield from ((0, "SECTION"), (2, "TABLES"))
    yield from _table("VPORT", "8", ())
    yield from _table("LTYPE", "5", [_line_type(*one) for one in (("14", "ByBlock"), ("15", "ByLayer"),
                                                                  ("16", "Continuous"))])  # fmt: skip
    colours = (BLACK_OR_WHITE, GREEN, YELLOW)
    numbered = enumerate(zip(layers, colours, strict=True))
    yield from _table("LAYER", "2", [_layer(f"{FIRST_LAYER + at:X}", *one) for at, one in numbered])
    yield from _table("STYLE", "3", [_style()])
    yield from _table("VIEW", "6", ())
    yield from _table("UCS", "7", ())
    yield from _table("APPID", "9", [_application("12", "ACAD"), _application("13", APPLICATION)])
    yield from _table("DIMSTYLE", "A", (), extra=((100, "AcDbDimStyleTable"), (71, 0)))
    records = [_record(MODEL, "*Model_Space"), _record(PAPER, "*Paper_Space")]
    yield from _table("BLOCK_RECORD", "1", records)
    yield 0, "ENDSEC"


def _table(name: str, handle: str, entries: Sequence[Sequence[Tag]], extra: Sequence[Tag] = ()) -> Iterator[Tag]:
    yield from ((0, "TABLE"), (2, name), (5, handle), (330, "0"), (100, "AcDbSymbolTable"), (70, len(entries)))
    yield from extra
    for kind, own, *rest in entries:
        yield from (kind, own, (330, handle), SYMBOL, *rest)
    yield 0, "ENDTAB"


def _line_type(handle: str, name: str) -> tuple[Tag, ...]:
    about = ((100, "AcDbLinetypeTableRecord"), (2, name), (70, 0), (3, ""), (72, 65), (73, 0), (40, 0.0))
    return ((0, "LTYPE"), (5, handle), *about)


def _layer(handle: str, name: str, colour: int) -> tuple[Tag, ...]:
    about = ((100, "AcDbLayerTableRecord"), (2, name), (70, 0), (62, colour), (6, "Continuous"))
    return ((0, "LAYER"), (5, handle), *about)


def _style() -> tuple[Tag, ...]:
    """Give a style whose fonts have Chinese letters: those that come with every AutoCAD."""
    about = ((100, "AcDbTextStyleTableRecord"), (2, "Standard"), (70, 0), (40, 0.0), (41, 1.0), (50, 0.0), (71, 0),
             (42, 2.5), (3, "txt.shx"), (4, "gbcbig.shx"))  # fmt: skip
    return ((0, "STYLE"), (5, "11"), *about)


def _application(handle: str, name: str) -> tuple[Tag, ...]:
    return ((0, "APPID"), (5, handle), (100, "AcDbRegAppTableRecord"), (2, name), (70, 0))


def _record(handle: str, name: str) -> tuple[Tag, ...]:
    return ((0, "BLOCK_RECORD"), (5, handle), (100, "AcDbBlockTableRecord"), (2, name))


def _blocks() -> Iterator[Tag]:
    yield from ((0, "SECTION"), (2, "BLOCKS"))
    for name, owner, start, end in (("*Model_Space", MODEL, "20", "21"), ("*Paper_Space", PAPER, "1C", "1D")):
        yield from ((0, "BLOCK"), (5, start), (330, owner), (100, "AcDbEntity"), (8, "0"), (100, "AcDbBlockBegin"),
                    (2, name), (70, 0), (10, 0.0), (20, 0.0), (30, 0.0), (3, name), (1, ""),
                    (0, "ENDBLK"), (5, end), (330, owner), (100, "AcDbEntity"), (8, "0"),
                    (100, "AcDbBlockEnd"))  # fmt: skip
    yield 0, "ENDSEC"
