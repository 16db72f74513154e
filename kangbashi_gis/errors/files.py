"""What can be wrong with a foreign file, its import, or an export."""

from kangbashi_gis.errors.base import GisError


class FileMissing(GisError):
    """values: path."""

    code, exit_code = "file_missing", 10


class FileEmpty(GisError):
    """values: path."""

    code, exit_code = "file_empty", 11


class FileUnreadable(GisError):
    """Foreign, truncated or damaged. values: path, reason."""

    code, exit_code = "file_unreadable", 12


class FileForeign(FileUnreadable):
    """Of a format that is recognised but has to be converted. values: path, found, wanted (keys: what, what to do)."""

    code, exit_code = "file_foreign", 28


class NoReference(GisError):
    """A file without a coordinate reference system. values: path."""

    code, exit_code = "no_crs", 13


class BadReference(GisError):
    """A CRS that is unknown, not projected in metres, or has no safe way to ours. values: crs, reason."""

    code, exit_code = "bad_crs", 14


class FitRefused(GisError):
    """Control points from which no transformation follows. values: reason, points, rms_m, tolerance_m."""

    code, exit_code = "fit_refused", 26


class LocalSystemLocked(GisError):
    """The account has no key of the local coordinate systems. values: user."""

    code, exit_code = "local_system_locked", 78


class LocalSystemUnknown(GisError):
    """A local coordinate system that nobody has put into the vault. values: name, known (tuple of names)."""

    code, exit_code = "local_system_unknown", 27


class HeightsUnkept(GisError):
    """Heights were to be kept, and cannot be. values: path, count, theme, reason ("theme_is_flat", "unit_unknown")."""

    code, exit_code = "heights_unkept", 60


class RecipeMissing(GisError):
    """No recipe of that name in the workspace, or one that cannot be read. values: name, known."""

    code, exit_code = "recipe_missing", 61


class SourceUnknown(GisError):
    """No row came from a file of that name. values: name, known (names of files)."""

    code, exit_code = "source_unknown", 95


class RecipeUnfit(GisError):
    """A recipe that is not right for a file. values: name, path, reason (a key), found, wanted."""

    code, exit_code = "recipe_unfit", 62


class RecipeUnkept(GisError):
    """Choices that no recipe may keep. values: name, reason (a key)."""

    code, exit_code = "recipe_unkept", 63


class FileQuestioned(GisError):
    """The doctor would ask about a file, so it is not let in.

    values: path, finding (a key), said, advice (the doctor's words, each Chinese and English).
    """

    code, exit_code = "file_questioned", 64


class BatchLinked(GisError):
    """Two themes of one batch of which one is placed by the other. values: theme, other."""

    code, exit_code = "batch_linked", 65


class BatchConflict(GisError):
    """Files of one batch have rows of one key that differ. values: path, other, count, example."""

    code, exit_code = "batch_conflict", 66


class EntryUnknown(GisError):
    """No line of the catalogue has that number. values: number, known (tuple of numbers)."""

    code, exit_code = "entry_unknown", 67


class ReleaseRefused(GisError):
    """What is secret is not given out without an approval. values: theme, reason (a key), area_km2, limit_km2."""

    code, exit_code = "release_refused", 68


class LetterUnwritable(GisError):
    """A character that an encoding lacks; nothing was written. values: path, encoding, letter, text."""

    code, exit_code = "letter_unwritable", 69


class SelectionEmpty(GisError):
    """There is nothing to export: the theme has no rows, or none where they were asked for. values: theme."""

    code, exit_code = "selection_empty", 70


class FieldUnknown(GisError):
    """A theme has no such open field. values: theme, field, known (tuple of titles)."""

    code, exit_code = "field_unknown", 71


class ThemeUnknown(GisError):
    """values: theme, known (tuple of names)."""

    code, exit_code = "theme_unknown", 15


class ThemeMismatch(GisError):
    """The file's geometry does not fit the theme. values: path, theme, found, wanted."""

    code, exit_code = "theme_mismatch", 16


class ColumnMissing(GisError):
    """A column the theme needs is not in the file. values: path, theme, column."""

    code, exit_code = "column_missing", 17


class AddressColumnMissing(ColumnMissing):
    """A list has no such column of addresses. values: path, column, columns (those it has, as one text)."""

    code, exit_code = "address_column_missing", 25


class RowsInvalid(GisError):
    """Rows that break the theme's rules; nothing was imported. values: path, count, example, reason."""

    code, exit_code = "rows_invalid", 18


class LayerUnknown(GisError):
    """values: path, layer, known."""

    code, exit_code = "layer_unknown", 19


class EncodingUnclear(GisError):
    """Text cannot be decoded as stated, or a person has to say how. values: path, encoding (one, or the likeliest)."""

    code, exit_code = "encoding", 20


class EncodingMixed(EncodingUnclear):
    """Some rows are in another encoding than the rest. values: path, encoding (of the rest), other, lines."""

    code, exit_code = "encoding_mixed", 87


class OutputExists(GisError):
    """values: path."""

    code, exit_code = "output_exists", 21


class OutputUnwritable(GisError):
    """values: path, reason."""

    code, exit_code = "output_unwritable", 22


class LayerUnclear(GisError):
    """The file holds several layers and nobody said which. values: path, known."""

    code, exit_code = "layer_unclear", 23
