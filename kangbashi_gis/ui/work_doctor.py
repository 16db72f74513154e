"""What the worker process does for the import doctor: look again, lay on the map, rehearse, import, keep choices.

No Qt here. Data sets and requests are plain data: `origin`, `inside`, `name`, `theme`, `layer`, `options`.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kangbashi_gis.model import themes
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.ui.admission import opened

if TYPE_CHECKING:
    from kangbashi_gis.operations.asking import Ask
    from kangbashi_gis.operations.importing import Done
    from kangbashi_gis.operations.staging import ImportRequest

Plain = dict[str, Any]


def inspect_again(workspace: str, asks: list[Plain], progress: Progress) -> Plain:
    """Look into data sets once more with their answers."""
    from kangbashi_gis.diagnosis.plain import to_plain
    from kangbashi_gis.operations.asking import inspect_again as look

    with opened(workspace, read_only=True) as space:
        return {"files": [to_plain(one) for one in look(space, [_ask(one) for one in asks], progress)]}


def lay_on_map(workspace: str, ask: Plain, progress: Progress) -> Plain:
    """Give where the first shapes of a data set would lie."""
    from kangbashi_gis.diagnosis.plain import to_plain
    from kangbashi_gis.operations.asking import lay

    with opened(workspace, read_only=True) as space:
        laid: Plain = to_plain(lay(space, _ask(ask), progress))
        return laid


def weigh_encoding(file: str, progress: Progress) -> Plain:
    """Weigh the readings of a file's text; those of a file about people quote only what is open."""
    from kangbashi_gis.diagnosis.plain import to_plain
    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.operations.inspecting import inspect_files

    found = inspect_files(None, [Path(file)], None, ImportOptions(), progress).files
    layers = [layer for one in found for layer in one.layers]
    answer: Plain = to_plain(layers[0].encoding) if layers else {"detected": None, "candidates": []}
    return answer


def rehearse(workspace: str, asks: list[Plain], progress: Progress) -> Plain:
    """Rehearse an import; gives what it would do by the turn of each file, and why some are refused."""
    from kangbashi_gis.importing.options import LOCAL
    from kangbashi_gis.operations.rehearsing import rehearse_each
    from kangbashi_gis.ui.wire import describe

    # that the parameters of a local system are used is logged, also for a rehearsal
    sealed = any((one["options"].get("crs") or "").startswith(LOCAL) for one in asks)
    with opened(workspace, read_only=not sealed) as space:
        trial = rehearse_each(space, [_request(one) for one in asks], progress)
    done = {str(turn): _done(one) for turn, one in trial.done.items()}
    return {"done": done, "refused": {str(turn): describe(one) for turn, one in trial.refused.items()}}


def import_files(workspace: str, asks: list[Plain], progress: Progress) -> Plain:
    """Bring files in as one operation, then bring the indexes up to date."""
    from kangbashi_gis.operations.importing import import_files as bring_in
    from kangbashi_gis.operations.indexing import follow

    with opened(workspace) as space:
        done = bring_in(space, [_request(one) for one in asks], part(progress, 0.0, 0.85))
        follow(space, part(progress, 0.85, 1.0))
    return {"done": {str(turn): _done(one) for turn, one in enumerate(done)}, "refused": {}}


def save_recipe(workspace: str, name: str, ask: Plain, seen: Plain, progress: Progress) -> Plain:
    """Keep the choices of one file under a name. seen: what the file said of itself when it was rehearsed."""
    from kangbashi_gis.importing.recipe import Seen
    from kangbashi_gis.operations.recipes import save_recipe as keep

    progress(0.0, "write")
    request = _request(ask)
    with opened(workspace) as space:
        keep(space, name, request.theme, request.options, Seen(**seen))
    return {"name": name}


def delete_recipe(workspace: str, name: str, progress: Progress) -> Plain:
    """Forget the choices of a name."""
    from kangbashi_gis.operations.recipes import delete_recipe as forget

    progress(0.0, "write")
    with opened(workspace) as space:
        forget(space, name)
    return {"name": name}


def fit_recipe(workspace: str, name: str, ask: Plain, progress: Progress) -> Plain:
    """Give the choices that a recipe has for a file which it fits."""
    from kangbashi_gis.diagnosis.plain import to_plain
    from kangbashi_gis.operations.recipes import fitting_recipe

    progress(0.0, "read")
    with opened(workspace, read_only=True) as space:
        recipe = fitting_recipe(space, name, Path(ask["origin"]), _layer(ask) or "")
    return {"theme": recipe.theme, "options": to_plain(recipe.options())}


def write_outcome(files: list[Plain], out: str, tried: bool, progress: Progress) -> Plain:
    """Write what an import did, or would do, as a page or a workbook."""
    from kangbashi_gis.operations.import_reports import write_outcome as write

    progress(0.0, "write")
    write(files, Path(out), tried=tried)
    return {"out": out}


def _ask(plain: Plain) -> "Ask":
    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.operations.asking import Ask

    theme = themes.theme(plain["theme"]) if plain["theme"] else None
    options = ImportOptions(**{**plain["options"], "layer": plain["layer"] or None})
    return Ask(Path(plain["origin"]), plain["inside"], plain["name"], theme, options)


def _request(plain: Plain) -> "ImportRequest":
    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.operations.staging import ImportRequest

    options = ImportOptions(**{**plain["options"], "layer": _layer(plain)})
    return ImportRequest(Path(plain["origin"]), themes.theme(plain["theme"]), options, plain["name"])


def _layer(plain: Plain) -> str | None:
    """Name a layer as an import wants it: within a zip, below the name that its file has there."""
    return "/".join(one for one in (plain["inside"], plain["layer"]) if one) or None


def _done(done: "Done") -> Plain:
    from kangbashi_gis.diagnosis.plain import to_plain

    return {
        "report": to_plain(done.report), "seen": to_plain(done.seen), "difference": to_plain(done.difference),
    }  # fmt: skip
