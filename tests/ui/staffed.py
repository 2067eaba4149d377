"""A window whose library has staff: nobody is in until they sign in, and the hands that do so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QLineEdit

from deskapp.domain.rules import Library
from tests.desks import Place, Workstation, a_library, a_patron, a_title, an_item, the_set_up
from tests.staff import PASSWORDS, Entrance, give_secrets, the_staff
from tests.ui.screen import button
from tests.ui.windows import Serving
from ui.lock import Lock
from ui.scan import Scanned
from ui.sign_in_screen import SignInScreen
from ui.sign_in_switch import SwitchStaff
from ui.who_works import WhoWorks

Open = Callable[..., Serving]
CARD, BOOK, OTHER_BOOK = "21234000000018", "31234000000017", "31234000000025"
READER, TITLE = ("Zoraida", "Quintanilla"), "Ficciones"


@dataclass
class Staffed:
    """A window with staff, and its parts by short names."""

    one: Serving
    entrance: Entrance

    @property
    def who(self) -> WhoWorks:
        assert self.one.window.who is not None
        return self.one.window.who

    @property
    def lock(self) -> Lock:
        return self.who.lock

    @property
    def screen(self) -> SignInScreen:
        return self.lock.screen

    @property
    def switch(self) -> SwitchStaff:
        return self.who.switch

    def type(self, line: QLineEdit, text: str) -> None:
        """Write a line anew and press Enter in it."""
        line.setFocus()
        line.clear()
        self.one.bot.keyClicks(line, text)
        self.one.bot.keyClick(line, Qt.Key.Key_Return)

    def sign_in(self, name: str = "marta", secret: str | None = None) -> None:
        """On the sign-in screen, by name and password; return when the desk is open."""
        form = self.screen.form
        form.name.setText(name)
        button(form, "Password instead").click()
        with self.one.bot.waitSignal(self.lock.let_in, timeout=10_000):
            self.type(form.secret, PASSWORDS[name] if secret is None else secret)

    def fail(self, name: str, secret: str) -> str:
        """On the sign-in screen, in vain; what it says."""
        form = self.screen.form
        form.name.setText(name)
        with self.one.bot.waitSignal(form.not_entered, timeout=10_000):
            self.type(form.secret, secret)
        return form.said()

    def tick(self) -> None:
        """What the window does each second."""
        self.one.window.following.show_status()

    def leave_alone(self, minutes: float) -> None:
        self.one.seconds[0] += minutes * 60
        self.tick()

    def scan(self, *codes: str) -> None:
        """Scan as the queue hands it on."""
        for code in codes:
            self.one.scans.scanned.emit(Scanned(code, False))

    def settle(self) -> None:
        """Let everything that was given back to the queue be handed on."""
        self.one.bot.waitUntil(lambda: self.one.scans.waiting() == 0)


def staffed(serve: Open, library: Library | None = None) -> Staffed:
    """Olga, Marta and Luis have accounts;"""
    made: list[Entrance] = []
    title, titled = a_title(TITLE)
    things = (titled, an_item(title, BOOK)[1], an_item(title, OTHER_BOOK)[1], a_patron(CARD, *READER)[1])

    def prepare(place: Place, one: Workstation) -> None:
        place.tell(*things, *the_staff(), the_set_up(library or replace(a_library(), lock_minutes=10)))
        give_secrets(place.database, place.now(), one.name)
        made.append(Entrance(one.desk, one.folder, lambda: place.link(one.name), place.now, one.clock))
        made[0].hear()

    one = serve(prepare)
    return Staffed(one, made[0])


def everything_said(window: QObject) -> str:
    """All that a screen reader could be told of a window, shown or not."""
    told: list[str] = []

    def walk(interface: QAccessibleInterface | None) -> None:
        if interface is None or not interface.isValid():
            return
        told.extend(
            interface.text(kind)
            for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
        )
        for number in range(interface.childCount()):
            walk(interface.child(number))

    walk(QAccessible.queryAccessibleInterface(window))
    return "\n".join(text for text in told if text)
