"""The folds of a patron (edits and blocks) and of an account (money)."""

from __future__ import annotations

from dataclasses import fields
from typing import cast

from deskapp.domain.discrepancy import close_discrepancy, disagree
from deskapp.domain.events import (
    BlockLifted,
    BlockPlaced,
    CodeShared,
    CreditGranted,
    DiscrepancyClosed,
    Event,
    FeeCharged,
    FeeKept,
    FeeReversed,
    FeeWaived,
    Identified,
    ItemCheckedOut,
    PatronEdited,
    PatronRegistered,
    PaymentReceived,
    PaymentVoided,
    RefundPaid,
    StubMade,
    SuspensionLifted,
)
from deskapp.domain.fee import paid_before
from deskapp.domain.frozen import replace
from deskapp.domain.records import Account, Block, Code, Fee, Lifted, Money, Patron, Payment, Timeline
from deskapp.domain.values import FeeId, PatronFields, PatronId, PaymentId

GROUPS = tuple(f.name for f in fields(PatronFields))


def fold_patron(timeline: Timeline, event: Event) -> Timeline:
    """The patron after the event. An event that only mentions the patron makes a stub and changes nothing."""
    patron = cast(Patron, timeline.head)
    match event.body:
        case PatronRegistered() as body:
            changed = replace(patron, fields=body.fields, stub=False)
        case PatronEdited() as body:
            return _edited(timeline, event, body)
        case StubMade() as body:
            fields_ = patron.fields if patron.fields.cards else PatronFields(cards=(body.barcode,))
            changed = replace(patron, fields=fields_, document=patron.document or body.document)
        case Identified() as body if body.stub == timeline.id:
            changed = replace(patron, same_as=PatronId(body.id))
        case BlockPlaced() as body if all(b.id != body.block for b in patron.blocks):
            block = Block(body.block, body.note, event.stamp.at, body.expires, body.kind, body.actions, body.permission)
            changed = replace(patron, blocks=(*patron.blocks, block))
        case BlockLifted() as body:
            changed = replace(patron, blocks=tuple(b for b in patron.blocks if b.id != body.block))
        case ItemCheckedOut() as body:
            return _lent(timeline, event, body)
        case CodeShared() as body:
            if body.first != timeline.id:
                return timeline
            return disagree(
                timeline, event, Code.CODE_SHARED, patron=body.first, other_patron=body.second, number=body.code
            )
        case DiscrepancyClosed() as body:
            return close_discrepancy(timeline, event, body)
        case _:
            return timeline
    return replace(timeline, head=_last(changed, event))


def _lent(timeline: Timeline, event: Event, body: ItemCheckedOut) -> Timeline:
    """A desk that was cut off lent to somebody who had been blocked meanwhile."""
    patron, day = cast(Patron, timeline.head), event.stamp.at.date()
    stood = [b for b in patron.blocks if b.id not in body.aware and (b.expires is None or b.expires >= day)]
    stopping = [b for b in stood if not b.actions or "check_out" in b.actions]
    insisted = not body.aware and "patron_blocked" in event.overrides  # as desks of the first version told
    if not stopping or insisted:
        return timeline
    about = {"item": body.item, "patron": patron.id, "other_desk": patron.last_desk, "note": stopping[0].note}
    return disagree(timeline, event, Code.LENT_WHILE_BLOCKED, **about)


def _last(patron: Patron, event: Event) -> Patron:
    return replace(patron, last=event.stamp, last_act=event.act, last_desk=event.desk)


def _edited(timeline: Timeline, event: Event, body: PatronEdited) -> Timeline:
    """Field by field: a group that somebody else changed meanwhile takes the later value, and both are listed."""
    patron = cast(Patron, timeline.head)
    values: dict[str, object] = {}
    for group in body.groups:
        if group not in GROUPS:
            continue
        now, before, after = (getattr(f, group) for f in (patron.fields, body.before, body.after))
        values[group] = after
        if now not in (before, after):
            timeline = disagree(
                timeline,
                event,
                Code.EDITED_APART,
                patron=patron.id,
                other_desk=patron.last_desk,
                group=group,
                kept=after,
                other=now,
            )
    edited = replace(patron, fields=replace(patron.fields, **values))  # type: ignore[arg-type]  # names are GROUPS
    return replace(timeline, head=_last(edited, event))


