"""A workstation that serves some libraries has no details of others' patrons, until it has to do with one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from deskapp.central.limits import VISIT, NoSuchBranch, serve
from deskapp.central.schema import records, visits, workstations
from deskapp.desk.answers import Declined, NextStop, Recorded, Settled
from deskapp.domain.events import PatronEdited
from deskapp.domain.outcome import Blocked, Done, Fact, fact
from deskapp.domain.values import ItemState, Line
from deskapp.store.codec import ReliedOn, read_record
from deskapp.sync.checking import compare
from tests.central.centrals import CLOCK, OnPostgresql, now
from tests.desks import Workstation, a_patron, a_small_library, a_title, an_item
from tests.postgresql import Cluster


class Consortium:
    """A central, a workstation for setting up, one that serves all (`main`), and the bookmobile, which serves PORT."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.central, self.folder = OnPostgresql(cluster), folder
        self.everyone: list[Workstation] = []
        self.setup = self.workstation("setup", "MAIN")
        a_small_library(self)  # type: ignore[arg-type]  # it only tells
        title, told = a_title("Moby Dick")
        self.tell(
            told,
            an_item(title, "PORT1", home="PORT")[1],
            a_patron("PP", "Inés", "Puerto", branch="PORT", phones=("600111222",))[1],
            a_patron("PM", "Marta", "Central", phones=("600333444",), notes=("a secret",), birth_date=None)[1],
        )
        self.main = self.workstation("main", "MAIN")
        self.bus = self.workstation("bus", "PORT")
        self.serving("PORT")
        self.sync()

    def workstation(self, name: str, branch: str) -> Workstation:
        one = Workstation(
            self.folder / name,
            self.central.name(name),
            branch,
            CLOCK,
            self.central.link(name),  # type: ignore[arg-type]
        )
        self.everyone.append(one)
        return one

    def serving(self, *codes: str) -> None:
        self.bus.session.exchange()  # it is known then
        assert serve(self.central.database, self.central.name("bus"), codes)

    def tell(self, *facts: Fact) -> None:
        self.setup.journal.record(Done(facts), "setup", "MAIN", ReliedOn())
        self.sync(self.setup)

    def sync(self, *some: Workstation) -> None:
        for one in some or self.everyone:
            one.session.exchange()
        self.central.decide()
        for one in some or self.everyone:
            one.session.exchange()
            one.desk.refresh()

    def close(self) -> None:
        for one in self.everyone:
            for file in (one.journal, one.writer, one.overlay.cache):
                file.close()
        self.central.close()


@pytest.fixture
def library(postgresql: Cluster, tmp_path: Path) -> Iterator[Consortium]:
    made = Consortium(postgresql, tmp_path)
    yield made
    made.close()


def file_of(one: Workstation) -> str:
    """All that lies in a workstation's copy, as text."""
    return "\n".join(one.overlay.cache.bodies().values())


def same_as_central(one: Workstation) -> bool:
    found = compare(one.session._central, one.overlay.cache)
    return (found.result, found.kinds) == ("same", ())


def test_the_bookmobile_has_its_own_patrons_whole_and_of_others_only_name_and_card(library: Consortium) -> None:
    bus = library.bus
    own, other = (bus.desk.panel(bus.patron(card)) for card in ("PP", "PM"))
    assert (own.fields.phones, own.elsewhere) == (("600111222",), False)
    assert (other.name, other.card, other.elsewhere) == ("Marta Central", "PM", True)
    assert "600333444" not in file_of(bus)
    assert "a secret" not in file_of(bus)
    assert [hit.card for hit in bus.desk.search("marta")] == ["PM"]  # type: ignore[union-attr]
    assert same_as_central(bus)


def test_loans_and_debts_of_other_libraries_do_not_come_but_their_items_say_that_they_are_lent(
    library: Consortium,
) -> None:
    library.main.desk.check_out(library.main.patron("PM"), library.main.item("I1"))
    library.main.desk.charge(library.main.patron("PM"), 250, "a torn page")
    library.sync()
    bus = library.bus
    kinds = {kind for kind, _ in bus.overlay.cache.bodies()}
    assert "loan" not in kinds
    assert "a torn page" not in file_of(bus)
    page = bus.desk.item_page(bus.item("I1"))
    assert (page.state, page.due, page.states) == ("on_loan", None, ())
    assert same_as_central(bus)


def test_what_is_lent_here_to_a_patron_of_another_library_stays_known_here(library: Consortium) -> None:
    bus = library.bus
    bus.desk.check_out(bus.patron("PM"), bus.item("PORT1"))
    library.sync()
    assert [row.barcode for row in bus.desk.panel(bus.patron("PM")).loans] == ["PORT1"]
    assert same_as_central(bus)


