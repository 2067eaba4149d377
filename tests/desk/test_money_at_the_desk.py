"""Taking money: the oldest fee first, what is over is credit, a payment is voided with a reason and never vanishes."""

from uuid import UUID

from deskapp.domain.events import FeeCharged, FeeId, Line
from deskapp.domain.outcome import fact
from tests.desk.steps import codes, know, lend, panel, recorded, refused, take_back
from tests.desks import Place, Workstation, sync


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


def test_the_same_fee_paid_at_two_desks_is_credit_not_lost(place: Place, main: Workstation, east: Workstation) -> None:
    charged(place, main, 300)
    sync(place, east)
    for one in (main, east):
        one.desk.pay(one.patron("P1"), 300)
    sync(place, main, east)
    sync(place, main, east)
    for one in (main, east):
        assert panel(one, "P1").owed == -300
        assert len(panel(one, "P1").payments) == 2
    assert codes(main) == []


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
