"""The primary server dies before its standby heard everything: desks go over by themselves and send it again."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
from sqlalchemy import select

from deskapp.app.workstation import open_workstation
from deskapp.central.database import Database
from deskapp.central.functions import enrolment
from deskapp.central.schema import journal
from deskapp.central.status import status_of
from deskapp.desk.answers import PatronHit
from deskapp.domain.outcome import Done, Fact
from deskapp.domain.values import ItemId, PatronId
from deskapp.settings import Settings
from deskapp.store.codec import ReliedOn, encode
from deskapp.store.journal import Journal
from tests.central.centrals import PASSWORD, now
from tests.desks import a_library, a_patron, a_title, an_item, the_set_up
from tests.postgresql import Cluster, private_cluster
from tests.programs import Program, running, until
from tests.sync.histories import central_rows, differences, fold_from_scratch, stamped_journal

LIBRARY = "library"


def either(one: Cluster, other: Cluster, user: str, password: str) -> str:
    """A URL that names both servers; the one that may be written to is meant."""
    hosts = f"{one.host}:{one.port},{other.host}:{other.port}"
    return f"postgresql://{user}:{password}@{hosts}/{LIBRARY}?target_session_attrs=read-write&connect_timeout=3"


class Servers:
    """A primary and its standby, and `deskapp central serve` for whichever is the primary."""

    def __init__(self, primary: Cluster, standby: Cluster) -> None:
        self.primary, self.standby = primary, standby
        self.url = either(primary, standby, primary.superuser, primary.password)
        self.database = Database.postgresql(self.url)

    def enrolled(self, name: str) -> str:
        """The URL of a new workstation."""
        with self.database.write() as c:
            for statement in enrolment(name, PASSWORD.replace(" ", "-")):
                c.exec_driver_sql(statement)
        return either(self.primary, self.standby, name, PASSWORD.replace(" ", "-"))

    def stored_at_standby(self, workstation: str) -> int:
        with closing(psycopg.connect(self.standby.url(LIBRARY))) as c:
            found = c.execute("SELECT count(*) FROM journal WHERE workstation = %s", (workstation,)).fetchone()
        return int(found[0]) if found else 0

    def fail_over(self) -> None:
        self.primary.lose_power()
        self.standby.promote()


class At:
    """A workstation: its desk as the window has it, and its sync process."""

    def __init__(self, folder: Path, url: str, stack: ExitStack) -> None:
        self.name = folder.name
        settings = Settings(folder, folder.name, central=url, insecure_key_file=True)
        self.station = open_workstation(settings)
        stack.callback(self.station.close)
        self.sync: Program = stack.enter_context(running(folder, url, "sync", "run", piped=True))

    def tell(self, *facts: Fact) -> None:
        self.journal.record(Done(facts), "setup", "MAIN", ReliedOn())
        self.sync.kick()

    @property
    def journal(self) -> Journal:
        return self.station.desk._recorder._journal

    def lend(self, barcode: str) -> None:
        desk = self.station.desk
        desk.refresh()
        done = desk.check_out(self.patron(), self.item(barcode))
        assert type(done).__name__ == "Lent", done
        self.sync.kick()

    def loans(self) -> list[str]:
        self.station.desk.refresh()
        return sorted(loan.barcode for loan in self.station.desk.panel(self.patron()).loans)

    def knows(self, barcode: str) -> bool:
        self.station.desk.refresh()
        with self.station.desk._overlay.reading():
            return bool(self.station.desk._overlay.by_code(barcode))

    def pending(self) -> int:
        self.station.desk.refresh()
        return self.station.desk.status().pending

    def told(self) -> str:
        """What a failure's report needs."""
        return f"{self.name}: {self.pending()} wait, {list(self.sync.reports.queue)[-3:]} {self.sync.log()[-2000:]}"

    def patron(self) -> PatronId:
        return next(PatronId(h.id) for h in self.station.desk.search("Ana") if isinstance(h, PatronHit))

    def item(self, barcode: str) -> ItemId:
        with self.station.desk._overlay.reading():
            return ItemId(next(id for kind, id in self.station.desk._overlay.by_code(barcode) if kind == "item"))


def test_desks_go_over_to_the_promoted_standby_and_send_again_what_it_never_heard(tmp_path: Path) -> None:
    with ExitStack() as stack:
        primary = stack.enter_context(private_cluster())
        standby = primary.standby()
        stack.callback(standby.stop)
        with psycopg.connect(primary.url("postgres"), autocommit=True) as server:
            server.execute(f"CREATE DATABASE {LIBRARY}".encode())
        servers = Servers(primary, standby)
        stack.callback(servers.database.close)
        servers.database.migrate()
        service = stack.enter_context(running(tmp_path / "server", servers.url, "central", "serve"))
        one = At(tmp_path / "one", servers.enrolled("one"), stack)
        two = At(tmp_path / "two", servers.enrolled("two"), stack)

        def told() -> str:
            return "\n".join((service.log(), one.told(), two.told()))

        title, catalogued = a_title("Middlemarch")
        items = [an_item(title, f"I{n}")[1] for n in range(1, 6)]
        one.tell(the_set_up(a_library()), a_patron("P1")[1], catalogued, *items)
        until(lambda: one.knows("I5") and two.knows("I5"), 30, told)
        one.lend("I1")
        until(lambda: two.loans() == ["I1"], 30, told)
        standby.has_all_of(primary)
        before = status_of(servers.database, now())

        standby.cut_off()
        one.lend("I2")
        two.lend("I3")
        both = ["I1", "I2", "I3"]
        until(lambda: one.loans() == two.loans() == both and not one.pending() and not two.pending(), 30, told)
        stored = status_of(servers.database, now()).stored
        assert servers.stored_at_standby("one") + servers.stored_at_standby("two") < stored, "nothing was lost"

        servers.fail_over()
        one.lend("I4")  # at a moment when no server answers
        everything = [*both, "I4"]

        def agreed() -> bool:
            return one.loans() == two.loans() == everything and not one.pending() and not two.pending()

        took = until(agreed, 30, told)
        print(f"{took:.1f} s until both desks agreed at the promoted server")
        after = status_of(servers.database, now())
        assert after.epoch != before.epoch
        assert after.lag == 0
        nothing_is_lost_or_double(servers.database, one, two)
        two.lend("I5")
        until(lambda: one.loans() == [*everything, "I5"], 30, told)
        nothing_is_lost_or_double(servers.database, one, two)
        assert service.end() == 0


def nothing_is_lost_or_double(database: Database, *desks: At) -> None:
    """Each entry of each journal lies at central once, as it was written, and the records are what they amount to."""
    told = stamped_journal(database)
    for desk in desks:
        mine = [encode(e) for _, e in desk.journal.entries()]
        assert [encode(e) for _, e, _ in told if e.workstation == desk.name] == mine
    assert differences(central_rows(database), fold_from_scratch(database)) == {}
    with database.read() as c:
        positions = list(c.execute(select(journal.c.position).order_by(journal.c.position)).scalars())
    assert positions == list(range(1, len(positions) + 1))
