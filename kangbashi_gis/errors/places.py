"""What can be wrong with a question about a place, or with the words of a command."""

from kangbashi_gis.errors.base import GisError


class UsageError(GisError):
    """The command line's words are off. values: detail."""

    code, exit_code = "usage", 2


class AddressNotFound(GisError):
    """No address answers to the query. values: query."""

    code, exit_code = "address_not_found", 3


class AmbiguousAddress(GisError):
    """Several equally good addresses. values: query, count, candidates (list of SearchHit)."""

    code, exit_code = "ambiguous_address", 4


class BadRadius(GisError):
    """A radius outside the permitted range. values: radius_m, least_m, most_m."""

    code, exit_code = "bad_radius", 5


class BadPlace(GisError):
    """Coordinates or a polygon that cannot be used. values: text."""

    code, exit_code = "bad_place", 6


class BadDegrees(BadPlace):
    """Longitude and latitude that are none. values: text."""

    code, exit_code = "bad_degrees", 9


class PolygonInvalid(BadPlace):
    """A polygon whose inside is not certain. values: reason (a key), x, y (where)."""

    code, exit_code = "polygon_invalid", 24


class PlaceUnknown(GisError):
    """What was found is kept without a place. values: query."""

    code, exit_code = "place_unknown", 7


class NoRooms(GisError):
    """No rooms are registered at a place. values: query."""

    code, exit_code = "no_rooms", 8
