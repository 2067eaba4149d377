"""Money at the desk: fees, payments, waivers, refunds, credits, and suspensions exchanged or lifted. Minor units."""

from __future__ import annotations

from collections.abc import Callable, Collection

from deskapp.desk import views as v
from deskapp.desk.acts import Acts
from deskapp.domain import payment as paying
from deskapp.domain.block import Standing
from deskapp.domain.outcome import Outcome, Permission
from deskapp.domain.values import FeeId, FeeKind, PatronId, PaymentId

Decide = Callable[[Standing], Outcome]


class Money(Acts):
    """Fees charged, money taken and given back."""

    def pay(
        self, patron: PatronId, amount: int, fees: Collection[FeeId] = (), method: str = "cash"
    ) -> v.Recorded | v.Declined:
        """Take money for the chosen fees, else for all, the oldest first; what is over becomes credit."""
        payment = PaymentId(self._new_id())
        return self._settle(
            patron,
            Permission.TAKE_MONEY,
            lambda s: paying.pay(s, amount, self._currency, payment, fees, method, self._receipt()),
        )

    def waive(self, patron: PatronId, fee: FeeId, reason: str, amount: int | None = None) -> v.Recorded | v.Declined:
        """Forgive a fee, or a part of it, with a reason."""
        return self._settle(
            patron, Permission.WAIVE, lambda s: paying.waive(s, fee, amount, self._currency, reason), reason
        )

    def refund(self, patron: PatronId, amount: int, reason: str, method: str = "cash") -> v.Recorded | v.Declined:
        """Give money back, at most the credit."""
        payment = PaymentId(self._new_id())
        return self._settle(
            patron,
            Permission.REFUND,
            lambda s: paying.refund(s, amount, self._currency, reason, payment, method, self._receipt()),
            reason,
        )

    def credit(self, patron: PatronId, amount: int, reason: str) -> v.Recorded | v.Declined:
        """Grant a credit that no payment explains."""
        payment = PaymentId(self._new_id())
        return self._settle(
            patron,
            Permission.REFUND,
            lambda s: paying.credit(s, amount, self._currency, reason, payment),
            reason,
        )

    def charge(
        self, patron: PatronId, amount: int, note: str, kind: FeeKind = FeeKind.MANUAL
    ) -> v.Recorded | v.Declined:
        """A fee charged by hand: manual, damage, a new card."""
        fee = FeeId(self._new_id())
        return self._settle(
            patron,
            Permission.TAKE_MONEY,
            lambda s: paying.charge(s, amount, self._currency, note, fee, kind),
        )

    def card_fee(self, patron: PatronId) -> int:
        """What a new card costs this patron; minor units."""
        with self._overlay.reading():
            return self.library.category(self._patron(patron).fields.category).card_fee

    def void_payment(self, patron: PatronId, payment: PaymentId, reason: str) -> v.Recorded | v.Declined:
        """Money is never undone: a payment is voided, once, with a reason."""
        return self._settle(patron, Permission.TAKE_MONEY, lambda s: paying.void(s, payment, reason), reason)

    def lift_suspensions(self, patron: PatronId, reason: str) -> v.Recorded | v.Declined:
        """End the suspensions that stand, early."""
        return self._settle(
            patron, Permission.LIFT_SUSPENSION, lambda s: paying.lift_suspensions(s, self._day, reason), reason
        )

    def exchange_suspensions(self, patron: PatronId, reason: str) -> v.Recorded | v.Declined:
        """Exchange the suspensions that stand for a fee, at the price that policy set."""
        fee = FeeId(self._new_id())
        return self._settle(
            patron,
            Permission.LIFT_SUSPENSION,
            lambda s: paying.exchange_suspensions(s, self._day, self._currency, fee, reason),
            reason,
        )

    def _settle(
        self, patron: PatronId, permission: Permission, decide: Decide, reason: str | None = None
    ) -> v.Recorded | v.Declined:
        if missing := self._missing(permission):
            return missing
        with self._overlay.reading():
            standing = self._standing(patron)
            return self._answer(decide(standing), "", standing.patron, reason)

    def _receipt(self) -> str:
        """The number of the next receipt: gapless for this workstation and year, with or without central."""
        return self._recorder.next_receipt(self._day.year)
