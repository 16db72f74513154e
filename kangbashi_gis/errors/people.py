"""Who may do what, and the look-up of people."""

from kangbashi_gis.errors.base import GisError
from kangbashi_gis.errors.workspaces import VaultUnavailable


class VaultLocked(VaultUnavailable):
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


class QuotaUsed(GisError):
    """What an account may look up on one day is used up. values: reason (a key of the quotas), limit."""

    code, exit_code = "quota_used", 58


class PasswordWeak(GisError):
    """A password that breaks the rules. values: reason (a key)."""

    code, exit_code = "password_weak", 46


class AccountUnknown(GisError):
    """Told only to those who may see the list of accounts. values: name, known (tuple of names)."""

    code, exit_code = "account_unknown", 47


class AccountRefused(GisError):
    """A change of accounts that would break a rule. values: name, reason (a key)."""

    code, exit_code = "account_refused", 48


class AccountsMissing(GisError):
    """Something that needs accounts, in a workspace that has none. values: none."""

    code, exit_code = "accounts_missing", 53


class SetupRefused(GisError):
    """The first accounts cannot be made so. values: reason (a key)."""

    code, exit_code = "setup_refused", 54


class LoginReadOnly(GisError):
    """Nobody logs in where it cannot be noted. values: path."""

    code, exit_code = "login_read_only", 55


class AccountsTouched(GisError):
    """The file of accounts is not as the security administrator has signed it. values: path, reason (a key)."""

    code, exit_code = "accounts_touched", 56


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
