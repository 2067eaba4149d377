"""The settings: the library's policies, calendars and lists, written on a draft, tried out, and saved as one act."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from deskapp.desk.answers import Declined
from deskapp.domain.calendar import today
from deskapp.domain.outcome import Permission
from deskapp.set_up.library_file import BadSetUp, read_library, with_public_days, write_library
from ui import style
from ui.lane import Message, Tone
from ui.settings_asking import Leaving, SettingsAsking
from ui.settings_calendars import CalendarsTab
from ui.settings_draft import Draft, Place, language
from ui.settings_general import FixedTermsTab, GeneralTab
from ui.settings_lists import BlocksTab, ListTab, branches_tab, categories_tab, item_types_tab
from ui.settings_policies import PoliciesTab
from ui.settings_preview import Preview
from ui.settings_problems import Problems, refused
from ui.staff_page import StaffPage
from ui.staff_roles_view import RolesView

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

translate = QCoreApplication.translate
_SIDE = 318
Tab = PoliciesTab | CalendarsTab | FixedTermsTab | ListTab | GeneralTab


class HasDesk(Protocol):
    """What the page needs of the work area."""

    @property
    def desk(self) -> Desk: ...


class SettingsPage(QWidget):
    """Nothing that is written here holds before Save. Without the permission all can be read, nothing written."""

    said = Signal(object)  # Message
    acted = Signal()
    unsavedChanged = Signal(bool)

    def __init__(self, work: HasDesk, parent: QWidget | None = None, asking: SettingsAsking | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ask = work.desk, asking or SettingsAsking()
        now = self._desk.now()
        day = today(self._desk.library.calendar(self._desk.branch.code), now)
        self.draft = Draft(self._desk.library, day, self)
        self.policies, self.calendars = PoliciesTab(self.draft), CalendarsTab(self.draft)
        self.fixed_terms, self.branches = FixedTermsTab(self.draft), branches_tab(self.draft)
        self.categories, self.item_types = categories_tab(self.draft), item_types_tab(self.draft)
        self.blocks, self.general = BlocksTab(self.draft), GeneralTab(self.draft)
        self.preview, self.problems = Preview(self.draft, now), Problems(self.draft)
        self.staff, self.roles = StaffPage(self._desk), RolesView()
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self._state, self._locked = QLabel(), QLabel()
        self._unlocked: bool | None = None
        self._make_buttons()
        self._arrange()
        self.problems.wanted.connect(self.go)
        self.staff.said.connect(self.said)
        self.staff.acted.connect(self.acted)
        self.draft.changed.connect(self._show_state)
        self._show_state()

    def _make_buttons(self) -> None:
        self.save_button = QPushButton(style.icon("content-save-outline"), translate("settings", "&Save"))
        self.discard_button = QPushButton(style.icon("undo-variant"), translate("settings", "D&iscard"))
        self.import_button = QPushButton(style.icon("file-import-outline"), translate("settings", "I&mport…"))
        self.export_button = QPushButton(style.icon("file-export-outline"), translate("settings", "&Export…"))
        for button, deed in (
            (self.import_button, self.import_file),
            (self.export_button, self.export_file),
            (self.discard_button, self.draft.discard),
            (self.save_button, self.save),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(deed)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save_button.click)

    def _arrange(self) -> None:
        for tab, name in self._named():
            self.tabs.addTab(name)
            self._stack.addWidget(tab)
        for page, name in (
            (self.staff, translate("settings", "Staff")),
            (self.roles, translate("settings", "Roles")),
        ):
            self.tabs.addTab(name)
            self._stack.addWidget(page)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        style.sized(self.tabs, 9.5)  # ten parts, in Spanish too
        self.tabs.setAccessibleName(translate("settings", "Parts of the settings"))
        self.tabs.currentChanged.connect(self._turn)
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(key), self, lambda step=step: self._step(step))
        heading = QLabel(translate("settings", "Settings"))
        style.sized(heading, 15, bold=True)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(heading)
        top.addSpacing(8)
        top.addWidget(self._state, 1)
        for button in (self.import_button, self.export_button, self.discard_button, self.save_button):
            top.addWidget(button)
        self._locked.setWordWrap(True)
        self._state.setWordWrap(True)  # in two lines rather than that the page grows wider
        self._state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._locked.setContentsMargins(8, 4, 8, 4)
        style.tint(self._locked, text=style.WARN, back=style.WARN_SOFT)
        self._side = QWidget()
        right = QVBoxLayout(self._side)
        right.setContentsMargins(6, 6, 0, 0)
        trial = QLabel(translate("settings", "Preview: what would happen"))
        style.sized(trial, 10.5, bold=True)
        right.addWidget(trial)
        right.addWidget(self.preview, 1)
        right.addWidget(self.problems)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._stack)
        parts.addWidget(self._side)
        parts.setStretchFactor(0, 1)
        parts.setSizes([640, _SIDE])
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 8, 6)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._locked)
        column.addWidget(self.tabs)
        column.addWidget(parts, 1)

    def _named(self) -> tuple[tuple[Tab, str], ...]:
        return (
            (self.policies, translate("settings", "Policies")),
            (self.calendars, translate("settings", "Calendars")),
            (self.fixed_terms, translate("settings", "Fixed terms")),
            (self.branches, translate("settings", "Branches")),
            (self.categories, translate("settings", "Categories")),
            (self.item_types, translate("settings", "Item types")),
            (self.blocks, translate("settings", "Blocks")),
            (self.general, translate("settings", "General")),
        )

    # What the window asks

    def unsaved(self) -> bool:
        """Whether something is written here that is not saved."""
        return self.draft.unsaved()

    def may_leave(self) -> bool:
        """Ask what becomes of unsaved changes, if there are any; whether staff may go elsewhere."""
        if not self.unsaved():
            return True
        answer = self._ask.leaving(self, self.save_button.isEnabled())
        if answer is Leaving.SAVE:
            return self.save()
        if answer is Leaving.DISCARD:
            self.draft.discard()
        return answer is Leaving.DISCARD

    def take_over(self, before: SettingsPage) -> None:
        """Stand in for an older page: what was written there is not lost."""
        if before.unsaved():
            self.draft.take(before.draft.library)
        self.tabs.setCurrentIndex(before.tabs.currentIndex())
        self.policies.take_over(before.policies)
        self.preview.take_over(before.preview)

    def showEvent(self, event: QShowEvent) -> None:
        """What holds may be newer than the draft, as long as nothing is written on it."""
        super().showEvent(event)
        self.preview.show_time(self._desk.now())
        self.show_permissions()
        if not self.unsaved() and self._desk.library.revision > self.draft.saved.revision:
            self.draft.saved = self._desk.library
            self.draft.discard()

    def show_tab(self, tab: Tab) -> None:
        self.tabs.setCurrentIndex(self._stack.indexOf(tab))

    # What staff do

    def save(self) -> bool:
        """Have the draft hold, by one act."""
        try:
            library = with_public_days(self.draft.library, self.draft.today)
        except BadSetUp:
            return False  # the list of problems names the country
        answer = self._desk.set_up(library)
        if isinstance(answer, Declined):
            self.said.emit(refused(answer))
            return False
        self.draft.library = replace(library, revision=self._desk.now().isoformat(timespec="seconds"))
        self.draft.settle()
        line = translate("settings", "It holds at every desk as soon as central has passed it on.")
        self.said.emit(Message(Tone.DONE, translate("settings", "Settings saved"), (line,)))
        self.acted.emit()
        return True

    def import_file(self) -> None:
        """Read a file in the place of the draft. A wrong one changes nothing."""
        chosen = self._ask.which_file(self)
        if not chosen:
            return
        try:
            library = read_library(Path(chosen), self.draft.today)
        except BadSetUp as fault:
            self._file_refused(translate("settings", "Not imported: {file}"), chosen, fault.sentence(language()))
            return
        self.draft.take(library)
        text = translate("settings", "Imported: {file}").format(file=Path(chosen).name)
        line = translate("settings", "Nothing of it holds yet: look at it, then save or discard it.")
        self.said.emit(Message(Tone.NOTE, text, (line,)))

    def export_file(self) -> None:
        """Write the draft as a file."""
        chosen = self._ask.new_file(self)
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.toml")
        try:
            write_library(path, self.draft.library)
        except BadSetUp as fault:
            self._file_refused(translate("settings", "Not exported: {file}"), chosen, fault.sentence(language()))
        except OSError as fault:
            self._file_refused(translate("settings", "Not exported: {file}"), chosen, fault.strerror or str(fault))
        else:
            text = translate("settings", "Exported: {file}").format(file=path.name)
            self.said.emit(Message(Tone.DONE, text, (str(path),)))

    def go(self, where: str) -> None:
        """Turn to where something is wrong."""
        place = Place.read(where)
        tabs: dict[str, Tab] = {
            "policies": self.policies,
            "calendars": self.calendars,
            "closures": self.calendars,
            "openings": self.calendars,
            "holidays": self.calendars,
            "fixed_terms": self.fixed_terms,
            "spans": self.fixed_terms,
            "branches": self.branches,
            "categories": self.categories,
            "item_types": self.item_types,
            "block_rules": self.blocks,
        }
        tab = tabs.get(place.table, self.general)
        self.show_tab(tab)
        tab.go(place)

    # Underneath

    def _turn(self, number: int) -> None:
        """Staff and their roles are no part of the draft: what is said there holds at once."""
        self._stack.setCurrentIndex(number)
        of_draft = number < len(self._named())
        for widget in (self._side, self.save_button, self.discard_button, self.import_button, self.export_button):
            style.reveal(widget, of_draft)
        style.reveal(self._locked, of_draft and not self._may())

    def _step(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self.tabs.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _may(self) -> bool:
        return Permission.SET_POLICY in self._desk.permissions

    def show_permissions(self) -> None:
        """Lock what whoever is at the desk may not change."""
        may = self._may()
        if may is not self._unlocked:
            for tab, _ in self._named():
                tab.lock(not may)
        self._unlocked = may
        self._locked.setText(
            translate("settings", "You may look at everything here; changing it needs the permission to set policies.")
        )
        self._turn(self.tabs.currentIndex())
        self.staff.reload()
        self.import_button.setEnabled(may)
        self._show_state()

    def _show_state(self) -> None:
        unsaved, fatal = self.draft.unsaved(), self.problems.fatal()
        self.save_button.setEnabled(unsaved and not fatal and self._may())
        self.discard_button.setEnabled(unsaved)
        text, why = "", ""
        if unsaved:
            text = translate("settings", "Unsaved changes")
        if unsaved and fatal:
            why = self.tr("%n problem(s) must be mended before saving", "", fatal)
            text = f"{text} · {why}"
        self.save_button.setToolTip(why or "Ctrl+S")
        self._state.setToolTip(text)
        style.put(self._state, text)
        style.tint(self._state, text=style.BAD if fatal else style.WARN)
        self.unsavedChanged.emit(unsaved)

    def _file_refused(self, text: str, file: str, why: str) -> None:
        lines = tuple(line.strip() for line in why.splitlines())
        self.said.emit(Message(Tone.REFUSED, text.format(file=Path(file).name), lines))