def test_looking_at_a_patron_of_another_library_brings_the_details_as_soon_as_central_answers(
    library: Consortium,
) -> None:
    library.main.desk.check_out(library.main.patron("PM"), library.main.item("I1"))
    library.sync()
    bus = library.bus
    bus.desk.saw(bus.patron("PM"), "panel")
    assert bus.desk.panel(bus.patron("PM")).elsewhere
    library.sync()
    shown = bus.desk.panel(bus.patron("PM"))
    assert not shown.elsewhere
    assert (shown.fields.phones, [row.barcode for row in shown.loans]) == (("600333444",), ["I1"])
    assert same_as_central(bus)
    assert same_as_central(library.main)


def test_a_visit_ends_after_a_month_and_the_details_go(library: Consortium) -> None:
    bus = library.bus
    bus.desk.saw(bus.patron("PM"), "panel")
    library.sync()
    assert "600333444" in file_of(bus)
    with library.central.database.write() as c:
        c.execute(update(visits).values(since=now() - VISIT - 1))
    library.main.desk.check_out(library.main.patron("P1"), library.main.item("I4"))
    library.sync()
    assert "600333444" not in file_of(bus)
    assert bus.desk.panel(bus.patron("PM")).elsewhere
    assert same_as_central(bus)


def test_a_patron_who_moves_comes_with_all_that_concerns_them_and_one_who_leaves_goes(library: Consortium) -> None:
    main, bus = library.main, library.bus
    main.desk.check_out(main.patron("PM"), main.item("I1"))
    library.sync()
    for card, branch in (("PM", "PORT"), ("PP", "MAIN")):
        fields = main.desk.panel(main.patron(card)).fields
        assert isinstance(main.desk.edit(main.patron(card), replace(fields, branch=branch)), Recorded)
    library.sync()
    came, left = (bus.desk.panel(bus.patron(card)) for card in ("PM", "PP"))
    assert ([row.barcode for row in came.loans], came.elsewhere) == (["I1"], False)
    assert left.elsewhere
    assert "600111222" not in file_of(bus)
    assert same_as_central(bus)


def test_a_workstation_that_serves_more_libraries_fetches_a_copy_with_their_details(library: Consortium) -> None:
    library.main.desk.check_out(library.main.patron("PM"), library.main.item("I1"))
    library.sync()
    library.serving("PORT", "MAIN")
    library.bus.session._time.forget()
    assert library.bus.session.exchange().copied
    library.bus.desk.refresh()
    assert [row.barcode for row in library.bus.desk.panel(library.bus.patron("PM")).loans] == ["I1"]
    assert same_as_central(library.bus)
    library.serving("PORT")
    library.bus.session._time.forget()
    assert library.bus.session.exchange().copied
    library.bus.desk.refresh()
    assert "600333444" not in file_of(library.bus)
    assert same_as_central(library.bus)


def test_an_item_lent_elsewhere_is_taken_back_here_and_its_loan_ends_at_central(library: Consortium) -> None:
    main, bus = library.main, library.bus
    main.desk.check_out(main.patron("PM"), main.item("I1"))
    library.sync()
    told = bus.desk.check_in(bus.item("I1"))
    assert not isinstance(told, Declined)
    assert (told.next, told.was_on_loan, told.returned_by) == (NextStop.TRANSIT, True, None)
    assert [code for code, _ in told.settled] == [Settled.LOAN_ELSEWHERE]
    library.sync()
    assert main.desk.panel(main.patron("PM")).loans == ()
    assert main.desk.discrepancies() == bus.desk.discrepancies() == ()


def test_an_item_lent_elsewhere_is_lent_on_only_when_staff_insist_and_both_loans_are_right(library: Consortium) -> None:
    main, bus = library.main, library.bus
    main.desk.check_out(main.patron("PM"), main.item("I1"))
    library.sync()
    declined = bus.desk.check_out(bus.patron("PP"), bus.item("I1"))
    assert isinstance(declined, Declined)
    assert [block.code for block in declined.blocks] == [Blocked.LOAN_ELSEWHERE]
    assert not isinstance(bus.desk.check_out(bus.patron("PP"), bus.item("I1"), reason="in hand"), Declined)
    library.sync()
    assert main.desk.panel(main.patron("PM")).loans == ()
    assert [row.barcode for row in main.desk.panel(main.patron("PP")).loans] == ["I1"]
    assert main.desk.discrepancies() == ()


def test_a_loan_kept_elsewhere_is_neither_renewed_nor_marked_here(library: Consortium) -> None:
    main, bus = library.main, library.bus
    main.desk.check_out(main.patron("PM"), main.item("I1"))
    library.sync()
    refused = (
        bus.desk.renew_item(bus.item("I1")),
        bus.desk.mark_item(bus.item("I1"), ItemState.LOST),
        bus.desk.use_in_house(bus.item("I1")),
    )
    for one in refused[:2]:
        assert isinstance(one, Declined)
        assert [block.code for block in one.blocks] == [Blocked.LOAN_ELSEWHERE]
    assert isinstance(refused[2], Declined)


def test_what_is_not_known_of_a_patron_is_not_edited_here(library: Consortium) -> None:
    bus = library.bus
    shown = bus.desk.panel(bus.patron("PM"))
    told = bus.desk.edit(bus.patron("PM"), replace(shown.fields, phones=("600999999",)))
    assert isinstance(told, Declined)
    assert [block.code for block in told.blocks] == [Blocked.PATRON_ELSEWHERE]
    assert bus.overlay.pending == 0


