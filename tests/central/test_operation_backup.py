"""A backup put back in central's place: desks send again what it did not hold, and nothing is lost or double."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import select

from deskapp.app.reaching import central_running
from deskapp.central.schema import records
from deskapp.cli import main
from deskapp.desk.answers import Lent
from deskapp.domain.outcome import Done
from deskapp.settings import Settings
from deskapp.store.codec import ReliedOn, encode, read_record
from deskapp.store.redactions import Redaction
from deskapp.sync.redaction_keeper import redactions_behind
from tests.central.centrals import CLOCK, OnPostgresql
from tests.desks import Workstation, a_small_library
from tests.postgresql import Cluster, private_cluster
from tests.programs import running, until
from tests.sync.histories import central_rows, differences, fold_from_scratch, stamped_journal


class Administrator:
    """Who types commands, for a central at a URL or for an embedded one."""

    def __init__(self, home: Path, central: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self.central, self._capsys = home, central, capsys

    def types(self, *words: object, language: str = "en") -> tuple[int, str, str]:
        flags = ["--home", str(self.home), "--insecure-key-file", "--language", language, "--central", self.central]
        status = main([*flags, *map(str, words)])
        out, err = self._capsys.readouterr()
        return status, out, err

    def asks(self, *words: object) -> Any:
        status, out, err = self.types(*words, "--json")
        assert status == 0, err
        return json.loads(out)


class Town:
    """Central on PostgreSQL with the small library, and a desk; `sync` decides too."""

    def __init__(self, central: OnPostgresql, folder: Path) -> None:
        self.central = central
        self.name = central.name("near")
        self.link = central.link("near")
        self.near = Workstation(folder / "near", self.name, "MAIN", CLOCK, self.link)  # type: ignore[arg-type]
        a_small_library(self)  # type: ignore[arg-type]  # it only tells

    def tell(self, *facts: Any) -> None:
        self.near.journal.record(Done(facts), "setup", "MAIN", ReliedOn())
        self.sync()

    def sync(self) -> None:
        self.near.session.exchange()
        self.central.decide()
        self.near.session.exchange()

    def hang_up(self) -> None:
        """What the restore cut off is noticed at the next question; here it is asked on new connections at once."""
        self.central.database.close()
        self.link.close()

    def lend(self, barcode: str) -> None:
        self.near.desk.check_out(self.near.patron("P1"), self.near.item(barcode))

    def loans(self) -> list[str]:
        return sorted(loan.barcode for loan in self.near.desk.panel(self.near.patron("P1")).loans)

    def nothing_is_lost_or_double(self) -> None:
        told = [encode(e) for _, e, _ in stamped_journal(self.central.database) if e.workstation == self.name]
        assert told == [encode(e) for _, e in self.near.journal.entries()]
        self.near.desk.refresh()
        rows = central_rows(self.central.database)
        assert differences(rows, fold_from_scratch(self.central.database)) == {}
        with self.near.overlay.reading():
            assert differences(self.near.overlay.cache.bodies(), rows) == {}

    def close(self) -> None:
        self.near.journal.close()
        self.near.writer.close()
        self.near.overlay.cache.close()
        self.central.close()


@pytest.fixture
def town(postgresql: Cluster, tmp_path: Path) -> Iterator[Town]:
    made = Town(OnPostgresql(postgresql), tmp_path)
    yield made
    made.close()


@pytest.fixture
def admin(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Administrator:
    return Administrator(tmp_path / "admin", url_of(town), capsys)


def url_of(town: Town) -> str:
    return town.central._cluster.url(town.central._base)


def databases(town: Town) -> set[str]:
    with psycopg.connect(town.central._cluster.url("postgres")) as server:
        return {name for (name,) in server.execute("SELECT datname FROM pg_database").fetchall()}


def test_after_a_restore_the_desk_sends_again_what_the_backup_did_not_hold(
    town: Town, admin: Administrator, tmp_path: Path
) -> None:
    town.lend("I1")
    town.sync()
    made = admin.asks("central", "backup", tmp_path)
    assert made["position"] == admin.asks("central", "status")["backup"]["position"] > 0
    town.lend("I3")
    town.sync()
    before = admin.asks("central", "status")
    restored = admin.asks("central", "restore", made["file"])
    after = admin.asks("central", "status")
    assert after["epoch"].startswith(restored["epoch"])
    assert not before["epoch"].startswith(restored["epoch"])
    assert after["stored"] < before["stored"]
    assert town.loans() == ["I1", "I3"], "the desk has it still"
    town.hang_up()
    town.sync()
    assert town.loans() == ["I1", "I3"]
    town.nothing_is_lost_or_double()


def test_the_former_central_is_kept_beside_it_and_desks_cannot_reach_it(
    town: Town, admin: Administrator, tmp_path: Path
) -> None:
    made = admin.asks("central", "backup", tmp_path / "one.dump")
    stored = admin.asks("central", "status")["stored"]
    town.lend("I1")
    town.sync()
    former = admin.asks("central", "restore", made["file"])["former"]
    assert admin.asks("central", "status")["stored"] == stored
    kept = Administrator(admin.home, town.central._cluster.url(former), admin._capsys)
    assert kept.asks("central", "status")["stored"] > stored
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(town.central.url("near").replace(town.central._base, former))


def test_a_service_that_runs_goes_on_with_the_restored_central(
    town: Town, admin: Administrator, tmp_path: Path
) -> None:
    made = admin.asks("central", "backup", tmp_path)
    with running(tmp_path / "server", url_of(town), "central", "serve") as service:
        until(lambda: "decides from now on" in service.log(), 15)
        admin.asks("central", "restore", made["file"])
        town.hang_up()
        town.lend("I1")
        town.near.session.exchange()
        until(lambda: admin.asks("central", "status")["lag"] == 0, 15, service.log)
        town.near.session.exchange()
        assert service.end() == 0
    town.nothing_is_lost_or_double()


def test_a_workstation_may_do_no_more_in_the_restored_central_than_before(
    town: Town, admin: Administrator, tmp_path: Path
) -> None:
    former = admin.asks("central", "restore", admin.asks("central", "backup", tmp_path)["file"])["former"]
    assert rights(url_of(town)) == rights(town.central._cluster.url(former))
    with psycopg.connect(town.central.url("near"), autocommit=True) as role:
        assert role.execute("SELECT (hello()->>'version')::int").fetchone() == (1,)
        for statement in ("CREATE TEMP TABLE mine (x int)", "SELECT * FROM records", "CREATE TABLE mine (x int)"):
            with pytest.raises(InsufficientPrivilege):
                role.execute(statement.encode())


def rights(url: str) -> list[Any]:
    """Whose each table and function is, and who may do what with it."""
    with psycopg.connect(url) as server:
        return server.execute(
            "SELECT relname::text, relowner::regrole::text, relacl::text FROM pg_class "
            "WHERE relnamespace = 'public'::regnamespace UNION ALL "
            "SELECT oid::regprocedure::text, proowner::regrole::text, proacl::text FROM pg_proc "
            "WHERE pronamespace = 'public'::regnamespace UNION ALL "
            "SELECT nspname::text, nspowner::regrole::text, nspacl::text FROM pg_namespace WHERE nspname = 'public' "
            "ORDER BY 1"
        ).fetchall()


def test_a_backup_can_be_put_on_another_server(
    town: Town, admin: Administrator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = admin.asks("central", "backup", tmp_path)
    with private_cluster() as elsewhere:
        there = Administrator(tmp_path / "there", elsewhere.url("library"), capsys)
        assert there.asks("central", "restore", made["file"])["former"] == ""
        found = there.asks("central", "status")
        assert found["stored"] == found["decided"] == made["position"]


def test_the_nights_work_waits_until_desks_had_time_to_tell(town: Town, admin: Administrator, tmp_path: Path) -> None:
    with town.central.database.write() as c:
        c.exec_driver_sql("INSERT INTO settings VALUES ('overnight', '2026-01-01')")
    admin.asks("central", "restore", admin.asks("central", "backup", tmp_path)["file"])
    town.hang_up()
    with town.central.database.read() as c:
        assert c.exec_driver_sql("SELECT value FROM settings WHERE name = 'overnight'").all() == []


# --- who was erased since the backup ------------------------------------------------------------------


def erased_since_the_backup(town: Town, admin: Administrator, folder: Path) -> Path:
    """At the backup the patron has a loan, a request, and owes something; then all is settled, the patron
    is erased, and the desk hears of it."""
    desk, near = town.near.desk, town.near
    luis, ana = near.patron("P2"), near.patron("P1")
    desk.check_out(luis, near.item("I3"))
    desk.request(ana, desk.item_page(near.item("I3")).title_id, "MAIN")
    town.lend("I4")
    desk.check_in(near.item("I4"))
    desk.charge(ana, 250, "torn page")
    assert isinstance(desk.check_out(ana, near.item("I1"), reason="a test"), Lent)
    town.sync()
    folder.mkdir()
    file = Path(admin.asks("central", "backup", folder)["file"])
    desk.check_in(near.item("I1"))
    owed = desk.panel(ana).owed
    assert owed > 0
    desk.pay(ana, owed)
    desk.saw(ana, "panel")
    town.sync()
    told = admin.asks("central", "erase-patron", "P1", "--reason", "asked", "--yes")
    assert told["noted"] == str(folder / "erased.json")
    town.sync()
    take_redactions(town)
    assert "García Núñez" not in said_at(town)
    return file


def take_redactions(town: Town) -> None:
    """What sync process and window do between them."""
    for page in redactions_behind(town.link, town.near.journal):
        town.near.journal.redact([Redaction(*one) for one in page])


def said_at(town: Town) -> str:
    with town.central.database.read() as c:
        return "".join(c.exec_driver_sql("SELECT entry FROM journal UNION ALL SELECT body FROM records").scalars())


def test_who_was_erased_since_the_backup_is_erased_again_before_any_desk_hears_of_it(
    town: Town, admin: Administrator, tmp_path: Path
) -> None:
    ana = str(town.near.patron("P1"))
    file = erased_since_the_backup(town, admin, tmp_path / "backups")
    restored = admin.asks("central", "restore", file)
    assert restored["erased_again"] == 1
    town.hang_up()
    assert "Luis" in said_at(town)
    assert not any(word in said_at(town) for word in ("García Núñez", '"P1"', ana))
    town.sync()
    take_redactions(town)
    town.nothing_is_lost_or_double()
    assert not any(word in said_at(town) for word in ("García Núñez", '"P1"', ana))
    assert town.near.desk.find("P1").hits == ()
    for barcode in ("I1", "I4"):
        assert town.near.desk.item_page(town.near.item(barcode)).loan is None
    assert [hold.state for hold in kept(town, "hold")] == ["cancelled"]
    lent = [loan.patron for loan in kept(town, "loan") if loan.patron != town.near.patron("P2")]
    assert len(lent) == len(set(lent)) == 2, "nothing says that the loans were one person's"
    assert admin.asks("central", "verify")["faults"] == []


def kept(town: Town, kind: str) -> list[Any]:
    with town.central.database.read() as c:
        rows = c.execute(select(records.c.body).where(records.c.kind == kind, records.c.body != ""))
        return [read_record(kind, body) for body in rows.scalars()]


def test_without_the_former_central_the_list_beside_the_backup_says_who(
    town: Town, admin: Administrator, tmp_path: Path
) -> None:
    ana = str(town.near.patron("P1"))
    file = erased_since_the_backup(town, admin, tmp_path / "backups")
    listed = file.with_name("erased.json")
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600
    assert list(json.loads(listed.read_text())) == [ana]
    with private_cluster() as elsewhere:
        there = Administrator(tmp_path / "there", elsewhere.url("library"), admin._capsys)
        assert there.asks("central", "restore", file)["erased_again"] == 1
        assert "García Núñez" not in str(there.asks("central", "status", "--records"))
        with psycopg.connect(elsewhere.url("library")) as server:
            found = server.execute("SELECT entry FROM journal UNION ALL SELECT body FROM records").fetchall()
        assert not any("García Núñez" in said for (said,) in found)


def test_the_former_central_says_who_where_the_list_is_gone(town: Town, admin: Administrator, tmp_path: Path) -> None:
    file = erased_since_the_backup(town, admin, tmp_path / "backups")
    file.with_name("erased.json").unlink()
    assert admin.asks("central", "restore", file)["erased_again"] == 1


def test_what_a_desk_sends_later_of_somebody_erased_before_the_restore_goes_in_the_night(
    town: Town, admin: Administrator, tmp_path: Path
) -> None:
    """It saw the patron, and had not heard yet that they were erased."""
    folder = tmp_path / "backups"
    folder.mkdir()
    file = admin.asks("central", "backup", folder)["file"]
    ana = town.near.patron("P1")
    town.near.desk.saw(ana, "panel")
    town.sync()
    admin.asks("central", "erase-patron", "P1", "--reason", "asked", "--yes")
    admin.asks("central", "restore", file)
    town.hang_up()
    town.sync()
    assert str(ana) in said_at(town)
    admin.asks("central", "overnight")
    assert str(ana) not in said_at(town)
    assert admin.asks("central", "verify")["faults"] == []


def test_a_list_of_erased_patrons_that_cannot_be_read_is_told_and_nothing_is_restored(
    town: Town, admin: Administrator, tmp_path: Path
) -> None:
    file = erased_since_the_backup(town, admin, tmp_path / "backups")
    listed = file.with_name("erased.json")
    listed.write_text(listed.read_text()[:-1])
    before = databases(town)
    for language, said in (("en", "cannot be read. Central is as it was"), ("es", "La central sigue como estaba")):
        status, _, err = admin.types("central", "restore", file, language=language)
        assert status == 1
        assert said in err
    assert databases(town) == before


def test_an_erasure_that_cannot_be_noted_beside_the_backups_says_so(
    town: Town, admin: Administrator, tmp_path: Path
) -> None:
    status, out, _ = admin.types("central", "erase-patron", "P2", "--reason", "asked", "--yes")
    assert status == 0
    assert "could not be noted beside the backups" in out
    (tmp_path / "backups").mkdir()
    admin.asks("central", "backup", tmp_path / "backups")
    _, out, _ = admin.types("central", "erase-patron", "P3", "--reason", "asked", "--yes")
    assert str(tmp_path / "backups" / "erased.json") in out


# --- what goes wrong ---------------------------------------------------------------------------------


def test_a_backup_that_is_cut_short_changes_nothing(town: Town, admin: Administrator, tmp_path: Path) -> None:
    file = Path(admin.asks("central", "backup", tmp_path)["file"])
    whole = file.read_bytes()
    before = databases(town)
    for size in (0, 100, len(whole) // 2, len(whole) - 10):
        file.write_bytes(whole[:size])
        status, out, err = admin.types("central", "restore", file)
        assert (status, out) == (1, "")
        assert "Central is as it was" in err
        assert databases(town) == before
    town.lend("I1")
    town.sync()
    town.nothing_is_lost_or_double()


def test_a_login_that_may_not_restore_is_told_so(town: Town, admin: Administrator, tmp_path: Path) -> None:
    file = admin.asks("central", "backup", tmp_path)["file"]
    before = databases(town)
    status, _, err = Administrator(admin.home, town.central.url("near"), admin._capsys).types(
        "central", "restore", file
    )
    assert status == 1
    assert "permission denied to create database. Central is as it was" in err
    assert databases(town) == before


def test_a_file_that_is_not_there_is_named(admin: Administrator, tmp_path: Path) -> None:
    for language, said in (("en", "There is no file"), ("es", "No existe el archivo")):
        status, _, err = admin.types("central", "restore", tmp_path / "missing.dump", language=language)
        assert status == 1
        assert f"{said} {tmp_path / 'missing.dump'}" in err


def test_a_backup_is_whole_or_not_there(
    town: Town, admin: Administrator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = 'for last; do :; done; echo half >"${last#--file=}"; echo no >&2; exit 1'
    in_place_of("pg_dump", tmp_path, monkeypatch, half)
    folder = tmp_path / "backups"
    folder.mkdir()
    status, _, err = admin.types("central", "backup", folder)
    assert status == 1
    assert "pg_dump did not finish: no." in err
    assert list(folder.iterdir()) == []
    assert admin.asks("central", "status")["backup"] is None


def test_a_file_that_is_there_is_not_overwritten(admin: Administrator, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("precious")
    status, _, err = admin.types("central", "backup", tmp_path / "mine")
    assert status == 1
    assert "It was not touched" in err
    assert (tmp_path / "mine").read_text() == "precious"


def test_nobody_else_may_read_a_backup_and_no_password_stands_on_a_command_line(
    town: Town, admin: Administrator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in ("pg_dump", "pg_restore"):
        in_place_of(program, tmp_path, monkeypatch, f'echo "$@" >>{tmp_path}/words; exec /usr/bin/{program} "$@"')
    file = Path(admin.asks("central", "backup", tmp_path)["file"])
    admin.asks("central", "restore", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    words = (tmp_path / "words").read_text()
    assert "--format=custom" in words
    assert town.central._cluster.password not in words


def in_place_of(program: str, folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program of our own that is found before the real one."""
    path = folder / "bin" / program
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    if not os.environ["PATH"].startswith(str(path.parent)):
        monkeypatch.setenv("PATH", f"{path.parent}:{os.environ['PATH']}")


