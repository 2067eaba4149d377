"""Central was restored from yesterday, or a standby took over: desks send again what it lost, and copy it anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from deskapp.central.applier import Applier
from deskapp.domain.outcome import Done
from deskapp.store.cache import Cache
from deskapp.store.codec import ReliedOn, encode
from tests.central.centrals import Anywhere, OnPostgresql, OnSqlite, now, reading
from tests.desks import KEY, Workstation, a_patron
from tests.sync.copies import Library, a_library, again, rows_of
from tests.sync.histories import stamped_journal


class Restored:
    """A library with a desk at work, and a second central that has the history only up to yesterday."""

    def __init__(self, library: Library, second: Anywhere) -> None:
        self.library, self.second = library, second
        self.far = library.workstation("far")
        self.lend("C1", "I1")
        library.sync(self.far, library.setup)
        self._send(library.setup, [encode(e).decode() for _, e in library.setup.journal.entries()])
        self._send(self.far, [encode(e).decode() for _, e in self.far.journal.entries()])
        second.decide()
        self.lend("C2", "I3")
        library.sync(self.far)  # yesterday's central never heard of this
        self.lend("C3", "I4")  # nor anybody else of this

    def _send(self, one: Workstation, entries: list[str]) -> None:
        link = self.second.link(one.folder.name)
        for start in range(0, len(entries), 500):
            assert set(link.push(reading(), entries[start : start + 500])) == {"new"}

    def lend(self, card: str, barcode: str) -> None:
        self.far.overlay.refresh()
        if not self.far.overlay.cache.known().rev:
            self.library.sync(self.far)
        self.far.desk.check_out(self.far.patron(card), self.far.item(barcode))

    def takes_over(self, before: Callable[[str], None] = lambda question: None) -> Any:
        """From now on the second central answers, in a session begun anew."""
        return self.library.copying(self.far, before, self.second.link("far"))

    def loans(self, card: str) -> list[str]:
        self.far.overlay.refresh()
        return [loan.barcode for loan in self.far.desk.panel(self.far.patron(card)).loans]

    def nothing_is_lost(self) -> None:
        again(self.far)
        self.second.decide()
        again(self.far)
        told = [encode(e) for _, e, _ in stamped_journal(self.second.database) if e.workstation == self.far.name]
        assert told == [encode(e) for _, e in self.far.journal.entries()]
        assert [self.loans(card) for card in ("C1", "C2", "C3")] == [["I1"], ["I3"], ["I4"]]
        assert self.far.desk.status().pending == 0
        self.library.central = self.second
        assert rows_of(self.far.overlay.cache) == self.library.rows()


@pytest.fixture(params=["sqlite", "postgresql"])
def restored(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Restored]:
    with a_library(request.param, tmp_path, lambda: request.getfixturevalue("postgresql"), 40) as library:
        second: Anywhere
        if isinstance(library.central, OnPostgresql):
            second = OnPostgresql(request.getfixturevalue("postgresql"))
            library.central.name("far")
            second._names = library.central._names  # roles belong to the whole server
        else:
            (tmp_path / "second").mkdir()
            second = OnSqlite(tmp_path / "second")
        made, first = Restored(library, second), library.central
        yield made
        library.central = first
        second.close()


def test_what_central_lost_is_sent_again_and_the_copy_is_of_the_new_history(restored: Restored) -> None:
    restored.takes_over()
    done = restored.far.session.exchange()
    assert (done.pushed, done.copied) == (len(list(restored.far.journal.entries())), True)
    assert [restored.loans(card) for card in ("C1", "C2", "C3")] == [["I1"], ["I3"], ["I4"]], "before it is decided"
    restored.nothing_is_lost()


def test_central_is_exchanged_for_another_between_two_questions_of_one_session(restored: Restored) -> None:
    restored.far.session.exchange()
    restored.far.session._central = restored.second.link("far")
    assert restored.far.session.exchange().copied
    restored.nothing_is_lost()


def test_until_the_new_copy_is_whole_the_old_file_serves_unchanged(restored: Restored) -> None:
    far = restored.far
    before = far.overlay.cache.known(), rows_of(far.overlay.cache), far.overlay.cache.decided(far.name)
    restored.takes_over()
    far.session.may_copy = False
    done = far.session.exchange()
    assert done.waiting
    assert done.pushed == len(list(far.journal.entries()))
    assert not far.overlay.refresh()
    assert before == (far.overlay.cache.known(), rows_of(far.overlay.cache), far.overlay.cache.decided(far.name))
    assert [restored.loans(card) for card in ("C1", "C2", "C3")] == [["I1"], ["I3"], ["I4"]]
    far.session.may_copy = True
    restored.nothing_is_lost()


class Died(BaseException):
    """The process was killed here."""


@pytest.mark.parametrize("question", ["hello", "push", "copy_head", "copy_records 2", "copy_codes 1", "pull 1", "swap"])
def test_a_process_that_dies_at_any_step_of_it_begins_that_step_again(
    restored: Restored, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, _, number = question.partition(" ")
    seen = [0]

    def die(asked: str) -> None:
        seen[0] += asked == name
        if asked == name and seen[0] == int(number or 1):
            raise Died

    def die_at_the_swap(self: Cache) -> None:
        raise Died

    with monkeypatch.context() as patch:
        if name == "swap":
            patch.setattr(Cache, "replace_by_copy", die_at_the_swap)
        restored.takes_over(die)
        with pytest.raises(Died):
            restored.far.session.exchange()
    assert [restored.loans(card) for card in ("C1", "C2", "C3")] == [["I1"], ["I3"], ["I4"]]
    restored.takes_over()
    restored.nothing_is_lost()


def test_the_watermark_of_the_old_history_hides_nothing_from_the_desk(restored: Restored) -> None:
    """The new central has decided less of this desk's journal than the old one had."""
    restored.takes_over()
    restored.far.session.exchange()
    far, count = restored.far, len(list(restored.far.journal.entries()))
    far.overlay.refresh()
    marks = far.writer.decided(far.name)
    assert len(marks) == 1
    assert far.desk.status().pending == count - max(marks.values())
    if isinstance(restored.second, OnPostgresql):  # the other kind decides by itself, at once
        assert far.desk.status().pending == 2
    restored.nothing_is_lost()


