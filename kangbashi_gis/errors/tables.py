"""What can be wrong with a change in a table."""

from kangbashi_gis.errors.base import GisError


class ValueUnfit(GisError):
    """A value that a field cannot keep. values: field (title), reason (a key), text (as given, cut)."""

    code, exit_code = "value_unfit", 97


class RowChanged(GisError):
    """A row that is not any more what was shown. values: theme, fid, reason (gone, changed)."""

    code, exit_code = "row_changed", 98
