"""Builds the settings page on a desk with the small library, and works on it as staff would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deskapp.desk.desk import Desk
from deskapp.desk.record import Staff
from deskapp.domain.outcome import Permission
from deskapp.domain.rules import Library
from tests.desks import Place, Workstation, a_library, sync, the_set_up
from ui.lane import Message
from ui.settings_asking import Leaving, SettingsAsking
from ui.settings_page import SettingsPage
from ui.settings_term import TermRow


@dataclass
class Settings:
    """A page, the desk behind it, what it said, and the answers that staff give."""

    bot: QtBot
    place: Place
    workstation: Workstation
    file: str = ""
    leaving: Leaving = Leaving.STAY
    messages: list[Message] = field(default_factory=list)
    page: SettingsPage = field(init=False)

    def __post_init__(self) -> None:
        asking = SettingsAsking(
            which_file=lambda parent: self.file,
            new_file=lambda parent: self.file,
            leaving=lambda parent, may_save: self.leaving,
        )
        self.page = SettingsPage(self.workstation, asking=asking)
        self.page.said.connect(self.messages.append)
        self.bot.addWidget(self.page)
        self.page.resize(964, 600)
        self.page.show()
        self.page.activateWindow()
        self.bot.waitUntil(self.page.isActiveWindow)

    @property
    def desk(self) -> Desk:
        return self.workstation.desk

    @property
    def library(self) -> Library:
        """As it is written on the page."""
        return self.page.draft.library

    def held(self) -> Library:
        """What holds, once central has spoken."""
        sync(self.place, self.workstation)
        self.desk.refresh()
        return self.desk.library

    def section(self, number: int) -> None:
        self.page.policies.form._sections.setCurrentRow(number)

    def term(self, name: str) -> TermRow:
        """The inputs of a term of the line that is chosen, opened."""
        self.page.policies.form.go(name)
        return self.page.policies.form.rows[name]

    def troubles(self) -> list[str]:
        problems = self.page.problems.list
        return [problems.item(row).text() for row in range(problems.count())]

    def said(self) -> str:
        return " ".join((self.messages[-1].text, *self.messages[-1].lines))

    def preview(self) -> str:
        self.page.preview.tell()
        return self.page.preview.text()

    def press(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        self.bot.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)


Open = Callable[..., Settings]


def opening(bot: QtBot, folder: Path) -> Iterator[Open]:
    """Opens pages: on a library of one's own, or with fewer permissions."""

    def open_one(library: Library | None = None, may: frozenset[Permission] = frozenset(Permission)) -> Settings:
        place = Place(folder)
        place.tell(the_set_up(library or a_library()))
        one = place.workstation("desk-1")
        one.recorder.staff = Staff("maria", may)
        sync(place, one)
        return Settings(bot, place, one)

    yield open_one
