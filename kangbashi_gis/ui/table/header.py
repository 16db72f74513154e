"""The header of a grid: titles, and below each a line in which its column is filtered."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget

from kangbashi_gis.ui.table.slice import Slice


class FilterHeader(QHeaderView):
    """Titles that sort when they are clicked, with lines that filter."""

    typed = Signal(str, str)  # field, what stands over it now
    left = Signal()  # the keyboard goes down to the rows

    def __init__(self, model: Slice, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._slice = model
        self.lines: list[QLineEdit] = []
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setHighlightSections(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumSectionSize(48)
        self.sectionResized.connect(lambda *_sizes: self.place())

    def make_lines(self) -> None:
        """Have a line for each field."""
        for line in self.lines:
            line.deleteLater()
        self.lines = []
        for field in self._slice.fields:
            line = QLineEdit(self)
            line.setPlaceholderText(self.tr("filter"))
            line.setClearButtonEnabled(True)
            line.setAccessibleName(self.tr("Filter of {field}").format(field=field.title))
            line.setToolTip(self.tr("Text or pinyin; =is, !is not; 10..20, >=10, <5; a|b; “-” empty, “*” not empty"))
            line.textChanged.connect(lambda text, name=field.name: self.typed.emit(name, text))
            line.returnPressed.connect(self.left)
            self.lines.append(line)
        self.place()

    def show_typed(self, column: int, text: str) -> None:
        """Show what the other header was told."""
        if self.lines[column].text() != text:
            self.lines[column].blockSignals(True)
            self.lines[column].setText(text)
            self.lines[column].blockSignals(False)

    def sizeHint(self) -> QSize:
        """Be as high as titles and lines."""
        size = super().sizeHint()
        return QSize(size.width(), size.height() + self._line_height())

    def updateGeometries(self) -> None:
        """Leave room for the lines below the titles."""
        self.setViewportMargins(0, 0, 0, self._line_height())
        super().updateGeometries()
        self.place()

    def place(self) -> None:
        """Put each line below its title; those of hidden columns are not shown."""
        top = self.height() - self._line_height()
        for column, line in enumerate(self.lines):
            hidden = self.isSectionHidden(column) or column >= self.count()
            line.setVisible(not hidden)
            if not hidden:
                left = self.sectionViewportPosition(column)
                line.setGeometry(left, top, self.sectionSize(column), self._line_height())

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 10
