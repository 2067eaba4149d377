"""The local copy is compared with central's at the same revision; one that differs is found out and fetched anew."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskapp.app.files import open_cache, open_journal, secrets_for
from deskapp.app.program import CENTRAL_VARIABLE, command
from deskapp.domain.outcome import Done
from deskapp.settings import Settings, load
from deskapp.store.cache import Cache
from deskapp.store.codec import ReliedOn
from deskapp.sync.checking import compare
from deskapp.sync.watch import Watch
from tests.central.centrals import OnPostgresql
from tests.desks import KEY, Workstation, a_patron
from tests.proxy import Road
from tests.sync.copies import Library, a_library, rows_of, tamper


@pytest.fixture(params=["sqlite", "postgresql"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    with a_library(request.param, tmp_path, lambda: request.getfixturevalue("postgresql"), 40) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def large(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    """With several pages to copy."""
    with a_library(request.param, tmp_path, lambda: request.getfixturevalue("postgresql")) as made:
        yield made


@pytest.fixture
def far(library: Library) -> Workstation:
    made = library.workstation("far")
    library.sync(made)
    made.desk.check_out(made.patron("P1"), made.item("I1"))
    library.sync(made)
    return made


DAMAGE = {
    "a name": ("UPDATE records SET body = replace(body, 'Quiroga7', 'Quiroga8') WHERE kind = 'patron'", ["patron"]),
    "a lost row": ("DELETE FROM records WHERE kind = 'loan'", ["loan"]),
    "an old revision": ("UPDATE records SET rev = rev - 1 WHERE kind = 'title'", ["title"]),
    "a lost card": ("DELETE FROM codes WHERE code = 'C4'", ["codes"]),
    "two rows exchanged": (
        "UPDATE records SET body = (SELECT body FROM records WHERE kind = 'item' ORDER BY id LIMIT 1) "
        "WHERE kind = 'item' AND id = (SELECT max(id) FROM records WHERE kind = 'item')",
        ["item"],
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_was_changed_behind_the_programs_back_is_found_and_repaired(
    library: Library, far: Workstation, damage: str
) -> None:
    link = library.central.link("far")
    assert compare(link, far.writer).result == "same"
    statement, kinds = DAMAGE[damage]
    tamper(far.writer.path, statement)
    found = compare(link, far.writer)
    assert (found.result, list(found.kinds)) == ("differs", kinds)
    far.session.copy_anew()
    assert far.session.exchange().copied
    assert compare(link, far.writer).result == "same"
    assert rows_of(far.writer) == library.rows()


def test_a_copy_that_is_behind_is_brought_up_before_it_is_compared(library: Library, far: Workstation) -> None:
    library.tell(a_patron("NEW1", "Zoe", "Nueva")[1])
    found = compare(library.central.link("far"), far.writer, far.session.exchange)
    assert (found.result, found.counts["patron"]) == ("same", far.writer.count("patron"))


def test_a_copy_that_is_never_brought_up_is_not_called_different(library: Library, far: Workstation) -> None:
    library.tell(a_patron("NEW1", "Zoe", "Nueva")[1])
    assert compare(library.central.link("far"), far.writer, lambda: None).result == "busy"


def test_a_night_brings_a_check_and_a_difference_is_told_and_repaired_once(library: Library, far: Workstation) -> None:
    said: list[dict[str, Any]] = []
    anew: list[bool] = []
    note = library.folder / "checked.json"
    watch = Watch(
        lambda: Cache(far.writer.path, KEY, writer=False),
        lambda: library.central.link("far"),
        note,
        said.append,
        lambda: anew.append(True),
        timedelta(),
    )
    watch._began -= timedelta(days=2)  # it has been running since the day before yesterday
    tamper(far.writer.path, "DELETE FROM codes WHERE code = 'C4'")
    watch.turn()
    assert said == [{"state": "differs", "kinds": ["codes"]}]
    assert anew == [True]
    watch.turn()
    assert anew == [True]


# --- the programs --------------------------------------------------------------------------------------


def settings_of(library: Library, address: tuple[str, int] | None = None) -> Settings:
    """A workstation's home on this central, through the proxy."""
    central = library.central
    home = replace(load(library.folder / "home"), insecure_key_file=True, workstation=central.name("near"))
    if isinstance(central, OnPostgresql):
        return replace(home, central=central.url("near", address=address))
    (library.folder / "home").mkdir(exist_ok=True)
    secrets_for(home).put("central-token", "a good token")
    host, port = address or central.address
    return replace(home, central=f"http://{host}:{port}")


