"""Errors about printed sheets."""

from kangbashi_gis.errors.base import GisError


class PageInvalid(GisError):
    """What is given is no sheet or template, or one that cannot be drawn. values: reason, where (the part), path."""

    code, exit_code = "page_invalid", 96

    def __init__(self, **values: object) -> None:
        super().__init__(**{"path": "", "where": "", **values})


class PageFeatureGone(GisError):
    """What a sheet is to be about is not there, or nothing was named. values: theme, feature."""

    code, exit_code = "page_feature_gone", 88


class PageLetters(GisError):
    """No installed font has a character. values: letters, font."""

    code, exit_code = "page_letters", 89
