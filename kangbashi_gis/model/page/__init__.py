"""A printed sheet, as data: the same value is edited in the window, checked before printing, and drawn."""

from kangbashi_gis.model.page.codec import read, written
from kangbashi_gis.model.page.drawn import Chart, Frame, Locator, Picture, Shape, Survey
from kangbashi_gis.model.page.map_frame import Grid, MapFrame, linked_scale
from kangbashi_gis.model.page.page import ITEMS, LARGEST_MM, PURPOSES, Item, Page, placed, without
from kangbashi_gis.model.page.sizes import SIZES, size_of
from kangbashi_gis.model.page.text import Block, Box, JoinedSheets, Legend, NorthArrow, Rows, ScaleBar, Text

__all__ = [
    "ITEMS",
    "LARGEST_MM",
    "PURPOSES",
    "SIZES",
    "Block",
    "Box",
    "Chart",
    "Frame",
    "Grid",
    "Item",
    "JoinedSheets",
    "Legend",
    "Locator",
    "MapFrame",
    "NorthArrow",
    "Page",
    "Picture",
    "Rows",
    "ScaleBar",
    "Shape",
    "Survey",
    "Text",
    "linked_scale",
    "placed",
    "read",
    "size_of",
    "without",
    "written",
]
