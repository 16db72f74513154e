"""The recovery key: printed once on paper in groups, each of which tells by its last character whether it is right.

It stands in for all passwords at once. Only its public half is stored.
"""

import secrets
import unicodedata

from kangbashi_gis.errors import RecoveryKeyWrong
from kangbashi_gis.store.keys import digest

# without letters that are mistaken for digits or for each other; 31 is prime, so that a check character
# notices every wrong character and every pair that changed places
ALPHABET = "0123456789ABCDEFGHJKMNPQRTUVWXY"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "S": "5", "Z": "2"})
GROUPS, LENGTH = 8, 4


def new_recovery_key() -> str:
    """Make a recovery key as it is printed: eight groups of four characters and a check character (158 bits)."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(GROUPS))
    return "-".join(group + _check(place, group) for place, group in enumerate(groups))


def recovery_seed(printed: str) -> bytes:
    """Give the seed of a printed recovery key; raises RecoveryKeyWrong (values: group, from 1; 0 for the length)."""
    spelled = unicodedata.normalize("NFKC", printed).upper().translate(MISREAD)
    text = "".join(letter for letter in spelled if letter.isalnum())
    size = LENGTH + 1
    if len(text) != GROUPS * size:
        raise RecoveryKeyWrong(group=0)
    groups = [text[start : start + size] for start in range(0, len(text), size)]
    for place, group in enumerate(groups):
        if not set(group) <= set(ALPHABET) or group[-1] != _check(place, group[:-1]):
            raise RecoveryKeyWrong(group=place + 1)
    return digest("".join(group[:-1] for group in groups).encode(), "recovery key")


def _check(place: int, group: str) -> str:
    weighed = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(group, start=1))
    return ALPHABET[(weighed + 5 * place) % len(ALPHABET)]
