"""The attack on published statistics, small: who knows the method tells no group below ten apart."""

from typing import Any

import pytest

from benchmarks import disclosure as attack


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return attack.attack(tmp_path_factory.mktemp("攻"), houses=150, releases=3, questions=60, seed=11)


@pytest.mark.parametrize("what", ["told_apart", "unexplained", "wrong"])
def test_an_attacker_finds_nothing(found: dict[str, Any], what: str) -> None:
    assert found.get(what, 0) == 0
    assert found["numbers"] > 1000


def test_without_any_one_of_the_rules_the_same_attack_succeeds(found: dict[str, Any]) -> None:
    assert min(found["controls"].values()) > 0
