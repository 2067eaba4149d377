"""The files of earlier jobs, kept up with central: what was erased there goes from them too, without a new run."""

from __future__ import annotations

import logging
import threading

from deskapp.app.files import InUse
from deskapp.credentials import KeyLost, NoKeyring
from deskapp.jobs.job import OtherLogin, open_job
from deskapp.settings import Settings
from deskapp.store.cipher import FileProblem
from deskapp.sync.link import Away, NotAdmitted, OtherVersion
from deskapp.sync.session import Contested

EVERY = 24 * 3600.0
"""Seconds between two times."""

_JOURNAL = "-journal.db"
_NOT_NOW = (InUse, Away, NotAdmitted, OtherVersion, OtherLogin, Contested, FileProblem, KeyLost, NoKeyring)
_log = logging.getLogger(__name__)


def keep_up(settings: Settings) -> None:
    """Bring the journal and the local copy of every job of this workstation to central's state."""
    for path in sorted(settings.home.glob(f"*{_JOURNAL}")):
        name = path.name.removesuffix(_JOURNAL)
        try:
            with open_job(settings, name):
                pass
        except _NOT_NOW as fault:
            _log.warning("the files of the job %s wait to be kept up: %s", name, type(fault).__name__)


def keep_up_daily(settings: Settings, stop: threading.Event) -> None:
    """Until `stop` is set, once a day, at first at once."""
    while not stop.is_set():
        keep_up(settings)
        stop.wait(EVERY)
