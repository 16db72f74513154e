"""People in the search box and their sheet: masked, in clear for a minute, nothing of it kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kangbashi_gis.model.account import VISITOR
from kangbashi_gis.ui.main_window import MainWindow
from kangbashi_gis.ui.panels import person
from kangbashi_gis.ui.panels.people import is_person, means_people
from kangbashi_gis.ui.panels.person import PersonPanel

WAIT_MS = 20_000


def known(window: MainWindow) -> tuple[str, str]:
    """Give the name and the ID number of somebody who has a place, as the vault holds them."""
    from kangbashi_gis.operations.residents import at_addresses, unmask

    assert window.space is not None
    someone = at_addresses(window.space, list(range(1, 50))).people[0]
    record = unmask(window.space, someone.id, "own_request")
    return record.name, record.id_number


def sheet(window: MainWindow, qtbot: QtBot) -> PersonPanel:
    """Find somebody by name in the search box and open the sheet."""
    name, _ = known(window)
    window.search.box.setText(name)
    qtbot.waitUntil(lambda: any(is_person(one) for one in window.search.model.hits), timeout=WAIT_MS)
    row = next(row for row in window.search.model.hit_rows() if is_person(window.search.model.hit(row)))
    window.search.choose(window.search.model.index(row, 0))
    panel = window.findChild(PersonPanel)
    qtbot.waitUntil(lambda: panel.card is not None, timeout=WAIT_MS)
    return panel


def in_clear(panel: PersonPanel, qtbot: QtBot) -> None:
    panel.reason.setCurrentIndex(1)
    panel.button.click()
    qtbot.waitUntil(lambda: panel.unmasked, timeout=WAIT_MS)


def test_a_person_is_masked_and_goes_to_the_map_and_into_no_file(window: MainWindow, qtbot: QtBot) -> None:
    panel = sheet(window, qtbot)
    name, number = known(window)
    assert name not in panel.title.text() and "*" in panel.title.text()
    assert number not in panel.values["id_number"].text()
    assert panel.card is not None and panel.card.parcel is not None
    assert panel.card.parcel.title in panel.there["parcel"].text()
    qtbot.waitUntil(lambda: window.inquiry.place is not None, timeout=WAIT_MS)
    kept = [one for one in window.state.folder.rglob("*") if one.is_file()]
    kept += [one for one in Path(window.folder).rglob("*.json") if one.is_file()]
    assert all(name.encode() not in one.read_bytes() for one in kept)


def test_a_record_stands_in_clear_for_a_minute(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = sheet(window, qtbot)
    now = [100.0]
    monkeypatch.setattr(person, "_now", lambda: now[0])
    in_clear(panel, qtbot)
    assert (panel.title.text(), panel.values["id_number"].text()) == known(window)
    assert "60" in panel.left.text()
    now[0] += person.SECONDS
    qtbot.waitUntil(lambda: not panel.unmasked, timeout=WAIT_MS)
    assert "*" in panel.title.text() and not panel.left.text()


def test_escape_masks_and_so_do_hiding_and_losing_the_permission(window: MainWindow, qtbot: QtBot) -> None:
    panel = sheet(window, qtbot)
    in_clear(panel, qtbot)
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.unmasked and "*" in panel.title.text()
    in_clear(panel, qtbot)
    panel.window().findChild(PersonPanel).hide()
    assert not panel.unmasked and "*" in panel.title.text()
    panel.show()
    in_clear(panel, qtbot)
    assert window.space is not None
    window.space.user = VISITOR
    qtbot.waitUntil(lambda: not panel.unmasked, timeout=WAIT_MS)


def test_who_may_not_read_people_asks_for_nobody(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.space is not None
    window.space.user = VISITOR
    window.search.box.setText("张三")
    assert not window.search._people._pause.isActive()
    assert window.search._people._wanted is None


def test_an_address_asks_for_nobody(window: MainWindow) -> None:
    window.search.box.setText("鄂尔多斯大街12号")
    assert window.search._people._wanted is None


def test_a_room_in_the_search_box_lists_its_people_and_a_building_asks_nobody(window: MainWindow, qtbot: QtBot) -> None:
    assert means_people("康城小区2号楼1单元301室") and not means_people("康城小区2号楼")
    window.search.box.setText("康城小区2号楼1单元301室")
    qtbot.waitUntil(lambda: any(is_person(one) for one in window.search.model.hits), timeout=WAIT_MS)


def test_what_was_not_found_says_how_it_stands_with_residents(window: MainWindow, qtbot: QtBot) -> None:
    for typed, said in (("赵", "查居民请输入完整姓名"), ("龘龘龘", "居民里也没有")):
        window.search.box.setText(typed)
        qtbot.waitUntil(lambda said=said: said in window.search.results.note.text(), timeout=WAIT_MS)


def test_a_list_of_people_has_no_empty_sheet_above_it(window: MainWindow, qtbot: QtBot) -> None:
    panel = sheet(window, qtbot)
    assert not panel.reason.isHidden() and not panel.erase.isHidden()
    panel.ask_room(None, [1], "2单元 101")
    assert all(one.isHidden() for one in (panel.reason, panel.button, panel.erase, panel._sheet))
