"""Prints slips, receipts and reports of requests: on the default printer, without a dialog.

They are personal data: they go to the printing system and are never written to a file here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument

from deskapp.desk.answers import CheckedIn, Finished, NextStop
from deskapp.desk.views import ShelfRow
from deskapp.domain.values import PatronId
from ui.lane import Message, Tone
from ui.receipt import Receipt, receipt_document
from ui.request_words import DeskList, list_name, plurals
from ui.requests_report import requests_report, whose
from ui.shelf_report import shelf_report
from ui.slip import paint, reader, slip
from ui.stop_slips import WITH_SLIP, hold_slip, transit_slip

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
    """Keeps what was printed last, or can be, in memory only: a visit, a receipt, or a book that goes somewhere."""

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
        self._last: Finished | Receipt | CheckedIn | None = None
        self._copies = 0  # of the last receipt that were printed

    def keep(self, done: Finished) -> None:
        """The slip of this visit is the last one now; of a visit without a loan, only the same patron's receipt is."""
        same = isinstance(self._last, Receipt) and self._last.card == done.card
        if done.lent or not same:
            self._last = done if done.lent else None

    def keep_stop(self, done: CheckedIn) -> None:
        """The slip of this book, which goes in transit or to the hold shelf, is the last one now."""
        if done.next in WITH_SLIP:
            self._last = done

    def take_over(self, before: Slips) -> None:
        self._last, self._copies = before._last, before._copies

    def print_last(self) -> None:
        """Print the last slip, as often as it is asked for, and say how it went."""
        match self._last:
            case Receipt() as receipt:
                self._print_receipt(receipt)
            case CheckedIn() as done:
                self.print_stop(done)
            case _:
                self._print_visit()

    def print_receipt(self, receipt: Receipt) -> None:
        """Money changed hands: print the receipt, and keep it for F7. Where there is no printer nothing sounds."""
        self._last, self._copies = receipt, 0
        self._print_receipt(receipt, asked=False)

    def _print_receipt(self, receipt: Receipt, *, asked: bool = True) -> None:
        library, branch = self._desk.library.name, self._desk.branch
        printed = self._print(receipt_document(receipt, library, branch, copy=self._copies > 0))
        if printed is Printed.SENT:
            self._copies += 1
            if asked:
                text = self.tr("Receipt sent to the printer: {number}").format(number=receipt.number)
                self._say(Message(Tone.NOTE, text))
            return
        told = self._not_printed(printed, self.tr("The payment is recorded and safe."), "F7")
        quiet = printed is Printed.NO_PRINTER and not asked
        self._say(replace(told, tone=Tone.NOTE) if quiet else told)

    def print_stop(self, done: CheckedIn) -> None:
        """Print the slip that lies in a book: where it travels, or for whom it waits."""
        branch, now = self._desk.branch, self._now()
        if done.next is NextStop.HOLD_SHELF and done.kept_for is not None:
            panel = self._desk.panel(done.kept_for)
            document = hold_slip(done, reader(panel.fields.name.given, panel.card), branch, now)
        else:
            document = transit_slip(done, branch, now)
        printed = self._print(document)
        said = self.tr("Slip sent to the printer: {title}").format(title=done.title or done.barcode)
        safe = self.tr("The return is recorded and safe.")
        self._say(Message(Tone.NOTE, said) if printed is Printed.SENT else self._not_printed(printed, safe, "F7"))

    def _print_visit(self) -> None:
        done = self._as_it_stands()
        if done is None:
            lines = (self.tr("Finish a patron who has borrowed something (Esc), or take a payment; then press F7."),)
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

    def print_shelf(self, which: DeskList, rows: Sequence[ShelfRow]) -> None:
        """Print a list of the shelves page as it is shown, and say how it went."""
        printed = self._print(shelf_report(which, rows, self._desk.branch, self._now()))
        lines = (list_name(which), plurals.rows(len(rows)))
        done = Message(Tone.NOTE, self.tr("List printed"), lines)
        self._say(done if printed is Printed.SENT else self._not_printed(printed, lines[0], "Alt+P"))

    def _as_it_stands(self) -> Finished | None:
        """The last visit without what was undone or taken back since, with the due dates and the debt of now."""
        done = self._last
        if not isinstance(done, Finished):
            return None
        panel = self._desk.panel(done.lent[0].patron)
        due = {row.loan: row.due for row in panel.loans}
        lent = tuple(replace(one, due=due[one.loan]) for one in done.lent if one.loan in due)
        return replace(done, lent=lent, owed=panel.owed) if lent else None

    def _not_printed(self, printed: Printed, safe: str, key: str) -> Message:
        """What happened, what is safe, and what to do."""
        if printed is Printed.NO_PRINTER:
            text = self.tr("Nothing was printed: this computer has no default printer.")
            todo = self.tr("Choose a default printer in the system's settings, then press {key}.")
        else:
            text = self.tr("Nothing was printed: the printer did not take it.")
            todo = self.tr("See whether the printer is on and has paper, then press {key}.")
        return Message(Tone.ATTENTION, text, (safe, todo.format(key=key)))
