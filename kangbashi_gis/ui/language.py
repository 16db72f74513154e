"""Which language the window speaks: our own translation and Qt's, loaded once when the program starts."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from kangbashi_gis import paths
from kangbashi_gis.model.schema import Theme

CHINESE = "zh"


def install(app: QCoreApplication, language: str) -> None:
    """Load the translations of a language; English needs none, its words stand in the source."""
    app.setProperty("language", language)
    QLocale.setDefault(QLocale("zh_CN" if language == CHINESE else "en_US"))
    if language != CHINESE:
        return
    shipped_by_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase_zh_CN", shipped_by_qt), ("kangbashi_gis_zh_CN", translations())):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)


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
