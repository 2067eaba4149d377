"""The table of policies: which line says what for whom, and the terms that all of its lines amount to.

A line names whom it is for (patron category, item type, lending branch, owning branch, collection; `*` fits all) and
says only what is different there. What it leaves open is said by the next less specific line that fits, and in the end
by the defaults of `Terms`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from deskapp.domain.period import Period

ANY = "*"

Said = bool | int | str | tuple[str, ...] | None
"""A value as a file has it."""


class Use(StrEnum):
    """What an item may be used for."""

    LOAN = "loan"
    IN_HOUSE = "in_house"  # on-site alone: due back before the branch closes
    REFERENCE = "reference"  # not handed out at all


class Closed(StrEnum):
    """What becomes of a due date that falls on a time when the branch is closed."""

    KEEP = "keep"
    END_OF_NEXT_OPEN_DAY = "end_of_next_open_day"
    END_OF_PREVIOUS_OPEN_DAY = "end_of_previous_open_day"
    NEXT_OPENING = "next_opening"
    SAME_HOUR_NEXT_OPEN_DAY = "same_hour_next_open_day"
    NEXT_SAME_WEEKDAY = "next_same_weekday"  # weeks later, on the first such day that is open


class HardDue(StrEnum):
    LATEST = "latest"
    EXACTLY = "exactly"
    EARLIEST = "earliest"


class RenewFrom(StrEnum):
    TODAY = "today"
    DUE = "due"


class IfRequested(StrEnum):
    """What a request by somebody else does to a renewal."""

    BLOCK = "block"
    SHORTEN = "shorten"
    ALLOW = "allow"


class RequestWhen(StrEnum):
    ALWAYS = "always"
    NONE_AVAILABLE = "none_available"  # only when no copy stands on a shelf
    NONE_HERE = "none_here"  # only when none stands on this branch's shelf


class Pickup(StrEnum):
    ANYWHERE = "anywhere"
    OWNER = "owner"  # the branch that owns the copy
    PATRONS_BRANCH = "patrons_branch"
    LENDING_BRANCH = "lending_branch"  # where the request is made


class Refund(StrEnum):
    """What of the bill for a lost item is given back when it is found."""

    ALL = "all"
    REPLACEMENT = "replacement"  # the price, not the processing
    PART = "part"  # `refund_percent` of the price, not the processing
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one patron category, item type, branch and collection. Money in minor units; None: no limit."""

    # loan
    loan: Period = Period(14)  # nothing: not for loan
    loan_skips_closed: bool = False  # only open days, or open hours, count towards it
    loan_if_requested: Period | None = None  # a shorter one while others wait for the title
    loan_if_requests: int = 1  # when at least so many wait
    fixed_term: str = ""  # the name of a fixed term; outside its spans `loan` holds
    use: Use = Use.LOAN
    hard_due: date | None = None
    hard_due_is: HardDue = HardDue.LATEST
    within_expiry: bool = False  # never due after the card expires
    closed: Closed = Closed.END_OF_NEXT_OPEN_DAY
    due_at: str = "end_of_day"  # of loans in days and more: end_of_day (23:59:59), closing, or HH:MM
    # limits
    max_loans: int | None = 30
    max_loans_of_type: int | None = None
    max_loans_at_branch: int | None = None
    max_loans_of_title: int | None = None
    max_on_site: int | None = None
    # renewal
    renewals: int | None = 2
    renewal: Period | None = None  # as long as the loan
    renewal_from: RenewFrom = RenewFrom.TODAY
    renewal_not_before_days: int | None = None  # days before the due date
    renewal_if_requested: IfRequested = IfRequested.BLOCK
    renewal_while_overdue: bool = True
    renewal_forgives_fee: bool = False  # the time late until then costs nothing
    unseen_renewals: int | None = None  # in a row, without the item in hand
    automatic_renewal: bool = False
    longest_loan_days: int | None = None  # from check-out, renewals included
    # recall
    recallable: bool = False
    recall_guaranteed: Period = Period(7)  # the borrower keeps it at least so long from check-out
    recall_within: Period = Period(3)  # and must bring it back within so long of the recall
    recall_fee_per_day: int = 0  # instead of fee_per_day, once recalled; 0: as before
    # requests
    requests: bool = True
    max_requests: int | None = None
    request_when: RequestWhen = RequestWhen.ALWAYS
    request_levels: tuple[str, ...] = ("title", "copy", "volume")
    request_days: int | None = None  # an unfilled request lapses
    request_fee: int = 0
    request_priority: int = 0  # higher goes first
    stalling_days: int = 0  # so long only copies returned at the pickup branch are taken for it
    pickup: Pickup = Pickup.ANYWHERE
    pickup_at: tuple[str, ...] = ()  # these branches alone; none named: all
    shelf_days: int = 7
    shelf_fee: int = 0  # for a request never fetched
    # overdue fee
    fee_per_day: int = 10
    fee_per_hour: int = 0  # instead of fee_per_day
    fee_every: int = 1  # what fee_per_day or fee_per_hour says is for so many days or hours
    fee_whole_only: bool = False  # only whole ones of these count, not those begun
    fee_grace_days: int = 0
    fee_grace_minutes: int = 0
    fee_after_grace: bool = False  # only the time past the grace costs; otherwise, past it, all does
    fee_skips_closed: bool = False  # days, or hours, when the branch is closed cost nothing
    fee_cap: int | None = 500  # per loan; 0 or None: no cap
    fee_cap_price: bool = False  # nor more than the item's price
    account_fee_cap: int | None = None  # what overdue fees may come to that are unpaid at one time
    # other fees
    rental: int = 0
    rental_per_day: int = 0
    replacement: int = 0  # the price of an item that has none
    processing: int = 0
    damage: int = 0
    # suspension
    suspension_days: int = 0  # for each `suspension_per_days` late
    suspension_per_days: int = 1
    suspension_whole_only: bool = False  # in proportion to the days late, rounded down; otherwise each begun
    suspension_grace_days: int = 0
    suspension_after_grace: bool = False  # only the days past the grace count; otherwise, past it, all do
    suspension_skips_closed: bool = False  # only open days count as late
    suspension_serves_open: bool = False  # only open days count as served
    suspension_cap_days: int | None = None
    suspensions_add_up: bool = True  # otherwise the longest holds
    suspension_price_per_day: int | None = None  # None: cannot be exchanged for money
    # long overdue
    overdue_warn_days: int | None = None
    overdue_block_days: int | None = None
    overdue_lost_days: int | None = None
    overdue_refer_days: int | None = None
    refund: Refund = Refund.ALL
    refund_percent: int = 50
    refund_within_days: int | None = None  # of being billed
    lost_keeps_fee: bool = True  # the overdue fee until then stays when an item is lost
    found_charges_fee: bool = False  # a lost item found is charged the overdue fee up to its return
    # standing
    max_owed: int | None = 1000
    max_overdue: int | None = 5
    max_lost: int | None = None
    max_claims: int | None = None
    max_recalls_overdue: int | None = 0


