"""Errors about rasters and base maps."""

from kangbashi_gis.errors.base import GisError


class RasterUnreadable(GisError):
    """A raster or base map, or a part of it, cannot be drawn. values: name, path, reason."""

    code, exit_code = "raster_unreadable", 83


class BaseMapUnfit(GisError):
    """What is given cannot be a base map. values: path, reason."""

    code, exit_code = "base_map_unfit", 84


class BaseMapUnknown(GisError):
    """There is no base map of this name. values: name, known."""

    code, exit_code = "base_map_unknown", 85


class LayerUndrawable(GisError):
    """A layer holds something that cannot be made ready for the map; all others are drawn. values: layer."""

    code, exit_code = "layer_undrawable", 100
