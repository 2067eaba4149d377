"""A machine becomes a workstation by a code that works once, over a line that it can trust, until it is revoked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
import trustme
from sqlalchemy import update

from deskapp.app.reaching import CENTRAL_PASSWORD
from deskapp.central.database import Database
from deskapp.central.enrolment import (
    BadName,
    Foreign,
    NameTaken,
    NoSuchWorkstation,
    NotAdministrator,
    enrolled,
    revoked,
    taken_in,
)
from deskapp.central.functions import CODE_LASTS
from deskapp.central.local import applied
from deskapp.central.schema import workstations
from deskapp.credentials import FileSecrets
from deskapp.joining import BadCode, NotReached, Offer, join, read, written
from deskapp.settings import Settings, load
from deskapp.store.recovery import make_recovery_keys
from deskapp.sync.link import Away, NotAdmitted, PostgresCentral
from deskapp.sync.login import Login
from tests.central.centrals import Desk, OnPostgresql, in_background, now
from tests.desks import Place, a_patron, a_place, sync
from tests.postgresql import Cluster


class Base:
    """A central's database on a server, and codes for it."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.name = cluster, cluster.new_database()
        self.database = Database.postgresql(cluster.url(self.name))
        self.database.migrate()
        self.workstation = f"desk-{self.name.rpartition('_')[2]}"

    def code(self, *, again: bool = False, root: str = "", host: str = "127.0.0.1") -> str:
        password = enrolled(self.database, self.workstation, ("MAIN",), now(), again=again)
        hosts = f"{host}:{self.cluster.port}"
        return written(Offer(self.workstation, "MAIN", hosts, self.name, password, root, make_recovery_keys()[0]))


@pytest.fixture
def base(postgresql: Cluster) -> Iterator[Base]:
    made = Base(postgresql)
    yield made
    made.database.close()


def link_of(settings: Settings) -> PostgresCentral:
    password = FileSecrets(settings.home).get(CENTRAL_PASSWORD) or ""
    root = settings.root_certificate
    return PostgresCentral(Login(settings.central, password, root if root.exists() else None))


def admitted(settings: Settings) -> str:
    """The name under which central admits the workstation."""
    with closing(link_of(settings)) as link:
        name: str = link.hello()["workstation"]
    return name


# --- the code -----------------------------------------------------------------------------------------------


def test_the_code_makes_a_workstation_whose_secret_is_in_the_keyring_alone(base: Base, tmp_path: Path) -> None:
    code = base.code()
    settings = join(tmp_path, code, FileSecrets(tmp_path), "es")
    assert load(tmp_path) == settings
    assert (settings.workstation, settings.branch, settings.language) == (base.workstation, "MAIN", "es")
    assert admitted(settings) == base.workstation
    (tmp_path / "insecure-keys.json").unlink()  # what stands for the keyring here
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert read(code).password.encode() not in left
    assert b"password" not in left


def test_the_code_works_once(base: Base, tmp_path: Path) -> None:
    code = base.code()
    join(tmp_path / "first", code, FileSecrets(tmp_path / "first"))
    with pytest.raises(NotAdmitted):
        join(tmp_path / "second", code, FileSecrets(tmp_path / "second"))
    assert not (tmp_path / "second" / "settings.toml").exists()


def test_a_code_that_is_too_old_is_refused(base: Base, tmp_path: Path) -> None:
    code = base.code()
    with base.database.write() as c:
        c.execute(update(workstations).values(enrolled=now() - CODE_LASTS - 1_000_000))
    with pytest.raises(NotAdmitted, match="expired"):
        join(tmp_path, code, FileSecrets(tmp_path))


def test_a_joined_workstation_is_admitted_however_long_ago_it_was_enrolled(base: Base, tmp_path: Path) -> None:
    settings = join(tmp_path, base.code(), FileSecrets(tmp_path))
    with base.database.write() as c:
        c.execute(update(workstations).values(enrolled=0))
    assert admitted(settings) == base.workstation


def test_central_out_of_reach_changes_nothing_and_the_code_stays_good(base: Base, tmp_path: Path) -> None:
    offer = read(base.code())
    nowhere = Offer(offer.workstation, offer.branch, "127.0.0.1:9", offer.database, offer.password)
    with pytest.raises(NotReached):
        join(tmp_path, written(nowhere), FileSecrets(tmp_path))
    assert load(tmp_path).central == "embedded"
    join(tmp_path, written(offer), FileSecrets(tmp_path))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda code: "",
        lambda code: "hello",
        lambda code: code[:-9],
        lambda code: code[:40] + "A" + code[41:],
        lambda code: code.removeprefix("deskapp1."),
        lambda code: "deskapp1." + "ñ" * 40,
    ],
    ids=["nothing", "something else", "cut off", "a letter wrong", "its beginning missing", "no letters of a code"],
)
def test_what_is_no_code_is_said_to_be_none(spoil: Callable[[str], str]) -> None:
    code = written(Offer("desk-1", "MAIN", "db.example.org:5432", "library", "x" * 24))
    with pytest.raises(BadCode):
        read(spoil(code))


