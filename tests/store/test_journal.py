"""The journal: what was acknowledged is there, and whatever is done to the file shows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlcipher3.dbapi2 as sqlcipher

from deskapp.domain.events import BlockPlaced
from deskapp.domain.outcome import Done, fact
from deskapp.domain.values import BlockId, PatronId
from deskapp.store.chain import digest_of_bytes
from deskapp.store.cipher import FileProblem
from deskapp.store.codec import Entry, ReliedOn, encode
from deskapp.store.journal import Journal
from deskapp.store.scribe import chained
from tests.desks import KEY, FakeClock, a_patron, new_id


def a_journal(folder: Path, key: str = KEY) -> Journal:
    return Journal(folder / "journal.db", key, "desk-1", FakeClock(), new_id)


def write(journal: Journal, n: int = 1, surname: str = "García") -> list[Entry]:
    return [
        e
        for i in range(n)
        for e in journal.record(Done((a_patron(f"c{i}", "Ana", surname)[1],)), "maria", "MAIN", ReliedOn())
    ]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    one = a_journal(tmp_path)
    write(one, 5)
    yield one
    one.close()


def test_what_waits_is_counted_as_it_is_listed(journal: Journal) -> None:
    """Above a watermark, and each event once though it was written again under other numbers."""
    first = journal.incarnation
    for decided in ({}, {first: 3}, {first: 5}, {new_id(): 2}):
        assert journal.count_pending(decided) == len(journal.pending(decided))
    assert journal.count_pending({first: 3}) == 2
    journal.reissue(first, 4)
    write(journal, 2)
    assert journal.count_pending({first: 1}) == len(journal.pending({first: 1})) == 6


def tamper(journal: Journal, sql: str, *values: Any) -> None:
    """Do something to the file behind the journal's back, with its key."""
    connection = sqlcipher.connect(str(journal.path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
    connection.execute(sql, values)
    connection.close()


def entry_at(journal: Journal, n: int) -> Entry:
    return dict(journal.entries())[n]


def test_what_was_recorded_is_there_after_opening_again(tmp_path: Path) -> None:
    one = a_journal(tmp_path)
    written = write(one, 3)
    one.close()
    again = a_journal(tmp_path)
    assert [e for _, e in again.entries()] == written
    assert (again.incarnation, again.seq) == (one.incarnation, 3)
    assert write(again)[0].seq == 4
    assert again.broken_at() is None
    again.close()


def test_a_sound_chain_verifies(journal: Journal) -> None:
    assert journal.broken_at() is None


@pytest.mark.parametrize("field", ["staff", "desk", "kind", "seq", "monotonic", "act", "id", "workstation"])
def test_an_altered_envelope_is_found(journal: Journal, field: str) -> None:
    old = entry_at(journal, 3)
    value = {"seq": 77, "monotonic": 77, "act": new_id(), "id": new_id()}.get(field, "other")
    tamper(journal, "UPDATE journal SET entry = ? WHERE n = 3", encode(msgspec.structs.replace(old, **{field: value})))
    assert journal.broken_at() in (3, 4)


def _altered_body(old: Entry) -> Entry:
    return msgspec.structs.replace(old, body=msgspec.Raw(bytes(old.body).replace(b"Ana", b"Eva")))


def test_an_altered_body_is_found(journal: Journal) -> None:
    tamper(journal, "UPDATE journal SET entry = ? WHERE n = 3", encode(_altered_body(entry_at(journal, 3))))
    assert journal.broken_at() == 3


def test_an_altered_body_whose_salt_was_taken_away_is_found(journal: Journal) -> None:
    """Only a redaction has no salt, and a redaction has no body either."""
    forged = msgspec.structs.replace(_altered_body(entry_at(journal, 3)), salt="")
    tamper(journal, "UPDATE journal SET entry = ? WHERE n = 3", encode(forged))
    assert journal.broken_at() == 3


def test_an_altered_last_envelope_is_found(journal: Journal) -> None:
    """Nothing follows that would carry its hash."""
    forged = msgspec.structs.replace(entry_at(journal, 5), staff="somebody else")
    tamper(journal, "UPDATE journal SET entry = ? WHERE n = 5", encode(forged))
    assert journal.broken_at() == 5


@pytest.mark.parametrize("n", [1, 3])
def test_a_lost_entry_is_found(journal: Journal, n: int) -> None:
    tamper(journal, "DELETE FROM journal WHERE n = ?", n)
    assert journal.broken_at() == n + 1


def test_a_lost_last_entry_is_found(journal: Journal) -> None:
    """SQLite remembers the last row number that it gave (sqlite_sequence)."""
    tamper(journal, "DELETE FROM journal WHERE n = 5")
    assert journal.broken_at() is not None


def test_an_inserted_entry_is_found(journal: Journal) -> None:
    copy = msgspec.structs.replace(entry_at(journal, 3), id=new_id())
    tamper(
        journal,
        "INSERT INTO journal (n, incarnation, seq, entry, hash) VALUES (6, ?, 6, ?, ?)",
        copy.incarnation.bytes,
        encode(copy),
        chained(copy),
    )
    assert journal.broken_at() == 6


def test_an_entry_hidden_from_central_by_its_columns_is_found(journal: Journal) -> None:
    """`pending` goes by the columns: they must say what the chained entry says."""
    tamper(journal, "UPDATE journal SET seq = 0 WHERE n = 3")
    assert journal.broken_at() == 3


def test_an_entry_that_is_no_json_any_more_is_found(journal: Journal) -> None:
    tamper(journal, "UPDATE journal SET entry = x'00112233' WHERE n = 3")
    assert journal.broken_at() == 3


def test_a_redaction_that_is_stated_keeps_the_chain(journal: Journal) -> None:
    old = entry_at(journal, 3)
    empty = encode(msgspec.structs.replace(old, salt="", body=msgspec.Raw(b"null")))
    tamper(journal, "UPDATE journal SET entry = ? WHERE n = 3", empty)
    assert list(journal.faults({old.id: (chained(old), digest_of_bytes(empty))})) == []
    assert journal.broken_at() == 3, "nobody stated it"


def test_after_a_redacted_last_entry_the_chain_goes_on_from_the_hash_it_had(journal: Journal, tmp_path: Path) -> None:
    old = entry_at(journal, 5)
    empty = encode(msgspec.structs.replace(old, salt="", staff="", body=msgspec.Raw(b"null")))
    tamper(journal, "UPDATE journal SET entry = ? WHERE n = 5", empty)
    again = a_journal(tmp_path)
    write(again)
    assert list(again.faults({old.id: (chained(old), digest_of_bytes(empty))})) == []
    again.close()


def test_after_a_new_incarnation_the_chain_goes_on_and_numbers_begin_again(journal: Journal) -> None:
    journal.begin_incarnation()
    assert write(journal)[0].seq == 1
    assert journal.broken_at() is None
    assert [e.seq for e in journal.pending({})] == [1, 2, 3, 4, 5, 1]


def test_an_act_is_there_as_a_whole_or_not_at_all(journal: Journal) -> None:
    with pytest.raises(RuntimeError), journal.transaction():  # noqa: PT012  # what is appended before the fault counts
        journal.append(Done((a_patron("c9")[1], a_patron("c8")[1])), "maria", "MAIN", ReliedOn())
        raise RuntimeError("in the middle")
    assert len(list(journal.entries())) == 5
    assert write(journal)[0].seq == 6
    assert journal.broken_at() is None


def test_a_full_disk_is_said_and_nothing_is_half_written(journal: Journal) -> None:
    connection = journal._connection
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(FileProblem) as fault:
        write(journal, 50, "x" * 3000)
    assert fault.value.code == "full"
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1000}")
    write(journal)
    assert journal.broken_at() is None
    assert [e.seq for _, e in journal.entries()] == list(range(1, len(list(journal.entries())) + 1))


def test_a_fault_while_writing_is_not_taken_for_a_wrong_key(journal: Journal) -> None:
    """Somebody else holds the file: the key that opened it is as right as before."""
    journal._connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    other = sqlcipher.connect(str(journal.path), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{KEY}'\"")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(FileProblem) as fault:
        write(journal)
    other.execute("ROLLBACK")
    other.close()
    assert fault.value.code not in ("wrong_key", "damaged")
    assert write(journal)[0].seq == 6


def test_a_fault_while_writing_names_no_patron(journal: Journal) -> None:
    """What is logged of a fault, its causes included, has no personal data in it."""
    tamper(journal, "ALTER TABLE journal RENAME TO moved")
    surname = "Quintanilla"[::-1]  # not as the traceback quotes this line
    placed = BlockPlaced(PatronId(new_id()), BlockId(new_id()), surname)
    with pytest.raises(FileProblem) as fault:
        journal.record(Done((fact(placed),)), "maria", "MAIN", ReliedOn())
    assert surname not in "".join(traceback.format_exception(fault.value))


# --- files that cannot be used ---------------------------------------------------------------------


def closed(folder: Path, *, checkpoint: bool = True) -> Path:
    one = a_journal(folder)
    write(one, 40)
    if checkpoint:
        one._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    one.close()
    return one.path


def problem(folder: Path, key: str = KEY) -> str:
    with pytest.raises(FileProblem) as fault:
        a_journal(folder, key)
    return fault.value.code


def test_a_wrong_key_is_told_from_damage(tmp_path: Path) -> None:
    closed(tmp_path)
    assert problem(tmp_path, "a1" * 32) == "wrong_key"


def test_a_damaged_first_page_is_damage(tmp_path: Path) -> None:
    path = closed(tmp_path)
    path.write_bytes(os.urandom(4096) + path.read_bytes()[4096:])
    assert problem(tmp_path) == "damaged"


def test_a_damaged_last_page_is_damage(tmp_path: Path) -> None:
    path = closed(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + os.urandom(len(content) - 4096))
    assert problem(tmp_path) == "damaged"


def test_a_file_cut_short_is_damage(tmp_path: Path) -> None:
    path = closed(tmp_path)
    path.write_bytes(path.read_bytes()[:6000])
    assert problem(tmp_path) == "damaged"


def test_a_last_entry_that_is_no_json_is_damage(tmp_path: Path) -> None:
    one = a_journal(tmp_path)
    write(one, 2)
    tamper(one, "UPDATE journal SET entry = x'00112233' WHERE n = 2")
    one.close()
    assert problem(tmp_path) == "damaged"


def test_a_foreign_file_is_damage(tmp_path: Path) -> None:
    closed(tmp_path)
    (tmp_path / "journal.db").write_text("Dear library, " * 1000)
    assert problem(tmp_path) == "damaged"


def newer(journal: Journal) -> None:
    """As a program of tomorrow leaves it."""
    connection = sqlcipher.connect(str(journal.path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone():
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    else:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()


def test_a_journal_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    one = a_journal(tmp_path)
    write(one)
    newer(one)
    one.close()
    before = one.path.read_bytes()
    assert problem(tmp_path) == "newer"
    assert one.path.read_bytes() == before


def test_a_reader_that_comes_first_does_not_take_the_check_value_away(tmp_path: Path) -> None:
    """The sync process may open the journal before the window made it; a wrong key must still be told from damage."""
    try:
        reader = Journal(tmp_path / "journal.db", KEY, "desk-1", FakeClock(), new_id, writer=False)
    except Exception:
        pass
    else:
        reader.close()
    one = a_journal(tmp_path)
    write(one)
    one.close()
    assert problem(tmp_path, "a1" * 32) == "wrong_key"


_AS_SOMEBODY = """
import os, sys
from pathlib import Path
from tests.store.test_journal import a_journal, write
from deskapp.store.cipher import FileProblem
if os.geteuid() == 0:
    os.setuid(65534)  # root is stopped by no file's mode
try:
    write(a_journal(Path(sys.argv[1])))
except FileProblem as fault:
    print(fault.code)
"""


def as_somebody(script: str, *arguments: str) -> str:
    """Run a script as one who is not root."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", script, *arguments],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others can reach, too."""
    folder = Path(tempfile.mkdtemp(prefix="deskapp-test-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_journal_that_may_only_be_read_is_said_to_be_so(open_folder: Path) -> None:
    path = closed(open_folder)
    for one in open_folder.iterdir():
        one.chmod(0o444)
    path.parent.chmod(0o555)
    assert as_somebody(_AS_SOMEBODY, str(open_folder)) == "read_only"


def test_a_folder_where_nothing_may_be_made_is_said_to_be_so(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    assert as_somebody(_AS_SOMEBODY, str(open_folder)) == "read_only"
