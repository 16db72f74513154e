"""All commands together, and the one door at which errors become sentences and exit codes."""

import errno
import itertools
import logging
import sys

import click

from kangbashi_gis import __version__, logs, paths
from kangbashi_gis.cli import (
    account,
    around,
    audit,
    backup,
    data,
    erasing,
    geocode,
    gui,
    inspect,
    limits,
    local_system,
    map,
    resident,
    reverse,
    rooms,
    sample,
    search,
    self_test,
    statistics,
    undo,
    workspace,
)
from kangbashi_gis.cli.console import Console, speak_utf8
from kangbashi_gis.cli.usage import usage
from kangbashi_gis.errors import Cancelled, DiskFull, GisError, OutputUnwritable, UsageError

logger = logging.getLogger(__name__)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kangbashi-gis")
def main() -> None:
    """数字康巴什 GIS 工作站。不带参数时打开窗口。"""


for noun in (
    gui.gui, sample.sample, workspace.workspace, data.data, search.search, around.around, map.map_group, undo.undo,
    undo.redo, reverse.reverse, geocode.geocode, rooms.rooms, resident.resident, statistics.statistics,
    local_system.local_system, audit.audit, account.account, backup.backup,
    self_test.self_test,
):  # fmt: skip
    main.add_command(noun)
data.data.add_command(inspect.inspect)
resident.resident.add_command(erasing.erase)
resident.resident.add_command(erasing.readmit)
account.account.add_command(limits.limits)


def run(words: list[str]) -> int:
    """Run one command line and give its exit code; the codes are a table in docs/guide/command-line.md."""
    speak_utf8()
    logs.set_up(paths.log_folder())
    console = Console("--json" in words, "", _language(words))
    try:
        code = main.main(words or ["gui"], prog_name="kangbashi-gis", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except GisError as error:
        return _failed(console, error)
    except click.ClickException as error:
        return _failed(console, UsageError(detail=usage(error, console.lang)))
    except (click.Abort, KeyboardInterrupt):
        return _failed(console, Cancelled())
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        return _failed(console, _from_system(error))
    except Exception as error:  # the door: what nobody foresaw is logged whole and told in one sentence
        logger.exception("unexpected")
        return _failed(console, GisError(reason=type(error).__name__))


def _failed(console: Console, error: GisError) -> int:
    console.fail(error)
    return error.exit_code


def _from_system(error: OSError) -> GisError:
    """Turn what the operating system refuses into an error of ours."""
    path = error.filename or ""
    if error.errno == errno.ENOSPC:
        return DiskFull(path=path)
    return OutputUnwritable(path=path, reason=error.strerror or type(error).__name__)


def _language(words: list[str]) -> str:
    english = ("--lang", "en") in itertools.pairwise(words) or "--lang=en" in words
    return "en" if english else "zh"
