"""Money at the desk: fees and payments, in minor units."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.desk import views as v
from deskapp.desk.acts import Acts
from deskapp.domain.block import Standing
from deskapp.domain.events import (
    FeeCharged,
    FeeId,
    Line,
    PatronId,
    PaymentId,
    PaymentReceived,
    PaymentVoided,
)
from deskapp.domain.fee import charges
from deskapp.domain.outcome import Block, Blocked, Done, Permission, fact


class Money(Acts):
    """Fees charged, cash taken, payments voided."""

    def pay(self, patron: PatronId, amount: int) -> v.Recorded | v.Declined:
        """Take cash, in minor units; the oldest fee is paid first, and what is over becomes credit."""
        if missing := self._missing(Permission.TAKE_MONEY):
            return missing
        with self._overlay.reading():
            standing = self._standing(patron)
            if standing.owed <= 0 or amount <= 0:
                return v.Declined((Block(Blocked.NOTHING_OWED),))
            id = standing.account.id
            currency = self.library.policy("", "").currency
            paid = PaymentReceived(id, PaymentId(self._new_id()), amount, currency, tuple(_parts(standing, amount)))
            return self._answer(Done((fact(paid, (Line.ACCOUNT, id)),)), "", standing.patron)

    def charge(self, patron: PatronId, amount: int, note: str) -> v.Recorded | v.Declined:
        """A manual fee, in minor units."""
        if missing := self._missing(Permission.TAKE_MONEY):
            return missing
        with self._overlay.reading():
            standing = self._standing(patron)
            id, currency = standing.account.id, self.library.policy("", "").currency
            body = FeeCharged(id, FeeId(self._new_id()), amount, currency, note)
            return self._answer(Done((fact(body, (Line.ACCOUNT, id)),)), "", standing.patron)

    def void_payment(self, patron: PatronId, payment: PaymentId, reason: str) -> v.Recorded | v.Declined:
        """Money is never undone: a payment is voided, once, with a reason."""
        if missing := self._missing(Permission.TAKE_MONEY):
            return missing
        with self._overlay.reading():
            standing = self._standing(patron)
            id = standing.account.id
            if not reason.strip() or not any(p.id == payment and not p.voided for p in standing.account.payments):
                return v.Declined((Block(Blocked.NOTHING_TO_VOID),))
            voided = PaymentVoided(id, payment, reason.strip())
            return self._answer(Done((fact(voided, (Line.ACCOUNT, id)),)), "", standing.patron)


def _parts(standing: Standing, amount: int) -> Iterator[tuple[FeeId, int]]:
    """The amount spread over what is owed, in the order of the fees."""
    for fee, left in charges(standing.account, standing.ended_owing).items():
        part = min(left, amount)
        if part > 0:
            amount -= part
            yield fee, part
