"""Limits that a process of ours sets itself before it reads what strangers have made."""

import sys


def limit_memory(most: int) -> None:
    """Keep a file that claims to be endless from taking the machine's memory; Windows has no such limit here.

    Where the system allows less already, that stays: no process may raise it again. There is no dump of memory at a
    crash, for it could hold personal data.
    """
    if sys.platform != "win32":
        import resource

        allowed = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