def test_many_unsent_events_are_offered_a_bounded_number_at_a_time(restored: Restored) -> None:
    facts = tuple(a_patron(f"M{n}")[1] for n in range(1100))
    restored.far.journal.record(Done(facts), "maria", "MAIN", ReliedOn())
    asked: list[str] = []
    restored.takes_over(asked.append)
    assert restored.far.session.exchange().pushed == len(list(restored.far.journal.entries()))
    assert asked.count("push") == 3


def test_an_applier_that_decides_during_the_copy_shows_nothing_twice(restored: Restored) -> None:
    def decide(question: str) -> None:
        if question == "copy_codes":
            applier = Applier(restored.second.database, now)
            if applier.acquire():
                applier.run_all()
                applier.release()

    restored.takes_over(decide)
    restored.far.session.exchange()
    assert [restored.loans(card) for card in ("C1", "C2", "C3")] == [["I1"], ["I3"], ["I4"]]
    restored.nothing_is_lost()


def test_a_copy_begun_of_the_old_history_is_not_gone_on_with(restored: Restored) -> None:
    far = restored.far

    def stop(question: str) -> None:
        far.session.may_copy = question != "copy_codes"

    restored.library.copying(far, stop)
    far.session.copy_anew()
    assert far.session.exchange().waiting
    assert far.writer.beside.exists()
    pages = restored.takes_over()
    assert far.session.exchange().copied
    assert sum(page.is_first for page in pages) == 1
    restored.nothing_is_lost()
    assert Cache(far.writer.path, KEY, writer=False).is_sound()
