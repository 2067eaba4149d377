"""The corrected time of an event: whatever a desk's clocks did, time goes forward and never beyond now."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from deskapp.central.stamp import UNMEASURED, Boot, Reading, corrected, started

HOUR = 3_600_000_000
NOW = 1_800_000_000_000_000


@dataclass(frozen=True)
class Acts:
    """A boot of a workstation: its clocks' errors, and when it did something (true time, microseconds)."""

    skew: int
    moments: tuple[int, ...]


def a_boot(skew: int, *moments: int) -> Acts:
    return Acts(skew, tuple(sorted(moments)))


def stamps(boots: list[Acts], true_now: int, offset_error: int = 0, measured: bool = False) -> list[int]:
    """What one push of everything, at the end of the last boot, gives."""
    known: dict[str, Boot] = {}
    starts = [boot.moments[0] - 1000 for boot in boots]
    last_boot = boots[-1]
    exchange = Reading(
        true_now + last_boot.skew, str(len(boots) - 1), true_now - starts[-1], -last_boot.skew + offset_error, 500
    )
    if measured:
        for n, boot in enumerate(boots[:-1]):
            known[str(n)] = Boot(starts[n], -boot.skew, 500)
    known[exchange.boot] = Boot(started(exchange), exchange.offset, 500)
    given: list[int] = []
    for n, boot in enumerate(boots):
        for moment in boot.moments:
            at, _ = corrected(
                moment + boot.skew, str(n), moment - starts[n], exchange, known, true_now, given[-1] if given else None
            )
            given.append(at)
    return given


skews = st.integers(-10_000 * HOUR, 10_000 * HOUR)
histories = st.lists(
    st.tuples(skews, st.lists(st.integers(2000, 48 * HOUR), min_size=1, max_size=8, unique=True)),
    min_size=1,
    max_size=4,
)


def lived(drawn: list[tuple[int, list[int]]]) -> tuple[list[Acts], int]:
    """The boots one after another, and a moment after the last."""
    boots, begin = [], NOW
    for skew, moments in drawn:
        boots.append(a_boot(skew, *(begin + m for m in moments)))
        begin = boots[-1].moments[-1] + 60_000_000
    return boots, begin


@given(histories, st.integers(-HOUR, HOUR), st.booleans())
def test_within_a_workstation_time_strictly_rises(
    drawn: list[tuple[int, list[int]]], error: int, measured: bool
) -> None:
    boots, now = lived(drawn)
    given_stamps = stamps(boots, now, error, measured)
    assert all(a < b for a, b in itertools.pairwise(given_stamps))


@given(histories, st.integers(-HOUR, HOUR), st.booleans())
def test_no_stamp_is_later_than_the_moment_of_receiving(
    drawn: list[tuple[int, list[int]]], error: int, measured: bool
) -> None:
    """But for the microsecond each that keeps several events of a desk apart."""
    boots, now = lived(drawn)
    given_stamps = stamps(boots, now, error, measured)
    assert all(at <= now + n for n, at in enumerate(given_stamps))


@given(skews, st.lists(st.integers(2000, 480 * HOUR), min_size=1, max_size=8, unique=True))
def test_in_one_boot_with_an_exact_offset_the_stamp_is_the_true_time(skew: int, moments: list[int]) -> None:
    boots, now = lived([(skew, moments)])
    assert stamps(boots, now) == list(boots[0].moments)


@given(histories)
def test_an_earlier_boot_with_a_measured_offset_gives_the_true_time_too(drawn: list[tuple[int, list[int]]]) -> None:
    boots, now = lived(drawn)
    assert stamps(boots, now, measured=True) == [m for b in boots for m in b.moments]


@given(st.integers(0, 100 * HOUR))
def test_a_clock_whose_battery_is_dead_still_gives_the_boots_in_their_order(apart: int) -> None:
    """The first boot says 1970, and was never measured: its events come before the next boot's, and are uncertain."""
    first, second = a_boot(-NOW, NOW + 5000, NOW + 9000), a_boot(0, NOW + HOUR + apart)
    given_stamps = stamps([first, second], NOW + 2 * HOUR + apart)
    assert given_stamps == sorted(given_stamps)
    assert given_stamps[-1] == NOW + HOUR + apart


@given(skews, skews)
def test_an_earlier_boot_ends_before_the_next_begins(early: int, late: int) -> None:
    first, second = a_boot(early, NOW + 5000), a_boot(late, NOW + HOUR)
    given_stamps = stamps([first, second], NOW + 2 * HOUR)
    assert given_stamps[0] <= NOW + HOUR - 1000


def test_what_was_never_measured_is_said_to_be_uncertain() -> None:
    exchange = Reading(NOW, "1", HOUR, 0, 500)
    _, uncertainty = corrected(NOW - 2 * HOUR, "0", 77, exchange, {}, NOW, None)
    assert uncertainty == UNMEASURED
    _, uncertainty = corrected(NOW - 2, "1", HOUR - 2, exchange, {}, NOW, None)
    assert uncertainty == 500
