"""What a scan means, decided without a window."""

from dataclasses import replace

import pytest

from deskapp.desk.answers import Found, ItemHit, PatronHit, TitleHit
from deskapp.domain.values import ItemId, ItemState, PatronId, TitleId
from tests.desks import new_id
from ui import scan_flow as flow
from ui.scan_flow import News, Page, Situation, decide

ANA = PatronId(new_id())
CARD = PatronHit(PatronId(new_id()), "Luis Pérez", "21234000000018", "ADULT")
BOOK = ItemHit(ItemId(new_id()), "31234000000017", "Rayuela", ItemState.AVAILABLE)
COPY = replace(BOOK, id=ItemId(new_id()), barcode="31234000000025")
TITLE = TitleHit(TitleId(new_id()), "Rayuela", "Cortázar", (BOOK, COPY))

AT_SERVICES = Situation(Page.SERVICES)
SERVING = Situation(Page.SERVICES, active=ANA)
CHECKING_IN = Situation(Page.CHECK_IN, active=ANA)
RENEWING = Situation(Page.RENEW)


def found(*hits: PatronHit | ItemHit | TitleHit, text: str = "31234000000017", **more: bool) -> Found:
    return Found(text, hits, **more)  # type: ignore[arg-type]


def unknown(text: str) -> Found:
    return Found(text)


def test_a_card_opens_the_patron_whoever_is_active() -> None:
    assert decide(found(CARD, text=CARD.card), SERVING) == flow.OpenPatron(CARD.id)


def test_an_item_goes_to_the_active_patron() -> None:
    assert decide(found(BOOK), SERVING) == flow.Lend(BOOK.id, ask=False)


def test_an_item_is_lent_only_after_asking_when_nothing_was_scanned_for_minutes() -> None:
    assert decide(found(BOOK), replace(SERVING, away=True)) == flow.Lend(BOOK.id, ask=True)


def test_without_an_active_patron_an_item_is_shown_and_not_lent() -> None:
    assert decide(found(BOOK), AT_SERVICES) == flow.ShowItem(BOOK.id)


def test_an_item_scanned_among_the_discrepancies_is_shown_although_a_patron_is_active() -> None:
    assert decide(found(BOOK), replace(SERVING, page=Page.DISCREPANCIES)) == flow.ShowItem(BOOK.id)


def test_the_same_item_a_moment_later_is_a_double_scan() -> None:
    assert decide(found(BOOK), replace(SERVING, repeated=True)) == flow.Say(News.DOUBLE_SCAN, "Rayuela")


def test_a_card_scanned_twice_just_opens_its_patron_again() -> None:
    step = decide(found(CARD, text=CARD.card), replace(SERVING, repeated=True))
    assert step == flow.OpenPatron(CARD.id)


def test_check_in_and_renew_take_items_only() -> None:
    assert decide(found(BOOK), CHECKING_IN) == flow.CheckIn(BOOK.id)
    assert decide(found(BOOK), RENEWING) == flow.Renew(BOOK.id)
    for page in (CHECKING_IN, RENEWING):
        assert decide(found(CARD, text=CARD.card), page) == flow.Say(News.CARD_NOT_HERE, CARD.card)


def test_a_number_that_is_a_card_and_a_barcode_is_the_item_at_check_in_and_asked_about_elsewhere() -> None:
    both = found(CARD, BOOK)
    assert decide(both, CHECKING_IN) == flow.CheckIn(BOOK.id)
    assert decide(both, SERVING) == flow.ChooseHit((CARD, BOOK))


def test_an_isbn_asks_which_copy() -> None:
    assert decide(found(TITLE, text="9788497592208", isbn=True), SERVING) == flow.ChooseCopy(TITLE)


def test_an_isbn_that_no_title_has_is_no_unknown_barcode() -> None:
    twice = replace(SERVING, unknown_before=True)
    assert decide(Found("9788497592208", isbn=True), twice) == flow.Say(News.UNKNOWN_ISBN, "9788497592208")


def test_a_scan_whose_letters_merely_resemble_a_name_is_asked_about() -> None:
    assert decide(found(CARD, text="PER123"), AT_SERVICES) == flow.ChooseHit((CARD,))


def test_a_name_that_was_typed_and_fits_one_patron_opens_them() -> None:
    assert decide(found(CARD, text="luis per"), replace(AT_SERVICES, scanned=False)) == flow.OpenPatron(CARD.id)


def test_words_that_nobody_has_are_not_counted_as_a_barcode() -> None:
    typed = replace(SERVING, scanned=False, unknown_before=True)
    assert decide(unknown("zzz"), typed) == flow.Say(News.NOTHING_FOUND, "zzz")


@pytest.mark.parametrize("page", [Page.SERVICES, Page.CHECK_IN, Page.RENEW])
@pytest.mark.parametrize("online", [True, False])
def test_an_unknown_barcode_counts_only_when_scanned_twice_alike(page: Page, online: bool) -> None:
    at = Situation(page, active=ANA, online=online)
    assert decide(unknown("31234000009999"), at) == flow.Say(News.UNKNOWN_ONCE, "31234000009999")


def test_an_unknown_barcode_is_added_online_and_lent_or_taken_back_as_a_stub_offline() -> None:
    twice = replace(SERVING, unknown_before=True)
    assert decide(unknown("X1"), twice) == flow.QuickAdd("X1")
    assert decide(unknown("X1"), replace(twice, online=False, away=True)) == flow.LendUnknown("X1", ask=True)
    back = replace(CHECKING_IN, unknown_before=True, online=False)
    assert decide(unknown("X1"), back) == flow.CheckInUnknown("X1")


def test_an_unknown_card_is_accepted_offline_and_not_online() -> None:
    twice = replace(AT_SERVICES, unknown_before=True)
    assert decide(unknown("21234000009999"), twice) == flow.Say(News.UNKNOWN_CARD, "21234000009999")
    assert decide(unknown("21234000009999"), replace(twice, online=False)) == flow.AcceptCard("21234000009999")


def test_offline_with_nobody_active_an_unknown_number_may_be_a_card_unless_it_is_an_items() -> None:
    twice = replace(AT_SERVICES, unknown_before=True, online=False)
    assert decide(unknown("C-4711"), twice) == flow.OfferCard("C-4711")
    assert decide(unknown("31234000009999"), twice) == flow.Say(News.NO_PATRON_FOR_UNKNOWN, "31234000009999")


def test_a_bad_scan_does_nothing_anywhere() -> None:
    for page in Page:
        assert decide(Found("", problem="too_long"), Situation(page, active=ANA)) == flow.Problem("too_long")
