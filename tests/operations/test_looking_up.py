"""What was asked about people is in the log for the auditors only; who types on has looked up once."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kangbashi_gis.errors import WorkspaceReadOnly
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.events import Event, EventKind
from kangbashi_gis.model.themes import ADDRESSES
from kangbashi_gis.operations import auditing
from kangbashi_gis.operations.looking_up import LONGEST_S, PAUSE_S, Asked, goes_on
from kangbashi_gis.operations.residents import at_addresses, card, find, unmask
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from tests.conftest import PASSWORDS

NUMBER = "150699196001010011"


@pytest.fixture
def space(staffed_folder: Path, quick_vault: None) -> Iterator[Workspace]:
    with open_workspace(staffed_folder) as opened:
        opened.log_in("clerk", PASSWORDS["clerk"])
        yield opened


def lookups(space: Workspace) -> list[Event]:
    return space.log.events("kind IN ('lookup', 'unmask')")[::-1]


def texts(space: Workspace, role: Role = Role.AUDIT_ADMIN) -> list[str]:
    space.log_in(role.value, PASSWORDS[role.value])
    return [auditing.query_text(space, one) for one in lookups(space)]


def test_an_auditor_reads_what_was_asked_and_nobody_finds_it_in_the_file(space: Workspace) -> None:
    person = find(space, NUMBER).people[0]
    find(space, "赵某某")
    card(space, person.id)
    unmask(space, person.id, "phone_service")
    fids = np.array(list(space.store.find(ADDRESSES, "code", ["A0001"]).values()))
    at_addresses(space, fids.tolist())
    address = str(space.store.read(ADDRESSES, fids, columns=("full",)).columns["full"][0])
    assert texts(space) == [NUMBER, "赵某某", person.id, person.id, address]
    content = (space.folder / "log.db").read_bytes()
    assert not any(
        text.encode(code) in content for text in (NUMBER, "赵某某") for code in ("utf-8", "utf-16-le", "gbk")
    )


def test_a_card_and_a_record_in_clear_name_the_same_person_by_a_keyed_id(space: Workspace) -> None:
    person = find(space, NUMBER).people[0]
    card(space, person.id)
    unmask(space, person.id, "phone_service")
    asked, opened, whole = lookups(space)
    assert (asked.person, opened.person) == ("", whole.person)
    assert len(whole.person) == 32


def test_who_types_on_has_looked_up_once_and_each_answer_is_a_row(space: Workspace) -> None:
    for text in ("赵某", "赵某某", "钱某某", "钱某"):
        find(space, text)
    assert [one.reason for one in lookups(space)] == ["", "typing", "", ""]


def test_typing_on_ends_with_a_pause_with_another_person_and_after_a_minute() -> None:
    before = Asked("甲", "赵某", 100.0, 105.0)
    assert goes_on(before, "甲", "赵某某", 106.0)
    assert not goes_on(before, "乙", "赵某某", 106.0)
    assert not goes_on(before, "甲", "赵某某", 106.0 + PAUSE_S)
    assert not goes_on(Asked("甲", "赵某", 0.0, 101.0), "甲", "赵某某", 102.0 + LONGEST_S)
    assert not goes_on(None, "甲", "赵某某", 0.0)


def test_without_a_log_nobody_is_shown(space: Workspace) -> None:
    person = find(space, NUMBER).people[0]
    space.log._connection.execute("PRAGMA query_only = ON")  # as on a medium that cannot be written
    for ask in (lambda: find(space, NUMBER), lambda: card(space, person.id), lambda: at_addresses(space, [1])):
        with pytest.raises(WorkspaceReadOnly):
            ask()
    with pytest.raises(WorkspaceReadOnly):
        unmask(space, person.id, "court")
    space.log._connection.execute("PRAGMA query_only = OFF")


def test_without_accounts_the_text_is_not_kept(workspace: Workspace) -> None:
    find(workspace, NUMBER)
    (event,) = workspace.log.events("kind = ?", (EventKind.LOOKUP.value,))
    assert event.sealed == b""