def fold_account(timeline: Timeline, event: Event) -> Timeline:
    """The account after the event: money changes by events alone, and no payment counts twice."""
    account = cast(Account, timeline.head)
    match event.body:
        case FeeCharged() as body if all(f.id != body.fee for f in account.fees):
            gone = body.fee in account.reversed
            fee = Fee(body.fee, body.amount, body.currency, body.note, event.stamp.at, body.kind, body.item, gone)
            account = replace(account, fees=(*account.fees, fee))
        case FeeKept() as body if all(f.id != body.fee for f in account.fees):
            account = replace(
                account, fees=(*account.fees, Fee(body.fee, body.amount, body.currency, "", body.at, body.kind))
            )
        case FeeReversed() as body:
            fees = tuple(replace(f, reversed=True) if f.id == body.fee else f for f in account.fees)
            account = replace(account, fees=fees, reversed=(*account.reversed, body.fee))
        case PaymentReceived() as body:
            timeline = _paid_twice(timeline, event, body)
            account = _moved(account, event, body.payment, body, Money.PAYMENT, parts=body.parts)
        case RefundPaid() as body:
            account = _moved(account, event, body.payment, body, Money.REFUND)
        case CreditGranted() as body:
            account = _moved(account, event, body.payment, body, Money.CREDIT)
        case FeeWaived() as body:
            parts = ((body.fee, body.amount),)
            account = _moved(account, event, PaymentId(event.id), body, Money.WAIVER, parts=parts)
        case PaymentVoided() as body:
            voids = dict(account.voids) | {body.payment: body.reason or "-"}
            payments = tuple(replace(p, voided=voids.get(p.id, "")) for p in account.payments)
            account = replace(account, payments=payments, voids=tuple(voids.items()))
        case SuspensionLifted() as body:
            lifted = tuple(Lifted(loan, event.stamp.at, body.reason, event.staff) for loan in body.loans)
            account = replace(account, lifted=(*account.lifted, *lifted))
        case DiscrepancyClosed() as body:
            return close_discrepancy(timeline, event, body)
        case _:
            return timeline
    return replace(timeline, head=replace(account, last=event.stamp))


def _moved(
    account: Account,
    event: Event,
    id: PaymentId,
    body: PaymentReceived | RefundPaid | CreditGranted | FeeWaived,
    kind: Money,
    parts: tuple[tuple[FeeId, int], ...] = (),
) -> Account:
    """The account with a movement of money; one that is there already counts once."""
    if any(p.id == id for p in account.payments):
        return account
    paid = Payment(
        id,
        body.amount,
        body.currency,
        parts,
        getattr(body, "method", ""),
        event.stamp.at,
        event.desk,
        dict(account.voids).get(id, ""),
        kind,
        getattr(body, "reason", ""),
        getattr(body, "receipt", ""),
        event.staff,
    )
    return replace(account, payments=(*account.payments, paid))


def _paid_twice(timeline: Timeline, event: Event, body: PaymentReceived) -> Timeline:
    """Two desks took money for one fee, neither knowing of the other; what is over is credit."""
    account = cast(Account, timeline.head)
    if any(p.id == body.payment for p in account.payments):
        return timeline
    paid, parts = paid_before(account), dict(body.parts)
    twice = [fee for fee, seen, owed in body.seen if paid.get(fee, 0) > seen and paid[fee] + parts.get(fee, 0) > owed]
    if not twice:
        return timeline
    over = sum(paid[fee] + parts.get(fee, 0) - owed for fee, _, owed in body.seen if fee in twice)
    other = next((p.desk for p in reversed(account.payments) if any(f in twice for f, _ in p.parts)), "")
    return disagree(timeline, event, Code.PAID_TWICE, patron=account.id, other_desk=other, amount=over)
