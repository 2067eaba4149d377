"""The calendars: each one's week, closures, exceptional openings and public holidays."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.calendar import WEEKDAYS, Calendar, Closure, Opening
from ui import settings_values as values
from ui import style
from ui.settings_draft import Draft, Place
from ui.settings_holidays import HolidaysForm
from ui.settings_rows import Column, Rows

translate = QCoreApplication.translate


class WeekForm(QWidget):
    """The hours of each weekday, as text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = [QLineEdit() for _ in WEEKDAYS]
        form = QFormLayout(self)
        about = QLabel(
            translate("settings", "Write 09:00-14:00, 16:00-20:00; nothing means closed; the last may end at 24:00.")
        )
        about.setWordWrap(True)
        style.tint(about, text=style.QUIET)
        form.addRow(about)
        for number, line in enumerate(self.lines, 1):
            name = QLocale().standaloneDayName(number, QLocale.FormatType.LongFormat)
            name = name[:1].upper() + name[1:]
            line.setAccessibleName(translate("settings", "Hours on {weekday}").format(weekday=name))
            line.setPlaceholderText(translate("settings", "closed"))
            form.addRow(name, line)

    def hours(self) -> tuple[tuple[str, ...], ...]:
        return tuple(values.hours(line.text()) for line in self.lines)

    def show_hours(self, hours: tuple[tuple[str, ...], ...]) -> None:
        for line, spans in zip(self.lines, hours, strict=False):
            if values.hours(line.text()) != spans:
                line.setText(values.show_hours(spans))


