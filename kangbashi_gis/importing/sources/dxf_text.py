"""The words of a drawing: their encoding, escaped characters, and what only says how they look."""

import re
from collections.abc import Callable, Iterable

from kangbashi_gis.importing import encoding as encodings

UNICODE_SINCE = "AC1021"  # from here on always UTF-8, whatever the code page says
_UNICODE = re.compile(r"\\U\+([0-9A-Fa-f]{4})")
_MULTIBYTE = re.compile(r"\\M\+([1-5])([0-9A-Fa-f]{4})")
_CODE_PAGES = {"1": "cp932", "2": "cp950", "3": "cp949", "4": "johab", "5": "gb18030"}
_SIGNS = {"d": "°", "p": "±", "c": "⌀", "%": "%"}
_PERCENT = re.compile(r"%%([dpcDPC%])|%%[uokUOK]")
_LOOKS = re.compile(r"\\[fFHWQTACcp][^;\\{}]*;|\\[LlOoKk]")
_STACKED = re.compile(r"\\S([^;]*?)[\^#/]([^;]*);")


def code_page(stated: str) -> str:
    """Give the codec of `ANSI_936`, `ANSI_1252`, `dos850`, or "" where there is none."""
    return encodings.known(stated.lower().replace("ansi_", "").replace("dos", "cp"))


def is_utf8(texts: Iterable[bytes]) -> bool:
    """Tell whether all texts are strict UTF-8."""
    try:
        for text in texts:
            text.decode()
    except UnicodeDecodeError:
        return False
    return True


def words(encoding: str) -> Callable[[bytes], str]:
    """Give a function that decodes the texts of a drawing."""

    def decode(octets: bytes) -> str:
        text = octets.decode(encoding, "replace").strip("\r\n ")
        return unescaped(text) if "\\" in text else text

    return decode


def unescaped(text: str) -> str:
    r"""Give the characters that are written as `\U+5EB7` or `\M+5BFB5`."""
    text = _UNICODE.sub(lambda found: chr(int(found[1], 16)), text)
    text = _MULTIBYTE.sub(_multibyte, text)
    # two halves of a character outside the basic plane
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def plain(text: str) -> str:
    """Give one line of text without `%%u`, and with the signs that `%%d`, `%%p` and `%%c` stand for."""
    return _PERCENT.sub(lambda found: _SIGNS.get((found[1] or "").lower(), ""), text) if "%%" in text else text


def unformatted(text: str) -> str:
    """Give a paragraph without fonts, heights and colours; its lines are parted by blanks."""
    if "\\" in text or "{" in text:
        text = text.replace(r"\\", "\0").replace(r"\{", "\1").replace(r"\}", "\2")
        text = text.replace(r"\P", " ").replace(r"\~", " ").replace(r"\N", " ")
        text = _STACKED.sub(r"\1/\2", _LOOKS.sub("", text))
        text = text.replace("{", "").replace("}", "").replace("\0", "\\").replace("\1", "{").replace("\2", "}")
    return plain(text).strip()


def _multibyte(found: re.Match[str]) -> str:
    return bytes.fromhex(found[2]).decode(_CODE_PAGES[found[1]], "replace")
