"""The folds of a patron (edits and blocks), of an account (money), and of the library's set-up."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import cast

from deskapp.domain.discrepancy import close_discrepancy, disagree
from deskapp.domain.events import (
    BlockLifted,
    BlockPlaced,
    CodeShared,
    DiscrepancyClosed,
    Event,
    FeeCharged,
    Identified,
    LibrarySetUp,
    PatronEdited,
    PatronFields,
    PatronId,
    PatronRegistered,
    PaymentReceived,
    PaymentVoided,
    StubMade,
)
from deskapp.domain.records import Account, Block, Code, Fee, LibraryRecord, Patron, Payment, Timeline

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
            changed = patron if patron.fields.cards else replace(patron, fields=PatronFields(cards=(body.barcode,)))
        case Identified() as body if body.stub == timeline.id:
            changed = replace(patron, same_as=PatronId(body.id))
        case BlockPlaced() as body if all(b.id != body.block for b in patron.blocks):
            block = Block(body.block, body.note, event.stamp.at, body.expires)
            changed = replace(patron, blocks=(*patron.blocks, block))
        case BlockLifted() as body:
            changed = replace(patron, blocks=tuple(b for b in patron.blocks if b.id != body.block))
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
            fee = Fee(body.fee, body.amount, body.currency, body.note, event.stamp.at)
            account = replace(account, fees=(*account.fees, fee))
        case PaymentReceived() as body if all(p.id != body.payment for p in account.payments):
            voided = dict(account.voids).get(body.payment, "")
            paid = Payment(
                body.payment, body.amount, body.currency, body.parts, body.method, event.stamp.at, event.desk, voided
            )
            account = replace(account, payments=(*account.payments, paid))
        case PaymentVoided() as body:
            voids = dict(account.voids) | {body.payment: body.reason or "-"}
            payments = tuple(replace(p, voided=voids.get(p.id, "")) for p in account.payments)
            account = replace(account, payments=payments, voids=tuple(voids.items()))
        case _:
            return timeline
    return replace(timeline, head=replace(account, last=event.stamp))


def fold_library(timeline: Timeline, event: Event) -> Timeline:
    """The library's set-up: the latest one holds."""
    if not isinstance(event.body, LibrarySetUp):
        return timeline
    head = cast(LibraryRecord, timeline.head)
    return replace(timeline, head=replace(head, library=event.body.library, last=event.stamp))
