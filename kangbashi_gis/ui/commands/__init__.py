"""Commands of the window: rows of data, each with a thin function. A new file of them is a line in `COMMANDS`."""

from kangbashi_gis.ui.commands.addresses import ADDRESSES
from kangbashi_gis.ui.commands.audit import AUDIT
from kangbashi_gis.ui.commands.command import Command
from kangbashi_gis.ui.commands.data import DATA
from kangbashi_gis.ui.commands.help import HELP
from kangbashi_gis.ui.commands.map import MAP
from kangbashi_gis.ui.commands.navigation import NAVIGATION
from kangbashi_gis.ui.commands.people import PEOPLE
from kangbashi_gis.ui.commands.printing import PRINTING
from kangbashi_gis.ui.commands.rows import ROWS
from kangbashi_gis.ui.commands.statistics import STATISTICS
from kangbashi_gis.ui.commands.tools import TOOLS
from kangbashi_gis.ui.commands.user import USER
from kangbashi_gis.ui.commands.view import VIEW
from kangbashi_gis.ui.commands.workspace import WORKSPACE

COMMANDS: tuple[Command, ...] = (
    *WORKSPACE,
    *DATA,
    *ROWS,
    *PEOPLE,
    *MAP,
    *PRINTING,
    *ADDRESSES,
    *STATISTICS,
    *TOOLS,
    *VIEW,
    *NAVIGATION,
    *USER,
    *AUDIT,
    *HELP,
)

__all__ = ["COMMANDS", "Command"]
