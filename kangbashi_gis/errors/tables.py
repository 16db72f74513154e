"""What can be wrong with a change in a table."""

from kangbashi_gis.errors.base import GisError


class ValueUnfit(GisError):
    """A value that a field cannot keep. values: field (title), reason (a key), text (as given, cut)."""

    code, exit_code = "value_unfit", 97


class RowChanged(GisError):
    """A row that is not any more what was shown. values: theme, fid, reason (gone, changed)."""

    code, exit_code = "row_changed", 98


class RowUnknown(GisError):
    """A row that never was. values: theme, row (as it was named)."""

    code, exit_code = "row_unknown", 102


class RowUndoRefused(GisError):
    """One change of a row that cannot be taken back alone. values: theme, fid, change, reason (a key), fields (titles).

    fields: what was changed again since, as far as it has titles.
    """

    code, exit_code = "row_undo_refused", 99


class ChartUnfit(GisError):
    """A chart that cannot be drawn of what was chosen. values: field (title), reason (a key)."""

    code, exit_code = "chart_unfit", 101
