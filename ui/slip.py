"""The check-out slip: a narrow document in the window's language, and the way such a document is painted on pages.

It may lie about on a table: of the name only the given name, of the card only the last four digits are on it.
The receipt and the slips for books on their way are made of the same lines.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageSize,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from deskapp.desk.answers import Finished
from deskapp.domain.rules import Branch
from ui import words

WIDTH_MM = 80
_MARGIN_MM = 4
_ROLL_MM = 112  # the widest paper that comes off a roll; wider is a sheet, and a slip lies in its corner
_INCH_MM = 25.4

translate = QCoreApplication.translate


def slip(done: Finished, branch: Branch, at: datetime) -> QTextDocument:
    """What was lent in one visit, until when, and what is owed; moments in the branch's zone."""
    document = begun(branch, at, reader(done.given_name, done.card))
    for lent in done.lent:
        line(document, lent.title, bold=True, above=7)
        line(document, lent.barcode)
        due = words.due_spoken(lent.due, branch.zone)
        line(document, translate("slip", "Due: {date}").format(date=due), points=10, bold=True)
    line(document, words.plurals.items(len(done.lent)), above=9)
    if done.owed > 0:
        owed = words.money(done.owed, done.currency)
        line(document, translate("slip", "Owed: {amount}").format(amount=owed), bold=True)
    return document


def reader(given_name: str, card: str) -> str:
    """Who the document is for, said so that a stranger learns little."""
    return f"{given_name} ···{card[-4:]}".strip()


def begun(branch: Branch, at: datetime, whose: str) -> QTextDocument:
    """A document that begins with where, when in the branch's zone, and for whom."""
    document = new_document()
    line(document, branch.name, points=12, bold=True)
    line(document, words.moment(at, branch.zone))
    line(document, whose)
    return document


def new_document() -> QTextDocument:
    """An empty document whose margins are the paper's."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    return document


def line(
    document: QTextDocument,
    text: str,
    *,
    points: float = 9,
    bold: bool = False,
    above: float = 0,
    right: bool = False,
) -> None:
    """Write a line at the document's end; amounts stand on the right."""
    pen = QTextCursor(document)
    pen.movePosition(QTextCursor.MoveOperation.End)
    letters, place = QTextCharFormat(), QTextBlockFormat()
    letters.setFontPointSize(points)
    letters.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    place.setTopMargin(above)
    place.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    if document.isEmpty():
        pen.setBlockFormat(place)
    else:
        pen.insertBlock(place)
    pen.insertText(text, letters)


def paint(document: QTextDocument, device: QPagedPaintDevice) -> bool:
    """Paint a document: on a roll a page as long as it, on sheets the corner of as many as it takes.

    Whether the device took it. A copy is painted: a layout keeps the device it was made for, which may be gone first.
    """
    copy = document.clone()  # it belongs to the document: that must not go first
    device.setPageMargins(QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM))
    dots = device.logicalDpiX() / _INCH_MM  # to the millimetre
    paper = device.pageLayout().fullRectPoints().width() / 72 * _INCH_MM
    width = min(paper, WIDTH_MM) - 2 * _MARGIN_MM
    copy.documentLayout().setPaintDevice(device)
    copy.setTextWidth(width * dots)
    if paper <= _ROLL_MM:
        long = copy.size().height() / dots + 2 * _MARGIN_MM + 1
        device.setPageSize(QPageSize(QSizeF(paper, long), QPageSize.Unit.Millimeter))
    page = device.pageLayout().paintRectPixels(device.logicalDpiX()).height()
    copy.setPageSize(QSizeF(width * dots, page))
    painter = QPainter()
    if not painter.begin(device):
        return False
    for number in range(copy.pageCount()):
        if number:
            device.newPage()
        painter.save()
        painter.translate(0, -number * page)
        copy.drawContents(painter, QRectF(0, number * page, width * dots, page))
        painter.restore()
    return painter.end()
