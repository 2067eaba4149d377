"""Words for items: their states, what happens to them, and where they go."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from deskapp.desk.answers import NextStop
from deskapp.domain.values import ItemState

translate = QCoreApplication.translate


def item_state(state: ItemState) -> str:
    return {
        ItemState.AVAILABLE: translate("item_words", "available"),
        ItemState.ON_LOAN: translate("item_words", "on loan"),
        ItemState.HOLD_SHELF: translate("item_words", "on the hold shelf"),
        ItemState.IN_TRANSIT: translate("item_words", "in transit"),
        ItemState.LOST: translate("item_words", "lost"),
        ItemState.CLAIMED_RETURNED: translate("item_words", "the patron claims to have returned it"),
        ItemState.CLAIMED_NEVER_HAD: translate("item_words", "the patron claims never to have had it"),
        ItemState.MISSING: translate("item_words", "missing"),
        ItemState.DAMAGED: translate("item_words", "damaged"),
        ItemState.IN_REPAIR: translate("item_words", "in repair"),
        ItemState.ON_ORDER: translate("item_words", "on order"),
        ItemState.WITHDRAWN: translate("item_words", "withdrawn"),
    }[state]


def state_named(code: str) -> str:
    """The state that a fact names; a code of a newer program as it is."""
    return item_state(ItemState(code)) if code in set(ItemState) else code


def next_stop(stop: NextStop, to: str) -> str:
    """Where an item goes, for big letters."""
    return {
        NextStop.SHELF: translate("item_words", "SHELF"),
        NextStop.STAYS: translate("item_words", "THE DESK'S OWN SHELF"),
        NextStop.HOLD_SHELF: translate("item_words", "HOLD SHELF"),
        NextStop.TRANSIT: translate("item_words", "TRANSIT to {branch}"),
        NextStop.TRANSIT_FOR_HOLD: translate("item_words", "TRANSIT to {branch}, for a request"),
    }[stop].format(branch=to)


def act(kind: str) -> str:
    """What happened, by the name of the event."""
    acts = _acts_on_items() | _acts_on_requests() | _acts_on_patrons() | _acts_on_staff() | _undone()
    return acts.get(kind, kind)


def _acts_on_items() -> dict[str, str]:
    return {
        "ItemCheckedOut": translate("item_words", "check-out"),
        "ItemCheckedIn": translate("item_words", "check-in"),
        "CheckInBackdated": translate("item_words", "return dated back"),
        "ItemMarked": translate("item_words", "state set"),
        "ItemSeen": translate("item_words", "seen on its shelf"),
        "ItemUsedInHouse": translate("item_words", "in-house use"),
        "TransitStarted": translate("item_words", "sent in transit"),
        "LoanRenewed": translate("item_words", "renewal"),
        "LoanRecalled": translate("item_words", "recall"),
        "TitleCatalogued": translate("item_words", "title catalogued"),
        "ItemCatalogued": translate("item_words", "item catalogued"),
        "StubMade": translate("item_words", "accepted unknown"),
        "Identified": translate("item_words", "identified"),
        "CodeShared": translate("item_words", "number found on two records"),
        "LimitExceeded": translate("item_words", "limit of loans exceeded"),
        "DiscrepancyClosed": translate("item_words", "discrepancy closed"),
        "LibrarySetUp": translate("item_words", "library's set-up changed"),
    }


def _acts_on_staff() -> dict[str, str]:
    return {
        "StaffAdded": translate("item_words", "member of staff added"),
        "StaffEdited": translate("item_words", "member of staff changed"),
        "RolesChanged": translate("item_words", "roles changed"),
        "BreakGlassUsed": translate("item_words", "desk opened with a sealed code"),
        "BeyondPermission": translate("item_words", "act without the right to it"),
        "EntriesLost": translate("item_words", "journal entries lost"),
        "EntriesRedacted": translate("item_words", "personal data erased"),
    }


def _acts_on_requests() -> dict[str, str]:
    return {
        "HoldPlaced": translate("item_words", "request placed"),
        "HoldTrapped": translate("item_words", "put on the hold shelf"),
        "HoldCancelled": translate("item_words", "request cancelled"),
        "HoldSuspended": translate("item_words", "request suspended"),
        "HoldResumed": translate("item_words", "request resumed"),
        "HoldMoved": translate("item_words", "request moved in the queue"),
        "PickupChanged": translate("item_words", "pickup library changed"),
        "HoldReinstated": translate("item_words", "request restored"),
    }


def _acts_on_patrons() -> dict[str, str]:
    return {
        "PatronRegistered": translate("item_words", "registration"),
        "PatronEdited": translate("item_words", "edit"),
        "PatronViewed": translate("item_words", "record looked at"),
        "BlockPlaced": translate("item_words", "block placed"),
        "BlockLifted": translate("item_words", "block lifted"),
        "SuspensionLifted": translate("item_words", "suspension lifted"),
        "FeeCharged": translate("item_words", "fee charged"),
        "FeeWaived": translate("item_words", "fee waived"),
        "FeeReversed": translate("item_words", "fee taken back"),
        "FeeKept": translate("item_words", "sum of a loan kept without its patron"),
        "CreditGranted": translate("item_words", "credit granted"),
        "PaymentReceived": translate("item_words", "payment"),
        "PaymentVoided": translate("item_words", "payment voided"),
        "RefundPaid": translate("item_words", "refund"),
    }


def _undone() -> dict[str, str]:
    return {
        "CheckOutUndone": translate("item_words", "check-out undone"),
        "CheckInUndone": translate("item_words", "check-in undone"),
        "RenewalUndone": translate("item_words", "renewal undone"),
        "MarkUndone": translate("item_words", "state set back"),
        "RecallUndone": translate("item_words", "recall undone"),
    }