def test_requests_of_other_libraries_are_known_so_that_a_copy_goes_where_it_is_awaited(library: Consortium) -> None:
    main, bus = library.main, library.bus
    page = main.desk.item_page(main.item("PORT1"))
    assert page.title_id is not None
    placed = main.desk.request(main.patron("PM"), page.title_id, "MAIN")
    assert isinstance(placed, Recorded)
    library.sync()
    told = bus.desk.check_in(bus.item("PORT1"))
    assert not isinstance(told, Declined)
    assert told.next == NextStop.TRANSIT_FOR_HOLD


def test_a_stub_belongs_to_everybody_until_it_is_identified(library: Consortium) -> None:
    main, bus = library.main, library.bus
    main.desk.check_out(main.desk.accept_unknown_card("XX99"), main.item("I3"))
    library.sync()
    assert [row.barcode for row in bus.desk.panel(bus.patron("XX99")).loans] == ["I3"]
    assert same_as_central(bus)


def test_a_branch_that_there_is_not_cannot_be_served(library: Consortium) -> None:
    with pytest.raises(NoSuchBranch) as fault:
        serve(library.central.database, library.central.name("bus"), ("NORTH",))
    assert fault.value.known == ("MAIN", "EAST", "PORT")
    with library.central.database.read() as c:
        bus = select(workstations.c.serves).where(workstations.c.name == library.central.name("bus"))
        assert c.execute(bus).scalar_one() == "PORT"


def test_a_note_with_a_nul_in_it_does_not_stop_the_copy(library: Consortium) -> None:
    main = library.main
    fields = main.desk.panel(main.patron("PM")).fields
    after = replace(fields, notes=("nul \0 and \\u0000",))
    edited = PatronEdited(main.patron("PM"), ("notes",), fields, after)
    library.tell(fact(edited, (Line.PATRON, main.patron("PM"))))
    library.sync()
    assert library.bus.desk.panel(library.bus.patron("PM")).elsewhere
    assert same_as_central(library.bus)


CARDS, BARCODES, BRANCHES = ("P1", "PM", "PP"), ("I1", "I3", "PORT1"), ("MAIN", "EAST", "PORT")
ACTS = st.one_of(
    st.tuples(st.just("lend"), st.booleans(), st.sampled_from(CARDS), st.sampled_from(BARCODES)),
    st.tuples(st.just("take back"), st.booleans(), st.just(""), st.sampled_from(BARCODES)),
    st.tuples(st.just("look"), st.just(True), st.sampled_from(CARDS), st.just("")),
    st.tuples(st.just("move"), st.just(False), st.sampled_from(CARDS), st.sampled_from(BRANCHES)),
    st.tuples(st.just("charge"), st.booleans(), st.sampled_from(CARDS), st.just("")),
    st.tuples(st.just("a month later"), st.just(False), st.just(""), st.just("")),
    st.tuples(st.just("exchange"), st.booleans(), st.just(""), st.just("")),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=14))
def test_whatever_happens_the_copy_is_what_central_tells_and_no_more_than_its_libraries_need(
    postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, bool, str, str]]
) -> None:
    library = Consortium(postgresql, tmp_path_factory.mktemp("some"))
    try:
        for what, at_bus, card, other in acts:
            _act(library, what, library.bus if at_bus else library.main, card, other)
        library.sync()
        library.sync()  # what central recorded itself while it decided
        assert same_as_central(library.bus)
        assert same_as_central(library.main)
        near = _near(library)
        for (kind, id), body in library.bus.overlay.cache.bodies().items():
            if kind == "account":
                assert id in near, body
            if kind == "patron":
                assert ('"elsewhere": true' in body) == (id not in near), body
    finally:
        library.close()


def _act(library: Consortium, what: str, one: Workstation, card: str, other: str) -> None:
    match what:
        case "lend":
            one.desk.check_out(one.patron(card), one.item(other), reason="insisted")
        case "take back":
            one.desk.check_in(one.item(other))
        case "look":
            one.desk.saw(one.patron(card), "panel")
        case "move":
            fields = one.desk.panel(one.patron(card)).fields
            one.desk.edit(one.patron(card), replace(fields, branch=other))
        case "charge":
            one.desk.charge(one.patron(card), 100, "a torn page")
        case "a month later":
            with library.central.database.write() as c:
                c.execute(update(visits).values(since=now() - VISIT - 1))
        case "exchange":
            library.sync(one)


def _near(library: Consortium) -> set[UUID]:
    """The patrons whose details the bookmobile is to have, by what central's tables say."""
    with library.central.database.read() as c:
        come = set(c.execute(select(visits.c.patron)).scalars())
        bodies = c.execute(select(records.c.body).where(records.c.kind == "patron")).scalars()
        patrons = [read_record("patron", body) for body in bodies]
    return come | {patron.id for patron in patrons if patron.fields.branch in ("", "PORT")}
