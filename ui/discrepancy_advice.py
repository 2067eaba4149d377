"""What to do about a contradiction, most of all with the book in hand; and which data two desks changed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from deskapp.domain.records import Code
from ui import words

translate = QCoreApplication.translate


def what_to_do(code: Code) -> str:
    """What to do with the book in hand."""
    return {
        Code.LENT_WHILE_ON_LOAN: translate(
            "discrepancy_advice",
            "If you have the book in hand, check it in. Otherwise leave it: the newer borrower has it. Do not "
            "ask the earlier borrower for it.",
        ),
        Code.LENT_WHILE_HELD: translate(
            "discrepancy_advice",
            "If you have the book in hand, check it in: it goes to the hold shelf. Otherwise offer another "
            "copy, or tell the person who is waiting that it will take longer.",
        ),
        Code.RETURNED_OTHER_LOAN: translate(
            "discrepancy_advice",
            "Look for the book. If it is in hand or on the shelf, all is well. If not, the borrower still has "
            "it: lend it to them again.",
        ),
        Code.RETURNED_UNAWARE_OF_HOLD: translate(
            "discrepancy_advice",
            "Look for the book on the ordinary shelf and check it in: the desk says for which hold shelf it is.",
        ),
        Code.TRAPPED_WHILE_ON_LOAN: translate(
            "discrepancy_advice",
            "If the book is in hand or on the hold shelf, check it in: that ends the loan and serves the "
            "request. If not, the borrower has it: nothing to do.",
        ),
        Code.TRAPPED_TWICE: translate(
            "discrepancy_advice",
            "Check in every copy that was put aside: the desk says where each goes, one stays for the request.",
        ),
        Code.TRAPPED_FOR_CLOSED_HOLD: translate(
            "discrepancy_advice",
            "Take the book off the hold shelf and check it in: it goes to the next request or back to its shelf.",
        ),
        Code.CANCELLED_WHILE_ON_SHELF: translate(
            "discrepancy_advice",
            "Take the book off the hold shelf and check it in: it goes to the next request or back to its shelf.",
        ),
        Code.RENEWED_AFTER_RETURN: translate(
            "discrepancy_advice",
            "Look for the book on the shelf. If it is there, all is well. If not, the borrower still has it: "
            "lend it to them again.",
        ),
        Code.RETURNED_WHILE_REQUESTED: translate(
            "discrepancy_advice",
            "Take the book off its ordinary shelf and check it in: the desk says for whom it goes to the hold shelf.",
        ),
        Code.LENT_WHILE_BLOCKED: translate(
            "discrepancy_advice",
            "The book is with the patron: nothing to do with it. At their next visit speak about the block, and lend "
            "nothing more meanwhile.",
        ),
        Code.LENT_WHILE_MARKED: translate(
            "discrepancy_advice",
            "When the book comes back, look whether it may be lent at all; if not, set its state again on the page "
            "of the item.",
        ),
        Code.MARKED_AFTER_RETURN: translate(
            "discrepancy_advice",
            "Look for the book on the shelf. If it is there, all is well. If not, set its state to missing on the page "
            "of the item. Ask the earlier borrower for nothing.",
        ),
        Code.MARKED_WHILE_ON_LOAN: translate(
            "discrepancy_advice",
            "If you have the book in hand, check it in and set its state again. If not, the borrower has it: nothing "
            "to do until it comes back.",
        ),
        Code.BACKDATED_OTHER_LOAN: translate(
            "discrepancy_advice",
            "The book is where its page says. If the patron was promised the earlier date, open the patron and waive "
            "the overdue fee.",
        ),
        Code.LIMIT_EXCEEDED: translate(
            "discrepancy_advice",
            "Ask the patron to bring back what they do not need, and lend nothing more until they are within the "
            "limit. A book that comes back: check it in.",
        ),
        Code.PAID_TWICE: translate(
            "discrepancy_advice",
            "No book is concerned. Open the patron: give the credit back, or leave it for the next fee.",
        ),
        Code.UNDONE_TOO_LATE: translate(
            "discrepancy_advice",
            "If you have the book in hand, check it in. Otherwise open the page of the item and put right "
            "what is wrong there.",
        ),
        Code.EDITED_APART: translate(
            "discrepancy_advice",
            "No book is concerned. Ask the patron which is right and correct it under quick user management.",
        ),
        Code.CODE_SHARED: translate(
            "discrepancy_advice", "Ask whose it is. Give the other one a new number, and correct that record."
        ),
        Code.ORDER_UNCERTAIN: translate(
            "discrepancy_advice",
            "The book in hand is right: check it in if it is here. If it is not, the loan stands as it is shown.",
        ),
        Code.BEYOND_PERMISSION: translate(
            "discrepancy_advice",
            "A book in hand: check it in as usual. Ask whoever did it, and whoever is in charge: what was right can "
            "stay; what was not is corrected by a further act, as a fee charged again.",
        ),
        Code.BREAK_GLASS_USED: translate(
            "discrepancy_advice",
            "No book is concerned. Make sure that it was one of the staff and that the reason was good, put a new "
            "sealed code there, and have the connection looked at.",
        ),
        Code.ENTRIES_LOST: translate(
            "discrepancy_advice",
            "Check in every book that was returned there in that time and may have been left out. Compare slips, "
            "receipts and the cash drawer with the records, and enter what is missing. Have the disk looked at.",
        ),
    }[code]


def changed_apart(detail: Mapping[str, str]) -> str:
    """Which data of a patron two desks changed, what counts now and what was there before."""
    if "group" not in detail:
        return ""
    group = words.field_group(detail["group"])
    text = translate("discrepancy_advice", "{group}: now “{kept}”, the other desk had “{other}”.")
    return text.format(group=group, kept=_plain(detail.get("kept", "")), other=_plain(detail.get("other", "")))


def _plain(value: str) -> str:
    """The texts in a value that was written as program text."""
    return ", ".join(text for text in re.findall(r"'([^']*)'", value) if text) or value.strip("()") or "–"