def test_a_code_survives_a_mail_that_breaks_its_lines() -> None:
    offer = Offer("desk-1", "MAIN", "a:1,b:2", "library", "secret", "-----BEGIN", "deskapp-public-X")
    code = written(offer)
    assert read("  " + "\r\n ".join(code[n : n + 20] for n in range(0, len(code), 20)) + "\n") == offer


def test_neither_offer_nor_login_shows_its_password() -> None:
    offer = Offer("desk-1", "MAIN", "a:1", "library", "very-secret")
    assert "very-secret" not in repr(offer) + repr(Login(offer.url, "very-secret")) + offer.url


# --- names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["", "Desk 1", "ñandú", "central", "setup", "postgres", "pg_x", "deskapp_owner", 'a"b', "a/b"]
)
def test_a_name_that_cannot_be_a_login_is_refused(base: Base, name: str) -> None:
    with pytest.raises(BadName):
        enrolled(base.database, name, (), now())


def test_a_name_that_is_taken_is_given_again_only_on_request(base: Base, tmp_path: Path) -> None:
    settings = join(tmp_path / "old", base.code(), FileSecrets(tmp_path / "old"))
    with pytest.raises(NameTaken):
        base.code()
    again = join(tmp_path / "new", base.code(again=True), FileSecrets(tmp_path / "new"))
    assert admitted(again) == base.workstation
    with pytest.raises(NotAdmitted):
        admitted(settings)


def test_whoever_may_not_make_roles_is_told_so_and_no_secret_is_in_what_is_said(base: Base) -> None:
    with psycopg.connect(base.cluster.url(base.name), autocommit=True) as own:
        own.execute(f"CREATE ROLE {base.name}_service LOGIN PASSWORD 'x' IN ROLE deskapp_service".encode())
    service = Database.postgresql(base.cluster.url(base.name, f"{base.name}_service", "x"))
    with pytest.raises(NotAdministrator) as told:
        enrolled(service, base.workstation, (), now())
    service.close()
    assert told.value.__cause__ is None
    with psycopg.connect(base.cluster.url(base.name), autocommit=True) as own:
        found = own.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (base.workstation,)).fetchone()
    assert found is None


# --- revoked ------------------------------------------------------------------------------------------------


def test_revoking_ends_the_connection_that_is_open_and_admits_no_other(base: Base, tmp_path: Path) -> None:
    link = link_of(join(tmp_path, base.code(), FileSecrets(tmp_path)))
    link.hello()
    thread, said = in_background(lambda: link.wait(0, 30))
    while not thread.is_alive():
        pass
    assert revoked(base.database, base.workstation, now()) == 1
    thread.join(10)
    assert [type(s) for s in said] == [Away]
    with pytest.raises(NotAdmitted):
        link.hello()


def test_revoking_what_is_not_there_is_said(base: Base) -> None:
    with pytest.raises(NoSuchWorkstation):
        revoked(base.database, "nobody", now())


def test_what_a_revoked_workstation_had_not_sent_is_taken_in_once(base: Base, tmp_path: Path) -> None:
    central = OnPostgresql(base.cluster)
    desk = Desk(central, tmp_path, "gone")
    sent = desk.write(a_patron("P1")[1])
    desk.push(*sent)
    unsent = [entry for n in range(3) for entry in desk.write(a_patron(f"Q{n}")[1])]
    with central.database.write() as c:
        c.execute(workstations.insert().values(name=desk.name, enrolled=now()))
    revoked(central.database, desk.name, now())
    everything = [entry for _, entry in desk.journal.entries()]
    first = taken_in(central.database, desk.name, everything, now())
    again = taken_in(central.database, desk.name, everything, now())
    assert (first.new, first.known, first.contested) == (len(unsent), len(sent), 0)
    assert (again.new, again.known, again.contested) == (0, len(everything), 0)
    applied(central.database, now)
    with central.database.read() as c:
        assert c.exec_driver_sql("SELECT count(*) FROM codes WHERE kind = 'patron'").scalar() == 4
    desk.journal.close()
    central.close()


