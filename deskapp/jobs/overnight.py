"""The night's work as a job: renewals, lapsed requests and long overdue loans, some thousands of acts at a time."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

from sqlalchemy import select

from deskapp.app.central import central_database, central_now
from deskapp.app.ids import new_id
from deskapp.central.database import Database
from deskapp.central.local import LocalCentral
from deskapp.central.schema import counters
from deskapp.desk.desk import Desk
from deskapp.desk.overnight import Night
from deskapp.desk.record import Ballast, Recorder, Staff
from deskapp.jobs.job import PATIENCE, Job, open_job
from deskapp.settings import Settings
from deskapp.store.cache import Cache
from deskapp.store.clock import SystemClock
from deskapp.store.journal import Journal
from deskapp.store.overlay import Overlay
from deskapp.sync.link import Away
from deskapp.sync.session import Session

AT_ONCE = 5000
"""Acts recorded before they are sent and central has decided them: desks feel nothing of a job."""

NAME = "overnight"

ALONE = "SELECT pg_try_advisory_lock(hashtext('deskapp overnight'))"


class AtWork(Exception):
    """Another process does the night's work at this moment."""

    def sentence(self, language: str) -> str:
        return {
            "es": "Otro proceso está haciendo ahora mismo el trabajo de la noche. Aquí no se ha cambiado nada. No hay "
            "que hacer nada más.",
            "en": "Another process is doing the night's work at this moment. Nothing was changed here. There is "
            "nothing more to do.",
        }[language]


def work_overnight(settings: Settings) -> Night:
    """Do what is due; a run that was cut off is finished by the next. Raises `Away` when central is not there."""
    total = Night()
    at_postgresql = settings.central.startswith("postgres")
    opened = _open_at_postgresql(settings) if at_postgresql else open_job(settings, NAME)
    with opened as job:
        desk = _desk(job, settings)
        while (done := desk.overnight(AT_ONCE)).acts:
            job.catch_up()
            desk.refresh()
            total = Night(total.renewed + done.renewed, total.lapsed + done.lapsed, total.lost + done.lost)
    return total


def _desk(job: Job, settings: Settings) -> Desk:
    ballast = Ballast(settings.home / f"{NAME}-ballast")
    recorder = Recorder(job.journal, job.overlay, Staff(NAME), settings.branch, ballast)
    return Desk(job.overlay, recorder, settings.branch, SystemClock().now, new_id)


@contextmanager
def _open_at_postgresql(settings: Settings) -> Iterator[Job]:
    """A job with the administrator's own rights: no workstation's login, no keyring, files for this run alone.

    What it records and cannot send is nothing that happened in the library: the next run decides it anew.
    """
    folder, key, clock = settings.home / NAME, secrets.token_hex(32), SystemClock()
    with ExitStack() as stack:
        database = stack.enter_context(closing(central_database(settings)))
        stack.enter_context(_alone(database))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)  # what a run that was killed left
        folder.mkdir(parents=True, mode=0o700)
        _wait_until_decided(database)
        journal = stack.enter_context(closing(Journal(folder / "journal.db", key, NAME, clock, new_id)))
        cache = stack.enter_context(closing(Cache(folder / "cache.db", key, writer=True)))
        reader = stack.enter_context(closing(Cache(folder / "cache.db", key, writer=False)))
        session = Session(LocalCentral(database, NAME, central_now), journal, cache, clock)
        job = Job(session, cache, journal, Overlay(reader, journal), NAME)
        job.catch_up()
        yield job


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """Hold what only one process in the whole library can hold; it is free again when this process ends in any way."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()
        if not connection.exec_driver_sql(ALONE).scalar_one():
            raise AtWork
        yield


def _wait_until_decided(database: Database) -> None:
    """A run that was cut off may have left acts that are stored and not decided: they must not be done again."""
    until, stored = time.monotonic() + PATIENCE, _counted(database)["position"]
    while _counted(database)["applied"] < stored:
        if time.monotonic() > until:
            raise Away("the applier does not run: start `deskapp central serve`")
        time.sleep(0.1)


def _counted(database: Database) -> dict[str, int]:
    with database.read() as c:
        return dict(c.execute(select(counters.c.name, counters.c.value)).all())
