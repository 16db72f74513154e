"""Check digits against numbers printed in the standards, and against themselves."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kangbashi_gis.model import identifiers


def test_the_number_printed_in_gb_11643_holds():
    assert identifiers.check_id_number("11010519491231002X")


def test_the_code_checked_against_gb_32100_holds():
    assert identifiers.check_credit_code("91350100M000100Y43")


def test_the_organisation_code_printed_in_gb_11714_holds():
    assert identifiers.organisation_check("D2143569") == "X"


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # wrong check digit
        "11010519491331002X",  # month 13
        "11010519490230002X",  # 30 February
        "１１０１０５194912310021",  # full-width digits are folded by the importer, not here
        "",
        "男",
    ],
)
def test_a_number_that_breaks_a_rule_does_not_hold(text):
    assert not identifiers.check_id_number(text)


def test_somebody_born_tomorrow_has_no_number():
    first17 = "15069920300102123"
    number = first17 + identifiers.id_check_digit(first17)
    assert not identifiers.check_id_number(number, today=date(2030, 1, 1))
    assert identifiers.check_id_number(number, today=date(2030, 1, 2))


@given(st.dates(date(1920, 1, 1), date(2020, 12, 31)), st.integers(0, 999))
def test_a_number_made_with_its_check_digit_holds_and_no_other_digit_does(born, sequence):
    first17 = f"{identifiers.SAMPLE_COUNTY}{born:%Y%m%d}{sequence:03d}"
    right = identifiers.id_check_digit(first17)
    for check in "0123456789X":
        assert identifiers.check_id_number(first17 + check) == (check == right)


@given(st.lists(st.text("0123456789", min_size=17, max_size=17), max_size=30))
def test_many_check_digits_at_once_equal_one_by_one(numbers):
    assert list(identifiers.id_check_digits(numbers)) == [identifiers.id_check_digit(one) for one in numbers]


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8), st.sampled_from(["91", "12", "52", "Y1"]))
def test_a_credit_code_made_with_both_checks_holds(organisation, kind):
    first17 = kind + identifiers.SAMPLE_COUNTY + organisation + identifiers.organisation_check(organisation)
    code = first17 + identifiers.credit_code_check(first17)
    assert identifiers.check_credit_code(code)
    assert identifiers.is_sample(code)


def test_a_credit_code_with_two_neighbours_swapped_does_not_hold():
    assert not identifiers.check_credit_code("91350100M00010Y043")


def test_an_old_number_of_fifteen_digits_becomes_the_modern_one():
    assert identifiers.modern_id_number("110105491231002") == "11010519491231002X"
    assert identifiers.modern_id_number("11010549123100") is None


def test_the_seventeenth_digit_says_the_sex():
    assert identifiers.sex_code("11010519491231002X") == "2"


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("150603001002GB00003", True),
        ("150603001002GB00003F00010023", True),
        ("150603001002XB00003", False),
        ("150603001002GB0003", False),
        ("127-123", False),
    ],
)
def test_a_parcel_code_has_the_form_of_gb_t_37346(text, holds):
    assert identifiers.check_parcel_code(text) == holds
