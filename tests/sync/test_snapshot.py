"""The first copy of a library: cut, killed or cancelled it goes on where it stood, and in the end it is central's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskapp.desk.answers import PatronHit
from deskapp.domain.outcome import Done
from deskapp.store.codec import ReliedOn
from deskapp.sync.link import Away
from tests.central.centrals import CLOCK
from tests.desks import Workstation, a_patron
from tests.proxy import Road
from tests.sync.copies import PATRONS, Library, a_library, again, rows_of


@pytest.fixture(params=["sqlite", "postgresql"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    with a_library(request.param, tmp_path, lambda: request.getfixturevalue("postgresql")) as made:
        yield made


@pytest.fixture
def far(library: Library) -> Workstation:
    return library.workstation("far")


def at_page(number: int, act: Callable[[], object]) -> Callable[[str], None]:
    """Act once, before the page of that number."""
    seen = [0]

    def before(question: str) -> None:
        if question in ("copy_records", "copy_codes"):
            seen[0] += 1
            if seen[0] == number:
                act()

    return before


def found(one: Workstation, text: str) -> list[str]:
    return [hit.card for hit in one.desk.search(text) if isinstance(hit, PatronHit)]


def the_same(library: Library, one: Workstation) -> None:
    one.overlay.refresh()
    assert rows_of(one.overlay.cache) == library.rows()
    assert [path.name for path in one.folder.glob("*.new*")] == []


def test_a_first_copy_is_what_central_has_byte_for_byte_and_is_found_by_card_and_name(
    library: Library, far: Workstation
) -> None:
    sent = library.copying(far)
    done = far.session.exchange()
    assert done.copied
    assert len(sent) >= 5, "several pages"
    the_same(library, far)
    assert found(far, "quiroga17") == found(library.setup, "quiroga17") != []
    assert far.desk.find("C17").hits[0].id == far.patron("C17")
    assert not far.session.exchange().copied


@pytest.mark.parametrize("page", [2, 4, 5])
def test_a_copy_that_was_cut_goes_on_where_it_stood(library: Library, far: Workstation, page: int) -> None:
    sent = library.copying(far, at_page(page, lambda: library.proxy.becomes(Road.REFUSES)))
    with pytest.raises(Away):
        far.session.exchange()
    assert rows_of(far.overlay.cache) == {}
    library.proxy.becomes(Road.OPEN)
    assert again(far).copied
    assert sum(page.rows for page in sent) == len(library.rows()), "no row was sent twice"
    the_same(library, far)


def test_what_changes_and_what_goes_during_a_copy_is_in_it(library: Library, far: Workstation) -> None:
    newcomer = a_patron("NEW1", "Zoe", "Nueva")[1]

    def meanwhile() -> None:
        library.take_away("C3")  # among the first that were copied
        library.take_away(f"C{PATRONS - 2}")
        library.setup.desk.check_out(library.setup.patron("C5"), library.setup.item("I1"), reason="so")
        library.tell(newcomer)

    library.copying(far, at_page(3, meanwhile))
    far.session.exchange()
    the_same(library, far)
    assert found(far, "nueva") == ["NEW1"]
    assert "C3" not in found(far, "quiroga3 ana3")
    assert far.desk.find("C3").hits == ()
    assert [loan.barcode for loan in far.desk.panel(far.patron("C5")).loans] == ["I1"]


def test_what_is_recorded_during_a_copy_reaches_central_before_it_ends(library: Library, far: Workstation) -> None:
    seen = []

    def work() -> None:
        far.journal.record(Done((a_patron("N1")[1],)), "maria", "MAIN", ReliedOn())

    def look() -> None:
        library.central.decide()
        seen.append("N1" in {key[1] for key in library.rows() if len(key) == 3})

    library.copying(far, lambda question: (at_page_3(question), at_page_5(question)))
    at_page_3, at_page_5 = at_page(3, work), at_page(5, look)
    far.session.exchange()
    assert seen == [True]
    far.session.exchange()
    the_same(library, far)
    assert far.desk.status().pending == 0


def test_a_cancelled_copy_leaves_the_old_one_in_use_and_kept_up(library: Library, far: Workstation) -> None:
    library.sync(far)  # the old file
    sent = library.copying(far, at_page(3, lambda: setattr(far.session, "may_copy", False)))
    far.session.copy_anew()
    assert far.session.exchange().waiting
    library.tell(a_patron("NEW1", "Zoe", "Nueva")[1])
    assert far.session.exchange().waiting
    far.overlay.refresh()
    assert found(far, "nueva") == ["NEW1"]
    far.session.may_copy = True
    assert far.session.exchange().copied
    assert sum(page.is_first for page in sent) == 1, "it went on"
    the_same(library, far)


def test_a_desk_without_any_copy_lends_to_unknown_cards_and_loses_nothing(library: Library, far: Workstation) -> None:
    library.copying(far, at_page(3, lambda: setattr(far.session, "may_copy", False)))
    assert far.session.exchange().waiting
    card = far.desk.accept_unknown_card("C7")
    assert far.session.exchange().pushed > 0
    library.central.decide()
    far.session.may_copy = True
    far.session.exchange()
    library.sync(far)
    the_same(library, far)
    assert far.desk.panel(card).card == "C7"


def test_a_copy_from_another_boot_of_the_machine_is_begun_anew(
    library: Library, far: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut may have taken pages that were written and not yet on the disk."""
    sent = library.copying(far, at_page(4, library.proxy.cut))
    with pytest.raises(Away):
        far.session.exchange()
    monkeypatch.setattr(CLOCK, "boot", "another")
    sent.clear()
    assert again(far).copied
    assert sum(page.rows for page in sent) == len(library.rows())
    the_same(library, far)


def test_an_unfinished_copy_that_is_damaged_is_begun_anew(library: Library, far: Workstation) -> None:
    library.copying(far, at_page(4, library.proxy.cut))
    with pytest.raises(Away):
        far.session.exchange()
    far.writer.beside.write_bytes(b"not a database" * 1000)
    assert again(far).copied
    the_same(library, far)


@pytest.mark.parametrize("page", [2, 4])
def test_a_connection_that_breaks_for_the_copy_alone_puts_no_half_copy_into_use(
    library: Library, far: Workstation, page: int
) -> None:
    def fails() -> None:
        raise Away("cut")

    library.copying(far, at_page(page, fails))
    with pytest.raises(Away):
        far.session.exchange()
    far.overlay.refresh()
    assert rows_of(far.overlay.cache) == {}
    assert again(far).copied
    the_same(library, far)
