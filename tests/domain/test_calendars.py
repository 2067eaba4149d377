"""When a branch is open: hours, closures, exceptions and holidays, where clocks change too."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from deskapp.domain.calendar import (
    Calendar,
    Closure,
    Opening,
    PublicHolidays,
    at_time,
    closing,
    end_of,
    hours_of,
    is_open,
    is_open_at,
    last_closing,
    local,
    next_open_day,
    next_opening,
    open_days,
    open_time,
    previous_open_day,
    problems,
    spans,
    today,
    why_closed,
)

SIESTA = ("09:00-14:00", "16:00-20:00")
SHOP = Calendar(hours=(SIESTA,) * 5 + (("10:00-14:00",), ()))
NEVER = Calendar(hours=((),) * 7)
ALWAYS = Calendar(hours=(("00:00-24:00",),) * 7)
ZONES = [
    "Europe/Madrid",
    "America/Santiago",  # clocks change at midnight
    "America/Havana",  # after midnight
    "America/Nuuk",  # before midnight
    "Australia/Lord_Howe",  # by half an hour
    "Africa/Casablanca",
    "UTC",
    "Asia/Kolkata",
]


def moment(wall: str, zone: str = "Europe/Madrid") -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def wall(at: datetime | None, calendar: Calendar = SHOP) -> str:
    return "" if at is None else f"{local(calendar, at):%Y-%m-%d %H:%M:%S %z}"


# Days


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 11, 27), ((540, 840), (960, 1200))),
        (date(2026, 11, 28), ((600, 840),)),
        (date(2026, 11, 29), ()),
    ],
    ids=["Friday", "Saturday", "Sunday"],
)
def test_a_branch_keeps_the_hours_of_its_week(day: date, hours: tuple[tuple[int, int], ...]) -> None:
    assert hours_of(SHOP, day) == hours
    assert is_open(SHOP, day) == bool(hours)


@pytest.mark.parametrize(
    ("calendar", "why"),
    [
        (SHOP, ("weekday", "")),
        (
            replace(SHOP, public_days=(Closure(date(2026, 12, 6), name="Constitución"),)),
            ("public_holiday", "Constitución"),
        ),
        (replace(SHOP, closures=(Closure(date(2026, 12, 1), date(2026, 12, 31), "Works"),)), ("closure", "Works")),
        (replace(SHOP, openings=(Opening(date(2026, 12, 6), (), "Stocktaking"),)), ("exception", "Stocktaking")),
        (replace(SHOP, openings=(Opening(date(2026, 12, 6), ("nine",), "Typo"),)), ("exception", "Typo")),
        (replace(SHOP, openings=(Opening(date(2026, 12, 6), ("10:00-12:00",), "Fair"),)), None),
    ],
    ids=["the week", "a public holiday", "a closure", "an exception", "an exception nobody can read", "open after all"],
)
def test_a_closed_day_says_why(calendar: Calendar, why: tuple[str, str] | None) -> None:
    found = why_closed(calendar, date(2026, 12, 6))
    assert (found and (found.code, found.name)) == why


def test_an_exception_beats_closures_and_public_holidays() -> None:
    day = date(2026, 12, 8)
    calendar = replace(
        SHOP, closures=(Closure(day),), public_days=(Closure(day),), openings=(Opening(day, ("11:00-13:00",)),)
    )
    assert hours_of(calendar, day) == ((660, 780),)
    assert not is_open(replace(calendar, openings=()), day)


def test_a_closure_includes_its_first_and_its_last_day() -> None:
    calendar = replace(ALWAYS, closures=(Closure(date(2026, 8, 3), date(2026, 8, 5)),))
    assert [is_open(calendar, date(2026, 8, day)) for day in range(2, 7)] == [True, False, False, False, True]


@pytest.mark.parametrize(
    ("closure", "closed", "open_"),
    [
        (Closure(date(2026, 12, 25), yearly=True), [(2020, 12, 25), (2040, 12, 25)], [(2027, 12, 24), (2027, 12, 26)]),
        (
            Closure(date(2026, 12, 24), date(2027, 1, 2), yearly=True),
            [(2026, 1, 1), (2026, 1, 2), (2029, 12, 24), (2029, 12, 31), (2030, 1, 1)],
            [(2029, 12, 23), (2030, 1, 3), (2030, 6, 1)],
        ),
        (
            Closure(date(2026, 12, 24), date(2026, 1, 2), yearly=True),
            [(2028, 12, 31), (2029, 1, 2)],
            [(2029, 1, 3), (2028, 12, 23)],
        ),
        (Closure(date(2028, 2, 29), yearly=True), [(2028, 2, 29), (2032, 2, 29)], [(2027, 2, 28), (2027, 3, 1)]),
        (
            Closure(date(2028, 2, 28), date(2028, 3, 1), yearly=True),
            [(2027, 2, 28), (2027, 3, 1), (2032, 2, 29)],
            [(2027, 2, 27), (2027, 3, 2)],
        ),
        (Closure(date(2026, 9, 1), date(2027, 8, 31), yearly=True), [(2031, 8, 31), (2031, 9, 1), (2031, 1, 1)], []),
        (Closure(date(2026, 9, 1), date(2027, 10, 1), yearly=True), [(2031, 8, 31), (2031, 12, 1)], []),
    ],
    ids=[
        "Christmas",
        "over New Year",
        "over New Year, in one year",
        "29 February",
        "around it",
        "a year",
        "more than a year",
    ],
)
def test_a_yearly_closure_comes_back_each_year(
    closure: Closure, closed: list[tuple[int, int, int]], open_: list[tuple[int, int, int]]
) -> None:
    calendar = replace(ALWAYS, closures=(closure,))
    assert not any(is_open(calendar, date(*day)) for day in closed)
    assert all(is_open(calendar, date(*day)) for day in open_)


def test_open_days_are_counted_from_the_day_after_to_the_last() -> None:
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)
    assert open_days(SHOP, friday, monday) == 2
    assert open_days(SHOP, friday, friday) == open_days(SHOP, monday, friday) == 0


def test_a_branch_that_never_opens_has_no_next_day_and_no_moment() -> None:
    day, now = date(2026, 11, 27), moment("2026-11-27 10:00")
    assert next_open_day(NEVER, day) is previous_open_day(NEVER, day) is None
    assert next_opening(NEVER, now) is last_closing(NEVER, now) is closing(NEVER, day) is None


def test_a_branch_closed_for_years_counts_as_never_open() -> None:
    works = replace(SHOP, closures=(Closure(date(2026, 1, 1), date(2030, 1, 1)),))
    assert next_open_day(works, date(2026, 6, 1)) is None
    assert next_open_day(works, date(2029, 6, 1)) == date(2030, 1, 2)


def test_the_ends_of_time_are_no_error() -> None:
    for day in (date.max, date.max - timedelta(1)):
        assert next_open_day(SHOP, day) is None
        assert end_of(day, replace(SHOP, zone="America/Havana")).year == 9991
    assert previous_open_day(SHOP, date.min) is None


# Moments


@pytest.mark.parametrize(
    ("now", "open_", "opening", "closed"),
    [
        ("2026-11-27 08:59", False, "2026-11-27 09:00", "2026-11-26 20:00"),
        ("2026-11-27 09:00", True, "2026-11-27 09:00", "2026-11-26 20:00"),
        ("2026-11-27 13:59", True, "2026-11-27 16:00", "2026-11-26 20:00"),
        ("2026-11-27 14:00", False, "2026-11-27 16:00", "2026-11-27 14:00"),
        ("2026-11-27 15:00", False, "2026-11-27 16:00", "2026-11-27 14:00"),
        ("2026-11-27 20:00", False, "2026-11-28 10:00", "2026-11-27 20:00"),
        ("2026-11-29 12:00", False, "2026-11-30 09:00", "2026-11-28 14:00"),
    ],
)
def test_a_moment_lies_between_a_closing_and_an_opening(now: str, open_: bool, opening: str, closed: str) -> None:
    at = moment(now)
    assert is_open_at(SHOP, at) is open_
    assert next_opening(SHOP, at) == moment(opening)
    assert last_closing(SHOP, at) == moment(closed)


def test_a_branch_open_until_midnight_closes_on_that_day() -> None:
    late = Calendar(hours=(("22:00-24:00",),) * 6 + ((),))
    saturday = date(2026, 11, 28)
    assert wall(closing(late, saturday)) == "2026-11-28 23:59:59 +0100"
    assert wall(last_closing(late, moment("2026-11-29 05:00"))) == "2026-11-28 23:59:59 +0100"
    assert is_open_at(late, moment("2026-11-28 23:59:59.9"))
    assert not is_open_at(late, moment("2026-11-29 00:00"))


@pytest.mark.parametrize(
    ("zone", "day", "end", "length"),
    [
        ("Europe/Madrid", date(2027, 3, 28), "2027-03-28 23:59:59 +0200", 23),
        ("Europe/Madrid", date(2027, 10, 31), "2027-10-31 23:59:59 +0100", 25),
        ("America/Santiago", date(2026, 4, 4), "2026-04-04 23:59:59 -0400", 25),
        ("America/Santiago", date(2026, 9, 5), "2026-09-05 23:59:59 -0400", 24),
        ("America/Santiago", date(2026, 9, 6), "2026-09-06 23:59:59 -0300", 23),
        ("America/Havana", date(2026, 3, 8), "2026-03-08 23:59:59 -0400", 23),
        ("America/Havana", date(2026, 10, 31), "2026-10-31 23:59:59 -0400", 24),
        ("America/Havana", date(2026, 11, 1), "2026-11-01 23:59:59 -0500", 25),
        ("America/Nuuk", date(2026, 3, 28), "2026-03-28 22:59:59 -0200", 23),  # 23:00 is midnight already
        ("America/Nuuk", date(2026, 10, 24), "2026-10-24 23:59:59 -0200", 25),
        ("America/St_Johns", date(2010, 11, 6), "2010-11-06 23:59:59 -0330", 25),  # back at one past midnight
        ("Africa/Cairo", date(2026, 10, 29), "2026-10-29 23:59:59 +0200", 25),
        ("Australia/Lord_Howe", date(2026, 4, 5), "2026-04-05 23:59:59 +1030", 24.5),
        ("Australia/Lord_Howe", date(2026, 10, 4), "2026-10-04 23:59:59 +1100", 23.5),
    ],
)
def test_a_day_is_as_long_as_its_clocks_make_it(zone: str, day: date, end: str, length: float) -> None:
    calendar = replace(ALWAYS, zone=zone)
    assert wall(end_of(day, calendar), calendar) == end
    assert today(calendar, end_of(day, calendar) + timedelta(seconds=1)) == day + timedelta(1)
    ((begins, ends),) = spans(calendar, day)
    assert ends - begins == timedelta(hours=length)


@pytest.mark.parametrize(
    ("day", "hours", "open_"),
    [
        (date(2027, 3, 28), "02:30-06:00", ("2027-03-28 03:00:00 +0200", "2027-03-28 06:00:00 +0200")),
        (date(2027, 10, 31), "02:30-06:00", ("2027-10-31 02:30:00 +0200", "2027-10-31 06:00:00 +0100")),
        (date(2027, 10, 31), "01:00-02:30", ("2027-10-31 01:00:00 +0200", "2027-10-31 02:30:00 +0200")),
    ],
    ids=["an hour that is skipped", "an hour that comes twice", "closing in it"],
)
def test_hours_fall_sensibly_where_clocks_change(day: date, hours: str, open_: tuple[str, str]) -> None:
    night = Calendar(hours=((hours,),) * 7)
    assert [(wall(a), wall(b)) for a, b in spans(night, day)] == [open_]


def test_an_opening_that_clocks_skip_whole_is_none() -> None:
    night = Calendar(hours=(("02:15-02:45",),) * 7)
    assert spans(night, date(2027, 3, 28)) == ()
    assert wall(next_opening(night, moment("2027-03-28 01:00"))) == "2027-03-29 02:15:00 +0200"


def test_a_wall_time_that_clocks_skip_is_when_they_skip_it() -> None:
    assert wall(at_time(date(2027, 3, 28), time(2, 30), SHOP)) == "2027-03-28 03:00:00 +0200"
    assert wall(at_time(date(2027, 10, 31), time(2, 30), SHOP)) == "2027-10-31 02:30:00 +0200"
    assert wall(at_time(date(2027, 10, 31), time(2, 30, fold=1), SHOP)) == "2027-10-31 02:30:00 +0100"


def test_open_time_leaves_out_the_siesta_the_night_and_the_sunday() -> None:
    assert open_time(SHOP, moment("2026-11-27 13:00"), moment("2026-11-27 17:00")) == timedelta(hours=2)
    assert open_time(SHOP, moment("2026-11-28 13:00"), moment("2026-11-30 09:30")) == timedelta(hours=1.5)
    assert open_time(SHOP, moment("2026-11-29 00:00"), moment("2026-11-29 23:00")) == timedelta()
    assert open_time(SHOP, moment("2026-11-27 17:00"), moment("2026-11-27 13:00")) == timedelta()
    assert open_time(ALWAYS, moment("2027-10-30 12:00"), moment("2027-10-31 12:00")) == timedelta(hours=25)


def test_today_is_the_branchs_own_day() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert today(Calendar(), late) == date(2026, 11, 24)
    assert today(Calendar(zone="Atlantic/Canary"), late) == date(2026, 11, 23)


# Revision and problems


def test_the_same_contents_have_the_same_revision_whatever_the_name() -> None:
    assert Calendar().revision == Calendar("Main").revision == "1cbcea989c64"
    others = [
        replace(SHOP, zone="UTC"),
        replace(SHOP, hours=SHOP.hours[::-1]),
        replace(SHOP, closures=(Closure(date(2026, 8, 1)),)),
        replace(SHOP, closures=(Closure(date(2026, 8, 1), yearly=True),)),
        replace(SHOP, openings=(Opening(date(2026, 8, 1)),)),
        replace(SHOP, holidays=(PublicHolidays("ES", "MD", (date(2026, 5, 2),)),)),
        replace(SHOP, public_days=(Closure(date(2026, 8, 1)),)),
    ]
    assert len({calendar.revision for calendar in (SHOP, *others)}) == len(others) + 1


@pytest.mark.parametrize(
    ("calendar", "found"),
    [
        (SHOP, []),
        (replace(SHOP, zone="Europe/Atlantis"), [("zone", "unknown_zone")]),
        (replace(SHOP, zone="Europe"), [("zone", "unknown_zone")]),
        (replace(SHOP, zone="../etc"), [("zone", "unknown_zone")]),
        (replace(SHOP, zone=""), [("zone", "unknown_zone")]),
        (replace(SHOP, hours=SHOP.hours[:5]), [("hours", "not_seven_days")]),
        (NEVER, [("hours", "never_open")]),
        (replace(NEVER, openings=(Opening(date(2026, 5, 1), ("10:00-12:00",)),)), []),
        (replace(SHOP, openings=(Opening(date(2026, 5, 1), ("10-12",)),)), [("openings.0", "not_hours")]),
        (
            replace(SHOP, openings=(Opening(date(2026, 5, 1)), Opening(date(2026, 5, 1)))),
            [("openings.1", "twice")],
        ),
        (
            replace(SHOP, closures=(Closure(date(2026, 5, 1)), Closure(date(2026, 5, 2), date(2026, 5, 1)))),
            [("closures.1", "ends_before_it_begins")],
        ),
        (replace(SHOP, closures=(Closure(date(2026, 12, 24), date(2026, 1, 6), yearly=True),)), []),
    ],
)
def test_what_is_wrong_with_a_calendar_is_said_where_it_is(calendar: Calendar, found: list[tuple[str, str]]) -> None:
    assert problems(calendar) == found


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (("nine to five",), "not_hours"),
        (("09:00",), "not_hours"),
        (("09:60-10:00",), "not_hours"),
        (("24:00-24:00",), "not_hours"),
        (("20:00-24:30",), "not_hours"),
        (("20:00-02:00",), "ends_before_it_begins"),
        (("09:00-09:00",), "ends_before_it_begins"),
        (("09:00-14:00", "13:00-20:00"), "overlapping"),
        (("16:00-20:00", "09:00-14:00"), "not_in_order"),
    ],
)
def test_hours_that_make_no_sense_are_named_by_their_day(hours: tuple[str, ...], code: str) -> None:
    week = (SIESTA, hours, *SHOP.hours[2:])
    assert problems(replace(SHOP, hours=week)) == [("hours.tuesday", code)]


@pytest.mark.parametrize(
    "hours", [("9:00-14:00", "16:00-20:00"), ("09:00 - 14:00", "16:00-20:00"), ("09:00–14:00", "16:00-20:00")]
)
def test_hours_may_be_written_in_a_few_ways(hours: tuple[str, ...]) -> None:
    assert hours_of(Calendar(hours=(hours,) * 7), date(2026, 11, 27)) == ((540, 840), (960, 1200))


# Any calendar

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def written(minutes: Sequence[int]) -> tuple[str, ...]:
    """Minutes of the day, in order, as spans."""
    said = [f"{minute // 60:02}:{minute % 60:02}" for minute in sorted(minutes)]
    return tuple(f"{a}-{b}" for a, b in zip(said[::2], said[1::2], strict=False))


HOURS = st.one_of(
    st.sampled_from([(), SIESTA, ("00:00-24:00",), ("22:00-24:00",), ("00:00-02:30",), ("02:00-02:30",)]),
    st.lists(st.integers(0, 1440), unique=True, max_size=6).map(written),
)
CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from(ZONES),
    hours=st.tuples(*[HOURS] * 7),
    closures=st.lists(st.builds(Closure, DAYS, st.none() | DAYS, yearly=st.booleans()), max_size=3).map(tuple),
    openings=st.lists(st.builds(Opening, DAYS, HOURS), max_size=3).map(tuple),
)
ODD = st.builds(
    Calendar,
    zone=st.text(max_size=12) | st.sampled_from(["Europe", "/etc/passwd", "\0", "."]),
    hours=st.lists(st.lists(st.text("0123456789:- x", max_size=12) | st.text(), max_size=3).map(tuple), max_size=9).map(
        tuple
    ),
    closures=st.lists(st.builds(Closure, st.dates(), st.none() | st.dates(), yearly=st.booleans()), max_size=3).map(
        tuple
    ),
)


@given(CALENDARS, DAYS)
def test_opening_spans_follow_one_another_over_any_days(calendar: Calendar, day: date) -> None:
    found = [edge for ahead in range(4) for span in spans(calendar, day + timedelta(ahead)) for edge in span]
    assert found == sorted(found)
    assert all(today(calendar, begin) == day for begin, _ in spans(calendar, day))
    assert is_open(calendar, day) or not spans(calendar, day)
    assert (why_closed(calendar, day) is None) == is_open(calendar, day)


@given(CALENDARS, MOMENTS)
def test_a_branch_is_open_by_its_clock_on_any_day_without_a_change(calendar: Calendar, at: datetime) -> None:
    there = local(calendar, at)
    day = there.date()
    assume(len({local(calendar, at + timedelta(hours=h)).utcoffset() for h in range(-25, 26)}) == 1)
    minute = there.hour * 60 + there.minute
    assert is_open_at(calendar, at) == any(begin <= minute < end for begin, end in hours_of(calendar, day))


@given(CALENDARS, MOMENTS)
def test_the_next_opening_is_the_first_and_the_last_closing_the_last(calendar: Calendar, at: datetime) -> None:
    opening, closed = next_opening(calendar, at), last_closing(calendar, at)
    if opening is not None:
        assert opening >= at
        assert is_open_at(calendar, opening)
    if closed is not None:
        assert closed <= at
        assert is_open_at(calendar, closed - timedelta(seconds=1))
    if not is_open_at(calendar, at):
        if opening is not None:
            assert open_time(calendar, at, opening) == timedelta()
        if closed is not None:
            assert open_time(calendar, closed + timedelta(seconds=1), at) == timedelta()


@given(CALENDARS, st.tuples(MOMENTS, MOMENTS, MOMENTS).map(sorted))
def test_open_time_adds_up(calendar: Calendar, moments: list[datetime]) -> None:
    a, b, c = moments[0], moments[0] + (moments[1] - moments[0]) / 9, moments[0] + (moments[2] - moments[0]) / 9
    assert open_time(calendar, a, b) + open_time(calendar, b, c) == open_time(calendar, a, c) <= c - a


@given(CALENDARS, DAYS, st.integers(0, 60), st.integers(0, 60))
def test_open_days_add_up(calendar: Calendar, day: date, more: int, still_more: int) -> None:
    middle, last = day + timedelta(more), day + timedelta(more + still_more)
    assert open_days(calendar, day, middle) + open_days(calendar, middle, last) == open_days(calendar, day, last)
    following = next_open_day(calendar, day)
    assert following is None or open_days(calendar, day, following) == 1


@given(ODD, DAYS, MOMENTS)
def test_no_contents_are_an_error_but_in_the_list_of_problems(calendar: Calendar, day: date, at: datetime) -> None:
    assert problems(calendar)
    assert (why_closed(calendar, day) is None) == is_open(calendar, day)
    assert closing(calendar, day) is None or is_open(calendar, day)
    next_opening(calendar, at)
    last_closing(calendar, at)
    assert calendar.revision == replace(calendar, name="Other").revision
