"""Money: the oldest fee first, what is over is credit, and nothing that was done with money ever vanishes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from deskapp.desk.answers import Recorded
from deskapp.desk.desk import Desk
from deskapp.desk.record import Staff
from deskapp.domain.events import FeeCharged
from deskapp.domain.outcome import Permission, fact
from deskapp.domain.policy import policy
from deskapp.domain.records import Money
from deskapp.domain.values import FeeId, FeeKind, Line, PatronId
from tests.desk.steps import codes, kinds, know, lend, panel, recorded, refused, take_back
from tests.desks import Place, Workstation, a_library, sync, the_set_up


def charged(place: Place, one: Workstation, *amounts: int) -> None:
    ana = one.patron("P1")
    fees = [FeeCharged(ana, FeeId(UUID(int=n)), amount, "EUR", f"fee {n}") for n, amount in enumerate(amounts, 1)]
    know(place, *(fact(f, (Line.ACCOUNT, ana)) for f in fees))
    sync(place, one)


def test_a_payment_goes_to_the_oldest_fee_first(place: Place, main: Workstation) -> None:
    charged(place, main, 300, 200)
    main.desk.pay(main.patron("P1"), 350)
    for _ in range(2):
        shown = panel(main, "P1")
        assert (shown.owed, [(f.note, f.left) for f in shown.fees]) == (150, [("fee 2", 150)])
        assert [(p.amount, p.currency, p.voided) for p in shown.payments] == [(350, "EUR", "")]
        sync(place, main)


def test_what_is_over_becomes_credit_that_the_next_fee_uses_up(place: Place, main: Workstation) -> None:
    charged(place, main, 300)
    main.desk.pay(main.patron("P1"), 500)
    assert panel(main, "P1").owed == -200
    lend(main, "P1", "I1")
    main.clock.pass_(days=17)
    take_back(main, "I1")
    assert panel(main, "P1").owed == -170


def test_nothing_is_taken_where_nothing_is_owed(place: Place, main: Workstation) -> None:
    assert refused(main.desk.pay(main.patron("P1"), 100)) == ["nothing_owed"]
    charged(place, main, 300)
    assert refused(main.desk.pay(main.patron("P1"), 0)) == ["nothing_owed"]
    assert refused(main.desk.pay(main.patron("P1"), -5)) == ["nothing_owed"]
    assert recorded(main) == []


def test_a_voided_payment_is_owed_again_and_keeps_its_reason(place: Place, main: Workstation) -> None:
    charged(place, main, 300)
    main.desk.pay(main.patron("P1"), 300)
    (payment,) = panel(main, "P1").payments
    main.desk.void_payment(main.patron("P1"), payment.payment, "wrong patron")
    for _ in range(2):
        shown = panel(main, "P1")
        assert (shown.owed, [p.voided for p in shown.payments]) == (300, ["wrong patron"])
        assert [f.left for f in shown.fees] == [300]
        sync(place, main)


def test_the_same_fee_paid_at_two_desks_is_credit_and_told(place: Place, main: Workstation, east: Workstation) -> None:
    charged(place, main, 300)
    sync(place, east)
    for one in (main, east):
        one.desk.pay(one.patron("P1"), 300)
    sync(place, main, east)
    sync(place, main, east)
    for one in (main, east):
        assert panel(one, "P1").owed == -300
        assert len(panel(one, "P1").payments) == 2
    assert codes(main) == ["paid_twice"]


def test_too_much_owed_stands_against_lending_until_it_is_paid(place: Place, main: Workstation) -> None:
    charged(place, main, 1001)
    ana = main.patron("P1")
    assert refused(main.desk.check_out(ana, main.item("I1"))) == ["owes_too_much"]
    main.desk.pay(ana, 1)
    lend(main, "P1", "I1")
    assert main.desk.finish(ana).owed == 1000


def test_a_patron_who_was_charged_is_still_known(place: Place, main: Workstation) -> None:
    charged(place, main, 300)
    assert len(main.desk.find("P1").hits) == 1
    assert panel(main, "P1").name == "Ana García Núñez"


def test_an_edit_leaves_what_is_owed_alone(place: Place, main: Workstation) -> None:
    charged(place, main, 300)
    main.desk.place_block(main.patron("P1"), "wet books")
    sync(place, main)
    assert panel(main, "P1").owed == 300


# --- choosing, waiving, giving back ------------------------------------------------------------------


def test_only_the_chosen_fees_are_paid(place: Place, main: Workstation) -> None:
    charged(place, main, 300, 200, 100)
    first, _, third = (fee.fee for fee in panel(main, "P1").fees)
    main.desk.pay(main.patron("P1"), 350, [third, first], "card")
    for _ in range(2):
        assert [(f.note, f.left) for f in panel(main, "P1").fees] == [("fee 2", 200), ("fee 3", 50)]
        assert panel(main, "P1").owed == 250
        sync(place, main)


def test_a_fee_is_waived_whole_or_in_part_with_a_reason(place: Place, main: Workstation) -> None:
    charged(place, main, 300, 200)
    first, second = (fee.fee for fee in panel(main, "P1").fees)
    ana = main.patron("P1")
    assert refused(main.desk.waive(ana, first, "  ")) == ["reason_missing"]
    assert refused(main.desk.waive(ana, first, "ill", 301)) == ["amount_too_large"]
    main.desk.waive(ana, first, "ill", 100)
    main.desk.waive(ana, second, "ill")
    for _ in range(2):
        shown = panel(main, "P1")
        assert [(f.amount, f.waived, f.left) for f in shown.fees] == [(300, 100, 200)]
        assert shown.owed == 200
        assert [(p.kind, p.amount, p.reason, p.staff) for p in shown.payments] == [
            (Money.WAIVER, 100, "ill", "maria"),
            (Money.WAIVER, 200, "ill", "maria"),
        ]
        sync(place, main)
    assert refused(main.desk.waive(ana, second, "again")) == ["nothing_owed"]


def test_a_voided_waiver_is_owed_again(place: Place, main: Workstation) -> None:
    charged(place, main, 300)
    ana = main.patron("P1")
    main.desk.waive(ana, panel(main, "P1").fees[0].fee, "ill")
    (waiver,) = panel(main, "P1").payments
    main.desk.void_payment(ana, waiver.payment, "wrong fee")
    assert panel(main, "P1").owed == 300
    assert refused(main.desk.void_payment(ana, waiver.payment, "again")) == ["nothing_to_void"]


def test_at_most_the_credit_is_given_back(place: Place, main: Workstation) -> None:
    ana = main.patron("P1")
    assert refused(main.desk.refund(ana, 100, "left the library")) == ["no_credit"]
    main.desk.credit(ana, 500, "broken copier")
    assert refused(main.desk.refund(ana, 501, "left the library")) == ["amount_too_large"]
    assert refused(main.desk.refund(ana, 100, "")) == ["reason_missing"]
    main.desk.refund(ana, 200, "left the library", "transfer")
    for _ in range(2):
        shown = panel(main, "P1")
        assert shown.owed == -300
        assert [(p.kind, p.amount, p.reason) for p in shown.payments] == [
            (Money.CREDIT, 500, "broken copier"),
            (Money.REFUND, 200, "left the library"),
        ]
        sync(place, main)


def test_a_voided_refund_is_credit_again(main: Workstation) -> None:
    ana = main.patron("P1")
    main.desk.credit(ana, 500, "broken copier")
    main.desk.refund(ana, 500, "left the library")
    main.desk.void_payment(ana, panel(main, "P1").payments[-1].payment, "did leave the money here")
    assert panel(main, "P1").owed == -500


def test_a_credit_stands_against_the_next_fee(main: Workstation) -> None:
    ana = main.patron("P1")
    assert refused(main.desk.credit(ana, 500, " ")) == ["reason_missing"]
    main.desk.credit(ana, 500, "broken copier")
    main.desk.charge(ana, 700, "torn page", FeeKind.DAMAGE)
    assert panel(main, "P1").owed == 200


def test_a_fee_charged_by_hand_says_its_kind_and_what_for(place: Place, main: Workstation) -> None:
    ana = main.patron("P1")
    main.desk.charge(ana, 1250, " torn page ", FeeKind.DAMAGE)
    for _ in range(2):
        assert [(f.kind, f.note, f.left) for f in panel(main, "P1").fees] == [(FeeKind.DAMAGE, "torn page", 1250)]
        sync(place, main)
    assert refused(main.desk.charge(ana, 0, "nothing")) == ["nothing_owed"]
    assert refused(main.desk.charge(ana, 100_000_01, "a slip of the finger")) == ["amount_too_large"]


def test_a_new_card_costs_what_its_category_says(place: Place, main: Workstation) -> None:
    library = a_library()
    adult, *others = library.categories
    know(place, the_set_up(replace(library, categories=(replace(adult, card_fee=350), *others))))
    sync(place, main)
    assert main.desk.card_fee(main.patron("P1")) == 350


# --- suspensions ----------------------------------------------------------------------------------------


def suspended(place: Place, one: Workstation, price: int | None = 50) -> None:
    """Ana brings a book back ten days late, which costs her twenty days."""
    line = policy(fee_per_day=0, suspension_days=2, suspension_price_per_day=price)
    know(place, the_set_up(replace(a_library(), policies=(line,))))
    sync(place, one)
    lend(one, "P1", "I1")
    one.clock.pass_(days=24)
    take_back(one, "I1")


def test_a_lifted_suspension_stands_no_more(place: Place, main: Workstation) -> None:
    suspended(place, main)
    (row,) = panel(main, "P1").suspensions
    assert (row.days, row.late, row.title) == (20, 10, "Cien años de soledad")
    assert refused(main.desk.check_out(main.patron("P1"), main.item("I4"))) == ["suspended"]
    assert refused(main.desk.lift_suspensions(main.patron("P1"), "")) == ["reason_missing"]
    main.desk.lift_suspensions(main.patron("P1"), "was in hospital")
    for _ in range(2):
        assert panel(main, "P1").suspensions == ()
        sync(place, main)
    lend(main, "P1", "I4")
    assert refused(main.desk.lift_suspensions(main.patron("P1"), "again")) == ["not_suspended"]


def test_a_suspension_is_exchanged_for_a_fee_and_served_days_cost_nothing(place: Place, main: Workstation) -> None:
    suspended(place, main)
    main.clock.pass_(days=11)  # ten of twenty days are served
    (row,) = panel(main, "P1").suspensions
    assert row.price == 500
    main.desk.exchange_suspensions(main.patron("P1"), "leaves for a year")
    for _ in range(2):
        shown = panel(main, "P1")
        assert shown.suspensions == ()
        assert [(f.kind, f.left) for f in shown.fees] == [(FeeKind.SUSPENSION, 500)]
        sync(place, main)
    lend(main, "P1", "I4")


def test_without_a_price_in_the_policy_nothing_is_exchanged(place: Place, main: Workstation) -> None:
    suspended(place, main, price=None)
    before = len(recorded(main))
    assert refused(main.desk.exchange_suspensions(main.patron("P1"), "in a hurry")) == ["not_exchangeable"]
    assert len(recorded(main)) == before


# --- who may ------------------------------------------------------------------------------------------------

NEEDS: dict[Permission, Callable[[Desk, PatronId, Any], Any]] = {
    Permission.TAKE_MONEY: lambda desk, ana, fee: desk.pay(ana, 100),
    Permission.WAIVE: lambda desk, ana, fee: desk.waive(ana, fee, "ill"),
    Permission.REFUND: lambda desk, ana, fee: desk.credit(ana, 100, "broken copier"),
    Permission.LIFT_SUSPENSION: lambda desk, ana, fee: desk.lift_suspensions(ana, "ill"),
}


@pytest.mark.parametrize("permission", NEEDS)
def test_without_the_permission_nothing_is_done_with_money(
    place: Place, main: Workstation, permission: Permission
) -> None:
    charged(place, main, 300)
    main.recorder.staff = Staff("temp", frozenset(Permission) - {permission})
    before = kinds(main)
    answer = NEEDS[permission](main.desk, main.patron("P1"), panel(main, "P1").fees[0].fee)
    assert refused(answer) == ["permission_missing"]
    assert answer.blocks[0].facts == (("permission", permission),)
    assert kinds(main) == before


def test_money_is_not_undone(place: Place, main: Workstation) -> None:
    charged(place, main, 300)
    assert isinstance(main.desk.pay(main.patron("P1"), 300), Recorded)
    assert refused(main.desk.undo()) == ["money_is_voided"]
    assert panel(main, "P1").owed == 0
