"""Which language the window speaks: our own translation and Qt's, loaded once when the program starts."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from kangbashi_gis import paths
from kangbashi_gis.model.schema import Theme

CHINESE = "zh"
_read: list[bytes] = []  # Qt looks words up in these bytes and does not copy them, so that they are never let go


def install(app: QCoreApplication, language: str) -> None:
    """Load the translations of a language; English needs none, its words stand in the source."""
    app.setProperty("language", language)
    QLocale.setDefault(QLocale("zh_CN" if language == CHINESE else "en_US"))
    if language != CHINESE:
        return
    shipped_by_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase_zh_CN", shipped_by_qt), ("kangbashi_gis_zh_CN", translations())):
        file = Path(folder) / f"{name}.qm"
        if file.exists():
            app.installTranslator(translator(file, app))


def translator(file: Path, parent: QObject) -> QTranslator:
    """Read a file of translated texts into memory.

    Qt itself would map the file: should it be written anew while the window is open, by an update of the program, the
    next text that is looked up takes the whole program with it.
    """
    _read.append(file.read_bytes())
    made = QTranslator(parent)
    made.load(_read[-1])
    return made


def translations() -> str:
    """Give the folder of our translations."""
    return str(paths.resource("translations"))


def current() -> str:
    """Give the language of the running window, `zh` or `en`."""
    app = QCoreApplication.instance()
    return str(app.property("language") or CHINESE) if app else CHINESE


def theme_title(theme: Theme) -> str:
    """Give the title of a theme as the user reads it; domain words are data of the model."""
    return theme.title if current() == CHINESE else theme.title_en