def test_a_journal_of_another_workstation_is_not_taken_for_the_named_one(tmp_path: Path) -> None:
    place: Place = a_place(tmp_path)
    one = place.workstation("desk-1")
    sync(place, one)
    one.desk.check_out(one.patron("P1"), one.item("I1"))
    with pytest.raises(Foreign):
        taken_in(place.database, "desk-2", [e for _, e in one.journal.entries()], place.now())
    assert taken_in(place.database, "desk-1", [e for _, e in one.journal.entries()], place.now()).new > 0
    one.journal.close()


# --- the line -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(postgresql: Cluster, authority: trustme.CA) -> Iterator[Base]:
    """The server speaks TLS with a certificate for `localhost`, signed by the authority."""
    data = Path(postgresql.socket) / "data"
    mine, owner = authority.issue_cert("localhost"), (data / "PG_VERSION").stat()
    mine.private_key_pem.write_to_path(str(data / "server.key"))
    mine.cert_chain_pems[0].write_to_path(str(data / "server.crt"))
    for name in ("server.key", "server.crt"):
        (data / name).chmod(0o600)
        os.chown(data / name, owner.st_uid, owner.st_gid)
    _tell(postgresql, "ALTER SYSTEM SET ssl = on")
    made = Base(postgresql)
    yield made
    made.database.close()
    _tell(postgresql, "ALTER SYSTEM SET ssl = off")


def _tell(cluster: Cluster, statement: str) -> None:
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute(statement.encode())
        connection.execute("SELECT pg_reload_conf()")
    wanted = statement.endswith("on")
    for _ in range(500):
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
            if connection.pgconn.ssl_in_use == wanted:
                return
    raise AssertionError("the server did not take it up")


def _pem(authority: trustme.CA) -> str:
    return authority.cert_pem.bytes().decode()


def test_with_a_root_certificate_the_line_is_encrypted_and_the_server_verified(
    tls: Base, authority: trustme.CA, tmp_path: Path
) -> None:
    settings = join(tmp_path, tls.code(root=_pem(authority), host="localhost"), FileSecrets(tmp_path))
    link = link_of(settings)
    link.hello()
    connection: Any = link._connection
    assert connection.pgconn.ssl_in_use
    assert connection.pgconn.parameter_status(b"server_version")
    link.close()


def test_a_server_of_another_authority_is_not_spoken_to(tls: Base, tmp_path: Path) -> None:
    with pytest.raises(NotReached, match="certificate verify failed"):
        join(tmp_path, tls.code(root=_pem(trustme.CA()), host="localhost"), FileSecrets(tmp_path))


def test_a_server_under_another_name_is_not_spoken_to(tls: Base, authority: trustme.CA, tmp_path: Path) -> None:
    with pytest.raises(NotReached, match=r"127\.0\.0\.1"):
        join(tmp_path, tls.code(root=_pem(authority), host="127.0.0.1"), FileSecrets(tmp_path))


def test_a_server_without_tls_is_not_spoken_to_when_it_has_to_be_verified(
    base: Base, authority: trustme.CA, tmp_path: Path
) -> None:
    with pytest.raises(NotReached, match="does not support SSL"):
        join(tmp_path, base.code(root=_pem(authority)), FileSecrets(tmp_path))


@pytest.mark.parametrize("host", ["db.example.org", "127.0.0.1,db.example.org", "192.168.1.4"])
def test_over_the_network_the_server_is_verified_whatever_the_url_says(host: str) -> None:
    url = f"postgresql://desk@{host}/library?sslmode=disable"
    assert Login(url).parameters()["sslmode"] == "verify-full"


def test_a_server_that_does_not_ask_by_scram_gets_no_answer(base: Base, tmp_path: Path) -> None:
    settings = join(tmp_path, base.code(), FileSecrets(tmp_path))
    hba = Path(base.cluster.socket) / "data" / "pg_hba.conf"
    before = hba.read_text()
    hba.write_text(f"host all {base.workstation} 127.0.0.1/32 trust\n{before}")
    with psycopg.connect(base.cluster.url("postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_reload_conf()")
    try:
        with pytest.raises(Away, match="scram-sha-256"):
            _until_refused(settings)
    finally:
        hba.write_text(before)
        with psycopg.connect(base.cluster.url("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_reload_conf()")


def _until_refused(settings: Settings) -> None:
    """The server takes its settings up in its own time."""
    for _ in range(500):
        link = link_of(settings)
        link.hello()
        link.close()
