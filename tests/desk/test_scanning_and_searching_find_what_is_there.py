"""What the scan field finds: cards, barcodes, ISBNs and words, in central's records and in what was just recorded."""

from dataclasses import replace

import pytest

from deskapp.desk.answers import Found, ItemHit, PatronHit, TitleHit
from deskapp.domain.outcome import Done
from deskapp.domain.values import ItemState, Name, PatronFields
from tests.desk.steps import know, lend, panel
from tests.desks import Place, Workstation, a_patron, a_title, sync


def name_of(found: Found) -> list[str]:
    return [h.name if isinstance(h, PatronHit) else h.title for h in found.hits]


def registered_here(one: Workstation, card: str, name: Name) -> None:
    """As a registration form would: recorded at this desk, unknown to central."""
    with one.overlay.reading():
        one.recorder.record(Done((a_patron(card, name.given, name.surname)[1],)))


@pytest.mark.parametrize("scan", ["P1", " P1\r\n", "\x02P1\x03", "]A0P1"])
def test_a_card_finds_its_patron_however_the_scanner_sends_it(main: Workstation, scan: str) -> None:
    (hit,) = main.desk.find(scan).hits
    assert isinstance(hit, PatronHit)
    assert (hit.name, hit.card, hit.category) == ("Ana García Núñez", "P1", "ADULT")


def test_a_barcode_finds_the_item_and_its_state(main: Workstation) -> None:
    (hit,) = main.desk.find("I1").hits
    assert isinstance(hit, ItemHit)
    assert (hit.barcode, hit.title, hit.state) == ("I1", "Cien años de soledad", ItemState.AVAILABLE)


@pytest.mark.parametrize("scan", ["9788497592208", "978-84-9759-220-8", "8497592204", "978849759220851995"])
def test_an_isbn_finds_the_title_with_its_copies(main: Workstation, scan: str) -> None:
    found = main.desk.find(scan)
    (hit,) = found.hits
    assert isinstance(hit, TitleHit)
    assert found.isbn
    assert [i.barcode for i in hit.items] == ["I1", "I2"]


@pytest.mark.parametrize("words", ["garcía núñez", "garcia nunez", "GARCIA", "nun ana", "Núñez, Ana"])
def test_a_patron_is_found_by_the_beginnings_of_words_without_accents_or_case(main: Workstation, words: str) -> None:
    assert "Ana García Núñez" in name_of(main.desk.find(words))


@pytest.mark.parametrize("words", ["anos sole", "AÑOS", "gabriel garcia", "soledad"])
def test_a_title_is_found_by_title_and_author(main: Workstation, words: str) -> None:
    assert "Cien años de soledad" in name_of(main.desk.find(words))


def test_patrons_come_before_titles(main: Workstation) -> None:
    hits = main.desk.search("garcia")
    assert [type(h) for h in hits] == [PatronHit, TitleHit]


@pytest.mark.parametrize(
    ("scan", "problem"),
    [("", "empty"), (" \r\n", "empty"), ("9" * 4000, "too_long"), ("P1\x1dI1", "control_characters")],
)
def test_a_bad_scan_is_named_and_finds_nothing(main: Workstation, scan: str, problem: str) -> None:
    found = main.desk.find(scan)
    assert (found.hits, found.problem) == ((), problem)


def test_an_unknown_barcode_finds_nothing_and_is_no_problem(main: Workstation) -> None:
    assert main.desk.find("99999999") == Found("99999999")


@pytest.mark.parametrize("text", ['"', "*", "NEAR(", "a AND", "-x", "a:b", "(", "^", "{", "garcia\0", "\0", "x\ud800"])
def test_nothing_that_is_typed_can_upset_the_search(main: Workstation, text: str) -> None:
    assert isinstance(main.desk.search(text), tuple)
    assert isinstance(main.desk.find(text), Found)


