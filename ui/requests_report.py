"""The requests report: what a patron has requested and how it stands, as a document like the slip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextDocument

from deskapp.desk.views import HoldRow, PatronPanel
from deskapp.domain.records import HoldState
from deskapp.domain.rules import Branch
from ui import words
from ui.slip import begun, line, reader

translate = QCoreApplication.translate


def requests_report(panel: PatronPanel, branch: Branch, at: datetime) -> QTextDocument:
    """The patron's open requests, those on the hold shelf first; moments in the branch's zone."""
    document = begun(branch, at, whose(panel))
    line(document, translate("requests_report", "Requests report"), points=10, bold=True, above=7)
    for row in panel.holds:
        line(document, row.title, bold=True, above=7)
        for fact in _facts(row, branch.zone):
            line(document, fact)
    line(document, words.plurals.requests(len(panel.holds)), above=9)
    return document


def whose(panel: PatronPanel) -> str:
    """The patron, as on a slip."""
    return reader(panel.fields.name.given, panel.card)


def _facts(row: HoldRow, zone: str) -> Iterator[str]:
    """How a request stands, where to pick it up and until when. On the hold shelf nobody is before them."""
    yield translate("requests_report", "State: {state}").format(state=words.hold_state(row.state))
    if row.position and row.state is not HoldState.ON_SHELF:
        yield translate("requests_report", "Position: {position}").format(position=row.position)
    yield translate("requests_report", "Pickup at: {branch}").format(branch=row.pickup)
    if row.until is not None:
        yield translate("requests_report", "Until: {date}").format(date=words.due_spoken(row.until, zone))
