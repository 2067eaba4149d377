"""What an explanation says adds up to what is charged, suspended, owed and queued, whatever happened."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.calendar import today
from deskapp.domain.explain import (
    Explanation,
    Line,
    Told,
    explain_case,
    explain_due,
    explain_fee,
    explain_position,
    explain_suspension,
)
from deskapp.domain.fee import accrued, charges, overdue_fee_id
from deskapp.domain.policy import policy
from deskapp.domain.queue import in_order, position
from deskapp.domain.records import Account, Fee, HoldState, LateSpan, Loan, LoanEnd, Money, Payment
from deskapp.domain.suspension import suspensions
from deskapp.domain.values import FeeId, FeeTerms, HoldId, ItemState, LoanId, LostBill, PaymentId, SuspensionTerms
from tests.domain.builders import ANA, a_hold, a_loan, standing
from tests.domain.explained import (
    ADULT,
    DAY,
    DUE,
    FOUR,
    at,
    back,
    blocked,
    codes,
    lent,
    library,
    money,
    placed,
    the,
)

MINUTES = st.integers(-3 * 24 * 60, 40 * 24 * 60)
SUSPENSIONS = st.builds(
    SuspensionTerms,
    st.integers(1, 3),
    st.integers(1, 4),
    st.integers(0, 3),
    st.booleans(),
    st.booleans(),
    st.none() | st.integers(1, 20),
    st.booleans(),
    st.none() | st.integers(1, 50),
    st.booleans(),
    st.booleans(),
)
TERMS = st.builds(
    FeeTerms,
    per_day=st.sampled_from([0, 10, 25]),
    grace_days=st.integers(0, 3),
    cap=st.sampled_from([0, 100, 500]),
    calendar=st.just(library().calendar("MAIN").revision),
    per_hour=st.sampled_from([0, 0, 5]),
    grace_minutes=st.sampled_from([0, 15, 120]),
    after_grace=st.booleans(),
    skips_closed=st.booleans(),
    every=st.sampled_from([1, 1, 3, 7]),
    whole_only=st.booleans(),
    account_cap=st.none() | st.sampled_from([50, 200]),
    rental=st.just(0),
    suspension=st.none() | SUSPENSIONS,
)
BILLS = st.builds(
    LostBill,
    st.integers(0, 3000),
    st.integers(0, 300),
    st.just("EUR"),
    st.sampled_from(["all", "replacement", "part", "none"]),
    st.integers(0, 100),
    st.none() | st.just(at("20T10:00")),
    st.booleans(),
    st.booleans(),
)


@st.composite
def loans(draw: st.DrawFn, number: int = 1) -> Loan:
    """A loan that came back, or not, early or late, renewed late before, lost and found."""
    late_before = draw(st.lists(st.integers(1, 4000), max_size=2))
    spans = tuple(LateSpan(at("01T20:00"), at("01T20:00") + timedelta(minutes=m)) for m in late_before)
    stopped = draw(st.none() | MINUTES)
    closed = draw(st.none() | MINUTES)
    ends = [LoanEnd.RETURNED, LoanEnd.RETURNED, LoanEnd.SUPERSEDED, LoanEnd.WRITTEN_OFF]
    return a_loan(
        LoanId(UUID(int=number)),
        out=at("01T10:00"),
        due=DUE,
        terms=draw(TERMS),
        late=spans,
        rental=draw(st.sampled_from([0, 50])),
        stopped=None if stopped is None else DUE + timedelta(minutes=stopped),
        stop=None if stopped is None else draw(st.sampled_from([ItemState.LOST, ItemState.CLAIMED_RETURNED])),
        bill=None if stopped is None else draw(st.none() | BILLS),
        closed=None if closed is None else DUE + timedelta(minutes=closed),
        end=None if closed is None else draw(st.sampled_from(ends)),
        amnesty=closed is not None and draw(st.booleans()),
        recalled=draw(st.none() | st.just(DUE + DAY)),
        recall_per_day=draw(st.sampled_from([0, 0, 40])),
    )


def number(line: Line, fact: str) -> int:
    return int(line.fact(fact) or 0)


def total(found: Explanation, *codes: Told) -> int:
    return sum(number(line, "amount") for line in found.lines if line.code in codes)


def check_spans(found: Explanation) -> int:
    """Recount each span from its lines; what they come to together."""
    amount, units = 0, 0
    for line in found.lines:
        if line.code is Told.LATE_SPAN:
            units = number(line, "days")
        elif line.code is Told.CLOSED_DAYS_NOT_COUNTED:
            assert number(line, "left") == units - number(line, "days")
            units = number(line, "left")
        elif line.code is Told.GRACE:
            units = {"within": 0, "passed": units, "deducted": units - number(line, "days")}[line.fact("effect")]
        elif line.code is Told.INTERVALS:
            assert number(line, "units") == units or line.fact("unit") == "hour"
            begun = str(line.fact("kind")).endswith("begun") and number(line, "units") % number(line, "every") > 0
            units = number(line, "units") // number(line, "every") + begun
            assert number(line, "groups") == units
        elif line.code is Told.RATE:
            assert number(line, "units") == units or line.fact("unit") == "hour"
            assert number(line, "amount") == number(line, "units") * number(line, "rate")
            amount += number(line, "amount")
    return amount


@given(loans(), loans(2), st.lists(st.tuples(st.integers(1, 400), st.booleans()), max_size=3), MINUTES)
def test_the_lines_of_a_fee_add_up_to_what_is_charged(
    loan: Loan, other: Loan, paid: list[tuple[int, bool]], now_minutes: int
) -> None:
    set_up, now = library(), DUE + timedelta(minutes=now_minutes)
    kinds = {True: Money.WAIVER, False: Money.PAYMENT}
    account = Account(
        ANA, payments=tuple(money(n, a, kinds[w], overdue_fee_id(loan.id)) for n, (a, w) in enumerate(paid))
    )
    found = explain_fee(loan, set_up, account, now, (loan, other))
    calendar = set_up.calendar("MAIN")
    amount = check_spans(found)
    if any(line.code is Told.SPANS for line in found.lines):
        assert amount == total(found, Told.SPANS)
    for line in found.lines:
        if line.code in (Told.CAP, Told.PRICE_CAP):
            amount = min(amount, number(line, "cap"))
        elif line.code in (Told.AMNESTY, Told.NO_FEE, Told.FEE_DROPPED):
            amount = 0
    assert amount == accrued(loan, calendar, max(now, loan.out))
    for line in found.lines:
        if line.code is Told.ACCOUNT_CAP:
            amount = number(line, "amount")
            assert amount <= number(line, "cap")
    assert amount == total(found, Told.OVERDUE)
    parts = total(found, Told.RENTAL, Told.OVERDUE, Told.REPLACEMENT, Told.PROCESSING) - total(found, Told.REFUND)
    assert parts == total(found, Told.SUM) == int(found.result)
    left = total(found, Told.SUM) - total(found, Told.WAIVED) - total(found, Told.PAID) + total(found, Told.OVERPAID)
    left -= total(found, Told.CREDITED)
    assert left == total(found, Told.LEFT)
    if loan.closed is not None or loan.stopped is not None:
        stand = [c for c in charges(account, (loan, other), set_up) if c.loan == loan.id]
        assert int(found.result) == sum(c.amount for c in stand)
        assert total(found, Told.LEFT) == sum(c.left for c in stand)


@given(st.lists(st.tuples(MINUTES, SUSPENSIONS, st.booleans()), max_size=4), MINUTES)
def test_the_lines_of_suspensions_add_up_to_their_days(
    late: list[tuple[int, SuspensionTerms, bool]], now_minutes: int
) -> None:
    set_up, now, ids = library(), DUE + timedelta(minutes=now_minutes), count(1)
    ended = [
        back(
            a_loan(LoanId(UUID(int=next(ids))), due=DUE, terms=replace(FOUR, suspension=terms)),
            DUE + timedelta(minutes=m),
            amnesty=a,
        )
        for m, terms, a in late
    ]
    who = replace(standing(ended=ended), library=set_up)
    found, day = explain_suspension(who, now), today(set_up.calendar("MAIN"), now)
    told = [s for s in suspensions(ended, who.account, set_up) if s.last >= day]
    ends = [dict(line.facts) for line in found.lines if line.code is Told.SUSPENSION_ENDS]
    assert [(e["first"], e["last"], e["days"]) for e in ends] == [
        (s.first.isoformat(), s.last.isoformat(), str(s.days)) for s in told
    ]
    last = max((s.last for s in told), default=None)
    assert found.result == ("" if last is None else last.isoformat())
    days, counted, closed, first = 0, 0, 0, date.min
    for line in found.lines:
        match line.code:
            case Told.LATE_SPAN:
                counted = number(line, "days")
            case Told.CLOSED_DAYS_NOT_COUNTED:
                counted -= number(line, "days")
            case Told.SUSPENSION_LATE:
                assert number(line, "days") == counted
            case Told.SUSPENSION_AFTER_GRACE:
                counted -= number(line, "days")
                assert number(line, "left") == counted
            case Told.SUSPENSION_PROPORTION:
                days, closed = counted * number(line, "each") // number(line, "per_days"), 0
                assert days == number(line, "days")
            case Told.SUSPENSION_DAYS:
                assert number(line, "late") == counted
                assert number(line, "groups") == -(-counted // number(line, "per_days"))
                days, closed = number(line, "groups") * number(line, "each"), 0
                assert days == number(line, "days")
            case Told.SUSPENSION_CAP:
                days = min(days, number(line, "days"))
            case Told.SUSPENSION_STARTS | Told.SUSPENSION_STARTS_AFTER:
                first = date.fromisoformat(line.fact("date"))
            case Told.SUSPENSION_SERVES_OPEN:
                closed = number(line, "closed")
            case Told.SUSPENSION_ENDS:
                assert date.fromisoformat(line.fact("first")) == first
                assert date.fromisoformat(line.fact("last")) == first + (days + closed - 1) * DAY
            case _:
                pass


SAYS = st.fixed_dictionaries(
    {},
    optional={
        "loan": st.sampled_from(["1 day", "3 days", "2 weeks", "1 month", "90 minutes", "4 hours", "5 days"]),
        "closed": st.sampled_from(
            ["keep", "end_of_next_open_day", "end_of_previous_open_day", "next_opening", "same_hour_next_open_day"]
        ),
        "due_at": st.sampled_from(["end_of_day", "closing", "14:00"]),
        "hard_due": st.sampled_from(["2026-12-08", "2026-12-20"]),
        "hard_due_is": st.sampled_from(["latest", "exactly", "earliest"]),
        "within_expiry": st.booleans(),
        "fee_per_hour": st.sampled_from([0, 5]),
        "fee_grace_days": st.integers(0, 2),
        "suspension_days": st.integers(0, 2),
        "rental_per_day": st.sampled_from([0, 5]),
        "use": st.sampled_from(["loan", "in_house"]),
    },
)


@given(SAYS, st.integers(0, 20 * 24), st.integers(0, 40 * 24))
def test_a_case_says_what_lending_and_taking_back_would_do(says: dict[str, Any], hours: int, out_for: int) -> None:
    set_up, now = library(policy(item_type="DVD", **says)), at("01T10:00") + timedelta(hours=hours)
    expires, returned = date(2026, 12, 24), now + timedelta(hours=out_for)
    found = explain_case(set_up, ADULT, now, returned=returned, expires=expires)
    if not found.result:
        assert found.lines[-1].code is Told.DUE_PAST
    if says.get("use") == "in_house" or not found.result:
        return  # such a loan is refused without an override
    loan = lent(set_up, now, expires=expires)
    assert found.result == explain_due(loan, set_up).result == loan.due.isoformat()
    ended = back(loan, returned)
    assert total(found, Told.SUM) == int(explain_fee(ended, set_up, Account(ANA), returned).result)
    stand = suspensions([ended], Account(ANA), set_up)
    ends = [line.fact("last") for line in found.lines if line.code is Told.SUSPENSION_ENDS]
    assert ends == [s.last.isoformat() for s in stand]
    if "changed_since" in codes(explain_due(loan, set_up)):
        pytest.fail("the reasons do not lead to the due date")


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(list(HoldState)), st.booleans()), min_size=1, max_size=8))
def test_the_lines_of_a_position_add_up_to_it(said: list[tuple[int, HoldState, bool]]) -> None:
    queue = [
        placed(a_hold(HoldId(UUID(int=n))), n, priority=p, state=s, suspended=w) for n, (p, s, w) in enumerate(said, 1)
    ]
    for hold in queue:
        found = explain_position(hold, queue, date(2026, 12, 10), library())
        assert found.result == str(position(hold, queue))
        if hold in in_order(queue):
            before = [
                number(line, "before") for line in found.lines if line.code in (Told.QUEUE_PRIORITY, Told.QUEUE_TURN)
            ]
            assert 1 + sum(before) == int(found.result)


@given(st.lists(loans(), max_size=1), st.lists(loans(2), max_size=1), st.integers(0, 900), st.integers(0, 500))
def test_the_lines_of_a_debt_add_up_to_what_is_owed(one: list[Loan], two: list[Loan], fee: int, credit: int) -> None:
    fees = (Fee(FeeId(UUID(int=9)), fee, "EUR", "", at("10T10:00")),) if fee else ()
    payment = Payment(PaymentId(UUID(int=1)), credit, "EUR", (), "", at("11T10:00"), "desk", kind=Money.CREDIT)
    both = [*one, *two]
    who = standing(
        loans=[x for x in both if x.closed is None],
        ended=[x for x in both if x.closed is not None],
        account=Account(ANA, fees, (payment,) if credit else ()),
    )
    found = blocked(library(policy(max_owed=0)), who).get("owes_too_much")
    if found is not None:
        left = sum(number(line, "left") for line in found.lines if line.code is Told.BLOCK_FEE)
        assert left == int(the(found, Told.BLOCK_OWED)["owed"]) > 0