# --- an embedded central -----------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Administrator:
    made = Administrator(tmp_path / "own", "embedded", capsys)
    made.types("central", "init")
    return made


def imported(own: Administrator, card: str, surname: str) -> None:
    file = own.home / "patrons.csv"
    file.write_text(f"cardnumber,surname,firstname,branchcode,categorycode\n{card},{surname},Ana,MAIN,ADULT\n")
    assert own.types("import", "patrons", file)[0] == 0


def patrons(own: Administrator) -> int:
    return int(own.asks("central", "status", "--records")["records"].get("patron", 0))


def test_an_embedded_central_is_backed_up_while_it_serves_encrypted_and_restored(
    own: Administrator, tmp_path: Path
) -> None:
    imported(own, "P1", "Zorrilla")
    with central_running(Settings(own.home, "desk-1", insecure_key_file=True)):
        made = own.asks("central", "backup", tmp_path)
    assert stat.S_IMODE(Path(made["file"]).stat().st_mode) == 0o600
    content = Path(made["file"]).read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert b"Zorrilla" not in content
    imported(own, "P2", "Larra")
    before = own.asks("central", "status")
    assert patrons(own) == 2
    restored = own.asks("central", "restore", made["file"])
    assert patrons(own) == 1
    assert own.asks("central", "status")["epoch"] == restored["epoch"] != before["epoch"]
    assert (own.home / restored["former"]).exists()
    imported(own, "P3", "Bécquer")  # the import's own journal is sent again too
    assert patrons(own) == 3


