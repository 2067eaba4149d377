"""The inputs for the values of terms, one for each kind: each shows a value and gives it back as a file has it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from deskapp.domain.currency import decimals
from deskapp.domain.period import Period, Unit
from deskapp.domain.policy import Said
from ui.fields import read_date, written_date

translate = QCoreApplication.translate
_MOST = 999_999


class Calm(QObject):
    """Keeps the wheel from changing an input that merely lies under the mouse, and lets a digit typed on the words for
    "no limit" replace them."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        typed = event.text() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else ""
        if typed.isdigit() and isinstance(watched, QAbstractSpinBox) and watched.specialValueText() == watched.text():
            watched.selectAll()
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class Editor(QWidget):
    """One value. `edited` comes when staff changed it, not when it was put."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self._calm = Calm(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)

    def put(self, value: object) -> None:
        """Show a value."""
        self._quiet = True
        self.show_value(value)
        self._quiet = False

    @abstractmethod
    def show_value(self, value: object) -> None:
        """Put a value into the inputs."""

    @abstractmethod
    def said(self) -> Said:
        """The value, as a file has it."""

    def named(self, name: str) -> Editor:
        """Give it the name that a screen reader says."""
        for each in self.inputs():
            each.setAccessibleName(name)
        return self

    def inputs(self) -> list[QWidget]:
        items = (self._row.itemAt(n) for n in range(self._row.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def _add(self, widget: QWidget, stretch: int = 0) -> None:
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self._calm)
        self._row.addWidget(widget, stretch)
        if self.focusProxy() is None:
            self.setFocusProxy(widget)

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit()


class CountEditor(Editor):
    """A whole number, or the words for none; then up from 0, or from `least`."""

    def __init__(self, none: str = "", unit: str = "", least: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none, self._least = none, least
        self._box = QSpinBox()
        self._box.setRange(least - bool(none), _MOST)
        self._box.setSpecialValueText(none)
        self._box.setSuffix(f" {unit}" if unit else "")
        self._box.valueChanged.connect(self._tell)
        self._add(self._box, 1)

    def show_value(self, value: object) -> None:
        self._box.setValue(value if isinstance(value, int) else self._box.minimum())

    def said(self) -> Said:
        return None if self._none and self._box.value() < self._least else self._box.value()


class MoneyEditor(Editor):
    """An amount in minor units, shown in the currency; or the words for none."""

    def __init__(self, currency: str, none: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none, self._units = none, 10 ** decimals(currency)
        self._box = QDoubleSpinBox()
        self._box.setDecimals(decimals(currency))
        self._box.setSingleStep(5 / self._units)
        self._box.setGroupSeparatorShown(False)
        self._box.setRange(-1 / self._units if none else 0, _MOST)
        self._box.setSpecialValueText(none)
        self._box.setSuffix(f" {currency}" if currency else "")
        self._box.valueChanged.connect(self._tell)
        self._add(self._box, 1)

    def in_currency(self, currency: str) -> None:
        """Show amounts in another currency from now on."""
        if self._box.suffix().strip() == currency:
            return
        amount, self._quiet = self.said(), True
        self._units = 10 ** decimals(currency)
        self._box.setDecimals(decimals(currency))
        self._box.setMinimum(-1 / self._units if self._none else 0)
        self._box.setSuffix(f" {currency}")
        self.show_value(amount)
        self._quiet = False

    def show_value(self, value: object) -> None:
        self._box.setValue(value / self._units if isinstance(value, int) else self._box.minimum())

    def said(self) -> Said:
        amount = round(self._box.value() * self._units)
        return None if self._none and amount < 0 else amount


class PeriodEditor(Editor):
    """A number and its unit; or the words for none."""

    def __init__(self, none: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none = none
        self._box, self._unit = QSpinBox(), QComboBox()
        self._box.setRange(-1 if none else 0, _MOST)
        self._box.setSpecialValueText(none)
        for unit, text in unit_names().items():
            self._unit.addItem(text, unit)
        self._box.valueChanged.connect(self._changed)
        self._unit.currentIndexChanged.connect(self._tell)
        self._add(self._box, 1)
        self._add(self._unit)

    def show_value(self, value: object) -> None:
        period = value if isinstance(value, Period) else None
        self._box.setValue(period.count if period else self._box.minimum())
        self._unit.setCurrentIndex(self._unit.findData((period.unit if period else Unit.DAYS).value))
        self._show_unit()

    def said(self) -> Said:
        if self._box.value() < 0:
            return None
        return str(Period(self._box.value(), Unit(str(self._unit.currentData()))))

    def _changed(self) -> None:
        self._show_unit()
        self._tell()

    def _show_unit(self) -> None:
        self._unit.setVisible(self._box.value() >= 0)


class ChoiceEditor(Editor):
    """One of a list of codes, each in words; what is not in the list is kept and shown as it is."""

    def __init__(self, choices: Sequence[tuple[Said, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self._box = QComboBox()
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(8)
        self._fill()
        self._box.currentIndexChanged.connect(self._tell)
        self._add(self._box, 1)

    def offer(self, choices: Sequence[tuple[Said, str]]) -> None:
        """Offer another list; what is shown stays."""
        if list(choices) == self._choices:
            return
        kept = self.said() if self._box.currentIndex() >= 0 else None
        self._choices = list(choices)
        self._quiet, before = True, self._quiet
        self._fill()
        if kept is not None:
            self.show_value(kept)
        self._quiet = before

    def show_value(self, value: object) -> None:
        codes = [code for code, _ in self._choices]
        if value not in codes:
            self._choices.append((str(value), str(value)))
            self._box.addItem(str(value))
            codes.append(str(value))
        self._box.setCurrentIndex(codes.index(value))  # type: ignore[arg-type]

    def said(self) -> Said:
        code = self._choices[self._box.currentIndex()][0]
        return str(code) if isinstance(code, str) else code

    def _fill(self) -> None:
        self._box.clear()
        for number, (_, text) in enumerate(self._choices):
            self._box.addItem(text)
            self._box.setItemData(number, text, Qt.ItemDataRole.ToolTipRole)


class TextEditor(Editor):
    """A text, given back without spaces around it."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit()
        self._line.setPlaceholderText(hint)
        self._line.textEdited.connect(self._tell)
        self._add(self._line, 1)

    def show_value(self, value: object) -> None:
        if self._line.text().strip() != str(value or ""):
            self._line.setText(str(value or ""))

    def said(self) -> Said:
        return self._line.text().strip()


class DateEditor(TextEditor):
    """A day, typed as day, month, year. What is no day is given back as typed, for the check to refuse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("settings", "day/month/year"), parent)

    def show_value(self, value: object) -> None:
        if read_date(self._line.text()) != value or value is None:
            self._line.setText(written_date(value if isinstance(value, date) else None))

    def said(self) -> Said:
        text, day = self._line.text().strip(), self.day()
        return day.isoformat() if day else text or None

    def day(self) -> date | None:
        return read_date(self._line.text())


def unit_names() -> dict[str, str]:
    return {
        Unit.MINUTES.value: translate("settings", "minutes"),
        Unit.HOURS.value: translate("settings", "hours"),
        Unit.DAYS.value: translate("settings", "days"),
        Unit.WEEKS.value: translate("settings", "weeks"),
        Unit.MONTHS.value: translate("settings", "months"),
    }
