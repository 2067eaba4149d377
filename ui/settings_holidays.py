"""The public holidays of a calendar: the countries and regions they come from, and the days that result."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from deskapp.domain.calendar import Calendar, PublicHolidays
from deskapp.domain.rules import Library
from deskapp.set_up.library_file import BadSetUp, known_countries, known_regions, region_names, with_public_days
from ui import style, words
from ui.settings_draft import Draft
from ui.settings_rows import Column, Rows
from ui.settings_values import one_of

translate = QCoreApplication.translate


def countries() -> list[tuple[str, str]]:
    """The countries that are known, each with its name in its own language; Spain first."""
    found = []
    for code in known_countries():
        place = QLocale.codeToTerritory(code)
        there = QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, place)
        name = _own_name(code, there) or QLocale.territoryToString(place)
        found.append((code, f"{code} · {name}"))
    return sorted(found, key=lambda each: (each[0] != "ES", each[0]))


def _own_name(code: str, there: list[QLocale]) -> str:
    latin = [each for each in there if each.script() == QLocale.Script.LatinScript]
    spoken = next((each for each in latin if each.language() == QLocale.Language.Spanish), None)
    return (spoken or latin[0]).nativeTerritoryName() if latin else ""


def regions(declared: PublicHolidays) -> list[tuple[str, str]]:
    names = region_names(declared.country)
    whole = translate("settings", "the whole country")
    return [("", whole), *((c, f"{c} · {names.get(c) or c}") for c in known_regions(declared.country))]


class HolidaysForm(QWidget):
    """Which holidays hold, and the days: one whose mark is taken away is open after all."""

    edited = Signal(object)  # Calendar

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._calendar = Calendar()
        self._quiet = self._locked = False
        self.rows = Rows(
            draft,
            "holidays",
            translate("settings", "Public holidays of"),
            (
                Column("country", translate("settings", "Country"), 110, choices=one_of(countries)),
                Column("region", translate("settings", "Region"), choices=regions),
            ),
            lambda: PublicHolidays("ES"),
        )
        self.days = QListWidget()
        self.days.setAccessibleName(translate("settings", "Days that are public holidays"))
        self.days.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        heading = QLabel(translate("settings", "The days; take a mark away where the branch is open"))
        heading.setWordWrap(True)
        style.tint(heading, text=style.QUIET)
        right = QVBoxLayout()
        right.addWidget(heading)
        right.addWidget(self.days, 1)
        row = QHBoxLayout(self)
        row.addWidget(self.rows, 4)
        row.addLayout(right, 5)
        self.rows.edited.connect(self._declared)
        self.days.itemChanged.connect(self._marked)

    def show_calendar(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self.rows.put(calendar.holidays)
        self._show_days()

    def lock(self, locked: bool) -> None:
        self._locked = locked
        self.rows.lock(locked)
        self.days.clear()
        self._show_days()

    def _show_days(self) -> None:
        """From this year on, those kept open among them without their mark."""
        open_days = {day for declared in self._calendar.holidays for day in declared.open}
        names = {closure.first: closure.name for closure in self._calendar.public_days}
        days = sorted(d for d in {*names, *open_days} if d.year >= self._draft.today.year)
        shown = [(self._words(day, names.get(day, "")), day not in open_days, day) for day in days]
        there = [self.days.item(n) for n in range(self.days.count())]
        if [(i.text(), i.checkState() is Qt.CheckState.Checked) for i in there] == [each[:2] for each in shown]:
            return
        self._quiet = True
        row, place = self.days.currentRow(), self.days.verticalScrollBar().value()
        self.days.clear()
        for text, closed, day in shown:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, day.isoformat())
            item.setToolTip(text)
            may = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            mark = bool(self._calendar.holidays) and not self._locked
            item.setFlags(may | Qt.ItemFlag.ItemIsUserCheckable if mark else may)
            item.setCheckState(Qt.CheckState.Checked if closed else Qt.CheckState.Unchecked)
            self.days.addItem(item)
        self.days.setCurrentRow(row)
        self.days.verticalScrollBar().setValue(place)
        self._quiet = False

    def _words(self, day: date, name: str) -> str:
        return f"{words.weekday(day)}   {name or translate('settings', 'open')}"

    def _declared(self, holidays: tuple[PublicHolidays, ...]) -> None:
        """Write the days of these countries and regions out. A region of another country is left out."""
        sound = tuple(
            h if not h.region or h.region in known_regions(h.country) else replace(h, region="") for h in holidays
        )
        self._write(replace(self._calendar, holidays=sound))

    def _marked(self, item: QListWidgetItem) -> None:
        if self._quiet:
            return
        items = [self.days.item(n) for n in range(self.days.count())]
        on = [i for i in items if i.checkState() is Qt.CheckState.Unchecked]
        open_days = tuple(date.fromisoformat(str(i.data(Qt.ItemDataRole.UserRole))) for i in on)
        holidays = tuple(replace(h, open=open_days) for h in self._calendar.holidays)
        self._write(replace(self._calendar, holidays=holidays))

    def _write(self, calendar: Calendar) -> None:
        with suppress(BadSetUp):  # the check names the country that is not known
            calendar = with_public_days(Library(calendars=(calendar,)), self._draft.today).calendars[0]
        if not calendar.holidays:
            calendar = replace(calendar, public_days=())
        self.edited.emit(calendar)
