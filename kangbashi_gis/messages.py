"""The one sentence for each error, and the words of each step, in Chinese and English, without Qt.

The window and the command line read the same table, so they say the same thing. A sentence says
what happened; the hint says what to do. Placeholders are the error's values, by name.
"""

from kangbashi_gis import errors
from kangbashi_gis.errors import GisError
from kangbashi_gis.sentences import FINDINGS, NOTICES, SENTENCES, STEPS, Sentence
from kangbashi_gis.terms import PERMISSIONS, TERMS

LANGUAGES = ("zh", "en")
BOTH = ("said", "advice")  # values that are words in both languages already
EXACT = 1e15


class _Values(dict[str, object]):
    """Values for a sentence: one that is absent shows as "?" rather than failing while reporting a failure."""

    def __missing__(self, name: str) -> str:
        return "?"


def sentence(error: GisError, lang: str = "zh") -> tuple[str, str]:
    """Give (message, hint) for an error in a language of `LANGUAGES`."""
    words = _words(type(error))
    values = _Values({name: _plain(term(name, value, lang)) for name, value in error.values.items()})
    message, hint = (words.zh, words.zh_hint) if lang == "zh" else (words.en, words.en_hint)
    return message.format_map(values), hint.format_map(values)


def step(key: str, lang: str = "zh") -> str:
    """Give the words of a step of long work; an unknown key is shown as it is."""
    zh, en = STEPS.get(key, (key, key))
    return zh if lang == "zh" else en


def notice(key: str, lang: str = "zh") -> str:
    """Give the words for why a workspace is read from a copy; "" where it is not."""
    zh, en = NOTICES.get(key, ("", ""))
    return zh if lang == "zh" else en


def finding(key: str, lang: str = "zh") -> str:
    """Give the words for something that looking a workspace over has found."""
    zh, en = FINDINGS.get(key, (key, key))
    return zh if lang == "zh" else en


def _words(kind: type) -> Sentence:
    for one in kind.__mro__:
        if one in SENTENCES:
            return SENTENCES[one]
    return SENTENCES[errors.GisError]


def term(name: str, value: object, lang: str) -> object:
    """Give the words for a value that is a key; what the user typed or named is never taken for one."""
    if name in BOTH and isinstance(value, tuple):
        return value[LANGUAGES.index(lang)]
    if name == "permission":
        return PERMISSIONS.get(str(value), (value, value))[LANGUAGES.index(lang)]
    if name not in ("reason", "found", "wanted", "holder") or value not in TERMS:
        return value
    return TERMS[str(value)][0 if lang == "zh" else 1]


def _plain(value: object) -> object:
    if isinstance(value, float):
        # as people write it: 1,000,000 and 0.5; what has more digits than a float keeps stays short
        return f"{value:,.15g}" if abs(value) < EXACT else f"{value:g}"
    if isinstance(value, tuple | list):
        return "、".join(str(one) for one in value)
    return value
