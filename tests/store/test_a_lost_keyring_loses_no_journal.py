"""The library's recovery key opens what a workstation sealed for it: the journal's key, and a journal carried home."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskapp.store import carried
from deskapp.store.carried import BadCarried, read_carried, read_lost_journal, write_carried
from deskapp.store.codec import Entry
from deskapp.store.journal import Journal
from deskapp.store.recovery import (
    BadRecoveryKey,
    key_beside,
    make_recovery_keys,
    public_key_beside,
    recovery_file,
    unwrap,
    wrap,
    write_recovery,
)
from tests.desks import KEY
from tests.store.test_journal import a_journal, write

PUBLIC, PRIVATE = make_recovery_keys()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    one = a_journal(tmp_path)
    write(one, 200, "Ñandú")
    yield one
    one.close()


def all_of(journal: Journal) -> list[Entry]:
    return [e for _, e in journal.entries()]


def refused(code: str) -> pytest.RaisesExc[BadRecoveryKey]:
    return pytest.raises(BadRecoveryKey, match=f"^{code}$")


# --- keys --------------------------------------------------------------------------------------------------------


def test_what_is_wrapped_for_the_public_key_is_opened_by_the_private_one() -> None:
    assert unwrap(wrap(KEY, PUBLIC), PRIVATE) == KEY
    assert KEY not in wrap(KEY, PUBLIC)


def test_a_key_may_be_typed_in_small_letters_and_broken_over_lines() -> None:
    wrapped = wrap(KEY, PUBLIC.upper().replace("-", "-\n ", 3))
    assert unwrap(wrapped, f"  {PRIVATE.lower()}\n") == KEY


@pytest.mark.parametrize("seed", range(40))
def test_a_mistyped_key_is_found_out(seed: int) -> None:
    chance = random.Random(seed)
    at = chance.choice([n for n, c in enumerate(PRIVATE) if c.isupper() or c.isdigit()])
    other = chance.choice([c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" if c != PRIVATE[at]])
    with refused("mistyped"):
        unwrap(wrap(KEY, PUBLIC), PRIVATE[:at] + other + PRIVATE[at + 1 :])


@pytest.mark.parametrize(
    "text",
    ["", "deskapp-private-", PRIVATE[:-5], PRIVATE + "-ABCD", "Dear library", "ñ" * 60],
    ids=["nothing", "no letters", "cut short", "too long", "words", "other letters"],
)
def test_what_is_no_key_is_found_out(text: str) -> None:
    with refused("mistyped"):
        unwrap(wrap(KEY, PUBLIC), text)


def test_the_two_halves_are_not_taken_for_each_other() -> None:
    with refused("wrong_half"):
        wrap(KEY, PRIVATE)
    with refused("wrong_half"):
        unwrap(wrap(KEY, PUBLIC), PUBLIC)


def test_another_librarys_key_opens_nothing() -> None:
    with refused("another"):
        unwrap(wrap(KEY, PUBLIC), make_recovery_keys()[1])
    with refused("another"):
        unwrap("not base64!", PRIVATE)


def test_the_wrapped_key_lies_beside_the_journal_and_gives_the_key_away_to_nobody(journal: Journal) -> None:
    write_recovery(journal.path, KEY, PUBLIC)
    assert public_key_beside(journal.path) == PUBLIC
    assert key_beside(journal.path, PRIVATE) == KEY
    assert KEY not in recovery_file(journal.path).read_text()
    assert PRIVATE not in recovery_file(journal.path).read_text()
    assert not list(journal.path.parent.glob("*.new"))


def test_a_workstation_without_a_recovery_key_says_so(journal: Journal) -> None:
    with refused("none"):
        public_key_beside(journal.path)


@pytest.mark.parametrize("code", ["mistyped", "wrong_half", "another", "none", "unread"])
def test_each_refusal_is_said_in_both_languages(code: str) -> None:
    fault = BadRecoveryKey(code)  # type: ignore[arg-type]
    assert fault.sentence("es") != fault.sentence("en")
    assert "No se ha" in fault.sentence("es")


# --- a journal whose keyring is lost -------------------------------------------------------------------------


def test_a_journal_whose_keyring_is_lost_is_read_with_the_recovery_key(journal: Journal, tmp_path: Path) -> None:
    write_recovery(journal.path, KEY, PUBLIC)
    (tmp_path / "copy").mkdir()
    for one in tmp_path.glob("journal.db*"):
        shutil.copy(one, tmp_path / "copy")
    assert list(read_lost_journal(tmp_path / "copy" / "journal.db", PRIVATE)) == all_of(journal)


def test_of_a_lost_journal_that_is_damaged_too_the_rest_is_read(journal: Journal, tmp_path: Path) -> None:
    write_recovery(journal.path, KEY, PUBLIC)
    entries = all_of(journal)
    journal.close()
    content = bytearray(journal.path.read_bytes())
    content[:4096] = os.urandom(4096)
    content[4096 * 9 : 4096 * 12] = os.urandom(3 * 4096)  # one of them at least holds entries
    journal.path.write_bytes(content)
    found = list(read_lost_journal(journal.path, PRIVATE))
    assert len(entries) - 24 <= len(found) < len(entries)
    assert all(e in entries for e in found)


def test_what_was_written_again_is_read_once(journal: Journal, tmp_path: Path) -> None:
    write_recovery(journal.path, KEY, PUBLIC)
    journal.reissue(journal.incarnation, 150)
    assert list(read_lost_journal(journal.path, PRIVATE)) == all_of(journal)


# --- carried home ------------------------------------------------------------------------------------------------


def test_a_carried_journal_is_read_with_the_recovery_key_as_it_was_written(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "home.carried"
    assert write_carried(path, all_of(journal), PUBLIC) == 200
    assert list(read_carried(path, PRIVATE)) == all_of(journal)
    assert "Ñandú".encode() not in path.read_bytes()
    assert b"PatronRegistered" not in path.read_bytes()
    assert path.stat().st_size > 65536, "several chunks"


def test_a_carried_journal_of_nothing_is_read_as_nothing(tmp_path: Path) -> None:
    assert write_carried(tmp_path / "f", [], PUBLIC) == 0
    assert list(read_carried(tmp_path / "f", PRIVATE)) == []


def test_a_carried_file_cut_short_anywhere_gives_nothing_at_all(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "f"
    write_carried(path, all_of(journal), PUBLIC)
    whole = path.read_bytes()
    first_chunk = int.from_bytes(whole[130:134], "big")
    ends = [0, 10, 26, 60, 106, 129, 130, 132, 134, 134 + first_chunk, len(whole) // 2, len(whole) - 1]
    for end in ends:
        path.write_bytes(whole[:end])
        with pytest.raises((BadCarried, BadRecoveryKey)):
            read_carried(path, PRIVATE)


@pytest.mark.parametrize("seed", range(40))
def test_an_altered_carried_file_gives_nothing_at_all(journal: Journal, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "f"
    write_carried(path, all_of(journal), PUBLIC)
    content = bytearray(path.read_bytes())
    content[random.Random(seed).randrange(len(content))] ^= 4
    path.write_bytes(content)
    with pytest.raises((BadCarried, BadRecoveryKey)):
        read_carried(path, PRIVATE)


def test_something_put_behind_the_end_is_found_out(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "f"
    write_carried(path, all_of(journal), PUBLIC)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(BadCarried, match="altered"):
        read_carried(path, PRIVATE)


def test_another_key_opens_no_carried_file(journal: Journal, tmp_path: Path) -> None:
    write_carried(tmp_path / "f", all_of(journal), PUBLIC)
    with refused("another"):
        read_carried(tmp_path / "f", make_recovery_keys()[1])


def test_another_kind_of_file_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("Dear library")
    with pytest.raises(BadCarried, match="foreign") as fault:
        read_carried(tmp_path / "f", PRIVATE)
    assert fault.value.sentence("es") != fault.value.sentence("en")


def test_a_file_that_cannot_be_finished_is_not_there_and_an_older_one_stays(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stick is full: the disk refuses in the middle."""
    path = tmp_path / "f"
    path.write_bytes(b"of last week")
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(BadCarried, match="not_written"):
        write_carried(path, all_of(journal), PUBLIC)
    assert path.read_bytes() == b"of last week"
    assert [p.name for p in tmp_path.glob("f*")] == ["f"]


def _full(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_the_first_line_says_what_kind_of_file_it_is(journal: Journal, tmp_path: Path) -> None:
    write_carried(tmp_path / "f", all_of(journal), PUBLIC)
    assert (tmp_path / "f").read_bytes().startswith(carried._TITLE)
