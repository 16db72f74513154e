"""Progress reports, stretches, and is where work stops."""

import pytest

from kangbashi_gis.errors import Cancelled
from kangbashi_gis.progress import Progress, part, reporting, silent, track


def recorder(seen: list[tuple[float, str]]) -> Progress:
    return reporting(lambda fraction, step: seen.append((fraction, step)), lambda: False)


def test_work_that_was_asked_to_stop_is_cancelled_at_its_next_report() -> None:
    done: list[int] = []
    progress = reporting(lambda fraction, step: None, lambda: len(done) == 2)
    with pytest.raises(Cancelled):
        for item in track(progress, range(10), 10):
            done.append(item)
    assert done == [0, 1]


def test_fractions_stay_between_nothing_and_all() -> None:
    seen: list[tuple[float, str]] = []
    progress = recorder(seen)
    progress(-1, "read")
    progress(7, "read")
    assert seen == [(0.0, "read"), (1.0, "read")]


def test_a_piece_of_work_fills_its_stretch_of_the_whole() -> None:
    seen: list[tuple[float, str]] = []
    piece = part(recorder(seen), 0.5, 0.75)
    for fraction in (0.0, 0.5, 2.0):
        piece(fraction, "写")
    assert seen == [(0.5, "写"), (0.625, "写"), (0.75, "写")]


def test_a_stop_reaches_through_a_piece() -> None:
    with pytest.raises(Cancelled):
        part(reporting(lambda fraction, step: None, lambda: True), 0, 1)(0.5)


def test_tracked_items_come_through_unchanged_and_end_at_one() -> None:
    seen: list[tuple[float, str]] = []
    assert list(track(recorder(seen), "康巴什区", 4, "check")) == list("康巴什区")
    assert seen == [(0.0, "check"), (0.25, "check"), (0.5, "check"), (0.75, "check"), (1.0, "check")]


def test_nothing_to_do_is_done_at_once() -> None:
    seen: list[tuple[float, str]] = []
    assert list(track(recorder(seen), [], 0)) == []
    assert seen == [(1.0, "")]


def test_silence_never_stops_anything() -> None:
    silent(0.5, "read")
