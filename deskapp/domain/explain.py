"""Explain: from a due date, a fee, a suspension, a block or a place in a queue to the rule, its version, what happened,
and the arithmetic; and from a case nobody has borrowed yet to what would happen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from uuid import UUID

from deskapp.domain.block import Standing
from deskapp.domain.calendar import Calendar, today
from deskapp.domain.due_date import due_date
from deskapp.domain.explain_block import explain_block
from deskapp.domain.explain_due import explain_due, in_utc, revision, steps, term_line
from deskapp.domain.explain_fee import cost, explain_charge, explain_fee, settled
from deskapp.domain.explain_suspension import explain_suspension, late_for_suspension
from deskapp.domain.fee import charges
from deskapp.domain.loan_policy import LoanPolicy, decided, fee_terms
from deskapp.domain.policy import Case, Ruling, Terms, Use
from deskapp.domain.queue import in_order, is_active, is_lapsed, is_stalled, position
from deskapp.domain.records import OPEN_HOLD, Account, Hold, HoldState, Item, Loan, LoanEnd, Patron
from deskapp.domain.rules import Library
from deskapp.domain.told import About, Explanation, Line, Told, at_branch, tell
from deskapp.domain.values import ItemId, LoanId, PatronFields, PatronId

__all__ = [
    "About",
    "Explanation",
    "Line",
    "Told",
    "case_loan",
    "explain_block",
    "explain_case",
    "explain_charge",
    "explain_due",
    "explain_fee",
    "explain_position",
    "explain_suspension",
]

_NOBODY = UUID(int=0)


def explain_case(
    library: Library,
    case: Case,
    now: datetime,
    *,
    returned: datetime | None = None,
    expires: date | None = None,
    requested: bool = False,
) -> Explanation:
    """When an item of that kind lent now would be due, with every term and the line of the table that says it; and
    what it would cost if it came back at `returned`. `expires` is the card's last day, `requested`: others wait."""
    calendar = library.calendar(case.branch)
    ruling = library.ruling(case, today(calendar, now))
    currency = library.currency_of(case.branch)
    lines = [
        _case_line(library, case, calendar, now),
        *(term_line(ruling, term.name, currency) for term in fields(Terms)),
        revision(library.revision, calendar.revision),
    ]
    loan = case_loan(library, case, now, returned=returned, expires=expires, requested=requested)
    if loan is None:
        return Explanation(About.CASE, "", (*lines, tell(Told.NOT_FOR_LOAN)))
    lines += steps(loan.decided, calendar, (now, loan.due))
    if loan.due <= now:
        return Explanation(About.CASE, "", (*lines, tell(Told.DUE_PAST)))
    lines.append(tell(Told.DUE, at=at_branch(calendar, loan.due)))
    if returned is not None:
        lines += _consequences(loan, library, calendar, returned)
    return Explanation(About.CASE, in_utc(loan.due), tuple(lines))


def case_loan(
    library: Library,
    case: Case,
    now: datetime,
    *,
    returned: datetime | None = None,
    expires: date | None = None,
    requested: bool = False,
) -> Loan | None:
    """The loan as it would be, returned or still out; None: not for loan."""
    branch, calendar = library.branch(case.branch), library.calendar(case.branch)
    policy = LoanPolicy(case, library.ruling(case, today(calendar, now)), calendar)
    if not _is_for_loan(policy.ruling):
        return None
    due = due_date(policy.terms, calendar, now, expires=expires, fixed_terms=library.fixed_terms, requested=requested)
    terms = fee_terms(policy, library, branch, Item(ItemId(_NOBODY)), due.at, now)
    return Loan(
        LoanId(_NOBODY),
        ItemId(_NOBODY),
        PatronId(_NOBODY),
        now,
        due.at,
        terms,
        case.branch,
        desk="",
        closed=None if returned is None else max(returned, now),
        end=None if returned is None else LoanEnd.RETURNED,
        item_type=case.item_type,
        decided=decided(policy, library, due),
        rental=terms.rental,
    )


def _is_for_loan(ruling: Ruling) -> bool:
    terms = ruling.terms
    return terms.use is Use.IN_HOUSE or (terms.use is Use.LOAN and not terms.loan.is_nothing)


