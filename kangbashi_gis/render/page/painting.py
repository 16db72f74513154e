"""Ink on a painter whose unit is a millimetre: in a window, on a picture, on a printer."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from kangbashi_gis.model.page import Box
from kangbashi_gis.render.page.fonts import BOLD, ELEMENT, EM, LINE, MOVE, Typeface
from kangbashi_gis.render.page.ink import Area, Bitmap, Group, Ink, Stamps, Stroke, Writing

BLENDS = {
    "multiply": QPainter.CompositionMode.CompositionMode_Multiply,
    "screen": QPainter.CompositionMode.CompositionMode_Screen,
}
OVER = QPainter.CompositionMode.CompositionMode_SourceOver
THIN_MM = 0.25  # nobody sees whether a thinner line's corners are round, and round ones take twice the time
PHASES = 4  # of a pixel at which a stamp is drawn beforehand


def play(painter: QPainter, inks: Sequence[Ink], face: Typeface, area: Box | None = None) -> None:
    """Draw inks, those that reach into an area; the painter's unit is a millimetre of the sheet."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for one in inks:
        if area is None or one.box.meets(area):
            _play(painter, one, face, area)


def _play(painter: QPainter, one: Ink, face: Typeface, area: Box | None) -> None:
    if isinstance(one, Area):
        edge = QPen(QColor(hue(one.color)), one.seam_mm) if one.seam_mm else QPen(Qt.PenStyle.NoPen)
        painter.setPen(edge)
        painter.setBrush(hue(one.color))
        painter.drawPath(path(one.xy, one.starts, closed=True))
    elif isinstance(one, Stroke):
        painter.strokePath(path(one.xy, one.starts, closed=one.closed), _pen(one))
    elif isinstance(one, Stamps):
        _stamp(painter, one, face, area)
    elif isinstance(one, Writing):
        _write(painter, one, face)
    elif isinstance(one, Bitmap):
        _picture(painter, one)
    else:
        _group(painter, one, face, area)


def path(xy: np.ndarray, starts: np.ndarray, *, closed: bool) -> QPainterPath:
    """Make a path in one go, through the form in which Qt keeps paths in files: a call per vertex is far slower.

    Closed rings are given their first vertex again at their end.
    """
    count = np.diff(starts)
    some = count > 0
    starts, count = starts[:-1][some], count[some]
    if not len(count):
        return QPainterPath()
    extra = 1 if closed else 0
    made = np.empty(int(count.sum()) + extra * len(count), ELEMENT)
    first = np.concatenate([[0], np.cumsum(count + extra)])[:-1]
    source = np.arange(len(made)) - np.repeat(first - starts, count + extra)
    if closed:
        source[first + count] = starts
    made["kind"] = LINE
    made["kind"][first] = MOVE
    made["x"], made["y"] = xy[source, 0], xy[source, 1]
    head = np.array([len(made)], ">i4").tobytes()
    tail = np.array([int(first[-1]), 1], ">i4").tobytes()  # where the last ring begins; the winding rule
    data, found = QByteArray(head + made.tobytes() + tail), QPainterPath()  # the stream only points to the data
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    stream >> found
    return found


@lru_cache(maxsize=1024)
def hue(color: str) -> QColor:
    """Give a colour, "#rrggbb" or "#rrggbbaa"."""
    digits = (color.removeprefix("#") + "ff")[:8]
    return QColor(*(int(digits[at : at + 2], 16) for at in (0, 2, 4, 6)))


def _pen(one: Stroke) -> QPen:
    cap = Qt.PenCapStyle.FlatCap if one.flat or one.dash else Qt.PenCapStyle.RoundCap
    join = Qt.PenJoinStyle.RoundJoin if one.width_mm > THIN_MM else Qt.PenJoinStyle.MiterJoin
    pen = QPen(hue(one.color), one.width_mm, Qt.PenStyle.SolidLine, cap, join)
    if one.dash:
        even = one.dash * (2 if len(one.dash) % 2 else 1)
        pen.setDashPattern([max(part / one.width_mm, 0.01) for part in even])
    return pen


