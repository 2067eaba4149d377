"""Central's state for Prometheus, read from the database at each question. No name but those of workstations."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import start_http_server
from prometheus_client.core import CollectorRegistry, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import DBAPIError

from deskapp.central.database import Database
from deskapp.central.status import Status, status_of

_log = logging.getLogger(__name__)


class AddressTaken(Exception):
    """Nothing can be served at that address and port."""

    def __init__(self, address: str, port: int) -> None:
        super().__init__(f"{address}:{port}")

    def sentence(self, language: str) -> str:
        return {
            "es": f"No se pueden servir métricas en {self}: otro programa usa ese puerto, o esa dirección no es de "
            "este equipo. No se ha cambiado nada. Indique otro con --metrics.",
            "en": f"Metrics cannot be served at {self}: another program uses that port, or the address is not this "
            "machine's. Nothing was changed. Name another with --metrics.",
        }[language]


class _Central(Collector):
    def __init__(self, database: Database, now: Callable[[], int]) -> None:
        self._database, self._now = database, now

    def describe(self) -> list[Metric]:
        """Nothing: the database need not be there when the service starts."""
        return []

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("deskapp_central_up", "1 when central's database answers, else 0")
        try:
            found = status_of(self._database, self._now())
        except DBAPIError as fault:
            _log.warning("no metrics: %s", type(fault).__name__)
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from _gauges(found)


def _gauges(found: Status) -> Iterator[Metric]:
    """One family for each value; a moment that is not known has no sample."""
    for name, about, value in (
        ("events_stored", "Events that desks sent", found.stored),
        ("events_decided", "Events folded into records, or laid aside", found.decided),
        ("events_waiting", "Events stored and not decided yet", found.lag),
        ("oldest_waiting_seconds", "Since the oldest undecided event arrived; 0 when none waits", found.waiting),
        ("events_quarantined", "Events that could not be read", found.quarantined),
        ("revision", "Number of the newest change of a record", found.rev),
        ("lease_generation", "How often an applier began to decide", found.lease.generation if found.lease else 0),
        ("lease_held", "1 while an applier holds the lease", found.lease is not None and found.lease.held),
    ):
        yield GaugeMetricFamily(f"deskapp_central_{name}", about, float(value))
    if found.backup:
        about = "Unix time of the last backup that was finished"
        yield GaugeMetricFamily("deskapp_central_backup_timestamp_seconds", about, found.backup.at.timestamp())
    seen = GaugeMetricFamily(
        "deskapp_central_workstation_contact_timestamp_seconds",
        "Unix time of a workstation's last contact",
        labels=["workstation"],
    )
    for desk in found.desks:
        if desk.last_contact:
            seen.add_metric([desk.name], desk.last_contact.timestamp())
    yield seen


@contextmanager
def measuring(database: Database, now: Callable[[], int], address: str, port: int) -> Iterator[None]:
    """Answer GET /metrics meanwhile. Raises `AddressTaken`."""
    registry = CollectorRegistry()
    registry.register(_Central(database, now))
    try:
        server, thread = start_http_server(port, address, registry)
    except OSError as fault:
        raise AddressTaken(address, port) from fault
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