def is_lent(terms: Terms) -> bool:
    """Whether an item leaves the building at all."""
    return terms.use is Use.LOAN and not terms.loan.is_nothing


DEFAULT = Terms()
CRITERIA = ("category", "item_type", "collection", "owner", "branch")
"""By default a line for the category goes before one for the item type, and so on; a library may order them anew."""


def _date(said: Said) -> date:
    return date.fromisoformat(str(said))


def _flag(said: Said) -> bool:
    if not isinstance(said, bool):
        raise ValueError(f"{said!r} is neither true nor false")
    return said


def _whole(said: Said) -> int:
    if isinstance(said, bool) or not isinstance(said, int) or said < 0:
        raise ValueError(f"{said!r} is no whole number from 0 up")
    return said


def _names(said: Said) -> tuple[str, ...]:
    if isinstance(said, str) or not isinstance(said, (tuple, list)):
        raise ValueError(f"{said!r} is no list of names")
    return tuple(said)


def _text(said: Said) -> str:
    if not isinstance(said, str):
        raise ValueError(f"{said!r} is no text")
    return said


_READERS: dict[str, Callable[[Any], Any]] = {
    "Period": Period.read,
    "bool": _flag,
    "int": _whole,
    "date": _date,
    "str": _text,
    "tuple[str, ...]": _names,
} | {kind.__name__: kind for kind in (Use, Closed, HardDue, RenewFrom, IfRequested, RequestWhen, Pickup, Refund)}
KINDS: dict[str, str] = {f.name: str(f.type) for f in fields(Terms)}
"""The type of each of the terms, as written above."""


def read_term(name: str, said: Said) -> Any:
    """The value of a term; raises `KeyError` for a name that is none, `ValueError` for a value that does not fit."""
    kind = KINDS[name]
    if said is None or (said == "" and kind != "str"):
        if not kind.endswith("| None"):
            raise ValueError(f"{name} needs a value")
        return None
    return _READERS[kind.removesuffix(" | None")](said)


@dataclass(frozen=True, slots=True)
class Case:
    """Whom, what and where a policy is asked for. An empty item type asks for what holds whatever the item."""

    category: str = ""
    item_type: str = ""
    branch: str = ""  # where it is lent
    owner: str = ""  # the branch whose item it is
    collection: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """One line of the table. `says` holds terms by their names in `Terms`; `since` and `until` are its first and last
    day, in the lending branch's time zone."""

    category: str = ANY
    item_type: str = ANY
    branch: str = ANY
    owner: str = ANY
    collection: str = ANY
    name: str = ""
    since: date | None = None
    until: date | None = None
    says: dict[str, Said] = field(default_factory=dict)

    def fits(self, case: Case, on: date) -> bool:
        criteria = all(getattr(self, c) in (ANY, getattr(case, c)) for c in CRITERIA)
        return criteria and (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The terms that hold in a case, and for each that a line says, which line."""

    terms: Terms
    by: Mapping[str, Policy] = field(default_factory=dict)


def rule(
    lines: Iterable[Policy], case: Case, on: date, order: tuple[str, ...] = CRITERIA, base: Terms = DEFAULT
) -> Ruling:
    """What holds in a case on a day. The more specific line wins, each term for itself: the criteria weigh in their
    order; of two lines for the same the one that began later holds, then the one further down the table."""
    found: dict[str, tuple[Any, Policy]] = {}
    ranked = sorted(
        (line for line in lines if line.fits(case, on)),
        key=lambda line: ([getattr(line, c) != ANY for c in order], line.since or date.min),
    )
    for line in ranked:
        for name, said in line.says.items():
            try:
                found[name] = (read_term(name, said), line)
            except (KeyError, ValueError):
                continue  # of a newer program, or damaged: what the other lines say holds
    terms = replace(base, **{name: value for name, (value, _) in found.items()})
    return Ruling(terms, {name: line for name, (_, line) in found.items()})


def policy(
    category: str = ANY,
    item_type: str = ANY,
    branch: str = ANY,
    owner: str = ANY,
    collection: str = ANY,
    **says: Said,
) -> Policy:
    """A line of the table, its terms as keywords."""
    return Policy(category, item_type, branch, owner, collection, says=says)
