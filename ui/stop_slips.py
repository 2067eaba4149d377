"""The slips that lie in a book: where it travels, or for whom it waits on the hold shelf."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextDocument

from deskapp.desk.answers import CheckedIn, NextStop
from deskapp.domain.rules import Branch
from ui import words
from ui.slip import line, new_document

translate = QCoreApplication.translate

WITH_SLIP = (NextStop.HOLD_SHELF, NextStop.TRANSIT, NextStop.TRANSIT_FOR_HOLD)


def transit_slip(done: CheckedIn, branch: Branch, at: datetime) -> QTextDocument:
    """From where, to where, what, and why; it travels through many hands, so it names no patron."""
    document = new_document()
    line(document, translate("stop_slips", "In transit"), points=10, bold=True)
    line(document, done.to, points=18, bold=True)
    line(document, translate("stop_slips", "From: {branch}").format(branch=branch.name), points=10)
    _book(document, done)
    wanted = done.next is NextStop.TRANSIT_FOR_HOLD
    why = translate("stop_slips", "For a request") if wanted else translate("stop_slips", "Back to its branch")
    line(document, why, points=10, bold=True, above=7)
    line(document, words.moment(at, branch.zone))
    return document


def hold_slip(done: CheckedIn, whose: str, branch: Branch, at: datetime) -> QTextDocument:
    """For whom, as on every slip without surname; what, and until when it waits."""
    document = new_document()
    line(document, translate("stop_slips", "Hold shelf"), points=10, bold=True)
    line(document, whose, points=18, bold=True)
    if done.kept_until is not None:
        until = words.due_spoken(done.kept_until, branch.zone)
        line(document, translate("stop_slips", "Until: {date}").format(date=until), points=12, bold=True)
    _book(document, done)
    line(document, branch.name, above=7)
    line(document, words.moment(at, branch.zone))
    return document


def _book(document: QTextDocument, done: CheckedIn) -> None:
    line(document, done.title or done.barcode, points=10, bold=True, above=9)
    line(document, done.barcode, points=10)
