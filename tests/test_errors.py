"""Errors carry values, not sentences."""

import pytest

from kangbashi_gis.errors import AmbiguousAddress, FileMissing, GisError


def test_an_error_keeps_its_values_by_name() -> None:
    error = FileMissing(path="道路.shp")
    assert error.values == {"path": "道路.shp"}
    assert str(error) == "path='道路.shp'"


def test_every_error_of_ours_can_be_caught_as_one() -> None:
    with pytest.raises(GisError) as caught:
        raise AmbiguousAddress(query="康宁小区", count=2, candidates=[])
    assert (caught.value.code, caught.value.exit_code) == ("ambiguous_address", 4)
