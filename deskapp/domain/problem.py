"""What a person wrote wrong in a library's set-up: where, which code, and the facts that a sentence about it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class ProblemCode(StrEnum):
    """`set_up_words` says each in words. Those that begin with "unknown" have the facts said and nearest."""

    # the file
    NO_FILE = "no_file"
    NOT_READ = "not_read"  # said
    OTHER_KIND_OF_FILE = "other_kind_of_file"  # said
    UNKNOWN_NAME = "unknown_name"
    NAME_MISSING = "name_missing"  # name
    DOES_NOT_FIT = "does_not_fit"  # said, kind, one_of, nearest
    # codes and figures
    NO_BRANCH = "no_branch"
    EMPTY_CODE = "empty_code"
    RESERVED_CODE = "reserved_code"  # said
    TWICE = "twice"  # said
    TOO_LITTLE = "too_little"  # said, least
    TOO_MUCH = "too_much"  # said, most
    NOT_A_CURRENCY = "not_a_currency"  # said
    NOT_ALL_CRITERIA = "not_all_criteria"  # known
    NOT_A_WEEKDAY = "not_a_weekday"  # said
    NOT_A_TIME_OF_DAY = "not_a_time_of_day"  # said
    # names of what is not there
    UNKNOWN_BRANCH = "unknown_branch"
    UNKNOWN_CATEGORY = "unknown_category"
    UNKNOWN_ITEM_TYPE = "unknown_item_type"
    UNKNOWN_CALENDAR = "unknown_calendar"
    UNKNOWN_FIXED_TERM = "unknown_fixed_term"
    UNKNOWN_TERM = "unknown_term"
    UNKNOWN_LEVEL = "unknown_level"
    UNKNOWN_BLOCK = "unknown_block"
    UNKNOWN_PERMISSION = "unknown_permission"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_COUNTRY = "unknown_country"
    UNKNOWN_REGION = "unknown_region"  # country, known
    # days and hours
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    OVERLAPPING = "overlapping"
    NOT_IN_ORDER = "not_in_order"
    NOT_HOURS = "not_hours"
    NOT_SEVEN_DAYS = "not_seven_days"
    NEVER_OPEN = "never_open"
    NO_SPANS = "no_spans"
    DUE_BEFORE_FIRST = "due_before_first"
    DUE_BEFORE_LAST = "due_before_last"
    # what holds otherwise than one may think
    SAME_CASE = "same_case"  # other
    WHATEVER_THE_ITEM = "whatever_the_item"  # criteria
    BESIDE_CALENDAR = "beside_calendar"
    OTHER_ZONE = "other_zone"  # said, branches


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` is the path in the file: codes and names in brackets, rows without one counted from 1, as in
    `branches[MAIN].calendar` and `policies[3: Laptops].loan`. What is not `fatal` is a warning."""

    where: str
    code: ProblemCode
    facts: tuple[tuple[str, str], ...] = ()
    fatal: bool = True


def wrong(where: str, code: ProblemCode, *, fatal: bool = True, **facts: object) -> Problem:
    return Problem(where, code, tuple((name, str(fact)) for name, fact in facts.items()), fatal)


def unknown(where: str, code: ProblemCode, said: str, known: Iterable[str], *, fatal: bool = True) -> Problem:
    """A name that names nothing, with the one that was probably meant."""
    return wrong(where, code, fatal=fatal, said=said, nearest=nearest(said, known))


def does_not_fit(where: str, said: object, kind: str, one_of: Sequence[str] = ()) -> Problem:
    """A value of another kind than is wanted there (by the names of `KINDS`, or "list" and "table"); where it can only
    be one of few, these."""
    near = nearest(said, one_of) if isinstance(said, str) else ""
    facts = {"said": shown(said), "kind": kind, "one_of": ", ".join(one_of), "nearest": near}
    return Problem(where, ProblemCode.DOES_NOT_FIT, tuple(facts.items()))


def shown(said: object) -> str:
    """A value as a file has it, near enough."""
    if isinstance(said, bool) or said is None:
        return {True: "true", False: "false", None: "null"}[said]
    return ", ".join(map(str, said)) if isinstance(said, tuple | list) else str(said)


def nearest(said: str, known: Iterable[str]) -> str:
    """The known name most like what was said, whatever its case; empty when none is much like it."""
    names = {name.lower(): name for name in known}
    found = get_close_matches(said.lower(), names, 1)
    return names[found[0]] if found else ""


def row(table: str, number: int, code: str) -> str:
    """Where a row of a table stands: by its code, or by its number for want of one."""
    return f"{table}[{code.strip() or number}]"


def line(number: int, name: str) -> str:
    """Where a line of the policy table stands."""
    return f"policies[{number}: {name}]" if name else f"policies[{number}]"
