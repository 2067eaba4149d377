"""`deskapp demo`: a small library with its central on this machine, to try everything on."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from deskapp.app.files import locked, secrets_for
from deskapp.app.program import resources
from deskapp.settings import Settings, default_home, save

HINTS = (
    ("Con préstamos", "With loans", "21234000000018"),
    ("Con atrasos", "Overdue", "21234000000026"),
    ("Bloqueada", "Blocked", "21234000000034"),
    ("Con reserva en el estante", "With a request on the shelf", "21234000000042"),
    ("Cuenta externa", "External account", "21234000000059"),
    ("Disponible", "On the shelf", "31234000000289"),
    ("Prestado y solicitado", "On loan, requested", "31234000000040"),
    ("ISBN", "ISBN", "9788437604947"),
)
"""Barcodes that the window offers to try: what they are in Spanish and in English."""


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("demo", help="a small library to try everything on; its records are made up")
    parser.add_argument("--reset", action="store_true", help="begin again with the library as it was at first")
    parser.add_argument("--no-window", action="store_true", help="only make the library")
    parser.set_defaults(run=demo)


def demo(settings: Settings, said: argparse.Namespace) -> int:
    """Open the window on the demonstration library; it is made at the first call, dated from that day."""
    from deskapp.commands.window import open_window

    settings = of_demo(settings)
    if said.reset:
        put_aside(settings)
    if not settings.embedded_central.exists():
        make(settings)
    return 0 if said.no_window else open_window(settings, HINTS)


def of_demo(settings: Settings) -> Settings:
    """The demonstration's settings; it has a folder of its own."""
    home = settings.home if settings.home != default_home() else settings.home / "demo"
    return replace(settings, home=home, insecure_key_file=True, demo=True, staff="demo", branch="MAIN")


def put_aside(settings: Settings) -> None:
    """Move the demonstration's files away; the program deletes no journal, not even this one."""
    with locked(settings.home / "desk.lock"):
        aside = settings.home / f"before-{datetime.now(UTC):%Y%m%dT%H%M%S}"
        aside.mkdir()
        for path in settings.home.glob("*.db*"):
            path.rename(aside / path.name)


def make(settings: Settings) -> None:
    """Carry the demonstration's scenario out on a new central: dated events, not records made by hand."""
    from deskapp.central.database import Database
    from deskapp.credentials import key_for
    from deskapp.rehearsal.rehearse import Rehearsal
    from deskapp.rehearsal.scenario import read_scenario

    settings.home.mkdir(parents=True, exist_ok=True)
    save(settings)
    unfinished = settings.home / "central.new"
    for old in settings.home.glob("central.new*"):
        old.unlink()
    scenario = read_scenario(resources() / "demo.json", datetime.now(UTC).date())
    database = Database.sqlite(unfinished, key_for(settings.embedded_central, secrets_for(settings)))
    database.migrate()
    with TemporaryDirectory(prefix="deskapp-") as folder:
        Rehearsal(scenario, Path(folder), database, batch=1000).run()
    database.close()
    for suffix in (".check", ""):
        Path(f"{unfinished}{suffix}").rename(f"{settings.embedded_central}{suffix}")
