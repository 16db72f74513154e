"""The gate: every role × every operation is exactly the table of roles, and no operation asks for nothing."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

import kangbashi_gis.operations as room
from kangbashi_gis.errors import LoginRequired, PermissionDenied
from kangbashi_gis.model.account import ADMINISTRATORS, ROLES, Permission, Role, User
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.terms import PERMISSIONS

P = Permission

# what each operation asks for in its first line
OPERATIONS = {
    "accounts.accounts": P.ACCOUNTS,
    "accounts.add_account": P.ACCOUNTS,
    "accounts.change_password": P.VIEW,
    "accounts.confirm_recovery": P.ACCOUNTS,
    "accounts.disable": P.ACCOUNTS,
    "accounts.grant": P.PEOPLE_READ,
    "accounts.recover": P.VIEW,
    "accounts.remove_account": P.ACCOUNTS,
    "accounts.reset_password": P.ACCOUNTS,
    "accounts.rotate": P.PEOPLE_READ,
    "accounts.set_role": P.ACCOUNTS,
    "accounts.set_scope": P.ACCOUNTS,
    "accounts.set_second_factor": P.VIEW,
    "accounts.require_rotation": P.PEOPLE_READ,
    "accounts.require_setup": P.MANAGE,
    "accounts.setup": P.MANAGE,
    "accounts.unlock": P.ACCOUNTS,
    "aliases.add_alias": P.EDIT,
    "around.around": P.VIEW,
    "around.resolve": P.VIEW,
    "around.within": P.VIEW,
    "asking.inspect_again": P.VIEW,
    "asking.lay": P.VIEW,
    "auditing.countersign": P.AUDIT_SIGN,
    "auditing.export": P.AUDIT_READ,
    "auditing.put_down": P.VIEW,
    "auditing.query_text": P.AUDIT_READ,
    "auditing.query_texts": P.AUDIT_READ,
    "auditing.show": P.AUDIT_READ,
    "auditing.sign": P.AUDIT_SIGN,
    "auditing.verify": P.AUDIT_READ,
    "backup.listed": P.BACKUP,
    "backup.make": P.BACKUP,
    "backup.verify": P.BACKUP,
    "base_maps.add_base_map": P.EDIT,
    "base_maps.backdrop": P.VIEW,
    "base_maps.base_maps": P.VIEW,
    "base_maps.change_base_map": P.EDIT,
    "base_maps.move_base_map": P.EDIT,
    "base_maps.relief": P.VIEW,
    "base_maps.remove_base_map": P.EDIT,
    "base_maps.set_relief": P.EDIT,
    "catalogue.catalogue": P.VIEW,
    "catalogue.describe": P.EDIT,
    "catalogue.level": P.VIEW,
    "charts.chart": P.VIEW,
    "choosing.inverted": P.VIEW,
    "choosing.rows_at": P.VIEW,
    "choosing.rows_beside": P.VIEW,
    "choosing.rows_in": P.VIEW,
    "choosing.rows_where": P.VIEW,
    "choosing.still_there": P.VIEW,
    "drawing.render_map": P.VIEW,
    "drilling.drill": P.BACKUP,
    "erasing.erase": P.PEOPLE_ERASE,
    "erasing.readmit": P.PEOPLE_ERASE,
    "explaining.explain": P.VIEW,
    "export_guard.releases": P.EXPORT,
    "exporting.export_theme": P.EXPORT,
    "geocoding.candidates": P.VIEW,
    "importing.import_file": P.EDIT,
    "importing.import_files": P.EDIT,
    "importing.rehearse_files": P.EDIT,
    "inspecting.inspect_files": P.VIEW,
    "ordered.import_in_order": P.EDIT,
    "measuring.measure_area": P.VIEW,
    "measuring.measure_line": P.VIEW,
    "local_systems.fit_system": P.LOCAL_SYSTEMS,
    "local_systems.forget_system": P.LOCAL_SYSTEMS,
    "local_systems.system_names": P.VIEW,
    "polygons.read_polygon": P.VIEW,
    "recipes.delete_recipe": P.EDIT,
    "recipes.fitting_recipe": P.VIEW,
    "recipes.read_recipe": P.VIEW,
    "recipes.recipe_names": P.VIEW,
    "recipes.save_recipe": P.EDIT,
    "rehearsing.rehearse_each": P.EDIT,
    "residents.at_addresses": P.PEOPLE_READ,
    "residents.card": P.PEOPLE_READ,
    "residents.find": P.PEOPLE_READ,
    "residents.unmask": P.PEOPLE_UNMASK,
    "people_export.export_people": P.PEOPLE_EXPORT,
    "page_checks.check": P.VIEW,
    "page_keeping.forget_page": P.EDIT,
    "page_keeping.keep_page": P.EDIT,
    "page_keeping.kept_page": P.VIEW,
    "page_keeping.kept_pages": P.VIEW,
    "print_subjects.every": P.VIEW,
    "print_subjects.subject": P.VIEW,
    "print_subjects.subjects_of": P.VIEW,
    "printing.on_printer": P.VIEW,
    "printing.print_each": P.VIEW,
    "printing.print_sheet": P.VIEW,
    "printing.values": P.VIEW,
    "projects.write_project": P.VIEW,
    "quotas.limits": P.VIEW,
    "quotas.set_limit": P.ACCOUNTS,
    "resident_tables.import_table": P.PEOPLE_WRITE,
    "resident_tables.rehearse_table": P.PEOPLE_WRITE,
    "restoring.replace": P.BACKUP,
    "restoring.restore": P.BACKUP,
    "reverse.reverse": P.VIEW,
    "rooms.hit_of": P.VIEW,
    "rooms.rooms": P.VIEW,
    "demonstrating.demonstrations": P.VIEW,
    "row_history.changes": P.VIEW,
    "row_history.find_row": P.VIEW,
    "row_history.row": P.VIEW,
    "row_history.shapes": P.VIEW,
    "row_history.undo_change": P.EDIT,
    "scope.communities": P.VIEW,
    "search.find": P.VIEW,
    "search.identify": P.VIEW,
    "search.nearest": P.VIEW,
    "statistics.community_names": P.PEOPLE_STATISTICS,
    "statistics.grounds": P.PEOPLE_STATISTICS,
    "statistics.publish": P.STATISTICS_PUBLISH,
    "statistics.release_of": P.PEOPLE_STATISTICS,
    "statistics.releases": P.PEOPLE_STATISTICS,
    "statistics.statistics": P.PEOPLE_STATISTICS,
    "table.groups": P.VIEW,
    "table.histogram": P.VIEW,
    "table.is_prepared": P.VIEW,
    "table.numbers": P.VIEW,
    "table.opening": P.VIEW,
    "table.ordered": P.VIEW,
    "table.page": P.VIEW,
    "table.prepare": P.VIEW,
    "table.statistics": P.VIEW,
    "table_editing.change_cells": P.EDIT,
    "styles.bounds_of": P.VIEW,
    "styles.former_styles": P.VIEW,
    "styles.reset_style": P.EDIT,
    "styles.set_style": P.EDIT,
    "styles.style_of": P.VIEW,
    "styles.styles": P.VIEW,
    "styles.unusable": P.VIEW,
    "styles.values_of": P.VIEW,
    "undo.history": P.VIEW,
    "undo.redo": P.EDIT,
    "undo.undo": P.EDIT,
    "upkeep.check": P.VIEW,
    "upkeep.copy": P.EXPORT,
    "upkeep.counts": P.VIEW,
    "upkeep.info": P.VIEW,
    "watching.waiting": P.AUDIT_READ,
}
# parts of operations: whoever calls them has asked, or only arguments that are there tell what is to be asked
PARTS = {
    "agreement.newer_operations", "agreement.require_agreement", "agreement.take_out", "around.place_at",
    "around.place_at_lonlat", "backup.lines", "backup_access.made", "backup_access.opened",
    "backup_access.opened_or_made", "backup_access.require_key", "backup_staging.staged", "erasing.catch_up",
    "erasing.remaining", "restoring.restored_copy",
    "batches.requests", "catalogue.record", "charts_people.chart", "entering.accept", "entering.accounts_of",
    "entering.counted", "entering.end_setup", "entering.leave", "entering.log_in", "export_guard.cover",
    "export_guard.require_release", "geocoding_files.geocode_file", "indexing.follow", "inspecting.frame",
    "local_systems.with_system", "looking_up.note_lookup", "looking_up.require_lookup", "noting.anchor",
    "noting.anchor_file",
    "people_rows.addresses_of", "people_rows.has_people", "people_rows.inside", "people_rows.named_by",
    "people_rows.scope_of",
    "people_rows.shown", "quotas.limit", "quotas.require_quota", "quotas.spent",
    "noting.compare_with_vault", "noting.keep_in_vault", "noting.keep_up", "noting.note", "noting.note_query",
    "questions.known_frame", "questions.recognise", "questions.require_answers",
    "recipes.remember", "recipes.remembered",
    "resident_addresses.match_addresses", "resident_tables_told.with_gone",
    "scope.addresses_within", "scope.community_of", "selecting.selected", "settling.settle",
    "staging.stage", "statistics.counts_exactly", "statistics.file_of", "statistics_answers.as_it_is",
    "statistics_making.count", "statistics_making.make", "statistics_making.tables", "scope.counts_exactly_at",
    "surroundings.entities",
    "surroundings.parcel", "surroundings.points", "surroundings.population", "surroundings.roads",
    "vouching.alarmed", "vouching.auditors", "vouching.changing", "vouching.faults", "vouching.keep", "vouching.known",
    "vouching.settle", "vouching.verify_keys",
    "watching.raise_alarm", "watching.watch",
}  # fmt: skip


class _Asked(Exception):
    """The gate was asked, and let through."""


class _Gate:
    """A workspace of which there is only the gate."""

    has_accounts = False

    def __init__(self, user: User) -> None:
        self.user = user

    def require(self, permission: Permission) -> None:
        Workspace.require(self, permission)  # type: ignore[arg-type]
        raise _Asked(permission)


def operations() -> dict[str, Callable[..., Any]]:
    """Every public function of the room that is given a workspace first."""
    found = {}
    for module in pkgutil.iter_modules(room.__path__):
        loaded = importlib.import_module(f"{room.__name__}.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            given = list(inspect.signature(function).parameters.values())
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and given and "Workspace" in str(given[0].annotation):
                found[f"{module.name}.{name}"] = function
    return found


FOUND = operations()


def ask(name: str, user: User) -> None:
    """Call an operation with nothing but its gate."""
    given = list(inspect.signature(FOUND[name]).parameters.values())[1:]
    needed = [one for one in given if one.default is one.empty and one.kind is not one.VAR_KEYWORD]
    answer = FOUND[name](_Gate(user), **{one.name: None for one in needed})
    if isinstance(answer, AbstractContextManager):
        answer.__enter__()


def is_answered_rightly(name: str, role: Role) -> bool:
    """Ask for an operation as somebody of a role; tells whether it is let through, or refused, as the table says."""
    permission = OPERATIONS[name]
    if name == "accounts.accounts" and P.PEOPLE_READ in ROLES[role]:
        permission = P.PEOPLE_READ  # clerks compare fingerprints before they grant the key
    try:
        ask(name, User.of("某人", role))
    except _Asked as asked:
        return permission in ROLES[role] and asked.args[0] is permission
    except LoginRequired:
        return permission not in ROLES[role] and role is Role.VISITOR
    except PermissionDenied:
        return permission not in ROLES[role] and role is not Role.VISITOR
    return False  # it asked for nothing


def test_every_operation_is_in_the_table_or_known_as_a_part_of_one() -> None:
    assert sorted(FOUND) == sorted({*OPERATIONS, *PARTS})


@pytest.mark.parametrize("role", Role)
def test_a_role_may_exactly_what_the_table_says(role: Role) -> None:
    assert [name for name in OPERATIONS if not is_answered_rightly(name, role)] == []


def test_no_administrator_reads_people_and_no_two_administer_the_same() -> None:
    own = {P.MANAGE, P.BACKUP, P.ACCOUNTS, P.AUDIT_READ, P.PEOPLE_READ, P.PEOPLE_COUNT, P.PEOPLE_UNMASK, P.EDIT}
    held = [ROLES[role] & own for role in ADMINISTRATORS]
    assert held == [{P.MANAGE, P.BACKUP}, {P.ACCOUNTS}, {P.AUDIT_READ}]


def test_every_permission_has_its_words() -> None:
    assert set(PERMISSIONS) == {one.value for one in Permission}