def _case_line(library: Library, case: Case, calendar: Calendar, now: datetime) -> Line:
    category, item_type = library.category(case.category), library.item_type(case.item_type)
    return tell(
        Told.CASE,
        category=case.category,
        category_es=category.name_es,
        category_en=category.name_en,
        item_type=case.item_type,
        item_type_es=item_type.name_es,
        item_type_en=item_type.name_en,
        branch=case.branch,
        branch_name=library.branch(case.branch).name,
        owner=case.owner,
        collection=case.collection,
        at=at_branch(calendar, now),
    )


def _consequences(loan: Loan, library: Library, calendar: Calendar, returned: datetime) -> Iterator[Line]:
    """The fee and the suspension that a return at that moment would bring to somebody who has no others."""
    account, terms = Account(loan.patron), loan.terms
    found = charges(account, [loan], library)
    fee = [*cost(loan, found, calendar, library, Told.IF_RETURNED), *settled(found, account, terms.currency)]
    yield from (line for line in fee if line.code is not Told.LEFT)  # nobody pays what has not happened
    patron = Patron(loan.patron, PatronFields(branch=loan.branch), stub=False)
    told = explain_suspension(Standing(patron, (), (loan,), account, library=library), returned).lines
    if terms.suspension is not None and told[0].code is Told.NOT_SUSPENDED and returned > loan.due:
        told = (*late_for_suspension(loan, terms.suspension, calendar, returned), *told)
    yield from (line for line in told if line not in fee)


# The queue


def explain_position(hold: Hold, queue: Sequence[Hold], day: date, library: Library | None = None) -> Explanation:
    """The place in the queue, from 1; 0 for a request that is closed. Says of the others only how many they are.

    Moments are those of the pickup branch where the library's set-up is given, otherwise UTC.
    """
    calendar = library.calendar(hold.pickup) if library else Calendar(zone="UTC")
    place, name = position(hold, queue), library.branch(hold.pickup).name if library else hold.pickup
    lines = [tell(Told.QUEUE_PLACED, at=at_branch(calendar, hold.placed.at), pickup=hold.pickup, pickup_name=name)]
    if hold.state not in OPEN_HOLD:
        return Explanation(About.POSITION, "0", (*lines, tell(Told.QUEUE_CLOSED, state=hold.state)))
    lines += [*_order(hold, queue, place, day), *_state(hold, day, calendar, name)]
    end = tell(Told.QUEUE_POSITION, position=place, of=len(in_order(queue)))
    return Explanation(About.POSITION, str(place), (*lines, end))


def _order(hold: Hold, queue: Sequence[Hold], place: int, day: date) -> Iterator[Line]:
    """Who stands before: those of a higher priority, then those whose turn is earlier."""
    ordered = in_order(queue)
    before = ordered[: place - 1]
    higher = sum(h.priority > hold.priority for h in ordered)
    lower = sum(h.priority < hold.priority for h in ordered)
    if hold.priority or higher or lower:
        yield tell(Told.QUEUE_PRIORITY, priority=hold.priority, before=higher, after=lower)
    yield tell(Told.QUEUE_TURN, before=len(before) - higher)
    if hold.turn:
        yield tell(Told.QUEUE_MOVED)
    waits = sum(h.state is HoldState.WAITING and not is_active(h, day) for h in before)
    if waits:
        yield tell(Told.QUEUE_WAITS, count=waits)


def _state(hold: Hold, day: date, calendar: Calendar, pickup_name: str) -> Iterator[Line]:
    """What keeps the request from being filled, or that it is being filled."""
    until = None if hold.until is None else at_branch(calendar, hold.until)
    if hold.state is HoldState.ON_SHELF:
        yield tell(Told.QUEUE_ON_SHELF, until=until)
    elif hold.state is HoldState.IN_TRANSIT:
        yield tell(Told.QUEUE_IN_TRANSIT)
    elif is_lapsed(hold, day):
        yield tell(Told.QUEUE_LAPSED, date=hold.expires)
    else:
        if hold.suspended and (hold.suspended_until is None or hold.suspended_until > day):
            yield tell(Told.QUEUE_SUSPENDED, until=hold.suspended_until or "")
        if hold.expires is not None:
            yield tell(Told.QUEUE_LAPSES, date=hold.expires)
        if is_stalled(hold, "", day):
            yield tell(Told.QUEUE_STALLED, until=hold.stalled_until, pickup=hold.pickup, pickup_name=pickup_name)
