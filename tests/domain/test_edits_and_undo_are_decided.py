"""Editing a patron and taking an act back: what is recorded, and what is refused."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from deskapp.domain.events import (
    BlockLifted,
    BlockPlaced,
    CheckInUndone,
    CheckOutUndone,
    FeeCharged,
    FeeReversed,
    HoldCancelled,
    HoldReinstated,
    PatronEdited,
    PaymentReceived,
    PaymentVoided,
    RefundPaid,
    RenewalUndone,
)
from deskapp.domain.outcome import Blocked, Done, Outcome, Refused
from deskapp.domain.records import Act, HoldState, Patron
from deskapp.domain.registration import REGISTRARS, edit, problems
from deskapp.domain.rules import Category, Library
from deskapp.domain.undo import undo
from deskapp.domain.values import ActId, Address, BlockId, FeeId, Name, PatronFields, PaymentId
from tests.domain.builders import (
    ANA,
    DUE,
    H1,
    ITEM,
    L1,
    MAIN,
    MONDAY,
    ON_SHELF,
    TITLE,
    a_hold,
    an_item,
    cancelled,
    fields,
    lent,
    renewed,
    requested,
    returned,
    sent,
    trapped,
)

LIBRARY = Library(branches=(MAIN,), categories=(Category("ADULT", "Adulto", "Adult"),))
THERE = Patron(ANA, fields(cards=("P1",), emails=("ana@old.example",)), stub=False)


def changed(patron: Patron = THERE, **changes: Any) -> Outcome:
    return edit(patron, replace(patron.fields, **changes), LIBRARY)


def test_an_edit_carries_the_changed_groups_with_what_they_replaced_and_nothing_else() -> None:
    outcome = changed(emails=("ana@new.example",), notes=("moved",))
    assert isinstance(outcome, Done)
    assert [f.body for f in outcome.facts] == [
        PatronEdited(
            ANA,
            ("emails", "notes"),
            PatronFields(emails=("ana@old.example",)),
            PatronFields(emails=("ana@new.example",), notes=("moved",)),
        )
    ]


def test_saving_without_a_change_records_nothing() -> None:
    outcome = changed()
    assert isinstance(outcome, Refused)
    assert [b.code for b in outcome.blocks] == [Blocked.NOTHING_CHANGED]


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "no surname": ({"name": Name("  ", "Ana")}, "name", "empty"),
    "category": ({"category": "GHOST"}, "category", "unknown"),
    "branch": ({"branch": "MARS"}, "branch", "unknown"),
    "e-mail": ({"emails": ("ana@ok.example", "ana@nowhere")}, "emails", "not_an_email"),
    "two e-mails in one": ({"emails": ("a@ok.example, b@ok.example",)}, "emails", "not_an_email"),
    "telephone": ({"phones": ("call me",)}, "phones", "not_a_phone"),
    "expiry": ({"expires": date(2020, 1, 1), "enrolled": date(2021, 1, 1)}, "expires", "before_enrolment"),
    "birth": ({"birth_date": date(1789, 7, 14)}, "birth_date", "not_plausible"),
    "card": ({"cards": (" ",)}, "cards", "empty"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_value_is_refused_at_its_field_and_nothing_is_saved(case: str) -> None:
    values, group, why = WRONG[case]
    outcome = changed(notes=("good",), **values)
    assert isinstance(outcome, Refused)
    assert [dict(b.facts) for b in outcome.blocks] == [{"field": group, "why": why}]


RIGHT: dict[str, dict[str, Any]] = {
    "e-mail": {"emails": ("ana.garcia+biblio@correo.example.es",)},
    "telephone": {"phones": ("+34 600 00 00 00", "(555) 123-4567 x89")},
    "accents": {"name": Name("Núñez-O'Brien", "Íñigo")},
    "several cards": {"cards": ("P1", "P1-OLD")},
    "address": {"addresses": (Address(("Calle Mayor 1", "2.º izq."), "Soria", postcode="42001"),)},
    "never expires": {"expires": None},
}


@pytest.mark.parametrize("case", RIGHT)
def test_what_people_really_have_is_accepted(case: str) -> None:
    assert isinstance(changed(**RIGHT[case]), Done)


def test_an_old_wrong_value_elsewhere_does_not_stop_an_edit() -> None:
    imported = replace(THERE, fields=replace(THERE.fields, phones=("ask his mother",)))
    assert isinstance(changed(imported, notes=("moved",)), Done)
    assert [dict(b.facts)["field"] for b in problems(imported.fields, LIBRARY)] == ["phones"]


@pytest.mark.parametrize("group", REGISTRARS)
def test_an_external_account_refuses_what_the_registrar_owns(group: str) -> None:
    values: dict[str, Any] = {
        "name": Name("Other"),
        "birth_date": date(2000, 1, 1),
        "emails": ("x@y.example",),
        "phones": ("600000000",),
        "addresses": (Address(("A",)),),
        "category": "",
        "expires": date(2030, 1, 1),
        "user_name": "ana",
        "active": False,
    }
    external = replace(THERE, fields=replace(THERE.fields, account_type="external"))
    open_library = replace(LIBRARY, categories=())
    outcome = edit(external, replace(external.fields, **{group: values[group]}), open_library)
    assert isinstance(outcome, Refused)
    assert [(b.code, b.permission, dict(b.facts)) for b in outcome.blocks] == [
        (Blocked.NOT_OWNED_HERE, None, {"field": group})
    ]


def test_an_external_account_still_takes_the_librarys_own_notes() -> None:
    external = replace(THERE, fields=replace(THERE.fields, account_type="external"))
    assert isinstance(changed(external, notes=("hard of hearing",), cards=("P1", "P9")), Done)


# --- undo ---------------------------------------------------------------------------------------------------------

P1, F1 = PaymentId(UUID(int=1)), FeeId(UUID(int=1))
ACT, LATER_ACT = ActId(UUID(int=1)), ActId(UUID(int=2))
EDIT = PatronEdited(ANA, ("notes",), PatronFields(), PatronFields(notes=("x",)))
BLOCK = BlockPlaced(ANA, BlockId(UUID(int=9)), "wet books")


def taken_back(*bodies: Any, last: ActId = ACT, holds: Any = None) -> Outcome:
    item = an_item(last_act=last, last_desk="EAST", acts=(Act(MONDAY, "ItemCheckedIn", "luis", "EAST"),))
    touches_item = any(hasattr(b, "item") and b.item for b in bodies)
    return undo(ACT, bodies, {ITEM: item} if touches_item else {}, holds or {})


UNDONE: dict[str, tuple[list[Any], list[Any]]] = {
    "check-out": ([lent(hold=H1, previous=ON_SHELF)], [CheckOutUndone(ACT, ITEM, L1, H1, ON_SHELF)]),
    "check-in": ([returned(previous=ON_SHELF)], [CheckInUndone(ACT, ITEM, L1, ON_SHELF)]),
    "renewal": ([renewed()], [RenewalUndone(ACT, ITEM, L1, DUE)]),
    "request": ([requested()], [HoldCancelled(H1, TITLE, None, undo=True)]),
    "cancelling": ([cancelled(item=ITEM)], [HoldReinstated(ACT, H1, TITLE, "on_shelf", ITEM, DUE)]),
    "check-in that trapped": (
        [returned(previous=ON_SHELF), trapped()],
        [HoldReinstated(ACT, H1, TITLE, "on_shelf", ITEM, DUE), CheckInUndone(ACT, ITEM, L1, ON_SHELF)],
    ),
    "check-in that sent home": ([returned(previous=ON_SHELF), sent()], [CheckInUndone(ACT, ITEM, L1, ON_SHELF)]),
    "edit": ([EDIT], [PatronEdited(ANA, ("notes",), EDIT.after, EDIT.before)]),
    "fee": ([FeeCharged(ANA, F1, 100, "EUR", "")], [FeeReversed(ANA, F1)]),
    "block": ([BLOCK], [BlockLifted(ANA, BLOCK.block)]),
}


@pytest.mark.parametrize("case", UNDONE)
def test_an_act_is_taken_back_by_further_events_last_to_first(case: str) -> None:
    bodies, undone = UNDONE[case]
    before = {H1: a_hold(H1, state=HoldState.ON_SHELF, item=ITEM, until=DUE)}
    outcome = taken_back(*bodies, holds=before)
    assert isinstance(outcome, Done)
    assert [f.body for f in outcome.facts] == undone


@pytest.mark.parametrize("case", ["check-out", "check-in", "renewal", "cancelling"])
def test_what_came_after_at_another_desk_is_told_instead_of_undone(case: str) -> None:
    outcome = taken_back(*UNDONE[case][0], last=LATER_ACT)
    assert isinstance(outcome, Refused)
    assert [(b.code, dict(b.facts)) for b in outcome.blocks] == [
        (Blocked.SOMETHING_CAME_AFTER, {"kind": "ItemCheckedIn", "desk": "EAST"})
    ]


@pytest.mark.parametrize(
    "body",
    [
        PaymentReceived(ANA, P1, 100, "EUR"),
        RefundPaid(ANA, P1, 100, "EUR", "paid twice"),
        PaymentVoided(ANA, P1, "typed twice"),
    ],
)
def test_money_is_never_undone(body: Any) -> None:
    outcome = taken_back(body)
    assert isinstance(outcome, Refused)
    assert [b.code for b in outcome.blocks] == [Blocked.NOTHING_TO_UNDO]