@pytest.mark.parametrize("damage", ["cut short", "a page altered", "none of ours"])
def test_a_damaged_backup_is_found_out_and_the_embedded_central_stays(
    own: Administrator, tmp_path: Path, damage: str
) -> None:
    imported(own, "P1", "Zorrilla")
    file = Path(own.asks("central", "backup", tmp_path)["file"])
    content = bytearray(file.read_bytes())
    if damage == "a page altered":
        content[len(content) // 2] ^= 1
    left = {"cut short": bytes(content[:5000]), "a page altered": bytes(content), "none of ours": b"x" * 9000}
    file.write_bytes(left[damage])
    before = {p.name for p in own.home.iterdir()}
    status, _, err = own.types("central", "restore", file)
    assert status == 1
    assert f"{file} is damaged" in err
    assert {p.name for p in own.home.iterdir()} == before
    assert patrons(own) == 1


def test_a_backup_of_another_machine_says_that_its_key_is_elsewhere(
    own: Administrator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Administrator(tmp_path / "other", "embedded", capsys)
    other.types("central", "init")
    file = other.asks("central", "backup", tmp_path)["file"]
    status, _, err = own.types("central", "restore", file)
    assert status == 1
    assert "The key in the keyring does not open" in err


@pytest.mark.parametrize("kept", ["the list", "the former central"])
def test_an_embedded_central_erases_again_as_well(own: Administrator, tmp_path: Path, kept: str) -> None:
    imported(own, "P1", "Zorrilla")
    imported(own, "P2", "Larra")
    folder = tmp_path / "backups"
    folder.mkdir()
    file = Path(own.asks("central", "backup", folder)["file"])
    own.asks("central", "erase-patron", "P1", "--reason", "asked", "--yes")
    if kept == "the list":
        (own.home / "central.db").write_bytes(b"of no use any more" * 1000)
    else:
        file.with_name("erased.json").unlink()
    assert own.asks("central", "restore", file)["erased_again"] == 1
    assert own.types("central", "audit", "P1")[0] == 1
    assert own.types("central", "audit", "P2")[0] == 0
    assert own.asks("central", "verify")["faults"] == []


def test_what_serves_is_not_replaced_under_its_feet(own: Administrator, tmp_path: Path) -> None:
    file = own.asks("central", "backup", tmp_path)["file"]
    with central_running(Settings(own.home, "desk-1", insecure_key_file=True)):
        assert own.types("central", "restore", file)[0] == 1
    assert own.types("central", "restore", file)[0] == 0


def test_a_central_put_back_by_other_means_gets_another_epoch_by_hand(own: Administrator) -> None:
    before = own.asks("central", "status")["epoch"]
    assert own.asks("central", "new-epoch")["epoch"] == own.asks("central", "status")["epoch"] != before


def test_where_there_is_no_central_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nobody = Administrator(tmp_path / "nobody", "embedded", capsys)
    for words in (("central", "status"), ("central", "backup", tmp_path), ("central", "new-epoch")):
        status, _, err = nobody.types(*words)
        assert status == 1
        assert "central init" in err
    assert not (tmp_path / "nobody" / "central.db").exists()
