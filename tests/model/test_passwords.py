"""What a password has to be."""

import pytest

from kangbashi_gis.model.passwords import weakness

COMMON = {"password", "kangbashi"}


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Ab3-efg hi", ""),
        ("街道办Yi-77号楼前", ""),
        ("Ab3-efg h", "password_short"),
        ("abcdefghijk1", "password_kinds"),
        ("Aa1Aa1Aa1Aa1", "password_repeats"),
        ("Xiao-WANG-2026", "password_name"),
        ("P@ssw0rd!2026", "password_common"),
        ("Kangbashi2026!", "password_common"),
    ],
)
def test_a_password_is_judged(password: str, reason: str) -> None:
    assert weakness(password, "wang", COMMON) == reason