class CalendarsTab(QWidget):
    """One calendar at a time."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._number = 0
        self._quiet = False
        self._which, self._name, self._used = QComboBox(), QLineEdit(), QLabel()
        self._add = QPushButton(style.icon("plus"), translate("settings", "&New"))
        self._remove = QPushButton(style.icon("delete-outline"), translate("settings", "Remo&ve"))
        self.week, self.holidays = WeekForm(), HolidaysForm(draft)
        self.closures, self.openings = self._closures(), self._openings()
        self.parts = QTabWidget()
        self.parts.addTab(self.week, translate("settings", "Week"))
        self.parts.addTab(self.closures, translate("settings", "Closures"))
        self.parts.addTab(self.openings, translate("settings", "Exceptional days"))
        self.parts.addTab(self.holidays, translate("settings", "Public holidays"))
        self._arrange()
        self._connect()
        self.reload()

    def _closures(self) -> Rows:
        return Rows(
            self._draft,
            "closures",
            translate("settings", "Closure"),
            (
                Column(
                    "first", translate("settings", "First day"), 110, values.show_day, values.day,
                    wrong=values.not_a_day(),
                ),
                Column(
                    "last", translate("settings", "Last day"), 110, values.show_day, values.day_or_none,
                    wrong=values.not_a_day(),
                ),
                Column("name", translate("settings", "Name")),
                Column("yearly", translate("settings", "Every year"), 100, flag=True),
            ),
            lambda: Closure(self._draft.today),
        )  # fmt: skip

    def _openings(self) -> Rows:
        return Rows(
            self._draft,
            "openings",
            translate("settings", "Exceptional day"),
            (
                Column("day", translate("settings", "Day"), 110, values.show_day, values.day, wrong=values.not_a_day()),
                Column("hours", translate("settings", "Hours; none: closed"), 220, values.show_hours, values.hours),
                Column("name", translate("settings", "Name")),
            ),
            lambda: Opening(self._draft.today),
        )

    def _arrange(self) -> None:
        self._which.setAccessibleName(translate("settings", "Calendar"))
        self._name.setAccessibleName(translate("settings", "Name of the calendar"))
        self._name.setPlaceholderText(translate("settings", "Name of the calendar"))
        self._used.setWordWrap(True)
        style.tint(self._used, text=style.QUIET)
        top = QHBoxLayout()
        top.addWidget(self._which, 1)
        top.addWidget(self._name, 1)
        for button in (self._add, self._remove):
            button.setAutoDefault(False)
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addLayout(top)
        column.addWidget(self._used)
        column.addWidget(self.parts, 1)

    def _connect(self) -> None:
        self._which.currentIndexChanged.connect(self._chosen)
        self._name.textEdited.connect(self._rename)
        self._add.clicked.connect(self.add)
        self._remove.clicked.connect(self.remove)
        for line in self.week.lines:
            line.textEdited.connect(lambda _: self._change(hours=self.week.hours()))
        self.closures.edited.connect(lambda rows: self._change(closures=rows))
        self.openings.edited.connect(lambda rows: self._change(openings=rows))
        self.holidays.edited.connect(self._put)
        self._draft.changed.connect(self.reload)

    def calendar(self) -> Calendar | None:
        calendars = self._draft.library.calendars
        return calendars[self._number] if 0 <= self._number < len(calendars) else None

    def reload(self) -> None:
        """Show the draft's calendars; the one that was chosen stays so."""
        library = self._draft.library
        self._number = max(0, min(self._number, len(library.calendars) - 1))
        self._quiet = True
        names = [c.name or "–" for c in library.calendars] or [translate("settings", "no calendar yet")]
        if [self._which.itemText(n) for n in range(self._which.count())] != names:
            self._which.clear()
            self._which.addItems(names)
        self._which.setCurrentIndex(self._number)
        self._quiet = False
        calendar = self.calendar()
        self.parts.setEnabled(calendar is not None)
        calendar = calendar or Calendar(hours=((),) * 7)
        if self._name.text().strip() != calendar.name:
            self._name.setText(calendar.name)
        self.week.show_hours(calendar.hours)
        self.closures.put(calendar.closures)
        self.openings.put(calendar.openings)
        self.holidays.show_calendar(calendar)
        self._used.setText(self._used_words(calendar.name))

    def _used_words(self, name: str) -> str:
        if self.calendar() is None:
            return translate("settings", "Without a calendar a branch is open all day, except as its row says.")
        users = [b.name or b.code for b in self._draft.library.branches if b.calendar and b.calendar == name]
        if not users:
            return translate("settings", "No branch goes by it: choose it under Branches.")
        return translate("settings", "Goes for: {branches}").format(branches=", ".join(users))

    def lock(self, locked: bool) -> None:
        for line in (self._name, *self.week.lines):
            line.setReadOnly(locked)
        for button in (self._add, self._remove):
            button.setEnabled(not locked)
        for part in (self.closures, self.openings, self.holidays):
            part.lock(locked)

    def go(self, place: Place) -> None:
        """Put the focus where the place is: `holidays[1].region` of the calendar called so."""
        names = [c.name for c in self._draft.library.calendars]
        if place.row in names:
            self._which.setCurrentIndex(names.index(place.row))
        of = Place.read(place.of or place.table)
        if of.table == "hours":
            self.parts.setCurrentWidget(self.week)
            self.week.lines[WEEKDAYS.index(of.of) if of.of in WEEKDAYS else 0].setFocus()
        elif of.table == "holidays":
            self.parts.setCurrentWidget(self.holidays)
            self.holidays.rows.go(max(of.number, 0), of.of)
        elif of.table in ("closures", "openings"):
            rows = self.closures if of.table == "closures" else self.openings
            self.parts.setCurrentWidget(rows)
            rows.go(max(of.number if of.number >= 0 else place.number, 0), of.of)
        else:
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        """A further calendar, open as the last one was shown."""
        names = [c.name for c in self._draft.library.calendars]
        base = translate("settings", "New calendar")
        name = next(n for n in (base, *(f"{base} {i}" for i in range(2, 999))) if n not in names)
        week = (("09:00-14:00", "16:00-20:00"),) * 5 + (("10:00-14:00",), ())
        self._number = len(names)
        library = self._draft.library
        self._draft.put(replace(library, calendars=(*library.calendars, Calendar(name, hours=week))))
        self._name.setFocus()
        self._name.selectAll()

    def remove(self) -> None:
        library, n = self._draft.library, self._number
        self._draft.put(replace(library, calendars=library.calendars[:n] + library.calendars[n + 1 :]))

    def _chosen(self, number: int) -> None:
        if not self._quiet:
            self._number = number
            self.reload()

    def _rename(self, text: str) -> None:
        """A new name goes for the branches that have the calendar, too."""
        calendar, library = self.calendar(), self._draft.library
        if calendar is None:
            return
        name = text.strip()
        branches = tuple(
            replace(b, calendar=name) if b.calendar and b.calendar == calendar.name and name else b
            for b in library.branches
        )
        renamed = replace(calendar, name=name)
        calendars = tuple(renamed if c is calendar else c for c in library.calendars)
        self._draft.put(replace(library, branches=branches, calendars=calendars))

    def _change(self, **values: object) -> None:
        if (calendar := self.calendar()) is not None:
            self._put(replace(calendar, **values))  # type: ignore[arg-type]

    def _put(self, calendar: Calendar) -> None:
        library, n = self._draft.library, self._number
        if n < len(library.calendars):
            rows = (*library.calendars[:n], calendar, *library.calendars[n + 1 :])
            self._draft.put(replace(library, calendars=rows))
