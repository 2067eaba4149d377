"""Decisions as tables: what is refused, which permission lifts it, and what is recorded when it is done."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from deskapp.domain import check_in as taking_back
from deskapp.domain import hold_request
from deskapp.domain.block import Standing
from deskapp.domain.calendar import end_of
from deskapp.domain.check_in import repeats
from deskapp.domain.check_out import Copy, Lending, check_out
from deskapp.domain.due_date import due_date
from deskapp.domain.events import (
    HoldCancelled,
    HoldPlaced,
    HoldTrapped,
    ItemCheckedIn,
    ItemCheckedOut,
    LoanRenewed,
    TransitStarted,
)
from deskapp.domain.hold_request import Wanted
from deskapp.domain.loan_policy import loan_policy
from deskapp.domain.outcome import Block, Blocked, Done, Outcome, Override, Permission, Refused, settle
from deskapp.domain.period import Period
from deskapp.domain.policy import DEFAULT, Case, Policy, Terms, policy
from deskapp.domain.queue import position
from deskapp.domain.records import OPEN_HOLD, Account, Act, Fee, Hold, HoldState, Item
from deskapp.domain.records import Block as PatronBlock
from deskapp.domain.renew import renew
from deskapp.domain.rules import Branch, ItemType, Library
from deskapp.domain.values import BlockId, ItemId, ItemState, Line, LoanId, Place, Touch
from tests.domain.builders import (
    ANA,
    DUE,
    EAST,
    EMMA,
    H1,
    H2,
    H3,
    ITEM,
    L1,
    L2,
    LIBRARY,
    LUIS,
    MAIN,
    MONDAY,
    ON_SHELF,
    OTHER_ITEM,
    TITLE,
    a_hold,
    a_loan,
    an_item,
    came_late,
    on_hold_shelf,
    on_loan,
    standing,
)

P = Permission
FREE = Copy(an_item())
YESTERDAY, TODAY = date(2026, 11, 22), date(2026, 11, 23)
HERE = LIBRARY.calendar("MAIN")


def in_days(days: int, now: datetime = MONDAY) -> datetime:
    return due_date(Terms(loan=Period(days)), HERE, now).at


def many_loans(count: int, **more: Any) -> list[Any]:
    return [a_loan(LoanId(UUID(int=900 + n)), item=OTHER_ITEM, **more) for n in range(count)]


def owing(amount: int) -> Account:
    return Account(ANA, (Fee(UUID(int=1), amount, "EUR", "card", MONDAY),))  # type: ignore[arg-type]


def lend(copy: Copy = FREE, who: Standing | None = None, library: Library = LIBRARY, **more: Any) -> Outcome:
    return check_out(copy, who or standing(), library, MAIN, MONDAY, L2, **more)


def codes(outcome: Outcome) -> list[str]:
    return [b.code for b in outcome.blocks] if isinstance(outcome, Refused) else []


def bodies(outcome: Outcome) -> list[Any]:
    assert isinstance(outcome, Done), outcome
    return [f.body for f in outcome.facts]


def insisting(*permissions: Permission) -> Override:
    return Override("she showed her card", frozenset(permissions))


# --- lending ----------------------------------------------------------------------------------------------


def test_a_free_item_is_lent_on_the_terms_of_policy() -> None:
    outcome = lend()
    (out,) = bodies(outcome)
    assert (out.loan, out.item, out.patron, out.branch, out.hold, out.previous) == (
        L2,
        ITEM,
        ANA,
        "MAIN",
        None,
        ON_SHELF,
    )
    assert out.due == in_days(14)
    assert (out.terms.per_day, out.terms.cap, out.terms.currency, out.terms.calendar) == (10, 500, "EUR", HERE.revision)
    assert isinstance(outcome, Done)
    assert set(outcome.facts[0].touches) == {
        Touch(Line.ITEM, ITEM),
        Touch(Line.TITLE, TITLE),
        Touch(Line.PATRON, ANA),
    }


def test_a_date_that_staff_typed_holds_instead_of_policy() -> None:
    typed = end_of(date(2026, 12, 24), HERE)
    assert bodies(lend(lending=Lending(due=typed)))[0].due == typed


REFUSED: dict[str, tuple[Copy, Standing, Blocked, Permission | None]] = {
    "a block": (
        FREE,
        standing(blocks=(PatronBlock(BlockId(UUID(int=1)), "wet books", MONDAY),)),
        Blocked.PATRON_BLOCKED,
        P.OVERRIDE_PATRON_BLOCK,
    ),
    "a block until today": (
        FREE,
        standing(blocks=(PatronBlock(BlockId(UUID(int=1)), "", MONDAY, date(2026, 11, 23)),)),
        Blocked.PATRON_BLOCKED,
        P.OVERRIDE_PATRON_BLOCK,
    ),
    "inactive": (FREE, standing(active=False), Blocked.PATRON_INACTIVE, P.OVERRIDE_PATRON_BLOCK),
    "expired": (FREE, standing(expires=YESTERDAY), Blocked.PATRON_EXPIRED, P.OVERRIDE_EXPIRY),
    "owes": (FREE, standing(account=owing(1001)), Blocked.OWES_TOO_MUCH, P.OVERRIDE_DEBT),
    "owes for a late return": (
        FREE,
        standing(ended=[came_late(1001)]),
        Blocked.OWES_TOO_MUCH,
        P.OVERRIDE_DEBT,
    ),
    "many overdue": (
        FREE,
        standing(loans=many_loans(6, due=MONDAY - timedelta(seconds=1))),
        Blocked.TOO_MANY_OVERDUE,
        P.OVERRIDE_LIMIT,
    ),
    "many loans": (FREE, standing(loans=many_loans(30)), Blocked.TOO_MANY_LOANS, P.OVERRIDE_LIMIT),
    "reference": (Copy(an_item(type="REF")), standing(), Blocked.NOT_FOR_LOAN, P.OVERRIDE_NOT_FOR_LOAN),
    "has it": (on_loan(ANA), standing(loans=[a_loan()]), Blocked.ALREADY_ON_LOAN_TO_PATRON, None),
    "another has it": (on_loan(LUIS), standing(), Blocked.ON_LOAN_TO_OTHER, P.OVERRIDE_HOLD),
    "kept for another": (on_hold_shelf(H1, LUIS), standing(), Blocked.HELD_FOR_OTHER, P.OVERRIDE_HOLD),
    "travelling for another": (
        Copy(
            an_item(Place(ItemState.IN_TRANSIT, "MAIN", hold=H1, to="EAST")),
            None,
            (a_hold(H1, LUIS, state=HoldState.IN_TRANSIT, item=ITEM),),
        ),
        standing(),
        Blocked.HELD_FOR_OTHER,
        P.OVERRIDE_HOLD,
    ),
    "stub with three": (FREE, standing(stub=True, loans=many_loans(3)), Blocked.STUB_LIMIT, None),
}
RULES = replace(LIBRARY, policies=(Policy(), policy(item_type="REF", loan="0 days")))


@pytest.mark.parametrize("case", REFUSED)
def test_lending_is_refused_with_the_permission_that_lifts_it(case: str) -> None:
    copy, who, code, permission = REFUSED[case]
    outcome = lend(copy, who, RULES)
    assert isinstance(outcome, Refused)
    assert [(b.code, b.permission) for b in outcome.blocks] == [(code, permission)]


@pytest.mark.parametrize("case", REFUSED)
def test_exactly_that_permission_and_a_reason_lift_it(case: str) -> None:
    copy, who, code, permission = REFUSED[case]
    others = insisting(*(set(P) - {permission}))
    assert codes(lend(copy, who, RULES, override=others)) == [code]
    if permission is None:
        assert codes(lend(copy, who, RULES, override=insisting(*P))) == [code]
    else:
        done = lend(copy, who, RULES, override=insisting(permission))
        assert isinstance(done, Done)
        assert done.overrides == (code,)
        assert isinstance(done.facts[-1].body, ItemCheckedOut)


NOT_REFUSED: dict[str, tuple[Copy, Standing]] = {
    "block of yesterday": (FREE, standing(blocks=(PatronBlock(BlockId(UUID(int=1)), "", MONDAY, YESTERDAY),))),
    "expires today": (FREE, standing(expires=date(2026, 11, 23))),
    "never expires": (FREE, standing(expires=None)),
    "owes the limit": (FREE, standing(account=owing(1000))),
    "five overdue": (FREE, standing(loans=many_loans(5, due=MONDAY - timedelta(days=3)))),
    "twenty-nine loans": (FREE, standing(loans=many_loans(29))),
    "in transit home": (Copy(an_item(Place(ItemState.IN_TRANSIT, "EAST", to="MAIN"))), standing()),
    "kept for them": (on_hold_shelf(H1, ANA), standing()),
    "kept for a closed request": (replace(on_hold_shelf(H1, LUIS), queue=()), standing()),
    "others wait, none has it": (replace(FREE, queue=(a_hold(H1, LUIS),)), standing()),
    "stub with two": (FREE, standing(stub=True, loans=many_loans(2))),
}


@pytest.mark.parametrize("case", NOT_REFUSED)
def test_just_inside_the_limits_nothing_is_in_the_way(case: str) -> None:
    assert codes(lend(*NOT_REFUSED[case])) == []


def test_every_reason_is_told_at_once_and_all_must_be_lifted() -> None:
    who = standing(expires=YESTERDAY, account=owing(5000))
    assert codes(lend(who=who)) == [Blocked.PATRON_EXPIRED, Blocked.OWES_TOO_MUCH]
    assert codes(lend(who=who, override=insisting(P.OVERRIDE_EXPIRY))) == [
        Blocked.PATRON_EXPIRED,
        Blocked.OWES_TOO_MUCH,
    ]
    done = lend(who=who, override=insisting(P.OVERRIDE_EXPIRY, P.OVERRIDE_DEBT))
    assert isinstance(done, Done)
    assert done.overrides == (Blocked.PATRON_EXPIRED, Blocked.OWES_TOO_MUCH)


def test_an_override_that_was_not_needed_is_not_recorded() -> None:
    done = lend(override=insisting(*P))
    assert isinstance(done, Done)
    assert done.overrides == ()


def test_a_block_that_nobody_may_lift_stays_whoever_insists() -> None:
    assert isinstance(settle([Block(Blocked.STUB_LIMIT)], insisting(*P), ()), Refused)


def test_lending_over_anothers_loan_first_takes_the_item_back() -> None:
    back, out = bodies(lend(on_loan(LUIS), override=insisting(P.OVERRIDE_HOLD)))
    assert (type(back), back.loan, type(out), out.loan) == (ItemCheckedIn, L1, ItemCheckedOut, L2)


def test_borrowing_a_requested_copy_fills_ones_own_request() -> None:
    assert bodies(lend(on_hold_shelf(H1, ANA)))[0].hold == H1
    waiting = replace(FREE, queue=(a_hold(H1, LUIS), a_hold(H2, ANA)))
    assert bodies(lend(waiting))[0].hold == H2


@pytest.mark.parametrize(
    "hold",
    [a_hold(H1, ANA, wanted=OTHER_ITEM), a_hold(H1, ANA, state=HoldState.FILLED), a_hold(H1, LUIS)],
    ids=["for another copy", "filled", "another's"],
)
def test_a_lending_fills_no_request_that_it_does_not_satisfy(hold: Hold) -> None:
    assert bodies(lend(replace(FREE, queue=(hold,))))[0].hold is None


def test_of_two_own_requests_the_one_this_copy_was_kept_for_is_filled() -> None:
    kept = a_hold(H2, ANA, state=HoldState.ON_SHELF, item=ITEM)
    copy = Copy(an_item(Place(ItemState.HOLD_SHELF, "MAIN", hold=H2)), None, (a_hold(H1, ANA, wanted=ITEM), kept))
    assert bodies(lend(copy))[0].hold == H2


# --- policy ---------------------------------------------------------------------------------------------------

LINES = (
    policy("*", "*", loan=1),
    policy("*", "DVD", loan=2),
    policy("CHILD", "*", loan=3),
    policy("CHILD", "DVD", loan=4),
    policy("ADULT", "REF", loan=5),
)


@pytest.mark.parametrize("lines", [LINES, LINES[::-1]], ids=["as listed", "listed backwards"])
@pytest.mark.parametrize(
    ("category", "type", "days"),
    [
        ("ADULT", "BOOK", 1),
        ("ADULT", "DVD", 2),
        ("CHILD", "BOOK", 3),
        ("CHILD", "REF", 3),
        ("CHILD", "DVD", 4),
        ("ADULT", "REF", 5),
        ("", "", 1),
    ],
)
def test_the_most_specific_policy_holds_and_the_category_weighs_more(
    lines: tuple[Policy, ...], category: str, type: str, days: int
) -> None:
    assert Library(policies=lines).terms(Case(category, type), TODAY).loan == Period(days)


def test_without_a_fitting_line_the_plain_policy_holds() -> None:
    assert Library(policies=(policy("CHILD", "DVD", loan=3),)).terms(Case("ADULT", "BOOK"), TODAY) == DEFAULT
    assert Library(policies=()).terms(Case("ADULT", "BOOK"), TODAY) == DEFAULT


def terms(library: Library, who: Standing, item: Item) -> Terms:
    return loan_policy(library, who, item, MAIN, MONDAY).terms


def test_an_unknown_card_borrows_by_the_shortest_loan_of_the_default_category() -> None:
    rules = Library(
        policies=(
            policy(fee_per_day=7),
            policy("CHILD", "*", loan=2),
            policy("ADULT", "DVD", loan=5),
            policy(item_type="REF", loan=0),
        ),
        item_types=tuple(ItemType(code, code, code) for code in ("BOOK", "DVD", "REF")),
    )
    stub = standing(stub=True, category="CHILD")
    book = terms(rules, stub, an_item())
    assert (book.loan, book.renewals, book.max_loans, book.fee_per_day) == (Period(5), 0, 3, 7)
    assert terms(rules, stub, an_item(type="REF")).loan.is_nothing
    assert terms(rules, standing(category="CHILD"), an_item()).loan == Period(2)


def test_an_unknown_item_is_lent_as_any_other() -> None:
    assert terms(LIBRARY, standing(), Item(ITEM)) == DEFAULT
    assert codes(lend(Copy(Item(ITEM, barcode="I9")))) == []


@pytest.mark.parametrize("items", [0, 1, 3])
def test_an_unknown_card_borrows_as_many_items_as_the_library_says(items: int) -> None:
    rules = replace(LIBRARY, stub_items=items)
    for already in range(items):
        assert codes(lend(who=standing(stub=True, loans=many_loans(already)), library=rules)) == []
    full = lend(who=standing(stub=True, loans=many_loans(items)), library=rules, override=insisting(*P))
    assert codes(full) == [Blocked.STUB_LIMIT]


# --- taking back ------------------------------------------------------------------------------------------------


def back(copy: Copy, branch: Branch = MAIN) -> list[Any]:
    return bodies(taking_back.check_in(copy, LIBRARY, branch, MONDAY))


def kinds(found: list[Any]) -> list[type]:
    return [type(b) for b in found]


def test_a_returned_item_ends_its_loan_and_goes_to_the_shelf() -> None:
    (only,) = back(on_loan())
    assert (only.loan, only.branch, only.previous.loan) == (L1, "MAIN", L1)


def test_a_returned_item_goes_home_when_it_belongs_elsewhere() -> None:
    returned, sent = back(on_loan(), EAST)
    assert (returned.branch, sent.to, sent.hold) == ("EAST", "MAIN", None)


def test_a_returned_item_goes_to_the_hold_shelf_for_the_first_who_waits() -> None:
    queue = (a_hold(H2, LUIS), a_hold(H1, EMMA))
    _, trapped = back(replace(on_loan(), queue=queue))
    assert (type(trapped), trapped.hold, trapped.branch) == (HoldTrapped, H1, "MAIN")
    assert trapped.until == in_days(7)


def test_a_returned_item_travels_to_the_pickup_branch() -> None:
    _, sent = back(replace(on_loan(), queue=(a_hold(H1, LUIS, pickup="EAST"),)))
    assert (type(sent), sent.to, sent.hold) == (TransitStarted, "EAST", H1)


@pytest.mark.parametrize(
    "hold",
    [
        a_hold(H1, LUIS, wanted=OTHER_ITEM),
        a_hold(H1, LUIS, state=HoldState.ON_SHELF, item=OTHER_ITEM),
        a_hold(H1, LUIS, state=HoldState.IN_TRANSIT, item=OTHER_ITEM),
        a_hold(H1, LUIS, state=HoldState.CANCELLED),
    ],
    ids=["wants another copy", "has another copy", "another copy travels", "cancelled"],
)
def test_a_returned_item_is_not_kept_for_a_request_it_does_not_serve(hold: Hold) -> None:
    assert kinds(back(replace(on_loan(), queue=(hold,)))) == [ItemCheckedIn]


def test_a_copy_that_travels_for_a_request_is_for_that_one_though_another_came_first() -> None:
    mine = a_hold(H2, LUIS, pickup="EAST", state=HoldState.IN_TRANSIT, item=ITEM)
    copy = Copy(
        an_item(Place(ItemState.IN_TRANSIT, "MAIN", hold=H2, to="EAST")),
        None,
        (a_hold(H1, EMMA, pickup="EAST"), mine),
    )
    _, trapped = back(copy, EAST)
    assert (type(trapped), trapped.hold) == (HoldTrapped, H2)


def seen(place: Place, *kinds: str, home: str = "MAIN") -> Item:
    acts = tuple(Act(MONDAY, kind, "maria", "MAIN") for kind in kinds)
    return an_item(place, home, acts=acts)


KEPT = Place(ItemState.HOLD_SHELF, "MAIN", hold=H1)
GOING = Place(ItemState.IN_TRANSIT, "MAIN", hold=H1, to="EAST")
HOME = Place(ItemState.IN_TRANSIT, "MAIN", to="EAST")
MINE = a_hold(H1, LUIS, state=HoldState.ON_SHELF, item=ITEM)
REPEATS: dict[str, tuple[Copy, bool]] = {
    "back on the shelf": (Copy(seen(ON_SHELF, "ItemCheckedIn")), True),
    "never seen before": (Copy(seen(ON_SHELF, "ItemCatalogued")), False),
    "somebody asked since": (Copy(seen(ON_SHELF, "ItemCheckedIn"), None, (a_hold(),)), False),
    "seen at another branch": (Copy(seen(Place(ItemState.AVAILABLE, "EAST"), "ItemCheckedIn")), False),
    "on loan": (on_loan(), False),
    "kept": (Copy(seen(KEPT, "ItemCheckedIn", "HoldTrapped"), None, (MINE, a_hold(H2))), True),
    "kept for a request since closed": (Copy(seen(KEPT, "HoldTrapped"), None, (a_hold(H2),)), False),
    "kept at another branch": (Copy(seen(replace(KEPT, branch="EAST")), None, (MINE,)), False),
    "sent to its request": (
        Copy(seen(GOING, "TransitStarted"), None, (replace(MINE, state=HoldState.IN_TRANSIT, pickup="EAST"),)),
        True,
    ),
    "sent for a request since closed": (Copy(seen(GOING, "TransitStarted")), False),
    "sent home": (Copy(seen(HOME, "TransitStarted", home="EAST")), True),
    "sent home, and somebody asked since": (Copy(seen(HOME, home="EAST"), None, (a_hold(),)), False),
}


@pytest.mark.parametrize("case", REPEATS)
def test_a_check_in_repeats_when_nothing_has_changed_since_the_last_one(case: str) -> None:
    copy, repeated = REPEATS[case]
    assert repeats(copy, LIBRARY, MAIN, MONDAY) is repeated


# --- renewing ------------------------------------------------------------------------------------------------------

LATER = MONDAY + timedelta(days=5)


def again(copy: Copy, who: Standing | None = None, now: Any = LATER, **more: Any) -> Outcome:
    loans = [copy.loan] if copy.loan else []
    return renew(copy, who or standing(loans=loans), LIBRARY, MAIN, now, **more)


def test_a_renewed_loan_has_a_new_period_from_today() -> None:
    (renewed,) = bodies(again(on_loan()))
    assert (type(renewed), renewed.due, renewed.previous_due) == (LoanRenewed, in_days(14, LATER), DUE)


NOT_RENEWED: dict[str, tuple[Copy, Standing | None, Blocked, Permission | None]] = {
    "not on loan": (FREE, None, Blocked.NOT_ON_LOAN, None),
    "renewed twice": (on_loan(renewals=2), None, Blocked.TOO_MANY_RENEWALS, P.OVERRIDE_RENEWALS),
    "another waits": (
        replace(on_loan(), queue=(a_hold(H1, LUIS),)),
        None,
        Blocked.REQUESTED_BY_OTHER,
        P.OVERRIDE_HOLD,
    ),
    "nothing gained": (on_loan(due=MONDAY + timedelta(days=99)), None, Blocked.RENEWAL_NOT_LATER, None),
    "owes": (on_loan(), standing(loans=[a_loan()], account=owing(1001)), Blocked.OWES_TOO_MUCH, P.OVERRIDE_DEBT),
    "expired": (on_loan(), standing(loans=[a_loan()], expires=YESTERDAY), Blocked.PATRON_EXPIRED, P.OVERRIDE_EXPIRY),
    "unknown card": (on_loan(), standing(stub=True), Blocked.TOO_MANY_RENEWALS, P.OVERRIDE_RENEWALS),
}


@pytest.mark.parametrize("case", NOT_RENEWED)
def test_renewing_is_refused_with_the_permission_that_lifts_it(case: str) -> None:
    copy, who, code, permission = NOT_RENEWED[case]
    outcome = again(copy, who)
    assert isinstance(outcome, Refused)
    assert [(b.code, b.permission) for b in outcome.blocks] == [(code, permission)]
    lifted = again(copy, who, override=insisting(*P))
    assert isinstance(lifted, Done) is (permission is not None)


@pytest.mark.parametrize(
    "hold",
    [
        a_hold(H1, ANA),
        a_hold(H1, LUIS, wanted=OTHER_ITEM),
        a_hold(H1, LUIS, state=HoldState.ON_SHELF, item=OTHER_ITEM),
    ],
    ids=["their own", "for another copy", "served by another copy"],
)
def test_a_request_that_this_copy_need_not_serve_does_not_stop_a_renewal(hold: Hold) -> None:
    assert codes(again(replace(on_loan(), queue=(hold,)))) == []


# --- requests -------------------------------------------------------------------------------------------------------


def ask(queue: tuple[Hold, ...] = (), who: Standing | None = None, item: ItemId | None = None, **more: Any) -> Outcome:
    wanted = Wanted(TITLE, "EAST", item)
    return hold_request.place(wanted, queue, [an_item()], who or standing(), LIBRARY, MAIN, MONDAY, H3, **more)


def test_a_request_names_title_patron_and_pickup_place() -> None:
    assert bodies(ask(item=ITEM)) == [HoldPlaced(H3, TITLE, ANA, "EAST", ITEM)]


def test_one_open_request_for_a_title_is_enough() -> None:
    assert codes(ask((a_hold(H1, ANA),))) == [Blocked.ALREADY_REQUESTED]
    assert codes(ask((a_hold(H1, ANA),), override=insisting(*P))) == [Blocked.ALREADY_REQUESTED]
    assert codes(ask((a_hold(H1, ANA, state=HoldState.CANCELLED), a_hold(H2, LUIS)))) == []


def test_who_may_not_borrow_may_not_request_unless_staff_insist() -> None:
    blocked = standing(active=False)
    assert codes(ask(who=blocked)) == [Blocked.PATRON_INACTIVE]
    assert codes(ask(who=blocked, override=insisting(P.OVERRIDE_PATRON_BLOCK))) == []


@pytest.mark.parametrize("state", HoldState)
def test_only_an_open_request_can_be_cancelled(state: HoldState) -> None:
    outcome = hold_request.cancel(a_hold(state=state, item=ITEM))
    if state not in OPEN_HOLD:
        assert codes(outcome) == [Blocked.HOLD_CLOSED]
    else:
        assert bodies(outcome) == [HoldCancelled(H1, TITLE, ITEM)]


def test_the_position_in_the_queue_counts_open_requests_from_one() -> None:
    first, gone, second = a_hold(H1), a_hold(H2, state=HoldState.FILLED), a_hold(H3)
    queue = (second, gone, first)
    assert [position(h, queue) for h in (first, second, gone)] == [1, 2, 0]