@pytest.mark.parametrize("words", ["García - Ana", "- García Ana", "García, Ana -"])
def test_a_sign_among_the_words_is_passed_over(main: Workstation, words: str) -> None:
    assert name_of(Found("", main.desk.search(words))) == ["Ana García Núñez"]


def test_a_patron_registered_a_moment_ago_is_found_by_card_and_by_name(main: Workstation) -> None:
    registered_here(main, "P9", Name("Íñiguez", "Sol"))
    assert name_of(main.desk.find("P9")) == ["Sol Íñiguez"]
    assert name_of(main.desk.find("iniguez")) == ["Sol Íñiguez"]


@pytest.mark.parametrize("words", ["obrien", "o'brien", "brien", "jean luc", "jean-luc", "O'Brien, Jean", "jean"])
def test_a_name_is_found_by_the_same_words_before_and_after_central_has_it(
    place: Place, main: Workstation, words: str
) -> None:
    registered_here(main, "P9", Name("O'Brien", "Jean-Luc"))
    pending = name_of(Found("", main.desk.search(words)))
    sync(place, main)
    assert pending == name_of(Found("", main.desk.search(words)))


def test_a_patron_renamed_a_moment_ago_is_found_by_the_new_name_only(main: Workstation) -> None:
    fields = panel(main, "P2").fields
    main.desk.edit(main.patron("P2"), replace(fields, name=Name("Zabala", "Luis")))
    assert name_of(main.desk.find("zabala")) == ["Luis Zabala"]
    assert name_of(main.desk.find("perez")) == []


def test_a_new_card_works_at_once_and_a_taken_away_one_no_more(place: Place, main: Workstation) -> None:
    fields = panel(main, "P2").fields
    main.desk.edit(main.patron("P2"), replace(fields, cards=("P2-NEW",)))
    for _ in range(2):
        assert name_of(main.desk.find("P2-NEW")) == ["Luis Pérez"]
        assert main.desk.find("P2").hits == ()
        sync(place, main)


def test_an_item_lent_a_moment_ago_is_no_longer_on_the_shelf(place: Place, main: Workstation) -> None:
    lend(main, "P1", "I1")
    for _ in range(2):
        (by_barcode,) = main.desk.find("I1").hits
        (title,) = main.desk.find("9788497592208").hits
        assert isinstance(by_barcode, ItemHit)
        assert isinstance(title, TitleHit)
        assert by_barcode.state is ItemState.ON_LOAN
        assert {i.barcode: i.state for i in title.items} == {"I1": ItemState.ON_LOAN, "I2": ItemState.AVAILABLE}
        sync(place, main)


def test_a_card_that_two_patrons_carry_finds_both(place: Place, main: Workstation) -> None:
    registered_here(main, "P2", Name("Doble", "Eva"))
    for _ in range(2):
        assert sorted(name_of(main.desk.find("P2"))) == ["Eva Doble", "Luis Pérez"]
        sync(place, main)


def test_a_number_that_is_a_card_and_a_barcode_asks_which(place: Place, main: Workstation) -> None:
    know(place, a_patron("I3", "Eva", "Doble")[1])
    sync(place, main)
    assert {type(h) for h in main.desk.find("I3").hits} == {PatronHit, ItemHit}


def test_the_search_shows_no_more_than_asked(place: Place, main: Workstation) -> None:
    know(place, *(a_patron(f"X{n}", "Eva", f"Muchos{n}")[1] for n in range(9)), a_title("Muchos libros")[1])
    sync(place, main)
    assert len(main.desk.search("muchos", limit=4)) == 4


def test_fields_of_a_plain_patron_are_what_was_registered(main: Workstation) -> None:
    shown = panel(main, "P3")
    assert shown.fields == PatronFields(Name("Wilson", "Emma"), ("P3",), category="ADULT", branch="MAIN")
    assert (shown.name, shown.category_name, shown.branch_name) == ("Emma Wilson", ("Adulto", "Adult"), "Central")
