"""A process that limits its memory takes what the system leaves it."""

import subprocess
import sys

import pytest

GB = 1 << 30
PROGRAM = """
import resource, sys
from kangbashi_gis.store.limits import limit_memory
if allowed := int(sys.argv[1]):
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
limit_memory(int(sys.argv[2]))
print(*resource.getrlimit(resource.RLIMIT_AS), *resource.getrlimit(resource.RLIMIT_CORE))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize(("allowed", "wanted", "got"), [(0, 4 * GB, 4 * GB), (3 * GB, 4 * GB, 3 * GB)])
def test_a_limit_is_set_and_one_of_the_system_that_is_lower_stays(allowed: int, wanted: int, got: int) -> None:
    command = [sys.executable, "-c", PROGRAM, str(allowed), str(wanted)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert said == [str(got), str(got), "0", "0"]
