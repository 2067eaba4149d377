"""The addresses of a patron: one on the form at a time, as a whole, with a list to turn to the others."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget

from deskapp.domain.values import Address
from ui import style, words
from ui.fields import Field, text_box

_KINDS = ("home", "work", "school", "alternative")


class AddressesField(Field):
    """Edits every address that a patron has; an empty one is no address."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("addresses", parent)
        self._all: list[Address] = []
        self._shown = 0
        self._which = QComboBox()
        self._more = QToolButton()
        self._more.setIcon(style.icon("plus"))
        self._more.setToolTip(self.tr("Add an address"))
        self._more.setAccessibleName(self._more.toolTip())
        self._lines = text_box(2)
        self._postcode, self._city, self._region, self._country = (QLineEdit() for _ in range(4))
        self._city.setAccessibleName(self.tr("City"))
        self._postcode.setFixedWidth(84)
        self._arrange()
        self._which.activated.connect(self._turn_to)
        self._more.clicked.connect(self._add_address)
        self.put(())

    def _arrange(self) -> None:
        self.add(self.tr("Address"), self.tr("Which address"), self._which, self._more)
        self.add(self.tr("Street"), self.tr("Street and number"), self._lines)
        self.add(self.tr("City"), self.tr("City"), self._city)
        self.add(self.tr("Postcode"), self.tr("Postcode"), self._postcode)
        self.add(self.tr("Region"), self.tr("Region or province"), self._region)
        self.add(self.tr("Country"), self.tr("Country"), self._country)

    def put(self, value: object) -> None:
        assert isinstance(value, tuple)
        if value == self.value() and self._all:
            return
        self._all = list(value) or [Address()]
        self._shown = min(self._shown, len(self._all) - 1)
        self._list_kinds()
        self._show()

    def value(self) -> tuple[Address, ...]:
        if not self._all:
            return ()
        every = [*self._all]
        every[self._shown] = self._typed()
        return tuple(address for address in every if replace(address, kind="") != Address(kind=""))

    def lock(self, locked: bool) -> None:
        super().lock(locked)
        self._which.setEnabled(True)  # the others may still be read
        self._more.setEnabled(not locked)

    def _typed(self) -> Address:
        """The address on the form; what was not touched stays exactly as it was."""
        before = self._all[self._shown]
        text = self._lines.toPlainText()
        typed = tuple(line.strip() for line in text.splitlines() if line.strip())
        return Address(
            before.lines if text == "\n".join(before.lines) else typed,
            self._city.text().strip(),
            self._region.text().strip(),
            self._postcode.text().strip(),
            self._country.text().strip(),
            before.kind,
        )

    def _turn_to(self, row: int) -> None:
        self._all[self._shown] = self._typed()
        self._shown = row
        self._show()

    def _add_address(self) -> None:
        used = {address.kind for address in self._all}
        kind = next((kind for kind in _KINDS if kind not in used), _KINDS[-1])
        self._all[self._shown] = self._typed()
        self._all.append(Address(kind=kind))
        self._shown = len(self._all) - 1
        self._list_kinds()
        self._show()
        self._lines.setFocus()

    def _list_kinds(self) -> None:
        with QSignalBlocker(self._which):
            self._which.clear()
            for number, address in enumerate(self._all, 1):
                self._which.addItem(f"{number}. {words.address_kind(address.kind)}")
            self._which.setCurrentIndex(self._shown)

    def _show(self) -> None:
        address = self._all[self._shown]
        with (
            QSignalBlocker(self._lines),
            QSignalBlocker(self._city),
            QSignalBlocker(self._postcode),
            QSignalBlocker(self._region),
            QSignalBlocker(self._country),
        ):
            self._lines.setPlainText("\n".join(address.lines))
            self._city.setText(address.city)
            self._postcode.setText(address.postcode)
            self._region.setText(address.region)
            self._country.setText(address.country)
