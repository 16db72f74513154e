"""「为什么」: what was understood in a query, what was not, by which rule the answer was found and how good it is."""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from kangbashi_gis.search.reasons import KINDS, RULES, WAYS, say
from kangbashi_gis.ui import language
from kangbashi_gis.ui.panels.hits import kind_title

if TYPE_CHECKING:
    from kangbashi_gis.operations.explaining import Explanation, Understood

UNDERSTOOD: Any = QT_TRANSLATE_NOOP("Why", "Understood")
NOT_UNDERSTOOD: Any = QT_TRANSLATE_NOOP("Why", "Not understood")
RULE: Any = QT_TRANSLATE_NOOP("Why", "The rule")
BEST: Any = QT_TRANSLATE_NOOP("Why", "The best answers, and how well each fits (100 is best)")
# By whether the window is dark: places, numbers, what was not understood.
COLOURS = {False: ("#1f6fb2", "#2e7d4f", "#b35c00"), True: ("#6fb3ea", "#6cc795", "#f0a850")}
NUMBERS = ("number", "building", "unit", "floor", "room")


class WhyDialog(QDialog):
    """The reasons of one answer. It stays open beside the window until it is closed."""

    def __init__(self, explanation: "Explanation", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Why this was found"))
        self.resize(560, 460)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(self.windowTitle())
        dark = self.palette().window().color().lightness() < 128
        self.text.setHtml("".join(_document(explanation, dark)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(buttons)


def marked(explanation: "Explanation", dark: bool = False) -> str:
    """Give the query as HTML: what was understood is underlined in colour, what was not is crossed out.

    By code points, as the places are counted: nothing here counts as Qt does, where 𠮷 has two.
    """
    query, at = explanation.answer.query, 0
    place, number, unread = COLOURS[dark]
    spans = [
        (one.start, one.end, f"color:{number if one.kind in NUMBERS else place}; text-decoration:underline")
        for one in explanation.parts
    ]
    spans += [(start, end, f"color:{unread}; text-decoration:line-through") for start, end in explanation.unread]
    pieces = []
    for start, end, style in sorted(spans):
        pieces += [escape(query[at:start]), f'<span style="{style}">{escape(query[start:end])}</span>']
        at = end
    return "".join([*pieces, escape(query[at:])])


def _document(explanation: "Explanation", dark: bool) -> Iterator[str]:
    query = explanation.answer.query
    yield f'<p style="font-size:x-large">{marked(explanation, dark)}</p>'
    if explanation.parts:
        yield f"<h4>{_say(UNDERSTOOD)}</h4><table cellpadding='3'>"
        for one in explanation.parts:
            yield f"<tr><td><b>{escape(query[one.start : one.end])}</b></td><td>{escape(meaning(one))}</td></tr>"
        yield "</table>"
    if explanation.unread:
        words = "、".join(query[start:end] for start, end in explanation.unread)
        yield f"<h4>{_say(NOT_UNDERSTOOD)}</h4><p>{escape(words)}</p>"
    yield f"<h4>{_say(RULE)}</h4><p>{escape(say(WAYS[explanation.way], language.current()))}</p><ul>"
    for rule, count in explanation.found.items():
        if rule in RULES:
            yield f"<li>{escape(say(RULES[rule], language.current()))}：{count:,}</li>"
    yield "</ul>"
    yield from _best(explanation)


def _best(explanation: "Explanation") -> Iterator[str]:
    if not explanation.answer.results:
        return
    yield f"<h4>{_say(BEST)}</h4><table cellpadding='3'>"
    for hit in explanation.answer.results[:5]:
        beside = " · ".join(filter(None, (kind_title(hit.kind), hit.note)))
        yield f"<tr><td align='right'>{100 * hit.score:.0f}</td><td><b>{escape(hit.title)}</b></td>"
        yield f"<td>{escape(beside)}</td></tr>"
    yield "</table>"


def meaning(one: "Understood") -> str:
    """Say what a stretch was understood as."""
    kind = kind_title(one.kind) or say(KINDS.get(one.kind, (one.kind, one.kind)), language.current())
    return f"{kind} {one.word}"


def _say(text: Any) -> str:
    return QCoreApplication.translate("Why", text)
