"""A list of the shelves page on paper: for the walk along the shelves, narrow like a slip.

It may lie about: of a patron only the first name and the last four digits of the card are on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextDocument

from deskapp.desk.views import ShelfRow
from deskapp.domain.rules import Branch
from ui import request_words
from ui.request_words import DeskList
from ui.shelf_columns import columns
from ui.slip import begun, line, reader

translate = QCoreApplication.translate


def shelf_report(which: DeskList, rows: Sequence[ShelfRow], branch: Branch, at: datetime) -> QTextDocument:
    """The rows in the order given; moments in the branch's zone."""
    document = begun(branch, at, request_words.list_name(which))
    for row in rows:
        line(document, row.call_number or row.title, bold=True, above=7)
        if row.call_number:
            line(document, row.title)
        line(document, row.barcode)
        for fact in _facts(which, row, branch.zone):
            line(document, fact)
    line(document, request_words.plurals.rows(len(rows)), above=9)
    return document


def _facts(which: DeskList, row: ShelfRow, zone: str) -> Iterator[str]:
    """What the list's further columns say; the patron shortened."""
    if row.author and which is DeskList.TO_PULL:
        yield row.author
    if row.patron is not None:
        short = reader(row.patron_name.split(" ")[0], row.card)
        yield translate("shelves", "For: {reader}").format(reader=short)
    if row.passed_over:
        yield request_words.passed_over()
    for column in columns(which, zone):
        if column.on_paper and (said := column.text(row)):
            yield f"{column.name}: {said}"
