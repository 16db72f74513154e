"""Asks for the paper: its size, which way it lies, its margins, and what the sheet is for."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QWidget

from kangbashi_gis.errors import PageInvalid
from kangbashi_gis.model.page import PURPOSES, SIZES, Page, size_of
from kangbashi_gis.model.page.resizing import resized
from kangbashi_gis.operations.page_templates import on_paper
from kangbashi_gis.ui import messages
from kangbashi_gis.ui.dialogs.form import FormDialog, ask

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN = ""


class PaperDialog(FormDialog):
    """A page on other paper; what stands on it grows with the paper, or stays as it is."""

    def __init__(self, parent: QWidget, page: Page) -> None:
        super().__init__(parent, QCoreApplication.translate("PaperDialog", "Page size and margins"), "")
        self.ok.setText(self.tr("Apply"))
        self._page = page
        self.size_box, self.purpose = QComboBox(self), QComboBox(self)
        for name in (*reversed(tuple(SIZES)), OWN):
            self.size_box.addItem(name or self.tr("Another size"), name)
        self.lying = QCheckBox(self.tr("Lying (landscape)"), self)
        self.grow = QCheckBox(self.tr("Everything grows with the paper"), self)
        self.grow.setChecked(True)
        self.width_mm, self.height_mm, self.margin_mm = (_millimetres(self) for _ in range(3))
        for name, title in zip(PURPOSES, self._purposes(), strict=True):
            self.purpose.addItem(title, name)
        self._show()
        self._lay_out()

    @classmethod
    def ask(cls, parent: QWidget, page: Page) -> Page | None:
        """Show the dialog; gives the page on its new paper, None when it was cancelled."""
        dialog = cls(parent, page)
        return ask(dialog, dialog.changed_page)

    def changed_page(self) -> Page:
        """Give the page as the dialog says."""
        wide, high = self.width_mm.value(), self.height_mm.value()
        page = self._page
        if (wide, high) != (page.width_mm, page.height_mm):
            page = resized(page, wide, high) if self.grow.isChecked() else replace(page, width_mm=wide, height_mm=high)
        margin = self.margin_mm.value() if self.margin_mm.value() != self._page.margin_mm else page.margin_mm
        return replace(page, margin_mm=margin, purpose=str(self.purpose.currentData()))

    def _purposes(self) -> "Sequence[str]":
        return self.tr("For the public"), self.tr("Internal"), self.tr("Secret")

    def _show(self) -> None:
        page = self._page
        self.width_mm.setValue(page.width_mm)
        self.height_mm.setValue(page.height_mm)
        self.margin_mm.setValue(page.margin_mm)
        self.lying.setChecked(page.width_mm > page.height_mm)
        self.size_box.setCurrentIndex(self.size_box.findData(size_of(page.width_mm, page.height_mm)))
        self.purpose.setCurrentIndex(self.purpose.findData(page.purpose))

    def _lay_out(self) -> None:
        self.add_row(self.tr("Paper"), self.size_box)
        self.form.addRow("", self.lying)
        self.add_row(self.tr("Width (mm)"), self.width_mm)
        self.add_row(self.tr("Height (mm)"), self.height_mm)
        self.form.addRow("", self.grow)
        self.add_row(self.tr("Margins (mm)"), self.margin_mm)
        self.add_row(self.tr("What it is for"), self.purpose, self.tr("What has to be written on it depends on this"))
        self.size_box.currentIndexChanged.connect(lambda _row: self._take_size())
        self.lying.toggled.connect(lambda _on: self._take_size())
        self.width_mm.valueChanged.connect(self._check)
        self.height_mm.valueChanged.connect(self._check)
        self.grow.toggled.connect(self._check)

    def _take_size(self) -> None:
        if name := str(self.size_box.currentData()):
            short, long = SIZES[name]
            wide, high = (long, short) if self.lying.isChecked() else (short, long)
            self.width_mm.setValue(wide)
            self.height_mm.setValue(high)

    def _check(self) -> None:
        """Say what the operation would: of paper that is too large, and of items that would lie outside."""
        try:
            on_paper(self._page, f"{self.width_mm.value():g}x{self.height_mm.value():g}")
            page = self.changed_page()
            outside = [one.name for one in page.items if not one.box.meets(page.box)]
            if outside:
                raise PageInvalid(reason="page_box", where=outside[0])
        except PageInvalid as problem:
            self.complain(messages.sentence(problem)[0])
        else:
            self.complain("")


def _millimetres(parent: QWidget) -> QDoubleSpinBox:
    box = QDoubleSpinBox(parent)
    box.setRange(0, 100_000)
    box.setDecimals(1)
    return box
