"""Why the desk refuses, what to do about it, and what permissions are called: a sentence for each code.

Literal strings only. What stands in braces is filled in by `words.block`, which knows the facts.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from deskapp.domain.outcome import Blocked, Permission

translate = QCoreApplication.translate


def sentence(code: Blocked) -> str:
    """What happened. Where nothing else says that nothing was done, it says so, and what to do."""
    of_things = _of_the_patron() | _of_the_item() | _of_requests()
    return (of_things | _of_corrections() | _of_money() | _of_staff()).get(code, str(code))


def advice(code: Blocked) -> str:
    """What to do about what stands against lending, renewing or requesting; empty where nothing is to be done."""
    return {
        Blocked.PATRON_BARRED: translate("words", "Send the patron to whoever is in charge."),
        Blocked.ADDRESS_INVALID: translate("words", "Ask for the address, correct it, and lift the block."),
        Blocked.CARD_LOST: translate("words", "Ask who this is; give out a new card, and lift the block."),
        Blocked.SUSPENDED: translate("words", "Until then they may return and ask for information."),
        Blocked.LONG_OVERDUE: translate("words", "Ask for that item back first."),
        Blocked.TOO_MANY_LOST: translate("words", "Have one of them paid, or returned, first."),
        Blocked.TOO_MANY_CLAIMS: translate("words", "Look for the items on the shelves first."),
        Blocked.RECALL_OVERDUE: translate("words", "Ask for the recalled item first: somebody needs it."),
        Blocked.TOO_MANY_OF_TYPE: translate("words", "One of them has to come back first."),
        Blocked.TOO_MANY_AT_BRANCH: translate("words", "One of them has to come back first."),
        Blocked.TOO_MANY_ON_SITE: translate("words", "Something used here has to come back first."),
        Blocked.TOO_MANY_OF_TITLE: translate("words", "The other copy has to come back first."),
        Blocked.IN_HOUSE_ONLY: translate("words", "Lend it on-site (F11), to be used here until closing."),
        Blocked.ITEM_MARKED: translate("words", "Check it in first, so that the record is right."),
        Blocked.NOT_WHILE_OFFLINE: translate("words", "Keep it here until central can be reached, then lend it."),
        Blocked.NOT_A_PROXY: translate("words", "Have them named as a proxy, or clear “Taken by” (F12)."),
        Blocked.OVERDUE_NOT_RENEWED: translate("words", "It has to be brought back first."),
        Blocked.TOO_MANY_UNSEEN: translate("words", "Have it brought here, and renew it with the item in hand."),
        Blocked.COPY_AVAILABLE: translate("words", "Fetch it and lend it instead."),
        Blocked.PICKUP_NOT_ALLOWED: translate("words", "Choose another library."),
        Blocked.OWN_ACCOUNT: translate("words", "Ask a colleague to do it."),
        Blocked.SECOND_PERSON: translate("words", "Have a colleague sign for it, or type a smaller amount."),
        Blocked.TOO_MUCH_APART: translate("words", "Do it when central answers again, or have it done elsewhere."),
        Blocked.ROLE_LACKED: translate("words", "Ask somebody who holds that role."),
    }.get(code, "")


def permission(code: Permission) -> str:
    """What a permission is called."""
    return {
        Permission.OVERRIDE_PATRON_BLOCK: translate("words", "override patron blocks"),
        Permission.OVERRIDE_EXPIRY: translate("words", "override expired memberships"),
        Permission.OVERRIDE_DEBT: translate("words", "override debts"),
        Permission.OVERRIDE_LIMIT: translate("words", "override limits"),
        Permission.OVERRIDE_HOLD: translate("words", "override others' loans and requests"),
        Permission.OVERRIDE_NOT_FOR_LOAN: translate("words", "lend what is not for loan"),
        Permission.OVERRIDE_RENEWALS: translate("words", "renew beyond the limit"),
        Permission.OVERRIDE_REQUEST: translate("words", "request beyond the rules"),
        Permission.OVERRIDE_ITEM_STATE: translate("words", "lend marked items"),
        Permission.OVERRIDE_OFFLINE: translate("words", "lend anything while offline"),
        Permission.OVERRIDE_SUSPENSION: translate("words", "override suspensions"),
        Permission.BACKDATE: translate("words", "backdate returns"),
        Permission.GRANT_AMNESTY: translate("words", "grant amnesty"),
        Permission.WAIVE: translate("words", "waive fees"),
        Permission.REFUND: translate("words", "refund"),
        Permission.LIFT_SUSPENSION: translate("words", "lift suspensions"),
        Permission.MARK_ITEM: translate("words", "mark items"),
        Permission.REORDER_QUEUE: translate("words", "reorder the queue"),
        Permission.SET_POLICY: translate("words", "set policies"),
        Permission.EDIT_PATRON: translate("words", "edit patrons"),
        Permission.TAKE_MONEY: translate("words", "take money"),
        Permission.CATALOGUE: translate("words", "catalogue"),
        Permission.CIRCULATE: translate("words", "lend and take back"),
        Permission.CLOSE_DISCREPANCY: translate("words", "close discrepancies"),
        Permission.MANAGE_STAFF: translate("words", "manage staff"),
        Permission.SEE_ACCESS: translate("words", "see who looked at a patron"),
        Permission.ERASE_PATRON: translate("words", "erase patrons"),
    }.get(code, str(code))


def _of_the_patron() -> dict[Blocked, str]:
    return {
        Blocked.PATRON_BLOCKED: translate("words", "Blocked by staff: {note}"),
        Blocked.PATRON_BARRED: translate("words", "Barred from borrowing: {note}"),
        Blocked.ADDRESS_INVALID: translate("words", "The address is not valid. {note}"),
        Blocked.CARD_LOST: translate("words", "This card was reported lost. {note}"),
        Blocked.PATRON_EXPIRED: translate("words", "The membership ended on {date}."),
        Blocked.PATRON_INACTIVE: translate("words", "The account is inactive."),
        Blocked.SUSPENDED: translate("words", "Suspended until {date}, for late returns."),
        Blocked.OWES_TOO_MUCH: translate("words", "Owes {owed}; the limit is {limit}."),
        Blocked.TOO_MANY_LOANS: translate("words", "Has as many loans as allowed ({limit})."),
        Blocked.TOO_MANY_OVERDUE: translate("words", "Has {count} overdue loans; the limit is {limit}."),
        Blocked.LONG_OVERDUE: translate("words", "Has a loan long overdue, since {date}."),
        Blocked.TOO_MANY_LOST: translate("words", "Lost items not paid for: {count}; the limit is {limit}."),
        Blocked.TOO_MANY_CLAIMS: translate(
            "words", "Items claimed returned or never checked out: {count}; the limit is {limit}."
        ),
        Blocked.RECALL_OVERDUE: translate("words", "Recalled items not brought back: {count}; the limit is {limit}."),
        Blocked.EXPIRES_SOON: translate("words", "The membership ends on {date}: offer to renew it."),
        Blocked.LONG_OVERDUE_SOON: translate("words", "Loans overdue for long: {count}. Ask for them."),
        Blocked.REFERRED: translate("words", "Overdue loans referred for recovery: {count}. Ask for them."),
        Blocked.TOO_MANY_OF_TYPE: translate("words", "Has as many items of this type as allowed ({limit})."),
        Blocked.TOO_MANY_AT_BRANCH: translate("words", "Has as many loans at this library as allowed ({limit})."),
        Blocked.TOO_MANY_ON_SITE: translate("words", "Uses as many items on-site as allowed ({limit})."),
        Blocked.TOO_MANY_OF_TITLE: translate("words", "Has as many copies of this title as allowed ({limit})."),
        Blocked.NOT_A_PROXY: translate("words", "Whoever takes it may not borrow for this patron."),
        Blocked.STUB_LIMIT: translate("words", "An unknown card may borrow {limit} at most until it is identified."),
    }


def _of_the_item() -> dict[Blocked, str]:
    return {
        Blocked.NOT_FOR_LOAN: translate("words", "This item is not for loan."),
        Blocked.IN_HOUSE_ONLY: translate("words", "This item is for in-house use alone."),
        Blocked.ITEM_MARKED: translate("words", "The item is marked “{state}”. {note}"),
        Blocked.NOT_WHILE_OFFLINE: translate("words", "Items of this type are not lent while central is away."),
        Blocked.ALREADY_ON_LOAN_TO_PATRON: translate("words", "This patron already has it on loan."),
        Blocked.ON_LOAN_TO_OTHER: translate("words", "It is on loan to somebody else."),
        Blocked.HELD_FOR_OTHER: translate("words", "It is kept for somebody else's request."),
        Blocked.LOAN_ELSEWHERE: translate(
            "words", "It is on loan at another library, whose loans are not kept at this desk."
        ),
        Blocked.NOT_ON_LOAN: translate("words", "It is not on loan."),
        Blocked.TOO_MANY_RENEWALS: translate("words", "It was renewed as often as allowed ({limit})."),
        Blocked.TOO_MANY_UNSEEN: translate("words", "It was renewed without the item as often as allowed ({limit})."),
        Blocked.TOO_EARLY_TO_RENEW: translate("words", "It is too early: it can be renewed from {date} on."),
        Blocked.OVERDUE_NOT_RENEWED: translate("words", "It is overdue, and what is overdue is not renewed."),
        Blocked.REQUESTED_BY_OTHER: translate("words", "Somebody else has requested it."),
        Blocked.RENEWAL_NOT_LATER: translate("words", "The new due date would not be later than the present one."),
        Blocked.DUE_IN_PAST: translate("words", "The due date typed is already past."),
    }


def _of_requests() -> dict[Blocked, str]:
    return {
        Blocked.ALREADY_REQUESTED: translate("words", "This patron has already requested it."),
        Blocked.HOLD_CLOSED: translate("words", "The request is already closed."),
        Blocked.HOLD_NOT_WAITING: translate(
            "words", "The request is not waiting any more. Nothing was changed: look at its state."
        ),
        Blocked.REQUEST_NOT_ALLOWED: translate("words", "This patron may not request items of this type."),
        Blocked.TOO_MANY_REQUESTS: translate("words", "Has as many requests as allowed ({limit})."),
        Blocked.COPY_AVAILABLE: translate("words", "A copy stands on the shelf: {barcode}."),
        Blocked.LEVEL_NOT_ALLOWED: translate(
            "words", "It is not requested like that. Choose the title, or a copy, as the library allows."
        ),
        Blocked.PICKUP_NOT_ALLOWED: translate("words", "It cannot be picked up at that library."),
        Blocked.NOT_RECALLABLE: translate("words", "Loans of this kind are not recalled."),
        Blocked.NOTHING_TO_RECALL: translate(
            "words", "There is nothing to recall: it is not out, was recalled already, or is due soon enough."
        ),
    }


def _of_corrections() -> dict[Blocked, str]:
    return {
        Blocked.NOT_OWNED_HERE: translate("words", "The registrar's system owns this data: change it there."),
        Blocked.FIELD_INVALID: translate("words", "A field is not valid."),
        Blocked.NOTHING_CHANGED: translate("words", "Nothing was changed."),
        Blocked.PATRON_ELSEWHERE: translate(
            "words", "Nothing was changed: the patron is of another library, and the details have not come yet."
        ),
        Blocked.PERMISSION_MISSING: translate("words", "You do not have the permission “{permission}”."),
        Blocked.SOMETHING_CAME_AFTER: translate(
            "words", "Something else happened to it since: {kind} (desk {desk}). Correct that first."
        ),
        Blocked.NOTHING_TO_UNDO: translate("words", "There is nothing of yours to undo at this desk."),
        Blocked.NOT_RETURNED: translate(
            "words", "No return of it is known here. Nothing was changed: check it in first."
        ),
        Blocked.NOT_LATE: translate(
            "words", "Its last loan came back in time and cost nothing: there is nothing to correct."
        ),
        Blocked.NOT_EARLIER: translate(
            "words",
            "It came back on {date}; only an earlier date, after the check-out, can take its place. "
            "Nothing was changed: type another date.",
        ),
        Blocked.STATE_NOT_POSSIBLE: translate(
            "words", "It is now “{state}” and cannot be marked so. Nothing was changed: check it in first."
        ),
        Blocked.REASON_MISSING: translate("words", "A reason is missing. Nothing was changed: write why."),
        Blocked.POLICY_INVALID: translate("words", "The library's set-up cannot hold. The one before still counts."),
    }


def _of_money() -> dict[Blocked, str]:
    return {
        Blocked.NOTHING_OWED: translate("words", "Nothing is owed."),
        Blocked.NOTHING_TO_VOID: translate("words", "There is no such payment to void, or no reason was given."),
        Blocked.MONEY_IS_VOIDED: translate("words", "Money is not undone: void the payment, with a reason."),
        Blocked.AMOUNT_TOO_LARGE: translate(
            "words", "At most {limit} is possible here. Nothing was recorded: type a smaller amount."
        ),
        Blocked.NO_CREDIT: translate("words", "There is no credit to give back. Nothing was recorded."),
        Blocked.NOT_SUSPENDED: translate("words", "No suspension stands any more. Nothing was changed."),
        Blocked.NOT_EXCHANGEABLE: translate(
            "words",
            "This suspension cannot be exchanged for money. It stands as before; it can be lifted, with a reason.",
        ),
    }


def _of_staff() -> dict[Blocked, str]:
    return {
        Blocked.OWN_ACCOUNT: translate(
            "words", "Nobody does this for themselves or their own household. Nothing was recorded."
        ),
        Blocked.SECOND_PERSON: translate(
            "words", "Above {limit} a second member of staff has to sign for it. Nothing was recorded."
        ),
        Blocked.TOO_MUCH_APART: translate(
            "words",
            "While central is away, {limit} a day is the most that may be waived or given back. Nothing was recorded.",
        ),
        Blocked.ROLE_LACKED: translate(
            "words", "Nobody gives or takes a role that they do not hold themselves. Nothing was changed."
        ),
        Blocked.NAME_TAKEN: translate(
            "words", "That name belongs to somebody already, or did once. Nothing was recorded: choose another."
        ),
        Blocked.FIRST_AT_CENTRAL: translate(
            "words", "The first account of staff is made at central, together with its password. Nothing was recorded."
        ),
    }
