"""Where two desks contradicted each other: what it is called, and what happened in which order.

In the sentences stand the desks, and the people by name only where names are shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from deskapp.desk.views import DiscrepancyRow
from deskapp.domain.records import Code
from ui import words
from ui.access_words import about_access, access_facts
from ui.item_words import state_named

translate = QCoreApplication.translate


def title(code: Code) -> str:
    """The contradiction in a few words."""
    return {
        Code.LENT_WHILE_ON_LOAN: translate("discrepancy_words", "Lent twice"),
        Code.LENT_WHILE_HELD: translate("discrepancy_words", "Lent although kept for a request"),
        Code.RETURNED_OTHER_LOAN: translate("discrepancy_words", "Returned, but of which loan?"),
        Code.RETURNED_UNAWARE_OF_HOLD: translate("discrepancy_words", "Checked in although kept"),
        Code.TRAPPED_WHILE_ON_LOAN: translate("discrepancy_words", "Put aside although on loan"),
        Code.TRAPPED_TWICE: translate("discrepancy_words", "Put aside twice"),
        Code.TRAPPED_FOR_CLOSED_HOLD: translate("discrepancy_words", "Put aside for a closed request"),
        Code.CANCELLED_WHILE_ON_SHELF: translate("discrepancy_words", "Request cancelled as it was kept"),
        Code.RENEWED_AFTER_RETURN: translate("discrepancy_words", "Renewed after its return"),
        Code.RETURNED_WHILE_REQUESTED: translate("discrepancy_words", "Shelved although somebody waits"),
        Code.LENT_WHILE_BLOCKED: translate("discrepancy_words", "Lent to a blocked patron"),
        Code.LENT_WHILE_MARKED: translate("discrepancy_words", "Lent although out of use"),
        Code.MARKED_AFTER_RETURN: translate("discrepancy_words", "State set after its return"),
        Code.MARKED_WHILE_ON_LOAN: translate("discrepancy_words", "State set while on loan"),
        Code.BACKDATED_OTHER_LOAN: translate("discrepancy_words", "Return dated back too late"),
        Code.LIMIT_EXCEEDED: translate("discrepancy_words", "More loans than allowed"),
        Code.PAID_TWICE: translate("discrepancy_words", "One fee paid twice"),
        Code.UNDONE_TOO_LATE: translate("discrepancy_words", "Undone too late"),
        Code.EDITED_APART: translate("discrepancy_words", "One patron's data changed twice"),
        Code.CODE_SHARED: translate("discrepancy_words", "One number on two records"),
        Code.ORDER_UNCERTAIN: translate("discrepancy_words", "Order not known"),
        Code.BEYOND_PERMISSION: translate("discrepancy_words", "Done without the right to it"),
        Code.BREAK_GLASS_USED: translate("discrepancy_words", "Desk opened with a sealed code"),
        Code.ENTRIES_LOST: translate("discrepancy_words", "Part of a journal is lost"),
    }[code]


def order(row: DiscrepancyRow, named: bool, currency: str, zone: str) -> list[str]:
    """What happened, the earliest first; the last line says how it was settled. `named`: with people's names."""
    facts = _facts(row, named, currency) | access_facts(row, named, zone)
    of_things = _about_loans() | _about_requests() | _about_states()
    lines = (of_things | _about_the_rest() | about_access(row))[row.code]
    return [_filled(line, facts) for line in lines.split("\n")]


def _facts(row: DiscrepancyRow, named: bool, currency: str) -> dict[str, str]:
    detail = dict(row.detail)
    first, second = translate("discrepancy_words", "a patron"), translate("discrepancy_words", "another patron")
    patron, other = (second, first) if row.code is Code.LENT_WHILE_ON_LOAN else (first, second)  # in order of time
    facts = {
        "desk": _desk(row.desk),
        "other_desk": _desk(row.other_desk) if row.other_desk != row.desk else _desk(""),
        "patron": (named and row.patron_name) or patron,
        "other": (named and row.other_patron_name) or other,
        "state": state_named(detail.get("state", "")),
        "note": detail.get("note", "") if named else "•••••",
        "amount": words.money(int(detail.get("amount", "0")), currency) if named else "•••••",
    }
    return facts | {name: detail.get(name, "?") for name in ("count", "limit", "number")}


def _desk(name: str) -> str:
    if not name:
        return translate("discrepancy_words", "another desk")
    return translate("discrepancy_words", "desk {name}").format(name=name)


def _filled(line: str, facts: Mapping[str, str]) -> str:
    """The line with its facts; a fact may itself hold braces, as a note of staff."""
    for name, value in facts.items():
        line = line.replace("{" + name + "}", value)
    return line


