"""`deskapp central init | enroll | serves | revoke | take-in`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from deskapp.app.central import NotForEmbedded, central_now, open_central, set_up_library
from deskapp.settings import Settings
from deskapp.wording.sentences import language_of

_SAID = {
    "recovery": (
        "Clave de recuperación de la biblioteca: guárdela impresa en un lugar seguro; no se volverá a mostrar.\n"
        "Con ella se lee el diario de un puesto que perdió su llavero, o que se trae en un archivo.\n\n    {private}\n",
        "The library's recovery key: keep it on paper in a safe place; it is not shown again.\n"
        "With it the journal is read of a workstation that lost its keyring, or that is brought in a file.\n\n"
        "    {private}\n",
    ),
    "code": (
        "Código del puesto {name}, para usarlo una vez en las próximas 48 horas:",
        "Code of the workstation {name}, to be used once within 48 hours:",
    ),
    "serves": (
        "El puesto {name} atiende: {serves}. La próxima vez que hable con la central trae una copia nueva; hasta "
        "entonces sigue con la que tiene.",
        "The workstation {name} serves: {serves}. When it next talks to central it fetches a new copy; until then it "
        "goes on with the one that it has.",
    ),
    "all": ("todas las bibliotecas", "all libraries"),
    "revoked": (
        "El puesto {name} ya no puede entrar; conexiones cerradas: {count}. Lo que no había enviado está en su diario: "
        "deskapp central take-in lo recoge.",
        "The workstation {name} is admitted no more; connections ended: {count}. What it had not sent is in its "
        "journal: deskapp central take-in brings it in.",
    ),
    "taken_in": (
        "Diario de {name}: {new} hechos nuevos, {known} ya conocidos, {quarantined} en cuarentena, {contested} que "
        "contradicen lo que central tiene. El archivo no se ha tocado.",
        "Journal of {name}: {new} events new, {known} known already, {quarantined} in quarantine, {contested} that "
        "contradict what central has. The file was not touched.",
    ),
}


def add_to(parser: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    init = parser.add_parser("init", help="make the schema and roles, and the library's set-up if there is none")
    init.add_argument(
        "--library", type=Path, metavar="FILE", help="the set-up, TOML or JSON: branches, calendars, policies, ..."
    )
    init.set_defaults(run=initialise)
    one = parser.add_parser("enroll", help="make a workstation's login at PostgreSQL, and print its one-time code")
    one.add_argument("name")
    one.add_argument("--branch", metavar="CODE", default="MAIN", help="where the desk stands (default: MAIN)")
    one.add_argument("--serves", metavar="CODE,...", default="", help="the branches it serves (default: all)")
    one.add_argument("--host", metavar="HOST[:PORT],...", help="how it reaches central (default: as in --central)")
    one.add_argument("--root-cert", type=Path, metavar="FILE", help="what signed central's certificate, PEM")
    one.add_argument("--again", action="store_true", help="a new code for a workstation that is set up anew")
    one.add_argument("--to", type=Path, metavar="FILE", help="write the code to a file")
    one.set_defaults(run=enroll)
    some = parser.add_parser("serves", help="say which branches a workstation serves: it has no details of others")
    some.add_argument("name")
    some.add_argument("branches", metavar="CODE,...", nargs="?", default="", help="(default: all)")
    some.set_defaults(run=serves)
    gone = parser.add_parser("revoke", help="admit a workstation no more, and end its connections")
    gone.add_argument("name")
    gone.set_defaults(run=revoke)
    brought = parser.add_parser("take-in", help="take in a journal that was carried here, or of a lost workstation")
    brought.add_argument("file", type=Path, help="from `deskapp journal carry`, or a copy of a journal.db")
    brought.add_argument("--workstation-name", metavar="NAME", required=True, help="whose journal it is")
    brought.add_argument("--recovery-key", type=Path, metavar="FILE", help="(default: asked for)")
    brought.set_defaults(run=take_in)


def _words(settings: Settings, code: str) -> str:
    return _SAID[code][language_of(settings.language) == "en"]


def _say(settings: Settings, code: str, **facts: object) -> None:
    print(_words(settings, code).format(**facts))


def _codes(said: str) -> tuple[str, ...]:
    """The codes of branches in a list; none: all."""
    return tuple(dict.fromkeys(code for part in said.split(",") if (code := part.strip())))


def initialise(settings: Settings, said: argparse.Namespace) -> int:
    """Make the schema and the recovery key; give a library without a set-up the one in the file, or a small one."""
    from deskapp.central.enrolment import keep_recovery_key, recovery_key
    from deskapp.commands.policy import to_hold
    from deskapp.set_up.library_file import starting_library
    from deskapp.store.recovery import make_recovery_keys

    library = to_hold(said.library, datetime.now(UTC)) if said.library else None
    with closing(open_central(settings)) as database:
        set_up_library(database, library or starting_library(), replace=library is not None)
        if not recovery_key(database):
            public, private = make_recovery_keys()
            keep_recovery_key(database, public)
            _say(settings, "recovery", private=private)
    return 0


def enroll(settings: Settings, said: argparse.Namespace) -> int:
    """Make the login role of a workstation, and print the code that its first-run page takes."""
    from psycopg.conninfo import conninfo_to_dict

    from deskapp.central.enrolment import enrolled, recovery_key
    from deskapp.central.limits import check_branches
    from deskapp.joining import Offer, written

    if not settings.central.startswith("postgres"):
        raise NotForEmbedded
    root = said.root_cert.read_text(encoding="ascii") if said.root_cert else ""
    codes = _codes(said.serves)
    where = conninfo_to_dict(settings.central)
    with closing(open_central(settings)) as database:
        with database.read() as c:
            check_branches(c, codes)
        password = enrolled(database, said.name, codes, central_now(), again=said.again)
        hosts, base = said.host or _hosts(where), str(where.get("dbname") or "postgres")
        code = written(Offer(said.name, said.branch, hosts, base, password, root, recovery_key(database)))
    _say(settings, "code", name=said.name)
    if said.to:
        said.to.write_text(code + "\n", encoding="ascii")
        print(said.to)
    else:
        print(code)
    return 0


def _hosts(where: Mapping[str, object]) -> str:
    """The hosts of a connection string, as a URL lists them."""
    hosts = str(where.get("host") or "localhost").split(",")
    ports = str(where.get("port") or "5432").split(",")
    ports = ports * len(hosts) if len(ports) == 1 else ports
    return ",".join(f"{host}:{port}" for host, port in zip(hosts, ports, strict=True))


def serves(settings: Settings, said: argparse.Namespace) -> int:
    """Change which branches a workstation serves."""
    from deskapp.central.enrolment import NoSuchWorkstation
    from deskapp.central.limits import serve

    codes = _codes(said.branches)
    with closing(open_central(settings)) as database:
        if not database.is_postgresql:
            raise NotForEmbedded
        if not serve(database, said.name, codes):
            raise NoSuchWorkstation(said.name)
    _say(settings, "serves", name=said.name, serves=", ".join(codes) or _words(settings, "all"))
    return 0


def revoke(settings: Settings, said: argparse.Namespace) -> int:
    from deskapp.central.enrolment import revoked

    if not settings.central.startswith("postgres"):
        raise NotForEmbedded
    with closing(open_central(settings)) as database:
        count = revoked(database, said.name, central_now())
    _say(settings, "revoked", name=said.name, count=count)
    return 0


def take_in(settings: Settings, said: argparse.Namespace) -> int:
    """Give central what a workstation had recorded and not sent; a second time changes nothing."""
    from dataclasses import asdict

    from deskapp.central.enrolment import taken_in
    from deskapp.central.local import applied
    from deskapp.store.carried import read_carried, read_lost_journal

    private = said.recovery_key.read_text(encoding="ascii") if said.recovery_key else sys.stdin.readline()
    is_file = said.file.suffix == ".db"
    entries = read_lost_journal(said.file, private) if is_file else read_carried(said.file, private)
    with closing(open_central(settings)) as database:
        done = taken_in(database, said.workstation_name, entries, central_now())
        applied(database, central_now)
    _say(settings, "taken_in", name=said.workstation_name, **asdict(done))
    return 0 if not done.contested else 1
