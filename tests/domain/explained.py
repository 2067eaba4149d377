"""Builders for what is explained: a shop's opening hours, films for three days, loans that came back late, payments."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from deskapp.domain.block import Standing, patron_blocks
from deskapp.domain.calendar import Calendar, Closure
from deskapp.domain.check_out import Copy, check_out
from deskapp.domain.events import ItemCheckedOut
from deskapp.domain.explain import (
    Explanation,
    Told,
    explain_block,
)
from deskapp.domain.fee import overdue_fee_id
from deskapp.domain.outcome import Done
from deskapp.domain.policy import Case, Policy, policy
from deskapp.domain.records import Hold, Loan, LoanEnd, Money, Payment
from deskapp.domain.rules import Branch, Category, ItemType, Library
from deskapp.domain.values import FeeId, FeeTerms, ItemState, LostBill, PaymentId
from tests.domain.builders import L1, a_loan, an_event, an_item, item_after, standing

DAY = timedelta(days=1)
IMMACULATE = Closure(date(2026, 12, 8), name="Inmaculada Concepción")
WEEK = (("09:00-14:00", "16:00-20:00"),) * 5 + (("10:00-14:00",), ())
SHOP = Calendar("shop", hours=WEEK, public_days=(IMMACULATE,))
MAIN = Branch("MAIN", "Central", calendar="shop")
ADULT = Case("ADULT", "DVD", "MAIN", "MAIN")
DVDS = Policy(item_type="DVD", name="Films", since=date(2026, 1, 1), says={"loan": "3 days", "fee_per_day": 20})


def library(*lines: Policy, **more: Any) -> Library:
    values: dict[str, Any] = {
        "branches": (MAIN,),
        "calendars": (SHOP,),
        "categories": (Category("ADULT", "Adulto", "Adult"),),
        "item_types": (ItemType("DVD", "Película", "Film"),),
        "policies": (policy(loan="14 days"), *lines),
        "revision": "7",
    }
    return Library(**(values | more)).remembering()


def at(wall: str) -> datetime:
    """A wall time of December 2026 in Madrid."""
    return datetime.fromisoformat(f"2026-12-{wall}:00+01:00").astimezone(UTC)


LATER, THE_15TH = at("20T10:00"), at("15T10:00")
DUE = at("07T23:59")
FOUR = FeeTerms(20, calendar=library().calendar("MAIN").revision)
"""Twenty a day."""


def codes(found: Explanation) -> list[str]:
    return [line.code for line in found.lines]


def facts(found: Explanation, code: Told) -> list[dict[str, str]]:
    return [dict(line.facts) for line in found.lines if line.code is code]


def the(found: Explanation, code: Told) -> dict[str, str]:
    (only,) = facts(found, code)
    return only


def lent(set_up: Library, now: datetime, **patron: Any) -> Loan:
    """A film that an adult borrowed."""
    item = an_item(type="DVD")
    outcome = check_out(Copy(item), replace(standing(**patron), library=set_up), set_up, set_up.branches[0], now, L1)
    assert isinstance(outcome, Done)
    body = outcome.facts[0].body
    assert isinstance(body, ItemCheckedOut)
    loan: Any = item_after(an_event(body, at=now)).parts[L1]
    return replace(loan, out=now)


def back(loan: Loan, when: datetime, **more: Any) -> Loan:
    return replace(loan, closed=when, end=LoanEnd.RETURNED, **more)


def lost(**bill: Any) -> Loan:
    values: dict[str, Any] = {"replacement": 2000, "processing": 300, "currency": "EUR", **bill}
    loan = a_loan(due=DUE, terms=FOUR, stopped=at("10T10:00"), stop=ItemState.LOST)
    return replace(loan, bill=LostBill(**values))


def money(n: int, amount: int, kind: Money = Money.PAYMENT, fee: FeeId | None = None, **more: Any) -> Payment:
    parts = ((fee or overdue_fee_id(L1), amount),)
    return Payment(PaymentId(UUID(int=n)), amount, "EUR", parts, "cash", at("15T10:00"), "desk", kind=kind, **more)


def blocked(set_up: Library, who: Standing, now: datetime = LATER) -> dict[str, Explanation]:
    who = replace(who, library=set_up)
    found = patron_blocks(who, set_up, set_up.branches[0], now)
    return {str(b.code): explain_block(b, who, set_up, set_up.branches[0], now) for b in found}


def placed(hold: Hold, day: int, **more: Any) -> Hold:
    return replace(hold, placed=replace(hold.placed, at=at(f"{day:02}T10:00")), **more)
