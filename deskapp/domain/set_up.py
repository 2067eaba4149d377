"""Whether a library's set-up holds together, before it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from deskapp.domain.calendar import Calendar
from deskapp.domain.calendar import problems as calendar_problems
from deskapp.domain.due_date import FixedTerm
from deskapp.domain.outcome import Blocked, Permission
from deskapp.domain.policy import ANY, CRITERIA
from deskapp.domain.policy_lines import largest, policy_problems
from deskapp.domain.problem import Problem, ProblemCode, row, unknown, wrong
from deskapp.domain.rules import BlockRule, Branch, Library

__all__ = ["PATRON_BLOCKS", "Problem", "ProblemCode", "problems"]

PATRON_BLOCKS = (
    Blocked.PATRON_BLOCKED,
    Blocked.PATRON_BARRED,
    Blocked.ADDRESS_INVALID,
    Blocked.CARD_LOST,
    Blocked.PATRON_INACTIVE,
    Blocked.PATRON_EXPIRED,
    Blocked.SUSPENDED,
    Blocked.OWES_TOO_MUCH,
    Blocked.TOO_MANY_OVERDUE,
    Blocked.TOO_MANY_LOST,
    Blocked.TOO_MANY_CLAIMS,
    Blocked.RECALL_OVERDUE,
    Blocked.LONG_OVERDUE,
)
"""The blocks that stand against a patron, whatever the item: those that a block rule may be for."""

MOST_YEARS = 100
_FIGURES = (
    "max_owed",
    "max_overdue",
    "hold_shelf_days",
    "expiry_warning_days",
    "stub_items",
    "offline_minutes",
    "lock_minutes",
    "staff_days",
    "money_apart",
    "waive_alone",
    "break_glass_hours",
    "history_days",
)
_LARGEST = {"lock_minutes": 24 * 60, "staff_days": 366, "break_glass_hours": 7 * 24}
"""Beyond these a rule about access would protect nothing: a day, a year, a week."""

_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_HARMLESS = (ProblemCode.NOT_IN_ORDER,)


def problems(library: Library) -> list[Problem]:
    """Everything that is wrong with a set-up, in the order of its parts. With a fatal one it must not come to hold."""
    parts = (_library, _codes, _branches, _categories, _calendars, _fixed_terms, _block_rules, policy_problems)
    return [problem for part in parts for problem in part(library)]


def _library(library: Library) -> Iterator[Problem]:
    if not library.branches:
        yield wrong("branches", ProblemCode.NO_BRANCH)
    if not _CURRENCY.fullmatch(library.currency):
        yield wrong("currency", ProblemCode.NOT_A_CURRENCY, said=library.currency)
    if sorted(library.criteria) != sorted(CRITERIA):
        yield wrong("criteria", ProblemCode.NOT_ALL_CRITERIA, known=", ".join(CRITERIA))
    for name in _FIGURES:
        yield from _figure(name, getattr(library, name), _LARGEST.get(name) or largest(name))
    categories = [c.code for c in library.categories]
    if categories and library.stub_category not in categories:
        code = ProblemCode.UNKNOWN_CATEGORY
        yield unknown("stub_category", code, library.stub_category, categories, fatal=False)


def _figure(where: str, figure: int | None, most: int) -> Iterator[Problem]:
    if figure is not None and figure < 0:
        yield wrong(where, ProblemCode.TOO_LITTLE, said=figure, least=0)
    if figure is not None and figure > most:
        yield wrong(where, ProblemCode.TOO_MUCH, said=figure, most=most)


def _codes(library: Library) -> Iterator[Problem]:
    """Each table names its rows, and no two alike."""
    yield from _named("branches", "code", [b.code for b in library.branches])
    yield from _named("categories", "code", [c.code for c in library.categories])
    yield from _named("item_types", "code", [t.code for t in library.item_types])
    yield from _named("calendars", "name", [c.name for c in library.calendars])
    yield from _named("fixed_terms", "name", [t.name for t in library.fixed_terms])
    yield from _named("block_rules", "code", [r.code for r in library.block_rules])


def _named(table: str, column: str, codes: Sequence[str]) -> Iterator[Problem]:
    for n, code in enumerate(codes, 1):
        where = f"{row(table, n, code)}.{column}"
        if not code.strip():
            yield wrong(where, ProblemCode.EMPTY_CODE)
        elif code == ANY:
            yield wrong(where, ProblemCode.RESERVED_CODE, said=code)
        elif code in codes[: n - 1]:
            yield wrong(where, ProblemCode.TWICE, said=code)


def _branches(library: Library) -> Iterator[Problem]:
    calendars = [c.name for c in library.calendars]
    for n, branch in enumerate(library.branches, 1):
        where = row("branches", n, branch.code)
        if branch.currency and not _CURRENCY.fullmatch(branch.currency):
            yield wrong(f"{where}.currency", ProblemCode.NOT_A_CURRENCY, said=branch.currency)
        yield from _zone(f"{where}.zone", branch.zone)
        if branch.calendar and branch.calendar not in calendars:
            yield unknown(f"{where}.calendar", ProblemCode.UNKNOWN_CALENDAR, branch.calendar, calendars)
        yield from _own_days(where, branch)


def _zone(where: str, zone: str) -> Iterator[Problem]:
    if any(path == "zone" for path, _ in calendar_problems(Calendar(zone=zone))):
        yield unknown(where, ProblemCode.UNKNOWN_ZONE, zone, _zones())


def _zones() -> set[str]:
    from zoneinfo import available_timezones  # it reads a folder: only for who made a mistake

    return available_timezones()


def _own_days(where: str, branch: Branch) -> Iterator[Problem]:
    """The days that a branch itself is closed on hold only while it has no calendar."""
    default = Branch("", "")
    for day in branch.closed_weekdays:
        if day not in range(7):
            yield wrong(f"{where}.closed_weekdays", ProblemCode.NOT_A_WEEKDAY, said=day)
    if branch.calendar:
        for name in ("closed_weekdays", "closed_dates"):
            if getattr(branch, name) != getattr(default, name):
                yield wrong(f"{where}.{name}", ProblemCode.BESIDE_CALENDAR, fatal=False)
    elif set(range(7)) <= set(branch.closed_weekdays):
        yield wrong(f"{where}.closed_weekdays", ProblemCode.NEVER_OPEN)


def _categories(library: Library) -> Iterator[Problem]:
    for n, category in enumerate(library.categories, 1):
        where = row("categories", n, category.code)
        yield from _figure(f"{where}.years", category.years, MOST_YEARS)
        yield from _figure(f"{where}.card_fee", category.card_fee, largest("card_fee"))


def _calendars(library: Library) -> Iterator[Problem]:
    for n, calendar in enumerate(library.calendars, 1):
        where = row("calendars", n, calendar.name)
        for path, said in calendar_problems(calendar):
            code = ProblemCode(said)
            if code is ProblemCode.UNKNOWN_ZONE:
                yield from _zone(f"{where}.zone", calendar.zone)
            elif code is ProblemCode.TWICE:
                yield wrong(f"{where}.{_row_of(path)}", code, said=_day_of(calendar, path))
            else:
                yield wrong(f"{where}.{_row_of(path)}", code, fatal=code not in _HARMLESS)
        yield from _other_zone(f"{where}.zone", calendar, library.branches)


def _row_of(path: str) -> str:
    """`closures.3` counts from 0; people count from 1."""
    table, _, number = path.partition(".")
    return f"{table}[{int(number) + 1}]" if number.isdigit() else path


def _day_of(calendar: Calendar, path: str) -> str:
    return calendar.openings[int(path.partition(".")[2])].day.isoformat()


def _other_zone(where: str, calendar: Calendar, branches: Iterable[Branch]) -> Iterator[Problem]:
    """A calendar is read in its branch's zone, whatever it says itself."""
    others = [b.code for b in branches if b.calendar and b.calendar == calendar.name and b.zone != calendar.zone]
    if others and calendar.zone != Calendar().zone:
        yield wrong(where, ProblemCode.OTHER_ZONE, fatal=False, said=calendar.zone, branches=", ".join(others))


