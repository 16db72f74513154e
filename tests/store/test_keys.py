"""Keys, one-time codes and the recovery key: what opens what, and what does not."""

import pytest

from kangbashi_gis.errors import RecoveryKeyWrong
from kangbashi_gis.store import keys, one_time
from kangbashi_gis.store.keys import Cost
from kangbashi_gis.store.recovery import ALPHABET, new_recovery_key, recovery_seed

CHEAP = Cost(1, 8192)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_one_time_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238, appendix B, SHA-1."""
    assert one_time.code(b"12345678901234567890", seconds // 30, digits=8) == code


def test_a_code_is_taken_half_a_minute_early_or_late_and_never_twice() -> None:
    secret = one_time.new_secret()
    given = one_time.code(secret, 100)
    assert [one_time.accepted_step(secret, given, 3000 + late, 0) for late in (-60, -30, 0, 30, 60)] == [
        None, 100, 100, 100, None,
    ]  # fmt: skip
    assert one_time.accepted_step(secret, given, 3000, 100) is None


def test_only_the_owner_opens_what_was_sealed_to_an_account() -> None:
    mine, other = keys.new_key(), keys.new_key()
    sealed = keys.seal_to(keys.verify_key(mine), "居民".encode())
    assert (keys.open_sealed(mine, sealed), keys.open_sealed(other, sealed)) == ("居民".encode(), None)
    assert keys.open_sealed(mine, sealed[:-1] + bytes([sealed[-1] ^ 1])) is None


def test_a_signature_is_of_one_statement_and_one_account() -> None:
    seed, other = keys.new_key(), keys.new_key()
    signature = keys.sign(seed, b"log 17")
    assert keys.is_signed_by(keys.verify_key(seed), b"log 17", signature)
    assert not keys.is_signed_by(keys.verify_key(seed), b"log 18", signature)
    assert not keys.is_signed_by(keys.verify_key(other), b"log 17", signature)
    assert not keys.is_signed_by(b"", b"log 17", b"")


def test_full_width_characters_are_the_same_password() -> None:
    salt = bytes(16)
    assert keys.from_password("Ａｂ１2", salt, CHEAP) == keys.from_password("Ab12", salt, CHEAP)


def test_every_mistyped_character_of_the_recovery_key_is_located() -> None:
    printed = new_recovery_key()
    assert recovery_seed(printed) == recovery_seed(printed.lower().replace("-", ""))
    for place, letter in enumerate(printed.replace("-", "")):
        for wrong in set(ALPHABET) - {letter}:
            text = printed.replace("-", "")
            with pytest.raises(RecoveryKeyWrong) as caught:
                recovery_seed(text[:place] + wrong + text[place + 1 :])
            assert caught.value.values["group"] == place // 5 + 1


def test_groups_that_changed_places_and_a_key_that_is_too_short_are_noticed() -> None:
    groups = new_recovery_key().split("-")
    if groups[0][:4] == groups[1][:4]:
        groups[1] = groups[2]
    for text in ("-".join([groups[1], groups[0], *groups[2:]]), "-".join(groups[:-1])):
        with pytest.raises(RecoveryKeyWrong):
            recovery_seed(text)
