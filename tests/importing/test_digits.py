"""Long numbers that lost digits in a spreadsheet are asked about; codes that end in noughts are not."""

import random
from collections.abc import Iterable

import pytest

from kangbashi_gis.importing.doubts import KEEP_DIGITS, Doubts, answered
from kangbashi_gis.importing.values import Unreadable, text
from kangbashi_gis.model.diagnosis import Severity
from kangbashi_gis.model.themes import ADDRESSES, RESIDENTS

CODES = [f"1506030010{number:08}" for number in random.Random(5).sample(range(10**8), 200)]
PEOPLE = ("11010519491231002X", "440524188001010014")


def found(cells: Iterable[object], field: str = "code") -> list[str]:
    doubts = Doubts(ADDRESSES)
    doubts.tidied(0, list(cells), ADDRESSES.field(field))
    return [one.code for one in doubts.findings()]


def test_codes_with_all_their_digits_are_not_asked_about() -> None:
    assert found(CODES) == []


@pytest.mark.parametrize("as_number", [str, int])
def test_codes_of_which_a_spreadsheet_kept_fifteen_digits_are_asked_about(as_number: type) -> None:
    assert found(as_number(one[:15] + "000") for one in CODES) == ["row_digits_lost"]


def test_some_rounded_codes_among_whole_ones_are_asked_about_with_their_rows() -> None:
    doubts = Doubts(ADDRESSES)
    doubts.tidied(0, [*CODES, *(one[:15] + "000" for one in CODES[:30])], ADDRESSES.field("code"))
    (finding,) = doubts.findings()
    assert (finding.code, finding.severity) == ("row_digits_lost", Severity.QUESTION)
    assert finding.rows[0] > len(CODES) or CODES[finding.rows[0] - 1].endswith("000")


def test_codes_that_are_filled_up_with_noughts_are_codes() -> None:
    assert found(f"150603{number:03}000000000" for number in range(1, 100)) == []


def test_one_person_s_number_without_its_last_digits_is_asked_about() -> None:
    doubts = Doubts(RESIDENTS)
    doubts.tidied(0, [*PEOPLE, "440524188001010000"], RESIDENTS.field("id_number"))
    (finding,) = doubts.findings()
    assert (finding.code, finding.rows) == ("row_digits_lost", (3,))
    assert "4405" not in str(finding.values)


def test_a_person_may_say_that_no_digit_is_lost() -> None:
    doubts = Doubts(ADDRESSES)
    doubts.tidied(0, [one[:15] + "000" for one in CODES], ADDRESSES.field("code"))
    assert [one.severity for one in answered(doubts.findings(), (KEEP_DIGITS,))] == [Severity.WARNING]


@pytest.mark.parametrize("written", ["1.50603E+17", "1.50603E17", "1,50603E+17", "1.5e17", "2E+17"])
def test_a_number_in_powers_of_ten_is_no_code(written: str) -> None:
    with pytest.raises(Unreadable):
        text(written)


@pytest.mark.parametrize("written", ["150603001010123457.0", "150,603,001,010,123,457"])
def test_a_code_that_was_taken_for_a_number_is_made_plain_and_told(written: str) -> None:
    doubts = Doubts(ADDRESSES)
    assert list(doubts.tidied(0, [written], ADDRESSES.field("code"))) == ["150603001010123457"]
    assert [one.code for one in doubts.findings()] == ["row_tidied"]


def test_a_name_with_a_point_in_it_stays_as_it_is() -> None:
    doubts = Doubts(ADDRESSES)
    assert list(doubts.tidied(0, ["2.0", "1,200", "A.0"], ADDRESSES.field("code"))) == ["2.0", "1,200", "A.0"]
