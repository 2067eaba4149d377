"""A private PostgreSQL server in a temporary folder, for tests and benchmarks.

It never touches a server that was there before, and it goes away with the process that asked for it, however that ends.
"""

from __future__ import annotations

import itertools
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

# Makes and starts the cluster in "$1", says so, and waits until its standard input closes: the kernel closes it when
# the process that asked ends in any way, so nothing is left behind even after SIGKILL.
_KEEPER = """
trap 'rm -rf "$1"' EXIT
cd "$1" || exit 1
{
    eval "$5" &&
    "$2/pg_ctl" start --wait --timeout 60 -D data -l log -o "$4"
} >setup 2>&1 || { cat setup log; exit 1; } 2>/dev/null
echo ready
read -r _
"$2/pg_ctl" stop --wait --mode fast -D data >>setup 2>&1
"""

_NEW = '"$2/initdb" -D data -U "$3" --pwfile password --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-sync'
_COPY = (
    'PGPASSWORD=$(cat password) "$2/pg_basebackup" -D data -U "$3" -h {host} -p {port} -X stream -c fast -R --no-sync'
)

_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"  # a crash of the machine may lose a test


class Cluster:
    """A running server on 127.0.0.1 that takes SCRAM passwords only; `socket` is the folder of its Unix socket."""

    host = "127.0.0.1"
    superuser = "postgres"

    def __init__(self, *, durable: bool = False, follows: Cluster | None = None, options: str = "") -> None:
        """Start the server. `durable` keeps fsync on, as benchmarks need it; a standby `follows` another server.

        `options` are more of the server's settings, as its command line takes them.
        """
        self.port = _free_port()
        self.password: str = follows.password if follows else secrets.token_urlsafe(16)
        self._names = (f"deskapp_{n}" for n in itertools.count(1))
        account = _account()
        # In /tmp, not TMPDIR: a socket's path holds 107 bytes at most, and the server's account must reach the folder.
        folder = Path(tempfile.mkdtemp(prefix="deskapp-pg-", dir="/tmp"))
        self.socket = str(folder)
        (folder / "password").write_text(self.password)
        if account:
            for path in (folder, folder / "password"):
                os.chown(path, account.pw_uid, account.pw_gid)
        make = _COPY.format(host=follows.host, port=follows.port) if follows else _NEW
        self._options = (
            f"-p {self.port} -c listen_addresses={self.host} -c unix_socket_directories={folder} {options} "
            f"{'' if durable else _FAST}"
        )
        self._keeper = subprocess.Popen(
            ["sh", "-c", _KEEPER, "keeper", folder, _programs(), self.superuser, self._options, make],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            **_as_account(account),
            start_new_session=True,  # Ctrl+C is for the tests; the server stops after them
        )
        assert self._keeper.stdout
        if self._keeper.stdout.readline() != "ready\n":
            said = self._keeper.communicate()[0]
            raise RuntimeError(f"The private PostgreSQL server did not start:\n{said}")

    def url(self, database: str, user: str | None = None, password: str | None = None) -> str:
        """Return the libpq URL of a database, as the superuser unless told otherwise."""
        if user is None:
            user, password = self.superuser, self.password
        login = quote(user, safe="") + (f":{quote(password, safe='')}" if password is not None else "")
        return f"postgresql://{login}@{self.host}:{self.port}/{quote(database, safe='')}"

    def new_database(self) -> str:
        """Make an empty database and return its name."""
        name = next(self._names)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return name

    def standby(self) -> Cluster:
        """A second server that follows this one by streaming replication, asynchronously."""
        return Cluster(follows=self)

    def lose_power(self) -> None:
        """Stop as a machine does whose power fails: nobody is told, nothing is finished."""
        self._control("stop", "--mode", "immediate")

    def start_again(self) -> None:
        self._control("start", "--wait", "-l", "log", "-o", self._options)

    def promote(self) -> None:
        """Make a standby a server of its own, on a timeline of its own."""
        self._control("promote", "--wait")

    def cut_off(self) -> None:
        """Let a standby hear nothing more from the server that it follows."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET primary_conninfo = ''")
            connection.execute("SELECT pg_reload_conf()")
            _until(connection, "SELECT count(*) = 0 FROM pg_stat_wal_receiver")

    def has_all_of(self, other: Cluster) -> None:
        """Return once this standby has applied what the other server holds now."""
        with psycopg.connect(other.url("postgres"), autocommit=True) as connection:
            at = (connection.execute("SELECT pg_current_wal_lsn()::text").fetchone() or ("",))[0]
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            _until(connection, f"SELECT pg_last_wal_replay_lsn() >= '{at}'::pg_lsn")

    def _control(self, *words: str) -> None:
        subprocess.run(
            [_programs() / "pg_ctl", *words, "-D", "data"],
            check=True,
            cwd=self.socket,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **_as_account(_account()),
        )

    def stop(self) -> None:
        """Stop the server and remove its folder; a second call does nothing."""
        if self._keeper.poll() is None:
            self._keeper.communicate()


def _until(connection: psycopg.Connection[Any], question: str) -> None:
    deadline = time.monotonic() + 10
    while not (connection.execute(question.encode()).fetchone() or (False,))[0]:
        assert time.monotonic() < deadline, question
        time.sleep(0.02)


def _as_account(account: pwd.struct_passwd | None) -> dict[str, Any]:
    """How a program of the server is started: as its account, and with no PG* variable of the caller's."""
    own = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    return {**own, "env": {"PATH": os.defpath, "LANG": "C.UTF-8"}}


@contextmanager
def private_cluster(*, durable: bool = False, options: str = "") -> Iterator[Cluster]:
    """Run a cluster for the length of a `with` block."""
    cluster = Cluster(durable=durable, options=options)
    try:
        yield cluster
    finally:
        cluster.stop()


def _programs() -> Path:
    """Return the folder of the newest PostgreSQL server programs; Debian keeps them out of PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(debian, key=lambda program: float(program.parts[-3]))
    if found:
        return found[-1].parent
    if elsewhere := shutil.which("initdb"):
        return Path(elsewhere).resolve().parent
    raise RuntimeError(
        "The PostgreSQL server programs are not installed, and these tests need them: apt-get install postgresql"
    )


def _account() -> pwd.struct_passwd | None:
    """Return the account to run the server under when we are root, which PostgreSQL refuses to run as."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    if "postgres" in names:
        return names["postgres"]
    if "deskapp-pg" not in names:
        subprocess.run(["useradd", "--system", "--no-create-home", "deskapp-pg"], check=True)
    return pwd.getpwnam("deskapp-pg")


def _free_port() -> int:
    """Return a free port below those that clients' connections take, so that none takes it before the server does."""
    while True:
        port = 15_000 + secrets.randbelow(17_000)  # not `random`: pytest-randomly seeds it alike in every worker
        with socket.socket() as probe:
            try:
                probe.bind((Cluster.host, port))
            except OSError:
                continue
        return port
