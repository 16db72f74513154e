"""What the properties of items are called, and what their choices mean."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

PROPERTIES: Mapping[str, Any] = {
    "scale": QT_TRANSLATE_NOOP("PageProperties", "Scale 1:"),
    "area": QT_TRANSLATE_NOOP("PageProperties", "Ground"),
    "linked": QT_TRANSLATE_NOOP("PageProperties", "Linked to"),
    "factor": QT_TRANSLATE_NOOP("PageProperties", "Times its scale"),
    "angle": QT_TRANSLATE_NOOP("PageProperties", "Turned by (°)"),
    "turned": QT_TRANSLATE_NOOP("PageProperties", "Along the feature"),
    "layers": QT_TRANSLATE_NOOP("PageProperties", "Layers"),
    "labels": QT_TRANSLATE_NOOP("PageProperties", "Names"),
    "rasters": QT_TRANSLATE_NOOP("PageProperties", "Base maps"),
    "every_scale": QT_TRANSLATE_NOOP("PageProperties", "At every scale"),
    "around": QT_TRANSLATE_NOOP("PageProperties", "Margin around the ground"),
    "border_mm": QT_TRANSLATE_NOOP("PageProperties", "Border (mm)"),
    "only_subject": QT_TRANSLATE_NOOP("PageProperties", "Only the feature"),
    "background": QT_TRANSLATE_NOOP("PageProperties", "Background"),
    "grid": QT_TRANSLATE_NOOP("PageProperties", "Coordinate grid"),
    "every_m": QT_TRANSLATE_NOOP("PageProperties", "Every (m; 0 = usual)"),
    "numbers": QT_TRANSLATE_NOOP("PageProperties", "Numbers"),
    "degrees": QT_TRANSLATE_NOOP("PageProperties", "Minutes of degrees"),
    "text": QT_TRANSLATE_NOOP("PageProperties", "Text"),
    "size_pt": QT_TRANSLATE_NOOP("PageProperties", "Letters (pt)"),
    "color": QT_TRANSLATE_NOOP("PageProperties", "Colour"),
    "bold": QT_TRANSLATE_NOOP("PageProperties", "Bold"),
    "across": QT_TRANSLATE_NOOP("PageProperties", "Across"),
    "down": QT_TRANSLATE_NOOP("PageProperties", "Up and down"),
    "turn": QT_TRANSLATE_NOOP("PageProperties", "Turned by (°)"),
    "frame": QT_TRANSLATE_NOOP("PageProperties", "Of the map"),
    "shows": QT_TRANSLATE_NOOP("PageProperties", "Shows where this is"),
    "within": QT_TRANSLATE_NOOP("PageProperties", "Only what is on"),
    "title": QT_TRANSLATE_NOOP("PageProperties", "Title"),
    "themes": QT_TRANSLATE_NOOP("PageProperties", "Layers"),
    "columns": QT_TRANSLATE_NOOP("PageProperties", "Columns"),
    "seen": QT_TRANSLATE_NOOP("PageProperties", "Only what occurs"),
    "parts": QT_TRANSLATE_NOOP("PageProperties", "Parts"),
    "step_m": QT_TRANSLATE_NOOP("PageProperties", "A part (m; 0 = fitting)"),
    "figures": QT_TRANSLATE_NOOP("PageProperties", "With figures"),
    "norths": QT_TRANSLATE_NOOP("PageProperties", "Norths"),
    "declination": QT_TRANSLATE_NOOP("PageProperties", "Declination (°, east +)"),
    "lines": QT_TRANSLATE_NOOP("PageProperties", "Lines (title = text)"),
    "ruled": QT_TRANSLATE_NOOP("PageProperties", "Ruled"),
    "skip_empty": QT_TRANSLATE_NOOP("PageProperties", "Leave out empty lines"),
    "of": QT_TRANSLATE_NOOP("PageProperties", "Shows"),
    "theme": QT_TRANSLATE_NOOP("PageProperties", "Theme"),
    "condition": QT_TRANSLATE_NOOP("PageProperties", "Only where"),
    "cells": QT_TRANSLATE_NOOP("PageProperties", "Cells (| between)"),
    "most": QT_TRANSLATE_NOOP("PageProperties", "At most"),
    "width_mm": QT_TRANSLATE_NOOP("PageProperties", "Line (mm)"),
    "fill": QT_TRANSLATE_NOOP("PageProperties", "Fill"),
    "second_mm": QT_TRANSLATE_NOOP("PageProperties", "Second line within (mm)"),
    "form": QT_TRANSLATE_NOOP("PageProperties", "Form"),
    "falling": QT_TRANSLATE_NOOP("PageProperties", "Falling to the right"),
    "data": QT_TRANSLATE_NOOP("PageProperties", "Picture"),
    "field": QT_TRANSLATE_NOOP("PageProperties", "Field of the kinds"),
    "number": QT_TRANSLATE_NOOP("PageProperties", "Sum of (empty: count)"),
    "points": QT_TRANSLATE_NOOP("PageProperties", "Boundary points"),
    "lengths": QT_TRANSLATE_NOOP("PageProperties", "Lengths of sides"),
    "neighbours": QT_TRANSLATE_NOOP("PageProperties", "Neighbours"),
    "prefix": QT_TRANSLATE_NOOP("PageProperties", "Points begin with"),
}
SURVEY_AREA = QT_TRANSLATE_NOOP("PageProperties", "Its area")
CHOICES: Mapping[str, Any] = {
    "left": QT_TRANSLATE_NOOP("PageChoices", "left"),
    "middle": QT_TRANSLATE_NOOP("PageChoices", "middle"),
    "right": QT_TRANSLATE_NOOP("PageChoices", "right"),
    "top": QT_TRANSLATE_NOOP("PageChoices", "top"),
    "bottom": QT_TRANSLATE_NOOP("PageChoices", "bottom"),
    "lines": QT_TRANSLATE_NOOP("PageChoices", "lines"),
    "crosses": QT_TRANSLATE_NOOP("PageChoices", "crosses"),
    "ticks": QT_TRANSLATE_NOOP("PageChoices", "ticks at the edge"),
    "line": QT_TRANSLATE_NOOP("PageChoices", "line"),
    "ellipse": QT_TRANSLATE_NOOP("PageChoices", "ellipse"),
    "bars": QT_TRANSLATE_NOOP("PageChoices", "bars"),
    "slices": QT_TRANSLATE_NOOP("PageChoices", "slices"),
    "grid": QT_TRANSLATE_NOOP("PageChoices", "grid north"),
    "three": QT_TRANSLATE_NOOP("PageChoices", "grid, true and magnetic north"),
    "theme": QT_TRANSLATE_NOOP("PageChoices", "rows of a theme"),
    "points": QT_TRANSLATE_NOOP("PageChoices", "boundary points"),
    "fields": QT_TRANSLATE_NOOP("PageChoices", "the feature's values"),
    "given": QT_TRANSLATE_NOOP("PageChoices", "these cells"),
}
FIELDS: Mapping[str, Any] = {
    "title": QT_TRANSLATE_NOOP("PageFields", "Title"),
    "subtitle": QT_TRANSLATE_NOOP("PageFields", "Second title"),
    "approval_number": QT_TRANSLATE_NOOP("PageFields", "Approval number"),
    "secrecy": QT_TRANSLATE_NOOP("PageFields", "Secrecy"),
    "crs": QT_TRANSLATE_NOOP("PageFields", "Coordinate system"),
    "heights": QT_TRANSLATE_NOOP("PageFields", "Height datum"),
    "maker": QT_TRANSLATE_NOOP("PageFields", "Made by"),
    "date": QT_TRANSLATE_NOOP("PageFields", "Date"),
    "scale": QT_TRANSLATE_NOOP("PageFields", "Scale"),
    "surveyor": QT_TRANSLATE_NOOP("PageFields", "Surveyor"),
    "checker": QT_TRANSLATE_NOOP("PageFields", "Checked by"),
    "sheet": QT_TRANSLATE_NOOP("PageFields", "Sheet number"),
    "name": QT_TRANSLATE_NOOP("PageFields", "Name"),
}


def property_title(name: str) -> str:
    """Give what a property is called."""
    return QCoreApplication.translate("PageProperties", PROPERTIES[name])


def choice_title(name: str) -> str:
    """Give what a choice is called."""
    return QCoreApplication.translate("PageChoices", CHOICES[name])


def field_title(name: str) -> str:
    """Give what a {name} is called; those of features are called so themselves."""
    return QCoreApplication.translate("PageFields", FIELDS[name]) if name in FIELDS else name
