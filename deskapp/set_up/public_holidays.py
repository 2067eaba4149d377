"""The public holidays of a country and region, written out into a library's calendars by the `holidays` package.

The days travel with the set-up: every desk has the same ones, whatever version of the package it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from deskapp.domain.calendar import Calendar, Closure, PublicHolidays
from deskapp.domain.problem import Problem, ProblemCode, nearest, row, unknown, wrong
from deskapp.domain.rules import Library
from deskapp.set_up.bad_set_up import BadSetUp

YEARS_AHEAD = 5
SPANISH = "es"


def with_public_days(library: Library, today: date) -> Library:
    """The library with the days of each calendar's `holidays`, from the year before today's to five years ahead.
    A calendar that names no country keeps the days it has. Raises `BadSetUp` for a country or region not known."""
    found = holiday_problems(library)
    if found:
        raise BadSetUp(found)
    years = range(today.year - 1, today.year + YEARS_AHEAD + 1)
    calendars = tuple(replace(c, public_days=_public_days(c, years)) if c.holidays else c for c in library.calendars)
    return replace(library, calendars=calendars)


def holiday_problems(library: Library) -> list[Problem]:
    """Each country and each region that is not known."""
    return [problem for n, calendar in enumerate(library.calendars, 1) for problem in _unknown(n, calendar)]


def known_countries() -> tuple[str, ...]:
    """ISO 3166 codes of two letters."""
    import holidays

    return tuple(sorted(holidays.list_supported_countries(include_aliases=False)))


def known_regions(country: str) -> tuple[str, ...]:
    """The codes of a country's subdivisions with holidays of their own; none for a country not known."""
    kind = _country(country)
    return () if kind is None else tuple(kind.subdivisions)


def region_names(country: str) -> dict[str, str]:
    """What the regions of a country are called, by their codes, where the package knows; a region may have several."""
    kind = _country(country)
    names: dict[str, str] = {} if kind is None else dict.fromkeys(kind.subdivisions, "")
    for name, code in getattr(kind, "subdivisions_aliases", {}).items():
        names[code] = f"{names[code]} / {name}" if names[code] else name
    return names


def _country(country: str) -> Any:
    """What the package knows of a country; None for one that it does not know."""
    import holidays

    code = country.strip().upper()
    try:
        return holidays.country_holidays(code) if len(code) == 2 else None
    except NotImplementedError:
        return None


def _region(kind: Any, region: str) -> str | None:
    """The code of a region: as it is, with its country before it (ES-MD), or by its name; None if it is not known."""
    said = region.strip().removeprefix(f"{kind.country}-").casefold()
    codes = {str(code).casefold(): str(code) for code in kind.subdivisions}
    names = {str(name).casefold(): str(code) for name, code in getattr(kind, "subdivisions_aliases", {}).items()}
    return codes.get(said) or names.get(said)


def _unknown(number: int, calendar: Calendar) -> Iterator[Problem]:
    for n, declared in enumerate(calendar.holidays, 1):
        where = f"{row('calendars', number, calendar.name)}.holidays[{n}]"
        kind = _country(declared.country)
        if kind is None:
            yield unknown(f"{where}.country", ProblemCode.UNKNOWN_COUNTRY, declared.country, known_countries())
        elif declared.region and _region(kind, declared.region) is None:
            yield _unknown_region(f"{where}.region", kind.country, declared.region)


def _unknown_region(where: str, country: str, said: str) -> Problem:
    names = region_names(country)
    near = nearest(said, [*names, *_each(names)])
    known = ", ".join(f"{code} {name}".strip() for code, name in names.items())
    return wrong(where, ProblemCode.UNKNOWN_REGION, said=said, nearest=near, country=country, known=known)


def _each(names: dict[str, str]) -> list[str]:
    return [name for several in names.values() for name in several.split(" / ") if name]


def _public_days(calendar: Calendar, years: range) -> tuple[Closure, ...]:
    """In order, each day once, by the name that its first declaration gives it."""
    found: dict[date, str] = {}
    for declared in calendar.holidays:
        for day, name in _days(declared, years).items():
            if day not in declared.open:
                found.setdefault(day, name)
    return tuple(Closure(day, name=found[day]) for day in sorted(found))


def _days(declared: PublicHolidays, years: range) -> dict[date, str]:
    import holidays

    kind = _country(declared.country)
    region = _region(kind, declared.region) if declared.region else None
    language = SPANISH if SPANISH in kind.supported_languages else None
    found = holidays.country_holidays(kind.country, subdiv=region, years=years, language=language)
    return {day: name for day, name in found.items() if day.year in years}
