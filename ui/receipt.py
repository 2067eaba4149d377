"""The receipt of money taken or given back: what it was for, how much, how, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextDocument

from deskapp.desk.views import PatronPanel
from deskapp.domain.rules import Branch
from ui import money_words, words
from ui.slip import line, new_document, reader

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money in minor units. `lines`: each fee in words, and what was paid of it."""

    number: str
    at: datetime
    whose: str  # as on a slip: no surname
    card: str  # never printed: it tells whose visit the receipt belongs to
    lines: tuple[tuple[str, int], ...]
    total: int
    currency: str
    method: str
    owed: int  # afterwards; negative is a credit
    given_back: bool = False


def receipt_of(before: PatronPanel, after: PatronPanel, amount: int, method: str, number: str, at: datetime) -> Receipt:
    """The receipt of what changed between two looks at an account; what no fee took became credit."""
    left = {fee.fee: fee.left for fee in after.fees}
    paid = [(money_words.fee_line(fee), fee.left - left.get(fee.fee, 0)) for fee in before.fees]
    lines = tuple((text, part) for text, part in paid if part > 0)
    whose = reader(after.fields.name.given, after.card)
    given_back = after.owed > before.owed
    return Receipt(number, at, whose, after.card, lines, amount, after.currency, method, after.owed, given_back)


def receipt_document(receipt: Receipt, library: str, branch: Branch, *, copy: bool = False) -> QTextDocument:
    """The receipt to print; moments in the branch's zone. A further print says that it is a copy."""
    document, total = new_document(), words.money(receipt.total, receipt.currency)
    line(document, library, bold=True)
    line(document, branch.name, points=12, bold=True)
    title = translate("receipt", "Refund") if receipt.given_back else translate("receipt", "Receipt")
    line(document, title, points=12, bold=True, above=7)
    line(document, receipt.number, bold=True)
    if copy:
        line(document, translate("receipt", "Copy"))
    line(document, words.moment(receipt.at, branch.zone))
    line(document, receipt.whose)
    rest = receipt.total - sum(part for _, part in receipt.lines)
    to_credit = ((translate("receipt", "To the credit of the account"), rest),)
    for text, part in receipt.lines + (to_credit if rest > 0 and not receipt.given_back else ()):
        line(document, text, above=7)
        line(document, words.money(part, receipt.currency), right=True)
    said = (
        translate("receipt", "Given back: {amount}") if receipt.given_back else translate("receipt", "Paid: {amount}")
    )
    line(document, said.format(amount=total), points=12, bold=True, above=9)
    line(document, money_words.method(receipt.method))
    if receipt.owed > 0:
        owed = words.money(receipt.owed, receipt.currency)
        line(document, translate("receipt", "Still owed: {amount}").format(amount=owed), above=7)
    if receipt.owed < 0:
        credit = words.money(-receipt.owed, receipt.currency)
        line(document, translate("receipt", "Credit left: {amount}").format(amount=credit), above=7)
    return document
