"""Prints the slip of the patron finished last, and reports of requests: on the default printer, without a dialog.

Both are personal data: they go to the printing system and are never written to a file here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument

from deskapp.desk.views import Finished
from deskapp.domain.events import PatronId
from ui.lane import Message, Tone
from ui.requests_report import requests_report, whose
from ui.slip import paint, reader, slip

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


class Printed(StrEnum):
    """What became of a document."""

    SENT = auto()
    NO_PRINTER = auto()
    NOT_TAKEN = auto()


Printer = Callable[[QTextDocument], Printed]


def print_on_default(document: QTextDocument) -> Printed:
    """Print on the system's default printer. Where there is none Qt would write a PDF: then nothing is printed."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # its libraries would delay the start

    default = QPrinterInfo.defaultPrinter()
    if default.isNull():
        return Printed.NO_PRINTER
    printer = QPrinter(default, QPrinter.PrinterMode.HighResolution)
    if not printer.isValid() or printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        return Printed.NO_PRINTER
    printer.setDocName("deskapp")  # print queues are seen by others
    return Printed.SENT if paint(document, printer) else Printed.NOT_TAKEN


class Slips(QObject):
    """Keeps the last visit, in memory only, until the next is finished."""

    def __init__(
        self,
        desk: Desk,
        printer: Printer,
        say: Callable[[Message], None],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._print, self._say, self._now = desk, printer, say, now
        self._last: Finished | None = None

    def keep(self, done: Finished) -> None:
        """The slip of this visit is the last one now; of a visit without a loan there is none."""
        self._last = done if done.lent else None

    def take_over(self, before: Slips) -> None:
        self._last = before._last

    def print_last(self) -> None:
        """Print the last slip, as often as it is asked for, and say how it went."""
        done = self._as_it_stands()
        if done is None:
            lines = (self.tr("Finish a patron who has borrowed something (Esc), then press F7."),)
            self._say(Message(Tone.ATTENTION, self.tr("There is no slip to print."), lines))
            return
        printed = self._print(slip(done, self._desk.branch, self._now()))
        said = self.tr("Slip sent to the printer: {reader}").format(reader=reader(done.given_name, done.card))
        safe = self.tr("The loans are recorded and safe.")
        self._say(Message(Tone.NOTE, said) if printed is Printed.SENT else self._not_printed(printed, safe, "F7"))

    def print_requests(self, patron: PatronId) -> None:
        """Print the report of a patron's open requests, as they are now, and say how it went."""
        panel = self._desk.panel(patron)
        if not panel.holds:
            self._say(Message(Tone.ATTENTION, self.tr("No report: this patron has no open request.")))
            return
        printed = self._print(requests_report(panel, self._desk.branch, self._now()))
        lines = (whose(panel), self.tr("It goes by post or by hand: no outgoing mail is set up."))
        done = Message(Tone.NOTE, self.tr("Requests report printed"), lines)
        safe = self.tr("The requests are recorded and safe.")
        self._say(done if printed is Printed.SENT else self._not_printed(printed, safe, "F5"))

    def _as_it_stands(self) -> Finished | None:
        """The last visit without what was undone or taken back since, with the due dates and the debt of now."""
        if self._last is None:
            return None
        panel = self._desk.panel(self._last.lent[0].patron)
        due = {row.loan: row.due for row in panel.loans}
        lent = tuple(replace(one, due=due[one.loan]) for one in self._last.lent if one.loan in due)
        return replace(self._last, lent=lent, owed=panel.owed) if lent else None

    def _not_printed(self, printed: Printed, safe: str, key: str) -> Message:
        """What happened, what is safe, and what to do."""
        if printed is Printed.NO_PRINTER:
            text = self.tr("Nothing was printed: this computer has no default printer.")
            todo = self.tr("Choose a default printer in the system's settings, then press {key}.")
        else:
            text = self.tr("Nothing was printed: the printer did not take it.")
            todo = self.tr("See whether the printer is on and has paper, then press {key}.")
        return Message(Tone.ATTENTION, text, (safe, todo.format(key=key)))
