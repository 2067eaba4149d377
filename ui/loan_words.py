"""What staff should know of a loan, in few words; and what marking it does."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from deskapp.desk.views import LoanRow
from deskapp.domain.values import ItemState, LostBill
from ui import style, words
from ui.item_words import item_state

translate = QCoreApplication.translate


def remarks(loan: LoanRow) -> tuple[str, ...]:
    """The most urgent first."""
    taken = translate("loan_words", "taken by {name}").format(name=loan.taken_by)
    found = (
        stop(loan.stop) if loan.stop is not None else "",
        translate("loan_words", "overdue") if loan.overdue else "",
        translate("loan_words", "recalled") if loan.recalled else "",
        translate("loan_words", "on-site") if loan.on_site else "",
        taken if loan.taken_by else "",
        translate("loan_words", "somebody waits for it") if loan.requested and not loan.recalled else "",
        words.doubt(loan.doubt),
    )
    return tuple(text for text in found if text)


def mark(loan: LoanRow) -> tuple[str, str] | None:
    """The icon of the most urgent remark, and its colour."""
    stopped = {
        ItemState.LOST: ("book-remove-outline", style.BAD),
        ItemState.CLAIMED_RETURNED: ("account-question-outline", style.WARN),
        ItemState.CLAIMED_NEVER_HAD: ("account-question-outline", style.WARN),
    }
    if loan.stop is not None:
        return stopped.get(loan.stop, ("alert-outline", style.WARN))
    marks = (
        (loan.overdue, "alert-circle-outline", style.BAD),
        (loan.recalled, "bell-ring-outline", style.WARN),
        (loan.on_site, "seat-outline", style.CALM),
        (bool(loan.taken_by), "account-arrow-right-outline", style.CALM),
        (loan.requested, "account-clock-outline", style.WARN),
        (bool(loan.doubt), "progress-upload", style.QUIET),
    )
    return next(((icon, colour) for holds, icon, colour in marks if holds), None)


def stop(state: ItemState) -> str:
    """Why a loan stands still."""
    return {
        ItemState.LOST: translate("loan_words", "lost"),
        ItemState.CLAIMED_RETURNED: translate("loan_words", "claimed returned"),
        ItemState.CLAIMED_NEVER_HAD: translate("loan_words", "claimed never checked out"),
    }.get(state) or item_state(state)


def marked(state: ItemState) -> str:
    """What was done, for the message."""
    return {
        ItemState.LOST: translate("loan_words", "Marked as lost"),
        ItemState.CLAIMED_RETURNED: translate("loan_words", "Marked as claimed returned"),
        ItemState.CLAIMED_NEVER_HAD: translate("loan_words", "Marked as claimed never checked out"),
    }.get(state) or item_state(state)


def what_marking_does(state: ItemState) -> str:
    """What follows for the loan, before it is done."""
    if state is ItemState.LOST:
        return translate("loan_words", "The loan stands still: its overdue fee grows no more.")
    return translate(
        "loan_words",
        "The loan stands still while you look for the item: no fee grows, nothing is billed. Checking it in ends this.",
    )


def bill(found: LostBill) -> str:
    """What a lost item costs the borrower."""
    total = found.replacement + found.processing
    if not total:
        return translate("loan_words", "Nothing is billed.")
    amounts = {
        "total": words.money(total, found.currency),
        "replacement": words.money(found.replacement, found.currency),
        "processing": words.money(found.processing, found.currency),
    }
    text = (
        translate("loan_words", "Billed: {total} ({replacement} replacement, {processing} processing).")
        if found.processing and found.replacement
        else translate("loan_words", "Billed: {total}.")
    )
    return text.format(**amounts)


def refund(found: LostBill) -> str:
    """What comes back if the item is found later."""
    if not found.replacement + found.processing:
        return ""
    return {
        "all": translate("loan_words", "If it is found, all of that is refunded."),
        "replacement": translate("loan_words", "If it is found, the replacement is refunded."),
        "part": translate("loan_words", "If it is found, {percent} % of the replacement is refunded."),
        "none": translate("loan_words", "If it is found, nothing is refunded."),
    }.get(found.refund, "").format(percent=found.refund_percent)