def run(settings: Settings, *words: str) -> tuple[int, Any]:
    done = subprocess.run(
        [*command(settings), "sync", *words, "--json"],
        stdout=subprocess.PIPE,
        env=os.environ | {CENTRAL_VARIABLE: settings.central},
        cwd=Path(__file__).parents[2],
        timeout=60,
    )
    return done.returncode, json.loads(done.stdout)


@contextmanager
def running(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*command(settings), "sync", "run"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {CENTRAL_VARIABLE: settings.central},
        cwd=Path(__file__).parents[2],
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(process: subprocess.Popen[str], **said: Any) -> dict[str, Any]:
    """Read reports up to one that says this."""
    assert process.stdout
    for line in process.stdout:
        report: dict[str, Any] = json.loads(line)
        if said.items() <= report.items():
            return report
    raise AssertionError(f"it ended without saying {said}")


def tell(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdin
    process.stdin.write(f"{word}\n")
    process.stdin.flush()


def test_a_check_without_a_window_sends_what_waits_and_compares_when_it_is_decided(library: Library) -> None:
    settings = settings_of(library)
    with closing(open_journal(settings, writer=True)) as journal:
        told = tuple(a_patron(f"W{n}", "Zoe", "Nueva")[1] for n in range(400))
        journal.record(Done(told), "maria", "MAIN", ReliedOn())
    assert run(settings, "status")[1]["pending"] == 400
    over = threading.Event()

    def decides() -> None:
        while not over.wait(0.05):
            library.central.decide()

    applier = threading.Thread(target=decides)
    applier.start()
    try:
        status, said = run(settings, "check")
    finally:
        over.set()
        applier.join()
    assert (status, said["result"]) == (0, "same")


def test_the_sync_process_compares_when_asked_and_fetches_anew_what_differs(library: Library) -> None:
    settings = settings_of(library)
    with running(settings) as process:
        until(process, state="online")
        tamper_with(settings, "DELETE FROM codes WHERE code = 'C4'")
        tell(process, "check")
        assert until(process, state="differs")["kinds"] == ["codes"]
        until(process, state="copying")
        until(process, state="online")
        tell(process, "check")
        until(process, state="checked", result="same")
        status = run(settings, "status")[1]
        assert (status["check"], status["differing"]) == ("same", [])
        assert status["checked"] is not None


def tamper_with(settings: Settings, statement: str) -> None:
    with closing(open_cache(settings, writer=True, notices=[])) as cache:
        cache._connection.exec_driver_sql(statement)


def test_a_sync_process_killed_in_the_middle_of_a_copy_goes_on_with_it(large: Library) -> None:
    settings = settings_of(large, ("127.0.0.1", large.proxy.port))
    with running(settings) as process:
        until(process, state="online")
        large.proxy.becomes(Road.SLOW)
        tell(process, "copy")
        until(process, state="copying", done=500)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    large.proxy.becomes(Road.OPEN)
    large.take_away("C3")
    with running(settings) as process:
        until(process, state="online")
        tell(process, "copy")
        until(process, state="copying")
        until(process, state="online")
    with closing(open_cache(settings, writer=False, notices=[])) as cache:
        assert rows_of(cache) == large.rows()
        assert cache.is_sound()


def test_a_copy_is_cancelled_and_resumed_by_a_word(large: Library) -> None:
    settings = settings_of(large, ("127.0.0.1", large.proxy.port))
    with running(settings) as process:
        until(process, state="online")
        large.proxy.becomes(Road.SLOW)
        tell(process, "copy")
        until(process, state="copying", done=500)
        tell(process, "cancel")
        until(process, state="stopped")
        large.proxy.becomes(Road.OPEN)
        tell(process, "copy")
        assert until(process, state="copying")["done"] >= 500
        until(process, state="online")


def test_prepared_to_go_offline_says_complete_with_counts_and_what_is_missing_otherwise(library: Library) -> None:
    settings = settings_of(library, ("127.0.0.1", library.proxy.port))
    status, said = run(settings, "prepare")
    assert (status, said["complete"], said["missing"]) == (0, True, [])
    assert said["counts"]["patron"] == 43
    tamper_with(settings, "DELETE FROM codes WHERE code = 'C4'")
    assert run(settings, "prepare")[1]["missing"] == ["differs"]
    assert run(settings, "check")[1]["kinds"] == ["codes"]  # and repairs it
    assert run(settings, "prepare")[0] == 0
    library.proxy.becomes(Road.REFUSES)
    status, said = run(settings, "prepare")
    assert (status, said["complete"], said["missing"]) == (1, False, ["away"])


def test_prepared_beside_a_running_window(library: Library) -> None:
    settings = settings_of(library)
    with running(settings) as process:
        until(process, state="online")
        assert run(settings, "prepare")[0] == 0
