"""Whoever alters, removes, moves or puts in an entry is found out, and the exact entry is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import msgspec
import pytest

from deskapp.domain.events import EntriesLost
from deskapp.domain.outcome import Done, fact
from deskapp.store.chain import Fault, FaultKind, Written, digest_of_bytes, faults
from deskapp.store.codec import Entry, ReliedOn, encode
from deskapp.store.scribe import Scribe, chained
from tests.desks import FakeClock, a_patron, new_id

N = 12
ALTERED, MISSING, ADDED = FaultKind.ALTERED, FaultKind.MISSING, FaultKind.ADDED
OUT_OF_ORDER = FaultKind.OUT_OF_ORDER


def a_scribe() -> Scribe:
    return Scribe("desk-1", FakeClock(), new_id, new_id())


def entries(scribe: Scribe, count: int = N) -> list[Entry]:
    return [e for i in range(count) for e in scribe.write(Done((a_patron(f"c{i}")[1],)), "maria", "MAIN", ReliedOn())]


def rows_of(made: Sequence[Entry], at_desk: bool = True) -> list[Written]:
    """As a desk's file keeps them, or as central does: without the hash, and counted by their own numbers."""
    return [
        Written(n if at_desk else e.seq, e.incarnation, e.seq, encode(e), chained(e) if at_desk else None)
        for n, e in enumerate(made, 1)
    ]


def decoded(row: Written) -> Entry:
    return msgspec.json.decode(row.entry, type=Entry)


def changed(row: Written, **fields: object) -> Written:
    return replace(row, entry=encode(msgspec.structs.replace(decoded(row), **fields)))


def rehashed(row: Written) -> Written:
    """By somebody who knows how the hash beside an entry is made."""
    return replace(row, hash=chained(decoded(row)))


def renumbered(rows: Sequence[Written]) -> list[Written]:
    return [replace(row, n=n) for n, row in enumerate(rows, 1)]


def named(rows: Sequence[Written], **more: object) -> list[tuple[FaultKind, int]]:
    return [(f.kind, f.seq) for f in faults(rows, **more)]  # type: ignore[arg-type]


@pytest.fixture(params=["desk", "central"])
def rows(request: pytest.FixtureRequest) -> list[Written]:
    return rows_of(entries(a_scribe()), request.param == "desk")


def test_a_whole_chain_has_no_fault(rows: list[Written]) -> None:
    assert named(rows) == []


def test_a_chain_that_goes_on_in_another_incarnation_has_no_fault() -> None:
    scribe = a_scribe()
    made = entries(scribe)
    scribe.incarnation, scribe.seq = new_id(), 0
    assert named(rows_of(made + entries(scribe))) == []


def test_one_incarnation_by_itself_begins_with_a_hash_that_is_not_known() -> None:
    scribe = a_scribe()
    entries(scribe)
    scribe.incarnation, scribe.seq = new_id(), 0
    later = rows_of(entries(scribe), at_desk=False)
    assert named(later, first=None) == []
    assert named(later) != []


@pytest.mark.parametrize("k", range(N))
def test_an_altered_body_is_named(rows: list[Written], k: int) -> None:
    old = decoded(rows[k])
    rows[k] = changed(rows[k], body=msgspec.Raw(bytes(old.body).replace(b"Ana", b"Eva")))
    assert named(rows) == [(ALTERED, k + 1)]


@pytest.mark.parametrize("field", ["staff", "monotonic", "id", "kind", "digest", "wall"])
@pytest.mark.parametrize("k", range(N - 1))
def test_an_altered_envelope_is_named(rows: list[Written], k: int, field: str) -> None:
    old = decoded(rows[k])
    values = {"monotonic": 7, "id": new_id(), "wall": old.wall.replace(year=2020)}
    rows[k] = changed(rows[k], **{field: values.get(field, "other")})
    assert named(rows) == [(ALTERED, k + 1)]


@pytest.mark.parametrize("k", range(N - 2))
def test_an_altered_envelope_whose_hash_was_made_anew_is_named_by_the_one_after(rows: list[Written], k: int) -> None:
    rows[k] = rehashed(changed(rows[k], staff="other"))
    assert named(rows) == [(ALTERED, k + 1)]


@pytest.mark.parametrize("k", range(1, N - 1))
def test_an_altered_hash_of_the_entry_before_is_named_where_it_is(rows: list[Written], k: int) -> None:
    rows[k] = rehashed(changed(rows[k], prev="f" * 64))
    assert named(rows)[0] == (ALTERED, k + 1)


@pytest.mark.parametrize("k", range(N))
def test_an_entry_whose_number_was_altered_is_named(rows: list[Written], k: int) -> None:
    if k < N - 1 or rows[k].hash is not None:
        rows[k] = changed(rows[k], seq=77)
        assert named(rows) == [(ALTERED, k + 1)]


@pytest.mark.parametrize("k", range(N))
def test_an_entry_hidden_by_its_columns_is_named(rows: list[Written], k: int) -> None:
    rows[k] = replace(rows[k], seq=0)
    assert named(rows) == [(ALTERED, k + 1)]


@pytest.mark.parametrize("k", range(N))
def test_an_entry_that_is_no_json_is_named(rows: list[Written], k: int) -> None:
    rows[k] = replace(rows[k], entry=b"\x00\x11")
    assert named(rows) == [(ALTERED, k + 1)]


@pytest.mark.parametrize("renumber", [False, True])
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("k", range(N - 3))
def test_removed_entries_are_named(rows: list[Written], k: int, count: int, renumber: bool) -> None:
    del rows[k : k + count]
    found = list(faults(renumbered(rows) if renumber else rows))
    assert [(f.kind, f.count) for f in found] == [(MISSING, count)]
    assert found[0].seq == k + 1


