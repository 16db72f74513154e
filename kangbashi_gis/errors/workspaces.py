"""What can be wrong with a workspace and its files, the disk and the screen."""

from kangbashi_gis.errors.base import GisError


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


class UndoBeyondScope(GisError):
    """An operation reached people outside the communities of who would undo it. values: operation."""

    code, exit_code = "undo_beyond_scope", 86


class VaultUnavailable(GisError):
    """The vault of personal data cannot be opened. values: path, reason."""

    code, exit_code = "vault_unavailable", 37


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
