"""Numbers that carry a check digit: citizens (GB 11643), organisations (GB 32100, GB 11714), parcels (GB/T 37346)."""

import re
from collections.abc import Sequence
from datetime import date

import numpy as np

SAMPLE_COUNTY = "150699"  # does not exist, so no real person or organisation can bear a number with it

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_ID_FORM = re.compile(r"[1-9]\d{16}[\dX]")
_OLD_ID_FORM = re.compile(r"[1-9]\d{14}")
_OLDEST_YEARS = 130

_CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES = {letter: value for value, letter in enumerate(_CREDIT_LETTERS)}
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_CREDIT_FORM = re.compile(rf"[{_CREDIT_LETTERS}]{{2}}\d{{6}}[{_CREDIT_LETTERS}]{{10}}")

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_FORM = re.compile(r"[0-9A-Z]{8}[0-9X]")

_PARCEL_FORM = re.compile(r"\d{12}[GJZ][ABSXCDEFHGWYLN]\d{5}([FLQW]\d{8})?")


def id_check_digit(first17: str) -> str:
    """Give the 18th character of a citizen's number from the 17 digits before it (GB 11643-1999)."""
    return _ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, _ID_WEIGHTS, strict=True)) % 11]


def id_check_digits(first17: Sequence[str]) -> np.ndarray:
    """Give the check characters of many numbers at once; every text must hold exactly 17 digits."""
    if not len(first17):
        return np.empty(0, dtype="U1")
    digits = np.array(first17, dtype="S17").view(np.uint8).reshape(len(first17), 17).astype(np.int64) - ord("0")
    return np.array(list(_ID_CHECKS))[digits @ np.array(_ID_WEIGHTS) % 11]


def check_id_number(text: str, today: date | None = None) -> bool:
    """Tell whether a citizen's number of 18 characters has a real birth date, not in the future, and its check digit.

    The county code is not looked up: abolished codes are legal, and the made-up 150699 of the sample holds too.
    """
    if not _ID_FORM.fullmatch(text):
        return False
    return birth_date(text, today) is not None and id_check_digit(text[:17]) == text[17]


def birth_date(id_number: str, today: date | None = None) -> date | None:
    """Give the date of birth in a number of 18 characters, or None where there is no such day in the last 130 years."""
    now = today or date.today()
    try:
        born = date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))
    except ValueError:
        return None
    return born if born <= now and now.year - born.year <= _OLDEST_YEARS else None


def sex_code(id_number: str) -> str:
    """Give "1" (male) or "2" (female), as GB/T 2261.1 codes, from a number of 18 characters."""
    return "1" if int(id_number[16]) % 2 else "2"


def modern_id_number(text: str) -> str | None:
    """Give the 18 characters of a number of 15 digits from before 1999; None for anything else."""
    if not _OLD_ID_FORM.fullmatch(text):
        return None
    first17 = f"{text[:6]}19{text[6:]}"
    return first17 + id_check_digit(first17)


def is_id_form(text: str) -> bool:
    """Tell whether a text has the length and signs of a citizen's number, of 18 characters or 15, right or wrong."""
    return bool(_ID_FORM.fullmatch(text.upper()) or _OLD_ID_FORM.fullmatch(text))


def is_sample(code: str) -> bool:
    """Tell whether a citizen's number or a credit code is one of the made-up district's."""
    return code[:6] == SAMPLE_COUNTY or code[2:8] == SAMPLE_COUNTY


def organisation_check(first8: str) -> str:
    """Give the ninth character of an organisation code from the eight before it (GB 11714-1997)."""
    total = sum(int(letter, 36) * weight for letter, weight in zip(first8, _ORGANISATION_WEIGHTS, strict=True))
    check = 11 - total % 11
    return {10: "X", 11: "0"}.get(check, str(check))


def credit_code_check(first17: str) -> str:
    """Give the 18th character of a unified social credit code (GB 32100-2015); KeyError on I, O, S, V or Z."""
    total = sum(_CREDIT_VALUES[letter] * weight for letter, weight in zip(first17, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_LETTERS[(31 - total % 31) % 31]


def check_credit_code(text: str) -> bool:
    """Tell whether a credit code of 18 characters has both its own check and that of the organisation inside."""
    if not _CREDIT_FORM.fullmatch(text) or credit_code_check(text[:17]) != text[17]:
        return False
    organisation = text[8:17]
    return bool(_ORGANISATION_FORM.fullmatch(organisation)) and organisation_check(text[8:16]) == organisation[8]


def check_parcel_code(text: str) -> bool:
    """Tell whether a text has the form of a parcel code (19) or a real-estate unit code (28) (GB/T 37346-2019)."""
    return bool(_PARCEL_FORM.fullmatch(text))