def _about_loans() -> dict[Code, str]:
    return {
        Code.LENT_WHILE_ON_LOAN: translate(
            "discrepancy_words",
            "At {other_desk} it was lent to {other}.\n"
            "At {desk} it was lent to {patron}; nobody had seen it come back.\n"
            "The newer loan stands; the earlier one was closed without a fee.",
        ),
        Code.RETURNED_OTHER_LOAN: translate(
            "discrepancy_words",
            "At {other_desk} it was lent to {patron}.\n"
            "At {desk}, which knew only of an earlier loan, it was checked in.\n"
            "The return ended the latest loan.",
        ),
        Code.RENEWED_AFTER_RETURN: translate(
            "discrepancy_words",
            "It was returned.\nAt {desk}, which did not know, the loan of {patron} was renewed.\nThe loan stays ended.",
        ),
        Code.BACKDATED_OTHER_LOAN: translate(
            "discrepancy_words",
            "It was returned; then the loan changed again.\n"
            "At {desk}, which did not know, the return was dated back.\n"
            "The date was not changed, nor what being late costs.",
        ),
        Code.LIMIT_EXCEEDED: translate(
            "discrepancy_words",
            "Desks lent to {patron} while they were apart.\n"
            "At {desk} it came to {count} loans; {limit} are allowed.\n"
            "All loans stand.",
        ),
        Code.LENT_WHILE_BLOCKED: translate(
            "discrepancy_words",
            "At {other_desk} {patron} was blocked: {note}\n"
            "At {desk}, which did not know, it was lent to them.\n"
            "The loan stands, and so does the block.",
        ),
    }


def _about_requests() -> dict[Code, str]:
    return {
        Code.LENT_WHILE_HELD: translate(
            "discrepancy_words",
            "At {other_desk} it was kept for a request.\n"
            "At {desk}, which did not know, it was lent to {patron}.\n"
            "The loan stands; the request waits again in its place.",
        ),
        Code.RETURNED_UNAWARE_OF_HOLD: translate(
            "discrepancy_words",
            "At {other_desk} it was kept for a request.\n"
            "At {desk}, which did not know, it was checked in and shelved.\n"
            "It is still kept for the request.",
        ),
        Code.TRAPPED_WHILE_ON_LOAN: translate(
            "discrepancy_words",
            "At {other_desk} it was lent.\n"
            "At {desk}, which did not know, it was put aside for a request or sent in transit.\n"
            "The loan stands.",
        ),
        Code.TRAPPED_TWICE: translate(
            "discrepancy_words",
            "At {other_desk} a copy was put aside for a request.\n"
            "At {desk}, which did not know, one was put aside again: two requests with one copy, or two copies for "
            "one request.\n"
            "The request has one copy; the other one is free.",
        ),
        Code.TRAPPED_FOR_CLOSED_HOLD: translate(
            "discrepancy_words",
            "The request was filled or cancelled elsewhere.\n"
            "At {desk}, which did not know, the copy was put aside for it.\n"
            "The request stays closed.",
        ),
        Code.CANCELLED_WHILE_ON_SHELF: translate(
            "discrepancy_words",
            "At one desk the copy was put aside for a request of {patron}.\n"
            "At {desk}, which did not know, that request was cancelled.\n"
            "The request stays cancelled; the copy is for nobody.",
        ),
        Code.RETURNED_WHILE_REQUESTED: translate(
            "discrepancy_words",
            "At one desk {patron} requested the title.\n"
            "At {desk}, which did not know, the copy was checked in and shelved.\n"
            "The request still waits.",
        ),
    }


def _about_states() -> dict[Code, str]:
    return {
        Code.LENT_WHILE_MARKED: translate(
            "discrepancy_words",
            "At {other_desk} the state was set: {state}.\n"
            "At {desk}, which did not know, it was lent to {patron}.\n"
            "The loan stands; the state is gone.",
        ),
        Code.MARKED_AFTER_RETURN: translate(
            "discrepancy_words",
            "At {other_desk} it was returned.\n"
            "At {desk}, which did not know, the state was set: {state}.\n"
            "The return stands; the state was not set, and nothing is billed.",
        ),
        Code.MARKED_WHILE_ON_LOAN: translate(
            "discrepancy_words",
            "At {other_desk} it was lent.\n"
            "At {desk}, which did not know, the state was set: {state}.\n"
            "The loan stands; the state was not set.",
        ),
        Code.ORDER_UNCERTAIN: translate(
            "discrepancy_words",
            "At {other_desk} and at {desk} the item was moved at almost the same moment.\n"
            "Which came first cannot be told: the clocks are not so exact.\n"
            "The last of the acts on its page is taken to be the later one.",
        ),
    }


def _about_the_rest() -> dict[Code, str]:
    return {
        Code.PAID_TWICE: translate(
            "discrepancy_words",
            "At {other_desk} {patron} paid a fee.\n"
            "At {desk}, which did not know, the same fee was paid again.\n"
            "Both payments stand; {amount} too much is now the patron's credit.",
        ),
        Code.UNDONE_TOO_LATE: translate(
            "discrepancy_words",
            "Something else happened to the item at {other_desk}.\n"
            "At {desk}, which did not know, an earlier act was undone.\n"
            "The undo changed nothing.",
        ),
        Code.EDITED_APART: translate(
            "discrepancy_words",
            "At {other_desk} data of {patron} was changed.\n"
            "At {desk}, which did not know, the same data was changed.\n"
            "The later change counts.",
        ),
        Code.CODE_SHARED: translate(
            "discrepancy_words",
            "Two records were made, at different desks or by an import.\n"
            "Both carry the number {number}.\n"
            "Both stand; a scan asks which is meant.",
        ),
    }
