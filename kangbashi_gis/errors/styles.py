"""Errors about styles of layers, and the conditions in them."""

from kangbashi_gis.errors.base import GisError


class ConditionInvalid(GisError):
    """A condition cannot be read. values: text, at (counted from 1), reason."""

    code, exit_code = "condition_invalid", 80


class ConditionUnfit(GisError):
    """A condition reads what the theme does not have, or compares text with numbers. values: theme, field, reason."""

    code, exit_code = "condition_unfit", 81


class StyleInvalid(GisError):
    """What is given is no style, or not one that this program knows. values: reason, where (the part of it), path."""

    code, exit_code = "style_invalid", 82
