"""The sections of the policy form, and what each term and each rule about access does: one sentence each."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

SECTIONS: dict[str, tuple[str, ...]] = {
    "loan": (
        "loan", "loan_skips_closed", "loan_if_requested", "loan_if_requests", "fixed_term", "use", "hard_due",
        "hard_due_is", "within_expiry", "closed", "due_at",
    ),
    "limits": ("max_loans", "max_loans_of_type", "max_loans_at_branch", "max_loans_of_title", "max_on_site"),
    "renewal": (
        "renewals", "renewal", "renewal_from", "renewal_not_before_days", "renewal_if_requested",
        "renewal_while_overdue", "renewal_forgives_fee", "unseen_renewals", "automatic_renewal", "longest_loan_days",
    ),
    "recall": ("recallable", "recall_guaranteed", "recall_within", "recall_fee_per_day"),
    "requests": (
        "requests", "max_requests", "request_when", "request_levels", "request_days", "request_fee",
        "request_priority", "stalling_days", "pickup", "pickup_at", "shelf_days", "shelf_fee",
    ),
    "overdue_fee": (
        "fee_per_day", "fee_per_hour", "fee_every", "fee_whole_only", "fee_grace_days", "fee_grace_minutes",
        "fee_after_grace", "fee_skips_closed", "fee_cap", "fee_cap_price", "account_fee_cap",
    ),
    "other_fees": ("rental", "rental_per_day", "replacement", "processing", "damage"),
    "suspension": (
        "suspension_days", "suspension_per_days", "suspension_whole_only", "suspension_grace_days",
        "suspension_after_grace", "suspension_skips_closed",
        "suspension_serves_open", "suspension_cap_days", "suspensions_add_up", "suspension_price_per_day",
    ),
    "long_overdue": (
        "overdue_warn_days", "overdue_block_days", "overdue_lost_days", "overdue_refer_days", "refund",
        "refund_percent", "refund_within_days", "lost_keeps_fee", "found_charges_fee",
    ),
    "standing": ("max_owed", "max_overdue", "max_lost", "max_claims", "max_recalls_overdue"),
}  # fmt: skip


def section_name(section: str) -> str:
    return {
        "loan": translate("settings", "Loan"),
        "limits": translate("settings", "Limits"),
        "renewal": translate("settings", "Renewal"),
        "recall": translate("settings", "Recall"),
        "requests": translate("settings", "Requests"),
        "overdue_fee": translate("settings", "Overdue fee"),
        "other_fees": translate("settings", "Other fees"),
        "suspension": translate("settings", "Suspension"),
        "long_overdue": translate("settings", "Long overdue"),
        "standing": translate("settings", "Standing"),
    }[section]


def help_for(term: str) -> str:
    """What a term does."""
    policies = {**_loan(), **_renewal_and_recall(), **_requests(), **_fees(), **_suspension(), **_late()}
    return (policies | _access()).get(term, "")


def _loan() -> dict[str, str]:
    return {
        "loan": translate("settings", "How long an item is lent; 0 means it is not for loan."),
        "loan_skips_closed": translate("settings", "Only open days, or open hours, count towards the loan."),
        "loan_if_requests": translate("settings", "The shorter loan holds when at least so many others wait."),
        "loan_if_requested": translate("settings", "A shorter loan while somebody else waits for the title."),
        "fixed_term": translate("settings", "Within its spans everything is due on one day, such as the end of term."),
        "use": translate("settings", "Whether it may leave the library, be used on site alone, or neither."),
        "hard_due": translate("settings", "A day that the due date is held against, such as the end of the year."),
        "hard_due_is": translate("settings", "Whether that day is the latest, the earliest or the very due date."),
        "within_expiry": translate("settings", "A loan is due on the card's last day at the latest."),
        "closed": translate("settings", "Where a due date goes that falls on a closed day or hour."),
        "due_at": translate("settings", "At what time of its day a loan in days, weeks or months is due."),
        "max_loans": translate("settings", "How many loans a patron may have in all."),
        "max_loans_of_type": translate("settings", "How many loans of this item type a patron may have."),
        "max_loans_at_branch": translate("settings", "How many loans made at one branch a patron may have."),
        "max_on_site": translate("settings", "How many items a patron may use here at once."),
        "max_loans_of_title": translate("settings", "How many copies of one title a patron may have at once."),
    }


def _renewal_and_recall() -> dict[str, str]:
    return {
        "renewals": translate("settings", "How often a loan may be renewed."),
        "renewal": translate("settings", "How long a renewal lasts."),
        "renewal_from": translate("settings", "Whether a renewal lengthens the loan from today or from its due date."),
        "renewal_not_before_days": translate("settings", "How many days before the due date renewing begins."),
        "renewal_if_requested": translate("settings", "What a request by somebody else does to a renewal."),
        "renewal_forgives_fee": translate("settings", "Renewed late, the time until then costs nothing."),
        "renewal_while_overdue": translate("settings", "Whether a loan may be renewed after its due date."),
        "unseen_renewals": translate("settings", "How often in a row without showing the item, as by telephone."),
        "automatic_renewal": translate("settings", "Loans are renewed overnight when nothing stands against it."),
        "longest_loan_days": translate("settings", "Days from check-out that no renewal goes beyond."),
        "recallable": translate("settings", "Whether a request may call a loan back before its due date."),
        "recall_guaranteed": translate("settings", "The borrower keeps it at least so long from check-out."),
        "recall_within": translate("settings", "How soon after the recall it must be back."),
        "recall_fee_per_day": translate("settings", "Instead of the usual fine, once recalled; 0 leaves it as it is."),
    }


def _requests() -> dict[str, str]:
    return {
        "requests": translate("settings", "Whether it may be requested at all."),
        "max_requests": translate("settings", "How many open requests a patron may have."),
        "request_when": translate("settings", "Whether a request needs all copies to be out."),
        "request_levels": translate("settings", "Whether for any copy, one copy, or one volume of a set."),
        "request_days": translate("settings", "After so many days without a copy a request ends by itself."),
        "request_fee": translate("settings", "Charged when the request is placed."),
        "request_priority": translate("settings", "A higher number goes before all lower ones in the queue."),
        "stalling_days": translate("settings", "For so many days only copies returned at the pickup branch serve it."),
        "pickup": translate("settings", "Which branch a request may be fetched from."),
        "pickup_at": translate("settings", "Pickup at the marked branches alone; none marked means all."),
        "shelf_days": translate("settings", "How long a copy waits on the hold shelf."),
        "shelf_fee": translate("settings", "Charged when a copy on the hold shelf was never fetched."),
    }


def _fees() -> dict[str, str]:
    return {
        "fee_per_day": translate("settings", "What each day late costs."),
        "fee_per_hour": translate("settings", "What each hour late costs, instead of the fine per day."),
        "fee_grace_days": translate("settings", "So many days late cost nothing."),
        "fee_grace_minutes": translate("settings", "So many minutes late cost nothing."),
        "fee_after_grace": translate(
            "settings", "Yes: only the time past the grace costs. No: past it, all of it does."
        ),
        "fee_every": translate("settings", "The fee is for so many days, or hours: 7 makes it a fee by the week."),
        "fee_whole_only": translate("settings", "Only whole days, hours or weeks cost, not those begun."),
        "fee_skips_closed": translate("settings", "Days, or hours, when the branch is closed cost nothing."),
        "fee_cap": translate("settings", "The most that one loan may cost for being late; 0 means no cap."),
        "fee_cap_price": translate("settings", "The fine for one loan stops at the price of the item."),
        "account_fee_cap": translate("settings", "The most that a patron's unpaid fines may come to together."),
        "rental": translate("settings", "Charged once at check-out."),
        "rental_per_day": translate("settings", "Charged at check-out for each day of the loan."),
        "replacement": translate("settings", "The price of a lost item that has none in its record."),
        "processing": translate("settings", "Added to the price of a lost item, for the work with it."),
        "damage": translate("settings", "Offered when an item comes back damaged."),
    }


def _suspension() -> dict[str, str]:
    return {
        "suspension_days": translate("settings", "Days without borrowing, for each stretch late; 0: no suspension."),
        "suspension_per_days": translate("settings", "How many days late make up one such stretch."),
        "suspension_whole_only": translate(
            "settings", "In proportion to the days late, rounded down; otherwise every part begun counts."
        ),
        "suspension_after_grace": translate("settings", "Only the days past the grace count."),
        "suspension_grace_days": translate("settings", "So many days late bring no suspension."),
        "suspension_skips_closed": translate("settings", "Only days when the branch was open count as late."),
        "suspension_serves_open": translate("settings", "Only days when the branch is open count as served."),
        "suspension_cap_days": translate("settings", "No suspension is longer than this."),
        "suspensions_add_up": translate("settings", "Yes: one follows the other. No: the longest holds."),
        "suspension_price_per_day": translate("settings", "What a patron may pay for each day instead of serving it."),
    }


def _late() -> dict[str, str]:
    return {
        "overdue_warn_days": translate("settings", "So many days late staff are warned of it."),
        "overdue_block_days": translate("settings", "So many days late the patron may borrow nothing more."),
        "overdue_lost_days": translate("settings", "So many days late the item is billed as lost."),
        "overdue_refer_days": translate("settings", "So many days late it is passed on, as to a collection agency."),
        "refund": translate("settings", "What is given back of the bill when a lost item is found."),
        "refund_percent": translate("settings", "Per cent of the price, when a part is refunded."),
        "refund_within_days": translate("settings", "Only so many days from the bill."),
        "lost_keeps_fee": translate("settings", "The fine up to the loss is owed beside the price."),
        "found_charges_fee": translate("settings", "Once found, the fine counts to the day it came back."),
        "max_owed": translate("settings", "Who owes more than this is blocked."),
        "max_overdue": translate("settings", "Who has more overdue loans than this is blocked."),
        "max_lost": translate("settings", "Who has more lost items than this is blocked."),
        "max_claims": translate("settings", "Who claims more often than this to have returned something is blocked."),
        "max_recalls_overdue": translate("settings", "Who has more recalled loans overdue than this is blocked."),
    }


def _access() -> dict[str, str]:
    return {
        "lock_minutes": translate(
            "settings", "Without a key or a scan for so long, a desk hides everything and asks who is there; 0: never."
        ),
        "staff_days": translate(
            "settings", "A desk that central does not answer lets in the staff whom it knows for so long."
        ),
        "money_apart": translate(
            "settings", "What one member of staff may waive or give back in a day while central is away."
        ),
        "waive_alone": translate("settings", "A waiver above this needs a second member of staff to sign for it."),
        "break_glass_hours": translate(
            "settings", "When nobody else gets in, a sealed code opens the desk for lending; each use is reported."
        ),
        "history_days": translate(
            "settings",
            "So long after a loan or a request ended, and never while something is owed on it, nobody can tell any "
            "more whose it was.",
        ),
    }
