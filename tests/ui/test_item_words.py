"""Every state, stop and event has words in both languages; of what a return settled nothing private is told."""

from typing import get_args

import pytest

from deskapp.desk.answers import CheckedIn, NextStop, Settled
from deskapp.domain.events import Body, Unreadable
from deskapp.domain.values import ItemId, ItemState
from tests.desks import new_id
from ui.item_words import act, item_state, next_stop, state_named
from ui.settled_words import private_words, sentences

ZONE = "Europe/Madrid"
FACTS = {
    Settled.WAS_LOST: {"refunded": "1500", "kept": "300", "currency": "EUR"},
    Settled.CLAIM_CLOSED: {"state": "claimed_returned"},
    Settled.STILL_MARKED: {"state": "damaged", "note": "wet pages"},
    Settled.UNFETCHED: {"patron": "Ana García"},
    Settled.COUNT_PARTS: {"parts": "2 discs"},
    Settled.SUSPENDED: {"date": "2026-12-24"},
    Settled.EFFECTIVE: {"at": "2026-11-23T18:30:00+00:00"},
    Settled.OTHER_COPY: {"count": "1"},
    Settled.PASSED_OVER: {"count": "2"},
}


def returned(*codes: Settled) -> CheckedIn:
    settled = tuple((code, tuple(FACTS.get(code, {}).items())) for code in codes)
    return CheckedIn(
        ItemId(new_id()), "I1", "Middlemarch", NextStop.SHELF, "Central", False, True, None, "", 0, "EUR", None, "",
        None, settled,
    )  # fmt: skip


@pytest.mark.parametrize("state", ItemState)
def test_every_state_has_words(language: str, state: ItemState) -> None:
    assert item_state(state) != str(state) or language == "en"
    assert state_named(str(state)) == item_state(state) != ""


def test_no_two_states_are_called_alike(language: str) -> None:
    assert len({item_state(state) for state in ItemState}) == len(ItemState)


def test_spanish_calls_a_claim_what_the_patron_says_and_never_a_reclamacion(spanish: None) -> None:
    assert item_state(ItemState.CLAIMED_RETURNED) == "el usuario afirma haberlo devuelto"
    assert item_state(ItemState.CLAIMED_NEVER_HAD) == "el usuario afirma no haberlo tenido"
    assert item_state(ItemState.WITHDRAWN) == "expurgado"
    assert not any("reclam" in item_state(state) for state in ItemState)


def test_a_state_of_a_newer_program_is_shown_as_it_is() -> None:
    assert state_named("on_display") == "on_display"


@pytest.mark.parametrize("stop", NextStop)
def test_every_stop_has_words(language: str, stop: NextStop) -> None:
    said = next_stop(stop, "Este")
    assert said
    assert "{" not in said
    assert ("Este" in said) is (stop in (NextStop.TRANSIT, NextStop.TRANSIT_FOR_HOLD))


def test_every_event_has_words(language: str) -> None:
    kinds = [kind.__name__ for kind in get_args(Body) if kind is not Unreadable]
    assert [kind for kind in kinds if act(kind) == kind] == []


@pytest.mark.parametrize("code", Settled)
def test_everything_that_a_return_settled_is_told_in_the_open_or_on_asking(language: str, code: Settled) -> None:
    one = returned(code)
    said = [*sentences(one, ZONE), private_words(one, ZONE)]
    assert any(said)
    assert not any("{" in text or "_" in text for text in said)


def test_names_money_and_sanctions_are_told_on_asking_alone(language: str) -> None:
    one = returned(*Settled)
    told = " ".join(sentences(one, ZONE))
    assert not any(secret in told for secret in ("Ana", "15", "24"))
    assert all(secret in private_words(one, ZONE) for secret in ("Ana García", "15", "24"))


def test_what_staff_have_to_do_something_about_stands_first() -> None:
    told = sentences(returned(Settled.AMNESTY, Settled.COUNT_PARTS), ZONE)
    assert told[0] == "Count the parts: 2 discs."


def test_a_note_of_staff_is_shown_as_it_was_written() -> None:
    assert sentences(returned(Settled.STILL_MARKED), ZONE) == ["It is still marked: damaged (wet pages)."]


def test_what_was_not_refunded_is_not_spoken_of() -> None:
    facts = (("refunded", "0"), ("kept", "300"), ("currency", "EUR"))
    one = CheckedIn(
        ItemId(new_id()), "I1", "Middlemarch", NextStop.SHELF, "Central", False, False, None, "", 0, "EUR", None, "",
        None, ((Settled.WAS_LOST, facts),),
    )  # fmt: skip
    assert private_words(one, ZONE) == "kept of the bill: €3.00"
