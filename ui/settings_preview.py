"""What the draft would mean for one case, always in sight: an adult borrowing a DVD today, three days late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, Qt, QTime, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.explain import explain_case
from deskapp.domain.policy import Case
from deskapp.domain.rules import Library
from deskapp.domain.told import Explanation, Line, Told
from deskapp.wording.explain_words import sentences
from ui import style, words
from ui.settings_draft import Draft, language
from ui.settings_editors import ChoiceEditor, TextEditor
from ui.settings_policy_form import choices_of, criterion_name

translate = QCoreApplication.translate
_SOON_MS = 60
_RULES = (Told.POLICY_LINE, Told.DEFAULT_TERM, Told.REVISION, Told.CASE)


class Preview(QWidget):
    """Chooses a case and says in sentences what would happen, anew after each change."""

    def __init__(self, draft: Draft, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._of = {c: ChoiceEditor([]) for c in ("category", "item_type", "branch", "owner")}
        self._collection = TextEditor(translate("settings", "any"))
        self._at, self._now = QDateTimeEdit(), QPushButton(style.icon("clock-outline"), "")
        self._late, self._unit = QSpinBox(), QComboBox()
        self._requested = QCheckBox(translate("settings", "others &wait for it"))
        self._rules = QCheckBox(translate("settings", "which line sa&ys it"))
        self._result, self._text = QLabel(), QTextBrowser()
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.tell)
        self._began = now
        self._prepare()
        self._arrange()
        draft.changed.connect(self._offer)
        self._offer()
        self.set_now(now)  # on the clocks of the branch that is offered first
        self.tell()

    def _prepare(self) -> None:
        self._at.setDisplayFormat("dd/MM/yyyy HH:mm")
        self._at.setCalendarPopup(True)
        self._at.setAccessibleName(translate("settings", "Lent when"))
        self._at.dateTimeChanged.connect(self._soon.start)
        self._now.setAutoDefault(False)
        self._now.setFixedWidth(34)
        self._now.setToolTip(translate("settings", "Now"))
        self._now.setAccessibleName(translate("settings", "Now"))
        self._now.clicked.connect(lambda: self.set_now(self._began))
        self._late.setRange(0, 9999)
        self._late.setValue(3)
        self._late.setSpecialValueText(translate("settings", "on time"))
        self._late.setAccessibleName(translate("settings", "Late by"))
        self._late.valueChanged.connect(self._soon.start)
        self._unit.addItem(translate("settings", "days"), 24 * 60)
        self._unit.addItem(translate("settings", "hours"), 60)
        self._unit.addItem(translate("settings", "minutes"), 1)
        self._unit.setAccessibleName(translate("settings", "Days, hours or minutes late"))
        self._unit.currentIndexChanged.connect(self._soon.start)
        for box in (self._requested, self._rules):
            box.toggled.connect(self._soon.start)
        for name, editor in self._of.items():
            editor.named(translate("settings", "Preview: {what}").format(what=criterion_name(name)))
            editor.edited.connect(self._soon.start)
        self._collection.named(translate("settings", "Preview: {what}").format(what=criterion_name("collection")))
        self._collection.edited.connect(self._soon.start)
        self._text.setAccessibleName(translate("settings", "What would happen"))
        self._text.setTabChangesFocus(True)
        self._result.setWordWrap(True)
        self._result.setTextFormat(Qt.TextFormat.PlainText)
        style.sized(self._result, 10.5, bold=True)
        style.tint(self._result, text=style.CALM)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(3)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name in ("category", "item_type", "branch", "owner"):
            form.addRow(criterion_name(name), self._of[name])
        form.addRow(criterion_name("collection"), self._collection)
        form.setHorizontalSpacing(6)
        when, late = QHBoxLayout(), QHBoxLayout()
        when.addWidget(self._at, 1)
        when.addWidget(self._now)
        late.addWidget(self._late, 1)
        late.addWidget(self._unit)
        form.addRow(translate("settings", "Lent"), when)
        form.addRow(translate("settings", "Late by"), late)
        marks = QHBoxLayout()
        marks.addWidget(self._requested)
        marks.addWidget(self._rules)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(form)
        column.addLayout(marks)
        column.addWidget(self._result)
        column.addWidget(self._text, 1)

    def set_now(self, now: datetime) -> None:
        """Ask for this moment, on the clocks of the branch that is chosen."""
        self._began = now
        there = now.astimezone(self._zone())
        self._at.setDateTime(QDateTime(QDate(there.year, there.month, there.day), QTime(there.hour, there.minute)))

    def show_time(self, now: datetime) -> None:
        """Time has passed: go along with it, unless staff chose another moment."""
        before, shown = self._began.astimezone(self._zone()), self._at.dateTime().toString("yyyyMMddHHmm")
        if f"{before:%Y%m%d%H%M}" == shown:
            self.set_now(now)
        self._began = now

    def text(self) -> str:
        """What is said now."""
        return "\n".join((self._result.text(), self._text.toPlainText()))

    def ask(self, **of: str) -> None:
        """Choose a case by its codes."""
        for name, code in of.items():
            self._of[name].put(code)
        self._soon.start()

    def take_over(self, before: Preview) -> None:
        """Ask for the same case."""
        self.ask(**{name: str(editor.said() or "") for name, editor in before._of.items()})

    def _offer(self) -> None:
        """Offer what the draft has."""
        for name, editor in self._of.items():
            choices = choices_of(name, self._draft.library)
            if name == "owner":
                choices = [("", translate("settings", "any")), *choices]
            editor.offer(choices or [("", "–")])
        self._soon.start()

    def _case(self) -> Case:
        said = {name: str(editor.said() or "") for name, editor in self._of.items()}
        return Case(**said, collection=str(self._collection.said() or ""))

    def _zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self._draft.library.branch(str(self._of["branch"].said() or "")).zone)
        except (LookupError, ValueError, OSError):  # a zone that is being typed
            return ZoneInfo("UTC")

    def tell(self) -> None:
        """Say what would happen."""
        self._soon.stop()
        library, case = self._draft.library, self._case()
        at, time = self._at.date(), self._at.time()
        local = datetime(at.year(), at.month(), at.day(), time.hour(), time.minute(), tzinfo=self._zone())
        now, waits = local.astimezone(UTC), self._requested.isChecked()
        told = explain_case(library, case, now, requested=waits)
        if told.result:
            due = datetime.fromisoformat(told.result)
            late = timedelta(minutes=self._late.value() * int(self._unit.currentData()))
            told = explain_case(library, case, now, requested=waits, returned=due + late)
        style.put(self._result, self._summary(told, library, case))
        shown = told if self._rules.isChecked() else replace(told, lines=_without_rules(told))
        self._text.setPlainText("\n".join(sentences(shown, language())))

    def _summary(self, told: Explanation, library: Library, case: Case) -> str:
        """One line to read first."""
        names = {name: dict(choices_of(name, library)) for name in ("category", "item_type")}
        who = " · ".join(
            names[n].get(code, code) for n, code in (("category", case.category), ("item_type", case.item_type))
        )
        if not told.result:
            return translate("settings", "{who}: not for loan").format(who=who)
        due = words.due_spoken(datetime.fromisoformat(told.result), str(self._zone()))
        parts = [translate("settings", "{who}: due {due}").format(who=who, due=due)]
        fee = next((line.fact("amount") for line in told.lines if line.code is Told.OVERDUE), "")
        if self._late.value():
            late = f"{self._late.value()} {self._unit.currentText()}"
            amount = words.money(int(fee or 0), library.currency_of(case.branch))
            parts.append(translate("settings", "{late} late: {amount}").format(late=late, amount=amount))
        return "; ".join(parts)


def _without_rules(told: Explanation) -> tuple[Line, ...]:
    return tuple(line for line in told.lines if line.code not in _RULES)
