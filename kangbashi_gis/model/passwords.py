"""What a password has to be (GB/T 22239-2019, 8.1.4.1: complexity and change): rules without files and keys."""

import unicodedata
from collections.abc import Collection

LEAST_LENGTH = 10
LEAST_KINDS = 3
LEAST_DIFFERENT = 5
KEPT_OLD = 5  # none of the last five may come back, the present one among them
LONGEST_DAYS = 90


def weakness(password: str, name: str, common: Collection[str] = ()) -> str:
    """Say why a password is not good enough, as a key; "" when it is.

    name: of the account. common: words, in lower-case letters only, that are no password even with digits around them.
    """
    spelled = unicodedata.normalize("NFKC", password)
    if len(spelled) < LEAST_LENGTH:
        return "password_short"
    if len({kind(letter) for letter in spelled}) < LEAST_KINDS:
        return "password_kinds"
    if len(set(spelled)) < LEAST_DIFFERENT:
        return "password_repeats"
    lowered = spelled.casefold()
    own = unicodedata.normalize("NFKC", name).casefold()
    if own and own in lowered:
        return "password_name"
    if _letters(lowered) in common:
        return "password_common"
    return ""


def kind(letter: str) -> str:
    """Give the kind of a character: small, capital, digit, or other (signs and Chinese characters)."""
    if letter.isdigit():
        return "digit"
    if letter.islower():
        return "small"
    return "capital" if letter.isupper() else "other"


def _letters(text: str) -> str:
    """Leave only letters; digits and signs that stand for letters are read as those: `P@ssw0rd!23` is no better."""
    read = text.rstrip("0123456789!@#$%^&*.,?_-+=~").translate(str.maketrans("@0134$5!", "aoieassi"))
    return "".join(letter for letter in read if letter.isalpha())
