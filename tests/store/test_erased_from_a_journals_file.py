"""What central had erased is erased in a workstation's own file: nothing of it is left on any page, the chain holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from deskapp.domain.events import BlockPlaced
from deskapp.domain.outcome import Done, fact
from deskapp.domain.values import BlockId, Line, PatronId
from deskapp.store.chain import digest_of_bytes
from deskapp.store.codec import Entry, ReliedOn, encode
from deskapp.store.journal import Journal
from deskapp.store.pages import Pages
from deskapp.store.redacted import redacted
from deskapp.store.redactions import Redaction, RedactionFile
from deskapp.store.scribe import chained
from deskapp.store.sealed import Sealed
from tests.desks import KEY, FakeClock, a_patron, new_id

NAME = "Quiteria"


def opened(folder: Path) -> Journal:
    return Journal(folder / "journal.db", KEY, "desk-1", FakeClock(), new_id)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    one = opened(tmp_path)
    one.record(Done((a_patron("P8", "Luis", "Pérez")[1],)), "maria", "MAIN", ReliedOn())
    yield one
    one.close()


def registered(journal: Journal) -> tuple[PatronId, Entry]:
    patron, told = a_patron("777001", NAME, "Sanz")
    (entry,) = journal.record(Done((told,)), "maria", "MAIN", ReliedOn(reason=f"{NAME} asked"))
    return patron, entry


def as_central_tells(n: int, entry: Entry, *patrons: PatronId) -> Redaction:
    made = encode(redacted(entry, {id: uuid4() for id in patrons}))
    return Redaction(n, chained(entry), digest_of_bytes(made), made.decode())


def plain_pages(path: Path) -> bytes:
    """Every page of the file and of its log as it was before encryption, free pages and gaps included."""
    pages = Pages(path, KEY)
    numbered = [(n, pages._read(n)) for n in range(1, pages._count + 1)] + pages._frames
    found = b"".join(pages._plain(page, n)[0] for n, page in numbered)
    pages.close()
    return found


def test_the_name_the_card_and_what_was_typed_are_gone_and_the_chain_holds(journal: Journal, tmp_path: Path) -> None:
    patron, entry = registered(journal)
    journal.record(Done((a_patron("P9")[1],)), "maria", "MAIN", ReliedOn())
    assert journal.redact([as_central_tells(1, entry, patron)]) == 1
    assert list(journal.faults()) == []
    said = [encode(e).decode() for _, e in journal.entries()]
    assert not any(word in text for text in said for word in (NAME, "777001", str(patron)))
    assert "Pérez" in said[0]
    assert journal.redacted_up_to == 1


def test_no_page_of_the_file_holds_what_was_erased(journal: Journal, tmp_path: Path) -> None:
    patron, entry = registered(journal)
    for n in range(60):  # a long note, on pages of its own, which are free afterwards
        note = BlockPlaced(patron, BlockId(new_id()), f"{NAME} {n} " * 800)
        (noted,) = journal.record(Done((fact(note, (Line.PATRON, patron)),)), "maria", "MAIN", ReliedOn())
        journal.redact([as_central_tells(n + 2, noted, patron)])
    journal.redact([as_central_tells(99, entry, patron)])
    assert NAME.encode() in plain_pages(tmp_path / "journal.db"), "until the log is written back"
    journal.close()
    left = plain_pages(tmp_path / "journal.db")
    assert "Pérez".encode() in left
    assert NAME.encode() not in left
    opened(tmp_path).close()


def test_an_entry_that_was_written_again_is_erased_in_both_places(journal: Journal) -> None:
    patron, entry = registered(journal)
    journal.reissue(entry.incarnation, entry.seq)
    again = next(e for _, e in journal.entries() if e.id == entry.id)
    assert again.incarnation != entry.incarnation
    assert journal.redact([as_central_tells(1, again, patron)]) == 2
    assert list(journal.faults()) == []
    assert journal.broken_at() is None


def test_a_redaction_told_twice_changes_nothing(journal: Journal) -> None:
    patron, entry = registered(journal)
    told = as_central_tells(4, entry, patron)
    journal.redact([told])
    before = [encode(e) for _, e in journal.entries()]
    journal.redact([told])
    assert [encode(e) for _, e in journal.entries()] == before
    assert list(journal.faults()) == []


def test_an_entry_erased_a_second_time_keeps_its_place_in_the_chain(journal: Journal) -> None:
    patron, entry = registered(journal)
    journal.redact([as_central_tells(1, entry, patron)])
    (_, first), *_ = [(n, e) for n, e in journal.entries() if e.id == entry.id]
    second = msgspec.structs.replace(first, body=msgspec.Raw(b"null"))
    raw = encode(second)
    journal.redact([Redaction(2, chained(entry), digest_of_bytes(raw), raw.decode())])
    assert list(journal.faults()) == []
    assert journal.redacted_up_to == 2


def test_whoever_changes_what_was_left_is_named(journal: Journal, tmp_path: Path) -> None:
    patron, entry = registered(journal)
    journal.redact([as_central_tells(1, entry, patron)])
    connection = journal._connection
    connection.exec_driver_sql("UPDATE journal SET entry = CAST(replace(entry, 'maria', 'mario') AS BLOB) WHERE n = 2")
    assert [(f.kind, f.seq) for f in journal.faults()] == [("altered", 2)]


def test_an_entry_that_is_not_here_is_passed_over(journal: Journal, tmp_path: Path) -> None:
    patron, told = a_patron("777002")
    (tmp_path / "other").mkdir()
    elsewhere = opened(tmp_path / "other")
    (entry,) = elsewhere.record(Done((told,)), "maria", "MAIN", ReliedOn())
    elsewhere.close()
    assert journal.redact([as_central_tells(1, entry, patron)]) == 0
    assert list(journal.faults()) == []


def test_the_window_takes_up_each_message_of_the_sync_process_once(journal: Journal, tmp_path: Path) -> None:
    patron, entry = registered(journal)
    told = as_central_tells(1, entry, patron)
    written, read = (RedactionFile(Sealed(tmp_path / "redactions.sealed", KEY)) for _ in range(2))
    assert read.news() == []
    written.keep([[told.n, told.hash, told.digest, told.entry]])
    assert read.news() == [told]
    assert read.news() == []
    assert NAME.encode() not in (tmp_path / "redactions.sealed").read_bytes()
