"""A local system is used by its name; its parameters lie in the vault and nowhere else."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import BadReference, FitRefused, LocalSystemUnknown, PermissionDenied, UsageError
from kangbashi_gis.importing import georeference
from kangbashi_gis.importing.options import NORTH_EAST, ImportOptions
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.plane import Plane
from kangbashi_gis.model.themes import ENTITIES
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.operations.local_systems import Wanted, fit_system, forget_system, system_names
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent

SECRET = Plane((52_345.678, 61_234.567), (396_082.125, 4_386_593.25), 0.99987, 0.0123)
LOCAL = np.random.default_rng(1).uniform((45_000, 55_000), (60_000, 68_000), (8, 2)).round(3)


def table(folder: Path, heading: str, columns: np.ndarray) -> Path:
    path = folder / "控制点.csv"
    lines = [heading, *(f"控{row},{','.join(f'{one:.4f}' for one in line)}" for row, line in enumerate(columns, 1))]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def points(tmp_path: Path) -> Path:
    there = SECRET.apply(LOCAL)
    return table(tmp_path, "点名,旧X,旧Y,新X,新Y", np.hstack((LOCAL, there[:, ::-1])))


def firms(folder: Path, places: np.ndarray) -> Path:
    path = folder / "企业.csv"
    rows = [f"91150600MA0N{row:06d},某公司{row},{x:.3f},{y:.3f}" for row, (x, y) in enumerate(places.tolist())]
    path.write_text("\n".join(["统一社会信用代码,名称,x,y", *rows]), encoding="utf-8")
    return path


def farthest_m(workspace: Workspace, expected: np.ndarray) -> float:
    """How far the farthest of the expected places lies from the next row."""
    stored = shapely.get_coordinates(workspace.store.read(ENTITIES).geometry)
    apart = np.hypot(*(expected[:, None, :] - stored[None, :, :]).transpose(2, 0, 1))
    return float(apart.min(axis=1).max())


def test_a_file_in_the_local_system_lands_where_it_truly_is(workspace: Workspace, tmp_path: Path, points: Path) -> None:
    fitted = fit_system(workspace, Wanted(points, "康巴什独立"), keep=True)
    assert fitted.fit.rms_m < 0.001
    assert system_names(workspace) == ("康巴什独立",)
    inside = np.array([[52_000.0, 61_000.0], [52_100.5, 61_050.25]])
    path = firms(tmp_path, inside)
    report = import_file(workspace, path, ENTITIES, ImportOptions(crs="local:康巴什独立"), silent)
    assert report.added == 2
    assert farthest_m(workspace, SECRET.apply(inside)) < 0.001


def test_nothing_of_the_parameters_is_in_report_log_or_files(
    workspace: Workspace, tmp_path: Path, points: Path
) -> None:
    fit_system(workspace, Wanted(points, "康巴什独立"), keep=True)
    path = firms(tmp_path, np.array([[52_000.0, 61_000.0]]))
    report = import_file(workspace, path, ENTITIES, ImportOptions(crs="local:康巴什独立"), silent)
    told = repr(report) + repr(workspace.log.entries())
    for number in ("52345", "61234", "0.99987", "0.0123"):
        assert number not in told
        for file in (one for one in workspace.folder.rglob("*") if one.is_file()):
            assert number.encode() not in file.read_bytes()
    assert report.crs == "local:康巴什独立"
    done = [entry.operation for entry in workspace.log.entries()]
    assert {"local_system.keep", "local_system.use"} <= set(done)


def test_a_system_that_nobody_kept_is_unknown(workspace: Workspace, tmp_path: Path, points: Path) -> None:
    path = firms(tmp_path, np.array([[52_000.0, 61_000.0]]))
    fit_system(workspace, Wanted(points, "甲"), keep=False)
    with pytest.raises(LocalSystemUnknown):
        import_file(workspace, path, ENTITIES, ImportOptions(crs="local:甲"), silent)
    fit_system(workspace, Wanted(points, "甲"), keep=True)
    forget_system(workspace, "甲")
    assert system_names(workspace) == ()
    with pytest.raises(LocalSystemUnknown):
        forget_system(workspace, "甲")


def test_it_takes_a_permission_of_its_own(workspace: Workspace, tmp_path: Path, points: Path) -> None:
    fit_system(workspace, Wanted(points, "甲"), keep=True)
    workspace.user = User("录入员", frozenset({Permission.VIEW, Permission.EDIT}))
    path = firms(tmp_path, np.array([[52_000.0, 61_000.0]]))
    with pytest.raises(PermissionDenied):
        import_file(workspace, path, ENTITIES, ImportOptions(crs="local:甲"), silent)
    with pytest.raises(PermissionDenied):
        fit_system(workspace, Wanted(points, "乙"), keep=True)


def test_old_coordinates_with_north_first_are_noticed(workspace: Workspace, tmp_path: Path) -> None:
    there = SECRET.apply(LOCAL)
    path = table(tmp_path, "点名,旧坐标X,旧坐标Y,新坐标X,新坐标Y", np.hstack((LOCAL[:, ::-1], there[:, ::-1])))
    assert fit_system(workspace, Wanted(path, "北前"), keep=True).swapped
    inside = np.array([[52_000.0, 61_000.0]])
    options = ImportOptions(crs="local:北前", axes=NORTH_EAST)
    import_file(workspace, firms(tmp_path, inside[:, ::-1]), ENTITIES, options, silent)
    assert farthest_m(workspace, SECRET.apply(inside)) < 0.001


def test_points_that_do_not_fit_keep_nothing(workspace: Workspace, tmp_path: Path) -> None:
    columns = np.hstack((LOCAL, np.random.default_rng(2).uniform(390_000, 400_000, LOCAL.shape)))
    with pytest.raises(FitRefused):
        fit_system(workspace, Wanted(table(tmp_path, "点名,旧E,旧N,新E,新N", columns), "坏"), keep=True)
    assert system_names(workspace) == ()


def test_a_name_has_to_be_one(workspace: Workspace, points: Path) -> None:
    with pytest.raises(UsageError):
        fit_system(workspace, Wanted(points, "  "), keep=True)


def test_parameters_that_the_gate_has_not_put_in_are_not_used(workspace: Workspace) -> None:
    with pytest.raises(BadReference):
        georeference.between("local:甲", workspace.store.crs)
