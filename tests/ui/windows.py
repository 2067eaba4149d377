"""Builds a window on a desk with the small library, and serves at it as staff would."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QSizeF, Qt
from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.desk.answers import Declined, Hit, ItemHit, TitleHit
from deskapp.desk.desk import Desk
from tests.desks import FakeClock, Place, Workstation, a_place, sync
from ui import style
from ui.asking import Asking
from ui.lane import Message, Tone
from ui.link import Link, LinkState, LinkStatus
from ui.loans_tab import LoansTab
from ui.patron_tab import PatronTab
from ui.scan import Scanned, ScanQueue
from ui.scan_flow import Page
from ui.session import ActivePatron
from ui.slip import paint
from ui.slips import Printed
from ui.sound import Sounds
from ui.window import MainWindow
from ui.work import Work


class FakeLink(Link):
    """A sync process that nobody started; the test says what it reports."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([], parent)
        self.kicks = 0
        self.told: list[bytes] = []

    def _tell(self, line: bytes) -> None:
        self.told.append(line)

    def start(self) -> None:
        pass

    def kick(self) -> None:
        self.kicks += 1

    def hear(self, report: dict[str, object]) -> None:
        """A line of the sync process, as it wrote it."""
        self._take(json.dumps(report).encode())

    def say(self, state: LinkState, detail: str = "", done: int = 0, total: int = 0) -> None:
        self._report(LinkStatus(state, detail, done, total))


@dataclass
class Answers:
    """What staff answer to each question, and what they were asked."""

    still_there: bool = True
    reason: str | None = "the reader's own book"
    new_item: tuple[str, str] | None = ("Una novela", "BOOK")
    document: str | None = "DNI 12345678Z"
    pick: int = 0
    asked: list[str] = field(default_factory=list)

    def asking(self) -> Asking:
        return Asking(
            hit=lambda parent, hits: self._pick_hit(list(hits)),
            copy=lambda parent, title: self._pick_copy(title),
            reason=lambda parent, declined: self._give_reason(declined),
            new_item=lambda parent, barcode, library: self._add(barcode),
            still_there=lambda parent, name: self._still(name),
            document=lambda parent, card: self._show_document(card),
        )

    def _pick_hit(self, hits: list[Hit]) -> Hit:
        self.asked.append("which")
        return hits[self.pick]

    def _pick_copy(self, title: TitleHit) -> ItemHit:
        self.asked.append("which copy")
        return title.items[self.pick]

    def _give_reason(self, declined: Declined) -> str | None:
        self.asked.append("why")
        return self.reason

    def _add(self, barcode: str) -> tuple[str, str] | None:
        self.asked.append(f"add {barcode}")
        return self.new_item

    def _show_document(self, card: str) -> str | None:
        self.asked.append(f"document {card}")
        return self.document

    def _still(self, name: str) -> bool:
        self.asked.append(f"still {name}")
        return self.still_there


@dataclass
class FakePrinter:
    """Prints on a PDF in its folder, 80 mm wide as from a roll; or is not there, or takes nothing."""

    folder: Path
    state: Printed = Printed.SENT
    sheet: QPageSize.PageSizeId | None = None
    slips: list[str] = field(default_factory=list)

    def __call__(self, document: QTextDocument) -> Printed:
        if self.state is not Printed.SENT:
            return self.state
        self.slips.append(document.toPlainText())
        device = QPdfWriter(str(self.folder / f"slip-{len(self.slips)}.pdf"))
        device.setResolution(203)
        device.setPageSize(QPageSize(QSizeF(80, 297), QPageSize.Unit.Millimeter))
        if self.sheet is not None:
            device.setPageSize(QPageSize(self.sheet))
        assert paint(document, device)
        return self.state

    def pages(self, resolution: int = 100) -> list[Path]:
        """Pictures of what came out last."""
        pdf = self.folder / f"slip-{len(self.slips)}.pdf"
        subprocess.run(["pdftoppm", "-png", "-r", str(resolution), str(pdf), str(pdf.with_suffix(""))], check=True)
        return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


@dataclass
class Serving:
    """A window, the desk behind it, and the hands in front of it."""

    window: MainWindow
    scans: ScanQueue
    place: Place
    workstation: Workstation
    answers: Answers
    link: FakeLink
    printer: FakePrinter
    sounds: list[str]
    seconds: list[float]
    bot: QtBot

    @property
    def desk(self) -> Desk:
        return self.workstation.desk

    @property
    def work(self) -> Work:
        assert self.window.work is not None
        return self.window.work

    @property
    def clock(self) -> FakeClock:
        return self.workstation.clock

    def scan(self, *codes: str, repeated: bool = False) -> None:
        for code in codes:
            self.work.scanned(Scanned(code, repeated))

    def type(self, text: str) -> None:
        """Type into the scan field and press Enter."""
        self.window.top.field.setFocus()
        self.bot.keyClicks(self.window.top.field, text)
        self.bot.keyClick(self.window.top.field, Qt.Key.Key_Return)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.bot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def turn(self, page: Page) -> None:
        self.work.turn_to(page)

    def offline(self) -> None:
        self.link.say(LinkState.OFFLINE)

    def news(self) -> Message:
        message = self.window.lane.newest()
        assert message is not None
        return message

    def said(self) -> str:
        """The newest message, whole."""
        return " ".join((self.news().text, *self.news().lines))

    def tone(self) -> Tone:
        return self.news().tone

    def tab(self) -> PatronTab:
        found = self.work.services.current_patron_tab()
        assert found is not None
        return found

    def loans(self) -> LoansTab:
        return self.tab().loans

    def lent(self) -> list[str]:
        """The barcodes in the table of loans."""
        model = self.loans().model
        return [str(model.index(row, 1).data()) for row in range(model.rowCount())]

    def sync(self) -> None:
        sync(self.place, self.workstation)


Prepare = Callable[[Place, Workstation], None]


def serving(application: QApplication, bot: QtBot, folder: Path, prepare: Prepare | None = None) -> Serving:
    """A window that is open on a desk at the branch MAIN, online; `prepare` does what is to be there before."""
    style.dress(application)
    folder = folder / f"place-{len(list(folder.iterdir()))}"
    folder.mkdir()
    place = a_place(folder)
    one = place.workstation("desk-1")
    if prepare is not None:
        prepare(place, one)
    sync(place, one)
    played: list[str] = []
    seconds = [0.0]
    scans = ScanQueue(application, clock=lambda: seconds[0])
    active = ActivePatron(lambda: seconds[0], 3, scans)
    sounds = Sounds(folder, lambda file: played.append(file.stem), scans)
    answers = Answers()
    printer = FakePrinter(folder)
    window = MainWindow(scans, active, sounds, one.clock.now, asking=answers.asking(), printer=printer)
    bot.addWidget(window)
    link = FakeLink(window)
    with bot.waitExposed(window):
        window.show()
    window.begin(one.desk, link)
    link.say(LinkState.ONLINE)
    window.activateWindow()
    bot.waitUntil(window.isActiveWindow)  # without it no shortcut works
    return Serving(window, scans, place, one, answers, link, printer, played, seconds, bot)
