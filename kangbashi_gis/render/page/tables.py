"""Tables, blocks of facts and the index of joined sheets."""

from kangbashi_gis.analysis.boundary_points import boundary_points, next_of
from kangbashi_gis.analysis.map_sheets import sheet_at, sheet_of
from kangbashi_gis.errors import BadPlace, FieldUnknown
from kangbashi_gis.model import themes
from kangbashi_gis.model.expression import parse
from kangbashi_gis.model.page import Block, Box, JoinedSheets, Rows
from kangbashi_gis.model.page.filling import filled
from kangbashi_gis.model.page.subject import Subject
from kangbashi_gis.model.schema import Field, Theme
from kangbashi_gis.render.page.atlas import Atlas
from kangbashi_gis.render.page.fonts import Typeface
from kangbashi_gis.render.page.ink import Area, Ink, Stroke, Writing, rectangle
from kangbashi_gis.render.page.texts import LEADING, POINT_MM, RULE_MM, line, shortened, table, wrapped

MOST_ROWS = 5_000


def rows(one: Rows, subject: Subject, atlas: Atlas, title: str) -> list[Ink]:
    """Draw a table with its title."""
    size, box = one.size_pt * POINT_MM, one.box
    found: list[Ink] = []
    if title:
        placed = line(title, Box(box.x, box.y, box.width, size * 1.8), size * 1.1, atlas.face, "middle")
        found.append(Writing(placed.text, placed.x, placed.y, placed.size_mm, bold=True))
        box = Box(box.x, box.y + size * 1.9, box.width, box.height - size * 1.9)
    return [*found, *table(cells(one, subject, atlas), box, size, atlas.face, head=one.of != "fields")]


def cells(one: Rows, subject: Subject, atlas: Atlas) -> list[tuple[str, ...]]:
    """Give the cells of a table, titles first. Raises FieldUnknown, ConditionInvalid, ConditionUnfit, ThemeUnknown."""
    if one.of == "given":
        return list(one.cells)
    if one.of == "points":
        return _points(subject)
    if one.of == "fields":
        names = one.columns or tuple(subject.values)
        return [(name, subject.values.get(name, "")) for name in names]
    return _of_theme(one, themes.theme(one.theme), atlas)


def block(one: Block, values: dict[str, str], face: Typeface) -> list[Ink]:
    """Write facts under each other, in cells where it is ruled."""
    lines = [(title, filled(words, values)) for title, words in one.lines]
    lines = [(title, words) for title, words in lines if words.strip() or not one.skip_empty]
    size = one.size_pt * POINT_MM
    if one.ruled:
        return _ruled(lines, one.box, size, face)
    found: list[Ink] = []
    row = 0
    for title, words in lines:
        for part in wrapped(f"{title}：{words}" if title else words, size, one.box.width, face):
            cell = Box(one.box.x, one.box.y + row * size * LEADING, one.box.width, size * LEADING)
            found.append(line(part, cell, size, face))
            row += 1
    return found


def joined_sheets(one: JoinedSheets, subject: Subject, face: Typeface) -> list[Ink]:
    """Draw the sheets around a sheet: nine fields, the one in the middle hatched, as the standard series shows them."""
    if not subject.sheet:
        return []
    wide, high, size = one.box.width / 3, one.box.height / 3, one.size_pt * POINT_MM
    found: list[Ink] = []
    for row, column, number in around(subject.sheet):
        cell = Box(one.box.x + column * wide, one.box.y + row * high, wide, high)
        if (row, column) == (1, 1):
            found.append(Area(*rectangle(cell), "#d0d0d0"))
        found.append(Stroke(*rectangle(cell), "#000000", RULE_MM, closed=True, flat=True))
        words = shortened(number, min(size, wide / max(face.length(number, 1.0), 1e-9) * 0.92), wide, face)
        found.append(line(words, cell, min(size, wide / max(face.length(number, 1.0), 1e-9) * 0.92), face, "middle"))
    return found


def around(number: str) -> list[tuple[int, int, str]]:
    """Give the sheet and the eight around it: row, column (from the northwest) and number, "" where there is none."""
    sheet = sheet_of(number)
    wide, high = sheet.east - sheet.west, sheet.north - sheet.south
    found = []
    for row in range(3):
        for column in range(3):
            lon, lat = sheet.west + wide * (column - 0.5), sheet.north - high * (row - 0.5)
            found.append((row, column, _sheet(lon, lat, sheet.denominator)))
    return found


def _sheet(lon: float, lat: float, denominator: int) -> str:
    try:
        return sheet_at(lon, lat, denominator)
    except BadPlace:  # beyond the pole or the equator the series has no sheets
        return ""


def _points(subject: Subject) -> list[tuple[str, ...]]:
    """Number, northing X, easting Y and the side to the next point, as surveyors name the axes."""
    found: list[tuple[str, ...]] = [("点号", "X（北）", "Y（东）", "边长")]
    points = boundary_points(subject.shape) if subject.shape is not None else []
    for at, point in enumerate(points):
        after = next_of(points, at)
        found.append((f"J{point.number}", f"{point.y:.3f}", f"{point.x:.3f}", f"{point.length_m:.2f}"))
        if after.number <= point.number:
            found.append((f"J{after.number}", f"{after.y:.3f}", f"{after.x:.3f}", ""))
    return found


def _of_theme(one: Rows, theme: Theme, atlas: Atlas) -> list[tuple[str, ...]]:
    fields = [open_field(theme, name) for name in one.columns] or list(theme.open_fields[:6])
    fids = None
    if one.condition.strip():
        numbers, met = atlas.store.met(theme, [parse(one.condition)])
        fids = numbers[met != 0][: max(one.most, 0)]
    if fids is None:
        table_ = next(
            iter(atlas.store.batches(theme, max(min(one.most, MOST_ROWS), 1), [f.name for f in fields], False))
        )
    else:
        table_ = atlas.store.read(theme, fids, [field.name for field in fields], geometry=False)
    columns = [[said(field, value) for value in table_.columns[field.name]] for field in fields]
    return [tuple(field.title for field in fields), *list(zip(*columns, strict=True))[: one.most]]


def said(field: Field, value: object) -> str:
    """Write a value as people read it."""
    if value is None:
        return ""
    if field.codes:
        return field.codes.title(str(value))
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def open_field(theme: Theme, name: str) -> Field:
    """Find a field that may be shown, by name or title. Raises FieldUnknown."""
    for one in theme.open_fields:
        if name in (one.name, one.title):
            return one
    raise FieldUnknown(theme=theme.title, field=name, known=tuple(one.title for one in theme.open_fields))


def _ruled(lines: list[tuple[str, str]], box: Box, size: float, face: Typeface) -> list[Ink]:
    return table(lines, box, size, face, head=False) if lines else []
