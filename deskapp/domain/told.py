"""What an explanation is made of: lines in the order of the reasoning, each a code with its facts.

Facts are texts. A day is ISO; a moment is ISO in the branch's own time, with its offset; an amount is minor units of
the `currency` beside it. What was added up stands in the lines, so that anybody can add it up again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from deskapp.domain.calendar import Calendar, local


class About(StrEnum):
    """What was asked; beside each, what the result is."""

    DUE = "due"  # a moment in UTC
    FEE = "fee"  # minor units
    SUSPENSION = "suspension"  # the last day; empty: not suspended
    BLOCK = "block"  # the block's code
    POSITION = "position"  # from 1; 0: the request is closed
    CASE = "case"  # the due date, a moment in UTC; empty: not for loan


class Told(StrEnum):
    """What a line says; beside each, its facts."""

    # the rule
    CASE = "case"  # category, item_type, branch, each also with its names; owner, collection, at
    POLICY_LINE = "policy_line"  # term, value (not there: not known any more), line, since
    DEFAULT_TERM = "default_term"  # term, value: no line says otherwise
    REVISION = "revision"  # revision of the library's set-up, calendar
    NOT_FOR_LOAN = "not_for_loan"
    NOT_KEPT = "not_kept"  # nothing was kept of why
    # what happened
    LENT = "lent"  # at, loan, item, branch, branch_name
    RENEWED = "renewed"  # count
    RECALLED = "recalled"  # before, date
    RETURNED = "returned"  # at
    STOPPED = "stopped"  # at, state: lost or claimed
    AS_OF = "as_of"  # at: it is still out
    IF_RETURNED = "if_returned"  # at: it has not happened
    WAS_DUE = "was_due"  # at
    # the due date
    PERIOD = "period"  # period, from, date
    SHORTER_REQUESTED = "shorter_requested"  # period
    FIXED_TERM = "fixed_term"  # name, first, last, date
    HARD_DUE = "hard_due"  # rule, date
    EXPIRY = "expiry"  # date
    LONGEST = "longest"  # days, date
    ON_SITE = "on_site"  # date
    CLOSED_DAY = "closed_day"  # date, weekday, why, name
    MOVED = "moved"  # rule, date, because
    KEPT = "kept"  # why, date
    CLOSING = "closing"  # date
    TYPED = "typed"  # date
    CHANGED_SINCE = "changed_since"  # date: what was kept gave another day
    DUE_PAST = "due_past"
    DUE = "due"  # at
    # what being late costs
    NOT_LATE = "not_late"  # due, until
    LATE_SPAN = "late_span"  # due, until, days, minutes
    CLOSED_DAYS_NOT_COUNTED = "closed_days_not_counted"  # days
    CLOSED_TIME_NOT_COUNTED = "closed_time_not_counted"  # minutes
    GRACE = "grace"  # days, minutes, effect: within, deducted, passed
    RECALL_RATE = "recall_rate"  # rate: dearer, because it was recalled
    INTERVALS = "intervals"  # units, every, groups, unit, kind (day:begun, hour:whole, ...)
    RATE = "rate"  # units, unit, rate, amount
    NO_RATE = "no_rate"
    SPANS = "spans"  # amount: all spans together
    CAP = "cap"  # cap, amount
    PRICE_CAP = "price_cap"  # cap, amount
    AMNESTY = "amnesty"
    NO_FEE = "no_fee"  # end
    FEE_DROPPED = "fee_dropped"  # the bill for the lost item stands in its place
    ACCOUNT_CAP = "account_cap"  # cap, amount
    OVERDUE = "overdue"  # amount
    # what else a loan costs
    RENTAL = "rental"  # amount
    REPLACEMENT = "replacement"  # amount
    PROCESSING = "processing"  # amount
    REFUND = "refund"  # rule, percent, amount
    NO_REFUND = "no_refund"
    REFUND_TOO_LATE = "refund_too_late"  # until
    CHARGED = "charged"  # kind, amount, at, note
    SUM = "sum"  # amount
    WAIVED = "waived"  # amount
    PAID = "paid"  # amount
    OVERPAID = "overpaid"  # amount: credit now
    CREDITED = "credited"  # amount: covered by a credit that the account had
    LEFT = "left"  # amount
    # days without borrowing
    NOT_SUSPENDED = "not_suspended"
    SUSPENSION_LATE = "suspension_late"  # days: counted, all spans together; loan, item
    SUSPENSION_GRACE = "suspension_grace"  # late, days
    SUSPENSION_AFTER_GRACE = "suspension_after_grace"  # days, left
    SUSPENSION_PROPORTION = "suspension_proportion"  # late, each, per_days, days: rounded down
    SUSPENSION_DAYS = "suspension_days"  # late, per_days, groups, each, days
    SUSPENSION_CAP = "suspension_cap"  # days
    SUSPENSION_STARTS = "suspension_starts"  # date: the day after the return
    SUSPENSION_STARTS_AFTER = "suspension_starts_after"  # date, after
    SUSPENSION_SERVES_OPEN = "suspension_serves_open"  # closed: days that do not count as served
    SUSPENSION_ENDS = "suspension_ends"  # first, last, days
    SUSPENSION_PRICE = "suspension_price"  # price
    SUSPENSION_LIFTED = "suspension_lifted"  # at, reason
    # blocks
    BLOCK = "block"  # block, and the block's own facts
    BLOCK_NOTE = "block_note"  # note, since, expires
    BLOCK_LOAN = "block_loan"  # loan, item, due, state
    BLOCK_FEE = "block_fee"  # kind, left, amount, at, item, note
    BLOCK_COUNT = "block_count"  # count, limit
    BLOCK_OWED = "block_owed"  # owed, limit
    OVERRIDE = "override"  # permission
    NO_OVERRIDE = "no_override"
    # the queue
    QUEUE_PLACED = "queue_placed"  # at, pickup, pickup_name
    QUEUE_PRIORITY = "queue_priority"  # priority, before: requests of a higher one, after: of a lower one
    QUEUE_TURN = "queue_turn"  # before: requests of the same priority that come earlier
    QUEUE_MOVED = "queue_moved"  # staff moved it
    QUEUE_WAITS = "queue_waits"  # count: of those before it, who cannot be served now
    QUEUE_SUSPENDED = "queue_suspended"  # until
    QUEUE_LAPSED = "queue_lapsed"  # date
    QUEUE_LAPSES = "queue_lapses"  # date
    QUEUE_STALLED = "queue_stalled"  # until, pickup, pickup_name
    QUEUE_ON_SHELF = "queue_on_shelf"  # until
    QUEUE_IN_TRANSIT = "queue_in_transit"
    QUEUE_CLOSED = "queue_closed"  # state
    QUEUE_POSITION = "queue_position"  # position, of


@dataclass(frozen=True, slots=True)
class Line:
    code: Told
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        """One of the facts; empty when it is not there."""
        return dict(self.facts).get(name, "")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked, the answer, and the lines that lead to it."""

    about: str
    result: str
    lines: tuple[Line, ...]


def tell(code: Told, **facts: object) -> Line:
    """A line; a fact that is None is left out."""
    return Line(code, tuple((name, str(fact)) for name, fact in facts.items() if fact is not None))


def at_branch(calendar: Calendar, moment: datetime) -> str:
    """A moment as the branch's clocks show it, with its offset."""
    return local(calendar, moment).isoformat()


def day_or_none(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
