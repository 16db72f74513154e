"""Every error of ours: values, not sentences, and an exit code for the command line.

`messages.py` turns an error into the one Chinese or English sentence that both the window and the
command line show. A class here without a sentence there fails the house test.
"""


class GisError(Exception):
    """The root: something a user can understand and act upon. Never raised itself."""

    code = "error"
    exit_code = 1

    def __init__(self, **values: object) -> None:
        super().__init__(", ".join(f"{name}={value!r}" for name, value in values.items()))
        self.values = values


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


class LocalSystemUnknown(GisError):
    """A local coordinate system that nobody has put into the vault. values: name, known (tuple of names)."""

    code, exit_code = "local_system_unknown", 27


class HeightsUnkept(GisError):
    """Heights were to be kept, and layers are flat. values: path, count."""

    code, exit_code = "heights_unkept", 60


class RecipeMissing(GisError):
    """No recipe of that name in the workspace, or one that cannot be read. values: name, known."""

    code, exit_code = "recipe_missing", 61


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


class OutputExists(GisError):
    """values: path."""

    code, exit_code = "output_exists", 21


class OutputUnwritable(GisError):
    """values: path, reason."""

    code, exit_code = "output_unwritable", 22


class LayerUnclear(GisError):
    """The file holds several layers and nobody said which. values: path, known."""

    code, exit_code = "layer_unclear", 23


class WorkspaceMissing(GisError):
    """values: path."""

    code, exit_code = "workspace_missing", 30


class WorkspaceDamaged(GisError):
    """Unreadable or half-written. values: path, reason."""

    code, exit_code = "workspace_damaged", 31


class WorkspaceTooNew(GisError):
    """Written by a newer program. values: path, found, known."""

    code, exit_code = "workspace_too_new", 32


class WorkspaceHeld(GisError):
    """Another program is writing. values: path, holder."""

    code, exit_code = "workspace_held", 33


class WorkspaceReadOnly(GisError):
    """A write was asked of a workspace that was opened as a local copy. values: path."""

    code, exit_code = "workspace_read_only", 34


class NothingToUndo(GisError):
    """values: none."""

    code, exit_code = "nothing_to_undo", 35


class UndoConflict(GisError):
    """Rows changed since, so the operation cannot be undone. values: operation, count."""

    code, exit_code = "undo_conflict", 36


class VaultUnavailable(GisError):
    """The vault of personal data cannot be opened. values: path, reason."""

    code, exit_code = "vault_unavailable", 37


class VaultLocked(GisError):
    """The vault is closed: nobody is logged in who can open it. values: user, reason (a key)."""

    code, exit_code = "vault_locked", 38


class LoginRequired(GisError):
    """Something that visitors may not do. values: permission."""

    code, exit_code = "login_required", 42


class LoginRefused(GisError):
    """Wrong name, password or code; which of them is not told. values: none."""

    code, exit_code = "login_refused", 43


class LoginLocked(GisError):
    """Too many failures under a name, whether there is such an account or not. values: minutes."""

    code, exit_code = "login_locked", 44


class PasswordExpired(GisError):
    """The password was right and has to be changed first. values: user."""

    code, exit_code = "password_expired", 45


class ResidentUnknown(GisError):
    """No resident has this id, or none whom the user may look up. values: id."""

    code, exit_code = "resident_unknown", 39


class ReasonUnknown(GisError):
    """A record is unmasked for a reason of the list only. values: reason, known."""

    code, exit_code = "reason_unknown", 72


class PasswordWeak(GisError):
    """A password that breaks the rules. values: reason (a key)."""

    code, exit_code = "password_weak", 46


class AccountUnknown(GisError):
    """Told only to those who may see the list of accounts. values: name, known (tuple of names)."""

    code, exit_code = "account_unknown", 47


class AccountRefused(GisError):
    """A change of accounts that would break a rule. values: name, reason (a key)."""

    code, exit_code = "account_refused", 48


class RecoveryKeyWrong(GisError):
    """A recovery key with a mistake, or of another workspace. values: group (from 1; 0 for the whole)."""

    code, exit_code = "recovery_key_wrong", 49


class PermissionDenied(GisError):
    """values: user, permission."""

    code, exit_code = "permission_denied", 40


class LogTouched(GisError):
    """The log is not what it was when it was written, or when it was anchored. values: count."""

    code, exit_code = "log_touched", 59


class PersonalOnly(GisError):
    """Everything in this theme is personal, so it is not exported. values: theme."""

    code, exit_code = "personal_only", 41


class DiskFull(GisError):
    """values: path."""

    code, exit_code = "disk_full", 50


class NoGraphics(GisError):
    """No usable OpenGL 3.3. values: reason."""

    code, exit_code = "no_graphics", 51


class NoDisplay(GisError):
    """A window was asked for where there is no display. values: none."""

    code, exit_code = "no_display", 52


class Cancelled(GisError):
    """The user asked to stop; nothing was changed. values: none."""

    code, exit_code = "cancelled", 130