def _fixed_terms(library: Library) -> Iterator[Problem]:
    for n, term in enumerate(library.fixed_terms, 1):
        where = row("fixed_terms", n, term.name)
        if not term.spans:
            yield wrong(f"{where}.spans", ProblemCode.NO_SPANS, fatal=False)
        yield from _spans(f"{where}.spans", term)


def _spans(where: str, term: FixedTerm) -> Iterator[Problem]:
    for n, span in enumerate(term.spans, 1):
        if span.last < span.first:
            yield wrong(f"{where}[{n}]", ProblemCode.ENDS_BEFORE_IT_BEGINS)
        elif span.due < span.first:
            yield wrong(f"{where}[{n}].due", ProblemCode.DUE_BEFORE_FIRST)
        elif span.due < span.last:
            yield wrong(f"{where}[{n}].due", ProblemCode.DUE_BEFORE_LAST, fatal=False)
    for n, (one, other) in enumerate(pairwise(term.spans), 2):
        if other.first < one.first:
            yield wrong(f"{where}[{n}]", ProblemCode.NOT_IN_ORDER, fatal=False)
    in_order = sorted(enumerate(term.spans, 1), key=lambda span: span[1].first)
    for (_, one), (n, other) in pairwise(in_order):
        if other.first <= one.last:
            yield wrong(f"{where}[{n}]", ProblemCode.OVERLAPPING)


def _block_rules(library: Library) -> Iterator[Problem]:
    for n, rule in enumerate(library.block_rules, 1):
        yield from _block_rule(row("block_rules", n, rule.code), rule)


def _block_rule(where: str, rule: BlockRule) -> Iterator[Problem]:
    if rule.code.strip() and rule.code not in PATRON_BLOCKS:
        yield unknown(f"{where}.code", ProblemCode.UNKNOWN_BLOCK, rule.code, PATRON_BLOCKS)
    if rule.permission and rule.permission not in set(Permission):
        yield unknown(f"{where}.permission", ProblemCode.UNKNOWN_PERMISSION, rule.permission, Permission)
