"""The night's work as a job: renewals, lapsed requests and long overdue loans, some thousands of acts at a time."""

from __future__ import annotations

from deskapp import app
from deskapp.desk.desk import Desk
from deskapp.desk.overnight import Night
from deskapp.desk.record import Ballast, Recorder, Staff
from deskapp.jobs.job import Job, open_job
from deskapp.settings import Settings
from deskapp.store.clock import SystemClock

AT_ONCE = 5000
"""Acts recorded before they are sent and central has decided them: desks feel nothing of a job."""

NAME = "overnight"


def work_overnight(settings: Settings) -> Night:
    """Do what is due; a run that was cut off is finished by the next. Raises `Away` when central is not there."""
    total = Night()
    with open_job(settings, NAME) as job:
        desk = _desk(job, settings)
        while (done := desk.overnight(AT_ONCE)).acts:
            job.catch_up()
            desk.refresh()
            total = Night(total.renewed + done.renewed, total.lapsed + done.lapsed, total.lost + done.lost)
    return total


def _desk(job: Job, settings: Settings) -> Desk:
    ballast = Ballast(settings.home / f"{NAME}-ballast")
    recorder = Recorder(job.journal, job.overlay, Staff(NAME), settings.branch, ballast)
    return Desk(job.overlay, recorder, settings.branch, SystemClock().now, app.new_id)
