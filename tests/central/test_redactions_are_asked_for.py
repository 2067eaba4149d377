"""A workstation is told what was erased of its own entries, page by page, and of nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from deskapp.central.redaction import PAGE, Change, hold, redact, stored_of
from deskapp.central.schema import journal
from deskapp.central.verifying import verify
from deskapp.domain.events import BlockPlaced
from deskapp.domain.outcome import fact
from deskapp.domain.values import BlockId, Line, PatronId, Touch
from deskapp.store.chain import digest_of_bytes
from deskapp.store.codec import encode
from deskapp.store.redacted import redacted
from deskapp.store.redactions import Redaction
from deskapp.sync.link import NotAdmitted, OtherVersion
from deskapp.sync.redaction_keeper import redactions_behind
from tests.central.centrals import Anywhere, Desk, changed, now
from tests.desks import a_patron, new_id


@pytest.fixture
def other(central: Anywhere, tmp_path: Path) -> Iterator[Desk]:
    one = Desk(central, tmp_path / "other", "desk1")  # a name that begins as the first one's does
    yield one
    one.journal.close()


def wrote(desk: Desk, count: int) -> PatronId:
    patron, registered = a_patron("P1")
    notes = [fact(BlockPlaced(patron, BlockId(new_id()), f"n{n}"), (Line.PATRON, patron)) for n in range(count - 1)]
    entries = [entry for told in (registered, *notes) for entry in desk.write(told)]
    assert set(desk.push(*entries)) == {"new"}
    return patron


def erased(central: Anywhere, patron: PatronId) -> None:
    central.decide()
    with central.database.write() as c:
        hold(c)
        found = stored_of(c, [Touch(Line.PATRON, patron)])
        swap = {patron: uuid4()}
        redact(central.database, c, [Change(s, redacted(s.entry, swap)) for s in found], "erased", now())


def test_each_is_told_of_its_own_entries_alone(central: Anywhere, desk: Desk, other: Desk) -> None:
    mine, theirs = wrote(desk, 2), wrote(other, 3)
    erased(central, mine)
    erased(central, theirs)
    for one, count in ((desk, 2), (other, 3)):
        found = one.link.ask("redactions", since=0, job="")
        assert len(found) == count
        assert all(f'"workstation":"{one.name}"' in entry for _, _, _, entry in found)
        assert all(digest_of_bytes(entry.encode()) == digest for _, _, digest, entry in found)


def test_nobody_reaches_anothers_by_calling_it_a_job(central: Anywhere, desk: Desk, other: Desk) -> None:
    erased(central, wrote(other, 1))
    rest = other.name.removeprefix(desk.name) if other.name.startswith(desk.name) else "1"
    assert desk.link.ask("redactions", since=0, job=rest) == []
    assert desk.link.ask("redactions", since=0, job=f"/../{other.name}") == []


def test_a_jobs_journal_asks_for_its_own(central: Anywhere, desk: Desk) -> None:
    (entry,) = desk.write(a_patron("P7")[1])
    job = changed(entry, workstation=f"{desk.name}/import")
    assert desk.push(job) == ["new"]
    erased(central, PatronId(entry.touches[0].id))
    assert desk.link.ask("redactions", since=0, job="") == []
    assert len(desk.link.ask("redactions", since=0, job="/import")) == 1


def test_what_is_more_than_a_page_comes_to_its_end(central: Anywhere, desk: Desk) -> None:
    erased(central, wrote(desk, PAGE + 5))
    pages = list(redactions_behind(desk.link, desk.journal))
    assert [len(page) for page in pages] == [PAGE, 5]
    for page in pages:
        desk.journal.redact([Redaction(*told) for told in page])
    assert list(redactions_behind(desk.link, desk.journal)) == []
    assert list(desk.journal.faults()) == []
    assert verify(central.database).faults == []


def test_a_central_that_was_restored_gives_no_number_again_that_a_desk_has_seen(central: Anywhere, desk: Desk) -> None:
    patron = wrote(desk, 2)
    before = now()
    erased(central, patron)
    first, second = (told[0] for told in desk.link.ask("redactions", since=0, job=""))
    assert before < first < second, "a backup from before knows neither, but its clock goes on"


def test_an_event_that_stands_under_two_numbers_is_erased_under_both(central: Anywhere, desk: Desk) -> None:
    patron = wrote(desk, 2)
    first = [entry for _, entry in desk.journal.entries()]
    desk.journal.reissue(first[0].incarnation, 1)
    again = [entry for _, entry in desk.journal.entries()]
    assert set(desk.push(*again)) == {"known"}
    erased(central, patron)
    told = desk.link.ask("redactions", since=0, job="")
    assert len(told) == 4
    desk.journal.redact([Redaction(*one) for one in told])
    assert list(desk.journal.faults()) == []
    assert verify(central.database).faults == []
    assert not any("García" in encode(entry).decode() for _, entry in desk.journal.entries())


def test_an_entry_sent_again_after_it_was_erased_is_known(central: Anywhere, desk: Desk) -> None:
    patron = wrote(desk, 1)
    (entry,) = [entry for _, entry in desk.journal.entries()]
    erased(central, patron)
    assert desk.push(entry) == ["duplicate"]
    assert "García" not in desk.link.ask("redactions", since=0, job="")[0][3]


def test_what_was_erased_since_the_backup_is_known_to_a_restored_central(central: Anywhere, desk: Desk) -> None:
    """It still has the whole entry, the workstation what is left of it: that is no other one, and central's stays."""
    wrote(desk, 1)
    (whole,) = [entry for _, entry in desk.journal.entries()]
    left = redacted(whole, {whole.touches[0].id: uuid4()})
    assert desk.push(left) == ["duplicate"]
    assert desk.push(changed(left, salt=whole.salt)) == ["other_content"]
    assert desk.push(changed(left, digest="0" * 64)) == ["other_content"]
    with central.database.read() as c:
        (stored,) = c.execute(select(journal.c.entry).where(journal.c.workstation == desk.name)).scalars()
    assert stored == encode(whole).decode()


def test_who_is_not_admitted_is_told_nothing(central: Anywhere, desk: Desk) -> None:
    link = central.link("desk", secret="a wrong secret")
    with pytest.raises((NotAdmitted, OtherVersion)):
        link.ask("redactions", since=0, job="")
