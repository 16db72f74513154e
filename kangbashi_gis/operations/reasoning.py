"""The reasons of an answer as sentences, one a line, for whoever asked why on the command line."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kangbashi_gis.errors import ThemeUnknown
from kangbashi_gis.model import themes
from kangbashi_gis.search.address import AS_WRITTEN
from kangbashi_gis.search.reasons import KINDS, READINGS, RULES, WAYS, say

if TYPE_CHECKING:
    from kangbashi_gis.operations.explaining import Explanation
    from kangbashi_gis.search.trace import Attempt

MOST_ATTEMPTS = 8


def reasons(told: "Explanation", lang: str) -> Iterator[str]:
    """Say what was understood and what not, by which rule the answer was found, and which readings were tried."""
    query = told.answer.query
    parts = [f"“{query[one.start : one.end]}” {_kind(one.kind, lang)} {one.word}" for one in told.parts]
    if parts:
        yield say(("读懂：", "Understood: "), lang) + say(("；", "; "), lang).join(parts)
    if told.unread:
        left = "、".join(f"“{query[start:end]}”" for start, end in told.unread)
        yield say(("没有读懂：", "Not understood: "), lang) + left
    yield say(("规则：", "Rule: "), lang) + say(WAYS[told.way], lang)
    best = f"{100 * told.best:.0f}"
    yield say((f"得分：最好的一条 {best}（满分 100）", f"Score: the best has {best} of 100"), lang)
    yield say(("试过的读法：", "Readings that were tried:"), lang)
    seen: set[str] = set()
    for attempt in told.attempts:
        line = _attempt(attempt, lang)
        if line not in seen and len(seen) < MOST_ATTEMPTS:
            seen.add(line)
            yield f"  {len(seen)}. {line}"


def _attempt(attempt: "Attempt", lang: str) -> str:
    pieces = dict.fromkeys(f"{_kind(one.kind, lang)} {one.word}" for one in sorted(attempt.pieces))
    read = say((" ＋ ", " + "), lang).join(pieces)
    found = [
        say((f"{RULES[name][0]} {count} 条", f"{RULES[name][1]}: {count}"), lang)
        for name, count in attempt.found.items() if count and name in RULES
    ]  # fmt: skip
    if attempt.best:
        found.append(say((f"最好 {100 * attempt.best:.0f}", f"best {100 * attempt.best:.0f}"), lang))
    outcome = say(("，", ", "), lang).join(found) or say(("没有找到", "nothing"), lang)
    return f"{say(READINGS[_way(attempt)], lang)} {read or f'“{attempt.text}”'} → {outcome}"


def _way(attempt: "Attempt") -> str:
    if attempt.how != AS_WRITTEN:
        return "two_mistakes" if "two" in attempt.how else "mistake"
    return "as_written" if attempt.factor == 1.0 else "again"


def _kind(kind: str, lang: str) -> str:
    """Give the word of a kind: of a part of an address, or the title of a theme."""
    if kind in KINDS:
        return say(KINDS[kind], lang)
    try:
        theme = themes.theme(kind)
    except ThemeUnknown:
        return kind
    return say((theme.title, theme.title_en), lang)
