"""Errors about styles of layers, and the conditions in them."""

from kangbashi_gis.errors.base import GisError


class ConditionInvalid(GisError):
    """A condition cannot be read. values: text, at (counted from 1), reason."""

    code, exit_code = "condition_invalid", 80


class ConditionUnfit(GisError):
    """A condition reads what the theme does not have, or compares text with numbers. values: theme, field, reason."""

    code, exit_code = "condition_unfit", 81
