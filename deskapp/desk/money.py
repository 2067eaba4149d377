"""Money at the desk: fees, payments, waivers, refunds, credits, and suspensions exchanged or lifted. Minor units."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import timedelta

from deskapp.desk.acts import Acts
from deskapp.desk.answers import Declined, Recorded
from deskapp.desk.record import Staff
from deskapp.domain import payment as paying
from deskapp.domain.block import Standing
from deskapp.domain.events import Body, CreditGranted, FeeWaived, RefundPaid
from deskapp.domain.outcome import Block, Blocked, Done, Outcome, Permission, Refused
from deskapp.domain.permission import is_household
from deskapp.domain.values import FeeId, FeeKind, PatronId, PaymentId

Decide = Callable[[Standing], Outcome]


class Money(Acts):
    """Fees charged, money taken and given back."""

    def pay(
        self, patron: PatronId, amount: int, fees: Collection[FeeId] = (), method: str = "cash"
    ) -> Recorded | Declined:
        """Take money for the chosen fees, else for all, the oldest first; what is over becomes credit."""
        payment = PaymentId(self._new_id())
        return self._settle(
            patron,
            Permission.TAKE_MONEY,
            lambda s: paying.pay(s, amount, self._currency, payment, fees, method, self._receipt()),
        )

    def waive(
        self, patron: PatronId, fee: FeeId, reason: str, amount: int | None = None, second: Staff | None = None
    ) -> Recorded | Declined:
        """Forgive a fee, or a part of it, with a reason; above what the library lets one waive alone, with a `second`
        member of staff who has signed for it."""
        return self._settle(
            patron,
            Permission.WAIVE,
            lambda s: self._given(paying.waive(s, fee, amount, self._currency, reason), s, second),
            reason,
        )

    def refund(self, patron: PatronId, amount: int, reason: str, method: str = "cash") -> Recorded | Declined:
        """Give money back, at most the credit."""
        payment = PaymentId(self._new_id())
        return self._settle(
            patron,
            Permission.REFUND,
            lambda s: self._given(
                paying.refund(s, amount, self._currency, reason, payment, method, self._receipt()), s
            ),
            reason,
        )

    def credit(self, patron: PatronId, amount: int, reason: str) -> Recorded | Declined:
        """Grant a credit that no payment explains."""
        payment = PaymentId(self._new_id())
        return self._settle(
            patron,
            Permission.REFUND,
            lambda s: self._given(paying.credit(s, amount, self._currency, reason, payment), s),
            reason,
        )

    def charge(self, patron: PatronId, amount: int, note: str, kind: FeeKind = FeeKind.MANUAL) -> Recorded | Declined:
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

    def void_payment(self, patron: PatronId, payment: PaymentId, reason: str) -> Recorded | Declined:
        """Money is never undone: a payment is voided, once, with a reason."""
        return self._settle(patron, Permission.TAKE_MONEY, lambda s: paying.void(s, payment, reason), reason)

    def lift_suspensions(self, patron: PatronId, reason: str) -> Recorded | Declined:
        """End the suspensions that stand, early."""
        return self._settle(
            patron, Permission.LIFT_SUSPENSION, lambda s: paying.lift_suspensions(s, self._day, reason), reason
        )

    def exchange_suspensions(self, patron: PatronId, reason: str) -> Recorded | Declined:
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
    ) -> Recorded | Declined:
        if missing := self._missing(permission):
            return missing
        with self._overlay.reading():
            standing = self._standing(patron)
            return self._answer(decide(standing), "", standing.patron, reason)

    def _given(self, outcome: Outcome, standing: Standing, second: Staff | None = None) -> Outcome:
        """What is forgiven or given back: not above what one may alone, nor too much while central is away."""
        if isinstance(outcome, Refused):
            return outcome
        body = outcome.facts[0].body
        assert isinstance(body, FeeWaived | RefundPaid | CreditGranted)
        blocks = [*self._alone(body, standing, second), *self._apart(body.amount)]
        if blocks:
            return Refused(tuple(blocks))
        if second is None or not isinstance(body, FeeWaived):
            return outcome
        return Done((replace(outcome.facts[0], body=replace(body, second=second.name)),))

    def _alone(self, body: Body, standing: Standing, second: Staff | None) -> Iterator[Block]:
        limit = self.library.waive_alone
        if limit is None or not isinstance(body, FeeWaived) or body.amount <= limit:
            return
        if second is None or second.name == self.staff or not self._may_second(second, standing):
            yield Block(Blocked.SECOND_PERSON, None, (("limit", str(limit)),))

    def _may_second(self, second: Staff, standing: Standing) -> bool:
        own = None if second.patron is None else self._overlay.patron(second.patron)
        return Permission.WAIVE in second.permissions and not is_household(own, standing.patron)

    def _apart(self, amount: int) -> Iterator[Block]:
        """Whoever was let in without central gives away little in a day."""
        if self._recorder.staff.verified_by in ("central", "nobody"):
            return
        limit, begin = self.library.money_apart, self._now() - timedelta(days=1)
        if self._recorder.given_away(begin) + amount > limit:
            yield Block(Blocked.TOO_MUCH_APART, None, (("limit", str(limit)),))

    def _receipt(self) -> str:
        """The number of the next receipt: gapless for this workstation and year, with or without central."""
        return self._recorder.next_receipt(self._day.year)
