"""What staff see of thousands of events that wait is what a fold from the beginning gives, and costs what changed."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.central.applier import Applier
from deskapp.domain.outcome import Done
from deskapp.domain.values import Line
from deskapp.store import folded as module
from deskapp.store.overlay import Overlay
from tests.desks import Place, Workstation, a_patron, a_place, sync
from tests.sync.histories import History, Step, copied, steps
from tests.sync.test_three_desks import many, prepare_in

_FAST = Path("/dev/shm")
_numbers = itertools.count()


@pytest.fixture(scope="module")
def prepared() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=_FAST if _FAST.is_dir() else None) as folder:
        yield prepare_in(Path(folder))


def seen(overlay: Overlay) -> dict[str, Any]:
    """All that an overlay holds above the cache."""
    with overlay.reading():
        return {
            "pending": overlay.pending,
            "timelines": dict(overlay._folded.timelines),
            "doubts": dict(overlay._folded.touched),
            "holds": dict(overlay._folded.holds),
            "codes": {code: set(found) for code, found in overlay._folded.codes.items() if found},
            "owners": {patron: set(parts) for patron, parts in overlay._folded.by_owner.items() if parts},
        }


def afresh(one: Workstation) -> dict[str, Any]:
    return seen(Overlay(one.overlay.cache, one.journal))


def some_news(history: History, step: Step, what: int) -> None:
    """Often central decides a few events of all that were pushed, and the desk pulls while others of its own wait."""
    one = history.desks[step.desk]
    if what % 3 == 0 or not history.cables[step.desk].plugged:
        return
    if what % 3 == 1:
        one.session.push()
    history.decide(Step(step.desk, "decide", what // 3, 0), one)
    one.session.pull()


@many(80)
@given(told=steps, news=st.lists(st.integers(0, 11), min_size=50, max_size=50))
def test_after_any_acts_and_pulls_the_desk_shows_what_a_fold_from_the_beginning_shows(
    prepared: Path, told: list[Step], news: list[int]
) -> None:
    folder = prepared / f"example-{next(_numbers)}"
    place = copied(prepared / "prepared", folder)
    history = History(place)
    try:
        for one in history.desks:
            one.session.exchange()  # the clocks that this history was begun with
        for step, what in zip(told, news, strict=False):
            history.live(step)
            some_news(history, step, what)
            for one in history.desks:
                assert seen(one.overlay) == afresh(one)
        history.finish()
        for one in history.desks:
            assert seen(one.overlay) == afresh(one)
    finally:
        history.close_files()
        place.database.close()
        shutil.rmtree(folder)


# --- what it costs -------------------------------------------------------------------------------------


@dataclass
class Folds:
    """How many events the window has folded."""

    count: int = 0


@pytest.fixture
def folds(monkeypatch: pytest.MonkeyPatch) -> Folds:
    counted, apply = Folds(), module.apply

    def counting(*what: Any) -> Any:
        counted.count += 1
        return apply(*what)

    monkeypatch.setattr(module, "apply", counting)
    return counted


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return a_place(tmp_path)


@pytest.fixture
def one(place: Place) -> Workstation:
    """A desk with forty patrons that central does not know."""
    made = place.workstation("desk-1")
    sync(place, made)
    for n in range(40):
        with made.overlay.reading():
            made.recorder.record(Done((a_patron(f"N{n}")[1],)))
    return made


def decide(place: Place, events: int) -> None:
    applier = Applier(place.database, place.now)
    assert applier.acquire()
    assert applier.run(limit=events).events == events
    applier.release()


def test_what_another_desk_did_elsewhere_has_nothing_folded_again(place: Place, one: Workstation, folds: Folds) -> None:
    two = place.workstation("desk-2")
    sync(place, two)
    two.desk.check_out(two.patron("P1"), two.item("I1"))
    sync(place, two)
    before = folds.count
    one.session.pull()
    assert one.desk.refresh()
    assert folds.count == before
    assert seen(one.overlay) == afresh(one)


def test_what_central_has_decided_has_the_rest_left_alone(place: Place, one: Workstation, folds: Folds) -> None:
    one.session.push()
    decide(place, 30)
    before = folds.count
    one.session.pull()
    assert one.desk.refresh()
    assert (folds.count, one.desk.status().pending) == (before, 10)
    assert seen(one.overlay) == afresh(one)


def test_what_another_desk_did_to_a_record_that_waits_here_is_under_what_waits(
    place: Place, one: Workstation, folds: Folds
) -> None:
    two = place.workstation("desk-2")
    sync(place, two)
    patron = one.patron("P1")
    two.desk.place_block(patron, "lost a key")
    sync(place, two)
    place.clock.pass_(minutes=5)
    one.desk.place_block(patron, "lost another")
    before = folds.count
    one.session.pull()
    assert [block.note for block in one.desk.panel(patron).manual_blocks] == ["lost a key", "lost another"]
    assert folds.count - before <= 2
    assert one.overlay.doubt(Line.PATRON, patron) == "pending"


def test_a_card_that_central_took_away_is_found_no_more_though_other_events_wait(
    place: Place, one: Workstation
) -> None:
    """The patron was registered here, and what central made of it carries another card."""
    card = "N7"
    patron = one.patron(card)
    one.session.push()
    place.apply()
    two = place.workstation("desk-2")
    sync(place, two)
    two.desk.edit(patron, replace(two.desk.panel(patron).fields, cards=("M7",)))
    sync(place, two)
    with one.overlay.reading():
        one.recorder.record(Done((a_patron("LAST")[1],)))
    one.session.pull()
    assert one.desk.find(card).hits == ()
    assert [hit.id for hit in one.desk.find("M7").hits] == [patron]


def test_what_was_recorded_by_a_clock_set_ahead_moves_nothing_once_central_has_decided_it(place: Place) -> None:
    """Never before what the desk did earlier: as long as that waits, and by that day's clock."""
    one = place.workstation("desk-1")
    sync(place, one)
    place.clock.boot, place.clock.skew = "boot-0", timedelta(hours=1)
    for card in ("AHEAD", "RIGHT"):
        with one.overlay.reading():
            one.recorder.record(Done((a_patron(card)[1],)))
        place.clock.skew = timedelta()
    place.clock.boot = "boot-1"
    key = Line.PATRON, one.patron("RIGHT")
    hour = one.overlay._folded.timelines[key].head.last.at
    one.session.push()
    decide(place, 1)
    one.session.pull()
    assert one.desk.refresh()
    assert hour - one.overlay._folded.timelines[key].head.last.at > timedelta(minutes=59)
    assert seen(one.overlay) == afresh(one)
