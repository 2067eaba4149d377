"""Undoing what happened to an item: refused, and listed, when something else has happened to it since."""

from __future__ import annotations

from deskapp.domain.discrepancy import disagree
from deskapp.domain.events import (
    CheckInUndone,
    CheckOutUndone,
    Event,
    MarkUndone,
    RecallUndone,
    RenewalUndone,
)
from deskapp.domain.frozen import replace
from deskapp.domain.item_line import ended, item_of, loan_in, noted_again, placed, with_loan
from deskapp.domain.records import Code, LoanEnd, Renewed, Timeline
from deskapp.domain.values import GONE_WITH_LOAN, ItemState, Place


def _too_late(timeline: Timeline, event: Event) -> Timeline:
    return disagree(timeline, event, Code.UNDONE_TOO_LATE, item=timeline.id, other_desk=item_of(timeline).last_desk)


def check_out_undone(timeline: Timeline, event: Event, body: CheckOutUndone) -> Timeline:
    loan = loan_in(timeline, body.loan)
    item = item_of(timeline)
    if loan is None or item.place.loan != loan.id or item.last_act not in (body.after or body.of, event.act):
        return _too_late(timeline, event)
    timeline = noted_again(timeline, body.of)
    return placed(ended(timeline, loan, event.stamp.at, LoanEnd.UNDONE), _without_loan(body.restores))


def _without_loan(place: Place) -> Place:
    """A place to go back to that claims no loan: a loan is reopened only by undoing the check-in that ended it."""
    if place.state is ItemState.ON_LOAN:
        return Place(ItemState.AVAILABLE, place.branch)
    return replace(place, loan=None)


def check_in_undone(timeline: Timeline, event: Event, body: CheckInUndone) -> Timeline:
    loan = loan_in(timeline, body.loan)
    item = item_of(timeline)
    if item.place.loan is not None or item.last_act not in (body.after or body.of, event.act):
        return _too_late(timeline, event)
    if item.unmoved == body.of:
        return timeline
    timeline = noted_again(timeline, body.of)
    if loan is None or loan.end is not LoanEnd.RETURNED:
        return placed(timeline, _without_loan(body.restores))
    timeline = with_loan(timeline, replace(loan, closed=None, end=None, amnesty=False))
    return placed(timeline, Place(loan.stop or ItemState.ON_LOAN, loan.branch, loan=loan.id))


def renewal_undone(timeline: Timeline, event: Event, body: RenewalUndone) -> Timeline:
    loan = loan_in(timeline, body.loan)
    if loan is None or loan.closed is not None or item_of(timeline).last_act not in (body.after or body.of, event.act):
        return _too_late(timeline, event)
    was = loan.renewed or Renewed(body.restores, max(0, loan.unseen - 1), None, 0, loan.decided)
    late = tuple(span for span in loan.late if span.due != was.due)
    shorter = replace(
        loan,
        due=was.due,
        renewals=max(0, loan.renewals - 1),
        unseen=was.unseen,
        recalled=was.recalled,
        recall_per_day=was.recall_per_day,
        decided=was.decided,
        renewed=was.earlier,
        rental=max(loan.terms.rental, loan.rental - body.rental),
        late=late,
    )
    return with_loan(timeline, shorter)


def mark_undone(timeline: Timeline, event: Event, body: MarkUndone) -> Timeline:
    loan, item = loan_in(timeline, body.loan), item_of(timeline)
    stands = loan is None or loan.closed is None or loan.end is LoanEnd.WRITTEN_OFF
    if item.last_act not in (body.after or body.of, event.act) or not stands:
        return _too_late(timeline, event)
    if item.place.loan is not None and (loan is None or item.place.loan != loan.id):
        return _too_late(timeline, event)
    timeline = noted_again(timeline, body.of)
    if loan is None:
        return placed(timeline, _without_loan(body.restores))
    stop = body.restores.state if body.restores.state in GONE_WITH_LOAN else None
    again = replace(loan, closed=None, end=None, stop=stop, stopped=loan.stopped if stop else None)
    again = again if stop is ItemState.LOST else replace(again, bill=None)
    return placed(with_loan(timeline, again), Place(stop or ItemState.ON_LOAN, loan.branch, loan=loan.id))


def recall_undone(timeline: Timeline, event: Event, body: RecallUndone) -> Timeline:
    loan = loan_in(timeline, body.loan)
    if loan is None or loan.closed is not None or item_of(timeline).last_act not in (body.after or body.of, event.act):
        return _too_late(timeline, event)
    return with_loan(timeline, replace(loan, due=loan.recalled or body.restores, recalled=None, recall_per_day=0))
