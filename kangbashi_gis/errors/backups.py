"""Backups: their folder, their key, what is wrong with them, restoring; and people who were erased."""

from kangbashi_gis.errors.base import GisError


class BackupFolderUnfit(GisError):
    """A folder that does not hold backups of this workspace. values: path, reason (a key)."""

    code, exit_code = "backup_folder_unfit", 92


class BackupDamaged(GisError):
    """Backups are not as they were written. values: path, count (0 where one thing stops the reading)."""

    code, exit_code = "backup_damaged", 93


class BackupDiskGone(GisError):
    """The disk stopped answering in the middle: pulled out, or faulty. values: path."""

    code, exit_code = "backup_disk_gone", 94


class BackupLocked(GisError):
    """Whoever asks has no key to the backups. values: path."""

    code, exit_code = "backup_locked", 73


class BackupUnknown(GisError):
    """There is no backup of that name. values: name, known."""

    code, exit_code = "backup_unknown", 74


class RestoreRefused(GisError):
    """A backup is not put there. values: path, reason (a key)."""

    code, exit_code = "restore_refused", 75


class BackupBusy(GisError):
    """Another program writes backups into the folder. values: path."""

    code, exit_code = "backup_busy", 76


class PersonErased(GisError):
    """Rows are of people who were erased at their request. values: count."""

    code, exit_code = "person_erased", 77
