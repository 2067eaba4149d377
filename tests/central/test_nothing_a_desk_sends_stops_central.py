"""Whatever a desk sends, however broken: it alone is put aside, and everything else is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import select

from deskapp.central.schema import journal, quarantine
from deskapp.domain.events import ItemCatalogued, ItemCheckedOut, LoanRenewed, PatronRegistered
from deskapp.domain.outcome import Fact, fact
from deskapp.domain.values import (
    FeeTerms,
    ItemFields,
    ItemId,
    Line,
    LoanId,
    Name,
    PatronFields,
    PatronId,
    Place,
    TitleId,
)
from deskapp.store import codec
from deskapp.store.codec import Entry, encode
from deskapp.sync.link import Reading
from tests.central.centrals import Anywhere, Desk, changed, reading
from tests.desks import a_patron, new_id
from tests.staff import a_member

Sent = Callable[[Desk], str]
"""Writes the next entry of a desk's journal, and breaks it."""

ABSURD = 2**62
LENT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def desks(central: Anywhere, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    two = Desk(central, tmp_path / "one", "one"), Desk(central, tmp_path / "other", "other")
    yield two
    for one in two:
        one.journal.close()


def raw(entry: Entry, **values: object) -> str:
    """The entry as it travels, some of its envelope replaced by whatever is wanted."""
    return msgspec.json.encode({**msgspec.json.decode(encode(entry)), **values}).decode()


def rows_of(central: Anywhere, desk: Desk) -> set[UUID]:
    return {row.id for row in desk.link.pull(0, 20_000).pulled()}


def put_aside(central: Anywhere) -> dict[UUID, str]:
    with central.database.read() as c:
        found = c.execute(select(quarantine.c.id, quarantine.c.reason))
        return dict(found.all())


def others_go_on(central: Anywhere, desks: tuple[Desk, Desk], broken: Sent) -> None:
    """Good events before, behind, and at another desk are decided, whatever becomes of the one in between."""
    one, other = desks
    before, behind, elsewhere = (a_patron(f"card-{n}")[1] for n in range(3))
    first = one.write(before)[0]
    sent = [raw(first), broken(one), raw(one.write(behind)[0])]
    fates = one.link.push(reading(), sent)
    stored = fates[1] == "new"
    assert fates in (["new", "new", "new"], ["new", "unreadable", "gap"])
    assert other.push(*other.write(elsewhere)) == ["new"]
    central.decide()
    good = [before, elsewhere, *([behind] if stored else [])]
    assert {f.touches[0].id for f in good} <= rows_of(central, one)


@pytest.fixture(autouse=True)
def _reading_lets_it_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading refuses a time without a zone; here it does not, so that the fold itself meets what makes it raise."""
    monkeypatch.setitem(codec._TIMES, "LoanRenewed", ())


def a_loan(due: datetime) -> tuple[LoanId, ItemId, Fact]:
    loan, item, patron = LoanId(new_id()), ItemId(new_id()), PatronId(new_id())
    body = ItemCheckedOut(loan, item, patron, due, FeeTerms(10, 0, 500, "EUR", "1"), "MAIN", None, Place(branch="MAIN"))
    return loan, item, fact(body, (Line.ITEM, item), (Line.PATRON, patron))


def a_renewal(loan: LoanId, item: ItemId, due: datetime) -> Fact:
    return fact(LoanRenewed(loan, item, due, LENT), (Line.ITEM, item))


# --- what makes the fold raise -----------------------------------------------------------------------


def test_a_renewal_without_a_time_zone_is_put_aside_alone(central: Anywhere, desks: tuple[Desk, Desk]) -> None:
    """A due date that cannot be compared with another."""
    one, other = desks
    loan, item, lent = a_loan(LENT)
    bad = a_renewal(loan, item, datetime(2026, 12, 24))  # noqa: DTZ001  # that is the point
    good = [a_patron(f"good-{n}")[1] for n in range(5)]
    told = [one.write(f)[0] for f in (lent, *good[:3], bad, *good[3:])]
    assert set(one.push(*told)) == {"new"}
    elsewhere = a_patron("elsewhere")[1]
    other.push(*other.write(elsewhere))
    central.decide()
    assert set(put_aside(central)) == {told[4].id}
    assert {f.touches[0].id for f in (*good, elsewhere, lent)} <= rows_of(central, one)
    assert one.push(*told) == ["duplicate"] * 4 + ["quarantined"] + ["duplicate"] * 2


def test_why_an_event_was_put_aside_names_the_place_and_nothing_of_what_it_says(
    central: Anywhere, desks: tuple[Desk, Desk]
) -> None:
    one, _ = desks
    loan, item, lent = a_loan(LENT)
    bad = one.write(lent, a_renewal(loan, item, datetime(2026, 12, 24)))  # noqa: DTZ001
    one.push(*bad)
    central.decide()
    (reason,) = put_aside(central).values()
    assert "TypeError" in reason
    assert "fold_item" in reason
    assert "2026" not in reason


def test_several_of_them_are_put_aside_and_none_of_those_between(central: Anywhere, desks: tuple[Desk, Desk]) -> None:
    one, _ = desks
    loan, item, lent = a_loan(LENT)
    bad = [a_renewal(loan, item, datetime(2026, 12, n)) for n in range(1, 5)]  # noqa: DTZ001
    good = [a_patron(f"good-{n}")[1] for n in range(20)]
    facts = [lent, *good[:7], bad[0], bad[1], *good[7:9], bad[2], *good[9:], bad[3]]
    told = [one.write(f)[0] for f in facts]
    one.push(*told)
    central.decide()
    assert set(put_aside(central)) == {e.id for e, f in zip(told, facts, strict=True) if f in bad}
    assert {f.touches[0].id for f in good} <= rows_of(central, one)


def test_what_follows_on_the_same_item_is_decided_as_if_the_event_had_never_been(
    central: Anywhere, desks: tuple[Desk, Desk]
) -> None:
    one, _ = desks
    loan, item, lent = a_loan(LENT)
    bad = a_renewal(loan, item, datetime(2026, 12, 24))  # noqa: DTZ001
    later = a_renewal(loan, item, LENT + timedelta(days=30))
    told = [one.write(f)[0] for f in (lent, bad, later)]
    one.push(*told)
    central.decide()
    rows = {row.id: row.body for row in one.link.pull(0, 100).pulled()}
    kept = msgspec.json.decode(rows[loan])
    assert (kept["renewals"], kept["due"]) == (1, "2026-12-23T09:00:00Z")
    with central.database.read() as c:
        at = c.execute(select(journal.c.at).order_by(journal.c.position)).scalars().all()
    assert all(at)
    assert at == sorted(at)


def test_a_loan_renewed_thousands_of_times_stops_nobody(central: Anywhere, desks: tuple[Desk, Desk]) -> None:
    """What its record remembers of earlier due dates nests deeper than any program can write."""
    one, other = desks
    loan, item, lent = a_loan(LENT)
    facts = [lent, *(a_renewal(loan, item, LENT + timedelta(days=n)) for n in range(1100))]
    told = [one.write(f)[0] for f in facts]
    for first in range(0, len(told), 500):
        assert set(one.push(*told[first : first + 500])) == {"new"}
    elsewhere = a_patron("elsewhere")[1]
    other.push(*other.write(elsewhere))
    central.decide()
    assert elsewhere.touches[0].id in rows_of(central, other)


# --- what cannot be read, or kept --------------------------------------------------------------------


def registered(card: str) -> Fact:
    id = PatronId(new_id())
    return fact(PatronRegistered(id, PatronFields(Name("Ruiz", "Ana"), (card,), "ADULT", "MAIN")), (Line.PATRON, id))


def catalogued(barcode: str) -> Fact:
    id = ItemId(new_id())
    return fact(ItemCatalogued(id, ItemFields(TitleId(new_id()), barcode, "BOOK", "MAIN")), (Line.ITEM, id))


def in_envelope(**values: object) -> Sent:
    return lambda desk: raw(desk.write(registered("any"))[0], **values)


BROKEN: dict[str, Sent] = {
    "a wall clock without a zone": in_envelope(wall="2026-11-23T09:00:00"),
    "a wall clock at the beginning of time": in_envelope(wall="0001-01-01T00:00:00+14:00", boot="an earlier boot"),
    "a wall clock at the end of time": in_envelope(wall="9999-12-31T23:59:59-14:00", boot="an earlier boot"),
    "a clock since the boot of 400 digits": in_envelope(monotonic=10**400),
    "a clock since the boot far below zero": in_envelope(monotonic=-(2**70)),
    "the name of a boot with a NUL": in_envelope(boot="a\0boot"),
    "the name of a boot of a book's length": in_envelope(boot="b" * 50_000),
    "a version of 400 digits": in_envelope(version=10**400),
    "a line with a NUL": in_envelope(touches=[["a\0line", str(new_id())]]),
    "a body that is nested beyond all measure": lambda desk: raw(desk.write(registered("any"))[0]).replace(
        '"body":{', '"body":{"deep":' + "[" * 100_000 + "]" * 100_000 + ","
    ),
    "a number of 10,000 digits": lambda desk: raw(desk.write(registered("any"))[0]).replace(
        '"version":1', f'"version":1{"0" * 10_000}'
    ),
    "a barcode with a NUL": lambda desk: raw(desk.write(catalogued("a\0code"))[0]),
    "a card of a book's length": lambda desk: raw(desk.write(registered("".join(map(str, range(20_000)))))[0]),
    "a name with a NUL": lambda desk: raw(desk.write(a_patron("P", given="a\0name")[1])[0]),
    "a member of staff whose name has a NUL": lambda desk: raw(desk.write(a_member("a\0name")[0])[0]),
    "a member of staff with a name of a book's length": lambda desk: raw(
        desk.write(a_member("".join(map(str, range(20_000))))[0])[0]
    ),
    "a due date at the end of time": lambda desk: raw(desk.write(a_loan(datetime.max.replace(tzinfo=UTC))[2])[0]),
    "a due date at the beginning of time": lambda desk: raw(desk.write(a_loan(datetime.min.replace(tzinfo=UTC))[2])[0]),
    "a journal's name of a book's length": lambda desk: raw(
        desk.write(registered("any"))[0], workstation=f"{desk.name}/" + "".join(map(str, range(20_000)))
    ),
    "no JSON": lambda desk: raw(desk.write(registered("any"))[0])[:-1],
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_cannot_be_read_or_kept_holds_up_nobody(central: Anywhere, desks: tuple[Desk, Desk], what: str) -> None:
    others_go_on(central, desks, BROKEN[what])


@pytest.mark.parametrize(
    "clock",
    [
        Reading(ABSURD, "boot", -ABSURD, ABSURD, ABSURD),
        Reading(-ABSURD, "boot", ABSURD, -ABSURD, -ABSURD),
        Reading(2**63 - 1, "boot", 0, 2**63 - 1, 2**63 - 1),
        Reading(0, "b" * 50_000, 0, 0, 0),
    ],
    ids=["far ahead", "far behind", "as far as numbers go", "a boot with a long name"],
)
def test_a_workstation_whose_clocks_are_absurd_holds_up_nobody(
    central: Anywhere, desks: tuple[Desk, Desk], clock: Reading
) -> None:
    one, other = desks
    told = [one.write(a_patron(f"card-{n}")[1])[0] for n in range(2)]
    told += [changed(one.write(a_patron("earlier")[1])[0], boot="an earlier boot")]
    assert one.link.push(clock, [raw(e) for e in told]) == ["new"] * 3
    again = one.write(a_patron("later")[1])[0]
    assert one.push(again) == ["new"]
    elsewhere = a_patron("elsewhere")[1]
    other.push(*other.write(elsewhere))
    central.decide()
    shown = {touch.id for entry in (*told, again) for touch in entry.touches} | {elsewhere.touches[0].id}
    assert shown <= rows_of(central, one)
    assert put_aside(central) == {}


def test_a_badge_with_a_nul_hides_nobody_from_whoever_asks_who_signs_in(
    central: Anywhere, desks: tuple[Desk, Desk]
) -> None:
    one, other = desks
    one.push(*one.write(*a_member("ana", ("operator", ""), badge="1\0")))
    central.decide()
    assert ['"name":"ana"' in member for member in other.link.ask("verifiers")["members"]] == [True]