def test_removed_last_entries_are_named_where_it_is_known_how_many_there_were(rows: list[Written]) -> None:
    assert [(f.seq, f.count) for f in faults(rows[:-2], given=N)] == [(N - 1, 2)]


@pytest.mark.parametrize("k", range(N - 1))
def test_two_entries_in_each_others_place_are_named(rows: list[Written], k: int) -> None:
    rows[k], rows[k + 1] = rows[k + 1], rows[k]
    assert named(renumbered(rows)) == [(OUT_OF_ORDER, k + 2)]


@pytest.mark.parametrize("k", range(N - 1))
def test_two_contents_in_each_others_place_are_named(rows: list[Written], k: int) -> None:
    one, two = rows[k], rows[k + 1]
    rows[k], rows[k + 1] = replace(one, entry=two.entry), replace(two, entry=one.entry)
    assert named(rows) == [(OUT_OF_ORDER, k + 2)]


@pytest.mark.parametrize("k", range(2, N))
def test_an_entry_put_in_once_more_is_named(rows: list[Written], k: int) -> None:
    copy = rehashed(changed(rows[1], id=new_id())) if rows[1].hash else changed(rows[1], id=new_id())
    rows.insert(k, copy)
    assert named(renumbered(rows)) == [(ADDED, 2)]


@pytest.mark.parametrize("k", range(1, N - 1))
def test_an_entry_put_in_with_the_number_of_the_next_is_named_and_not_the_next(rows: list[Written], k: int) -> None:
    forged = changed(rows[k], id=(forged_id := new_id()))
    rows.insert(k, rehashed(forged) if forged.hash else forged)
    found = list(faults(renumbered(rows)))
    assert [(f.kind, f.id) for f in found] == [(ADDED, forged_id)]


def test_a_forged_entry_at_the_end_is_named(rows: list[Written]) -> None:
    other = rows_of(entries(Scribe("desk-1", FakeClock(), new_id, rows[0].incarnation, N)), rows[0].hash is not None)
    rows.append(replace(other[0], n=N + 1))
    (found,) = faults(rows)
    assert found.n in (N, N + 1)
    assert found.kind is (ADDED if rows[0].hash else ALTERED)


def test_several_faults_are_named_in_the_order_of_the_rows(rows: list[Written]) -> None:
    rows[7] = changed(rows[7], staff="other")
    del rows[2]
    assert named(rows) == [(MISSING, 3), (ALTERED, 8)]


# --- redaction ---------------------------------------------------------------------------------------------


def redacted(rows: list[Written], k: int) -> dict[UUID, tuple[str, str]]:
    """Erase a body and its salt; the statement that says so."""
    old = decoded(rows[k])
    empty = msgspec.structs.replace(old, salt="", body=msgspec.Raw(b'{"erased":true}'), staff="", touches=())
    rows[k] = replace(rows[k], entry=encode(empty))
    return {old.id: (chained(old), digest_of_bytes(rows[k].entry))}


@pytest.mark.parametrize("k", range(N))
def test_a_redaction_that_a_statement_names_keeps_the_chain(rows: list[Written], k: int) -> None:
    statements = redacted(rows, k)
    assert named(rows, statements=statements) == []


@pytest.mark.parametrize("k", range(N))
def test_a_redaction_that_nobody_stated_is_an_alteration(rows: list[Written], k: int) -> None:
    redacted(rows, k)
    assert named(rows) == [(ALTERED, k + 1)]


@pytest.mark.parametrize("k", range(N))
def test_a_redacted_entry_that_was_altered_afterwards_is_named(rows: list[Written], k: int) -> None:
    statements = redacted(rows, k)
    rows[k] = changed(rows[k], desk="other")
    assert named(rows, statements=statements) == [(ALTERED, k + 1)]


@pytest.mark.parametrize("k", range(N - 2))
def test_a_statement_with_another_hash_is_found_out(rows: list[Written], k: int) -> None:
    ((id, (_, digest)),) = redacted(rows, k).items()
    assert (ALTERED, k + 1) in named(rows, statements={id: ("0" * 64, digest)})


# --- what a salvage said was lost ----------------------------------------------------------------------------


def with_lost(first: int, last: int) -> list[Written]:
    """Entries 4 to 6 are gone, and the chain says of some that they were lost."""
    scribe = a_scribe()
    made = entries(scribe)
    body = EntriesLost(scribe.incarnation, first, last)
    told = scribe.write(Done((fact(body),)), "salvage", "MAIN", ReliedOn())
    return [row for row in rows_of([*made, *told]) if not 4 <= row.seq <= 6]


def test_entries_that_the_chain_says_were_lost_are_accounted_for() -> None:
    assert named(with_lost(4, 6)) == []


def test_more_missing_than_the_chain_says_was_lost_is_named() -> None:
    assert [(f.seq, f.count) for f in faults(with_lost(5, 5))] == [(4, 1), (6, 1)]


def test_what_is_said_to_be_lost_in_an_altered_entry_accounts_for_nothing() -> None:
    rows = with_lost(5, 5)
    old = decoded(rows[-1])
    rows[-1] = changed(rows[-1], body=msgspec.Raw(bytes(old.body).replace(b'"first":5', b'"first":4')))
    found: list[Fault] = list(faults(rows))
    assert [(f.kind, f.count) for f in found] == [(MISSING, 3), (ALTERED, 1)]
