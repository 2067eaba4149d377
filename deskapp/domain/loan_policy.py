"""What policy says of lending one item to one patron, and the terms that are written into the loan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from deskapp.domain.block import Standing
from deskapp.domain.calendar import Calendar, today
from deskapp.domain.due_date import due_date
from deskapp.domain.due_reason import Due, Reason, Why
from deskapp.domain.policy import Case, Ruling, Terms, Use
from deskapp.domain.records import Item
from deskapp.domain.rules import Branch, Library, Offline
from deskapp.domain.values import Decided, FeeTerms, SuspensionTerms


@dataclass(frozen=True, slots=True)
class LoanPolicy:
    """The ruling that holds for a loan, the case it was asked for, and the calendar it is counted by."""

    case: Case
    ruling: Ruling
    calendar: Calendar

    @property
    def terms(self) -> Terms:
        return self.ruling.terms


def loan_policy(library: Library, standing: Standing, item: Item, branch: Branch, now: datetime) -> LoanPolicy:
    """The policy that holds; for an unknown patron the shortest loan of the default category, not renewable."""
    fields, patron = item.fields, standing.patron
    category = library.stub_category if patron.stub else patron.fields.category
    case = Case(
        category,
        fields.type if fields else "",
        branch.code,
        fields.home if fields else branch.code,
        fields.collection if fields else "",
    )
    calendar = library.calendar(branch.code)
    ruling = library.ruling(case, today(calendar, now))
    if patron.stub:
        ruling = replace(ruling, terms=_for_a_stranger(library, case, ruling.terms, calendar, now))
    return LoanPolicy(case, ruling, calendar)


def _for_a_stranger(library: Library, case: Case, terms: Terms, calendar: Calendar, now: datetime) -> Terms:
    day = today(calendar, now)
    kinds = [t.code for t in library.item_types if t.offline is Offline.ANYBODY] or [case.item_type]
    loans = [library.terms(replace(case, item_type=kind), day).loan for kind in kinds]
    fitting = [x for x in (*loans, terms.loan) if not x.is_nothing]
    shortest = min(fitting, key=lambda p: due_date(replace(terms, loan=p), calendar, now).at, default=terms.loan)
    loan = terms.loan if terms.loan.is_nothing else shortest
    return replace(terms, loan=loan, fixed_term="", renewals=0, max_loans=library.stub_items)


def decided_due(
    policy: LoanPolicy,
    standing: Standing,
    library: Library,
    now: datetime,
    chosen: datetime | None = None,
    *,
    requested: bool = False,
    on_site: bool = False,
) -> Due:
    """When the loan is due, and why; `chosen` is a moment that staff typed."""
    if chosen is not None:
        return typed_moment(chosen, policy.calendar)
    terms = replace(policy.terms, use=Use.IN_HOUSE) if on_site else policy.terms
    return due_date(
        terms,
        policy.calendar,
        now,
        expires=standing.patron.fields.expires,
        fixed_terms=library.fixed_terms,
        requested=requested,
    )


def typed_moment(chosen: datetime, calendar: Calendar) -> Due:
    """A moment that staff typed."""
    return Due(chosen, (Reason(Why.TYPED, (("date", today(calendar, chosen).isoformat()),)),))


def decided(policy: LoanPolicy, library: Library, due: Due) -> Decided:
    """What is kept with the loan, so that its due date can be explained for ever."""
    lines = tuple((name, line_name(policy.ruling, name)) for name in _KEPT if name in policy.ruling.by)
    return Decided(library.revision, lines, tuple((str(r.code), r.facts) for r in due.reasons))


_KEPT = (
    "loan",
    "loan_skips_closed",
    "loan_if_requested",
    "renewal",
    "longest_loan_days",
    "closed",
    "fixed_term",
    "hard_due",
    "within_expiry",
    "use",
    "due_at",
    "fee_per_day",
    "fee_per_hour",
    "fee_every",
    "fee_grace_days",
    "fee_grace_minutes",
    "fee_skips_closed",
    "fee_cap",
    "rental",
    "suspension_days",
)
"""The terms of which a loan remembers what line said them."""


def line_name(ruling: Ruling, term: str) -> str:
    """How the line of the table that says a term is called: its name, or whom it is for."""
    line = ruling.by.get(term)
    if line is None:
        return ""
    criteria = (line.category, line.item_type, line.collection, line.owner, line.branch)
    since = f" ({line.since.isoformat()})" if line.since else ""
    return (line.name or " × ".join(criteria)) + since


def fee_terms(
    policy: LoanPolicy, library: Library, branch: Branch, item: Item, due: datetime, now: datetime
) -> FeeTerms:
    """What the loan will cost if it comes back late, fixed for as long as it lasts."""
    terms = policy.terms
    return FeeTerms(
        per_day=terms.fee_per_day,
        grace_days=terms.fee_grace_days,
        cap=_cap(terms, price_of(item, terms)),
        currency=library.currency_of(branch.code),
        calendar=policy.calendar.revision,
        per_hour=terms.fee_per_hour,
        grace_minutes=terms.fee_grace_minutes,
        after_grace=terms.fee_after_grace,
        skips_closed=terms.fee_skips_closed,
        every=terms.fee_every,
        whole_only=terms.fee_whole_only,
        account_cap=terms.account_fee_cap,
        rental=rental(terms, policy.calendar, now, due),
        suspension=_suspension(terms),
    )


def price_of(item: Item, terms: Terms) -> int:
    """What the item costs to replace: its own price, else what policy says; minor units."""
    return (item.fields.price if item.fields else 0) or terms.replacement


def _cap(terms: Terms, price: int) -> int:
    caps = [c for c in (terms.fee_cap, price if terms.fee_cap_price else None) if c]
    return min(caps, default=0)


def rental(terms: Terms, calendar: Calendar, start: datetime, due: datetime) -> int:
    """What lending costs: a sum for the loan, and one for each day of it."""
    days = max(0, (today(calendar, due) - today(calendar, start)).days)
    return terms.rental + terms.rental_per_day * days


def _suspension(terms: Terms) -> SuspensionTerms | None:
    if terms.suspension_days <= 0:
        return None
    return SuspensionTerms(
        terms.suspension_days,
        terms.suspension_per_days,
        terms.suspension_grace_days,
        terms.suspension_skips_closed,
        terms.suspension_serves_open,
        terms.suspension_cap_days,
        terms.suspensions_add_up,
        terms.suspension_price_per_day,
        terms.suspension_whole_only,
        terms.suspension_after_grace,
    )
