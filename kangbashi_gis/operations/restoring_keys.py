"""The key of an older vault for the accounts of today: who had it then, and still has the same key pair, has it again.

It becomes the *pending* key, beside the one in force; which of the two opens the vault is tried at the next log-in, as
after a change of the key that was killed (`store/rotation.py`).
"""

from pathlib import Path

from kangbashi_gis.store.accounts import Accounts
from kangbashi_gis.store.rotation import RECOVERY, RECOVERY_PENDING, RECOVERY_WRAPPED


def take_over(present: Path, before: Path) -> bool:
    """Give the accounts the key of the vault as it was before; gives whether anybody, or the recovery key, has it.

    True where there is nothing to take over. Doing it twice changes nothing.
    """
    if not before.exists() or not present.exists():
        return True
    old, new = Accounts(before), Accounts(present)
    known = {one.public: one.wrapped for one in old.all() if one.wrapped is not None}
    recovery = old.fact(RECOVERY) == new.fact(RECOVERY)
    sealed = old.fact(RECOVERY_WRAPPED) if recovery else None
    given = 0
    with new.change() as change:
        for account in change.all():
            if account.public in known and account.wrapped is not None:
                change.set(account.name, pending=known[account.public])
                given += 1
        if sealed is not None:
            change.set_fact(RECOVERY_PENDING, sealed)
    return bool(given or sealed)