def _stamp(painter: QPainter, one: Stamps, face: Typeface, area: Box | None) -> None:
    """On pixels a stamp is drawn once for each quarter of a pixel that it may lie beside them, and then copied."""
    xy, reach = one.xy, one.reach
    if area is not None:
        near = (xy >= (area.x - reach, area.y - reach)).all(axis=1)
        xy = xy[near & (xy <= (area.right + reach, area.bottom + reach)).all(axis=1)]
    transform = painter.deviceTransform()
    if not isinstance(painter.device(), QImage) or transform.m12() or transform.m21():
        for x, y in xy.tolist():
            painter.save()
            painter.translate(x, y)
            play(painter, one.parts, face)
            painter.restore()
        return
    _copied(painter, one, xy, face)


def _copied(painter: QPainter, one: Stamps, xy: np.ndarray, face: Typeface) -> None:
    transform = painter.deviceTransform()
    scale = transform.m11()
    quarters = np.floor((xy * scale + (transform.dx(), transform.dy())) * PHASES + 0.5).astype(np.int64)
    whole, part = np.divmod(quarters, PHASES)
    half = int(one.reach * scale) + 2
    known: dict[tuple[int, int], QImage] = {}
    painter.save()
    painter.resetTransform()
    for (x, y), phase in zip(whole.tolist(), map(tuple, part.tolist()), strict=True):
        if phase not in known:
            known[phase] = _made(one, scale, half, phase, face)
        painter.drawImage(x - half, y - half, known[phase])
    painter.restore()


def _made(one: Stamps, scale: float, half: int, phase: tuple[int, int], face: Typeface) -> QImage:
    image = QImage(2 * half + 1, 2 * half + 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    inner = QPainter(image)
    inner.translate(half + phase[0] / PHASES, half + phase[1] / PHASES)
    inner.scale(scale, scale)
    play(inner, one.parts, face)
    inner.end()
    return image


def _write(painter: QPainter, one: Writing, face: Typeface) -> None:
    """Letters are drawn as outlines: so they are the same at any size and angle."""
    letters, at = QPainterPath(), 0.0
    letters.setFillRule(Qt.FillRule.WindingFill)
    for glyph in face.glyphs(one.text):
        letters.addPath(face.path(glyph).translated(at, 0.0))
        at += glyph.width * EM
    size = one.size_mm / EM
    painter.save()
    painter.translate(one.x, one.y)
    painter.rotate(one.angle)
    painter.scale(size, size)
    if one.halo:
        round_ = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.strokePath(letters, QPen(hue(one.halo), 2 * one.halo_mm / size, *round_))
    painter.fillPath(letters, hue(one.color))
    if one.bold:
        painter.strokePath(letters, QPen(hue(one.color), BOLD * EM))
    painter.restore()


def _picture(painter: QPainter, one: Bitmap) -> None:
    high, wide = one.pixels.shape[:2]
    pixels = np.ascontiguousarray(one.pixels)
    image = QImage(pixels.data, wide, high, wide * 4, QImage.Format.Format_RGBA8888_Premultiplied)
    painter.drawImage(QRectF(one.box.x, one.box.y, one.box.width, one.box.height), image)


def _group(painter: QPainter, group: Group, face: Typeface, area: Box | None) -> None:
    """What is not opaque is drawn on a sheet of its own first: its lines must not show through each other."""
    painter.save()
    if group.clip:
        painter.setClipRect(_rect(group.clip), Qt.ClipOperation.IntersectClip)
    if group.opacity >= 1.0 and group.blend == "normal":
        play(painter, group.inks, face, area)
    else:
        _laid(painter, group, face, area)
    painter.restore()


def _laid(painter: QPainter, group: Group, face: Typeface, area: Box | None) -> None:
    """The sheet of its own is as big as what is seen of it."""
    transform = painter.deviceTransform()
    seen = transform.mapRect(_rect(group.box)).intersected(
        QRectF(0, 0, painter.device().width(), painter.device().height())
    )
    bounds = seen.toAlignedRect()
    if bounds.isEmpty():
        return
    image = QImage(bounds.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    inner = QPainter(image)
    inner.setTransform(transform * QTransform.fromTranslate(-bounds.x(), -bounds.y()))
    play(inner, group.inks, face, area)
    inner.end()
    painter.resetTransform()
    painter.setOpacity(group.opacity)
    painter.setCompositionMode(BLENDS.get(group.blend, OVER))
    painter.drawImage(QPointF(bounds.x(), bounds.y()), image)


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
