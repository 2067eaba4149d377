"""Whether the lines of the policy table say what the program understands, of what the library has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from deskapp.domain.policy import (
    ANY,
    CRITERIA,
    DEFAULT,
    KINDS,
    Closed,
    HardDue,
    IfRequested,
    Pickup,
    Policy,
    Refund,
    RenewFrom,
    RequestWhen,
    Said,
    Use,
    read_term,
)
from deskapp.domain.problem import Problem, ProblemCode, does_not_fit, line, unknown, wrong
from deskapp.domain.rules import Library

OF_PATRONS = ("max_owed", "max_overdue", "max_lost", "max_claims", "max_recalls_overdue")
OF_ITEMS = ("item_type", "owner", "collection")
LEVELS = DEFAULT.request_levels
_CHOICES: dict[str, type[StrEnum]] = {
    kind.__name__: kind for kind in (Use, Closed, HardDue, RenewFrom, IfRequested, RequestWhen, Pickup, Refund)
}
_TIME_OF_DAY = re.compile(r"end_of_day|closing|([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def kind_of(term: str) -> str:
    """What a term holds, by the names of `KINDS` but for "no limit"."""
    return KINDS[term].removesuffix(" | None")


def choices(term: str) -> tuple[str, ...]:
    """The values that a term may have, if they can be listed."""
    return tuple(value.value for value in _CHOICES.get(kind_of(term), ()))


def policy_problems(library: Library) -> Iterator[Problem]:
    """Everything that is wrong with the lines, from the first to the last."""
    first: dict[tuple[object, ...], str] = {}
    for n, policy in enumerate(library.policies, 1):
        where = line(n, policy.name)
        yield from _criteria(where, policy, library)
        if policy.since is not None and policy.until is not None and policy.until < policy.since:
            yield wrong(f"{where}.until", ProblemCode.ENDS_BEFORE_IT_BEGINS)
        same = first.setdefault((*(getattr(policy, c) for c in CRITERIA), policy.since), where)
        if same != where:
            yield wrong(where, ProblemCode.SAME_CASE, fatal=False, other=same)
        for name, said in policy.says.items():
            yield from _term(f"{where}.{name}", name, said, library)
            yield from _whatever_the_item(f"{where}.{name}", name, policy)


def _criteria(where: str, policy: Policy, library: Library) -> Iterator[Problem]:
    """A code that the library does not have yet is no more than a warning. Collections are free."""
    branches = [b.code for b in library.branches]
    known = {
        "category": (ProblemCode.UNKNOWN_CATEGORY, [c.code for c in library.categories]),
        "item_type": (ProblemCode.UNKNOWN_ITEM_TYPE, [t.code for t in library.item_types]),
        "owner": (ProblemCode.UNKNOWN_BRANCH, branches),
        "branch": (ProblemCode.UNKNOWN_BRANCH, branches),
    }
    for criterion, (code, codes) in known.items():
        said = getattr(policy, criterion)
        if said != ANY and said not in codes:
            yield unknown(f"{where}.{criterion}", code, said, codes, fatal=False)


def _term(where: str, name: str, said: Said, library: Library) -> Iterator[Problem]:
    if name not in KINDS:
        yield unknown(where, ProblemCode.UNKNOWN_TERM, name, (*KINDS, *CRITERIA, "since", "until", "name"))
        return
    try:
        value = read_term(name, said)
    except ValueError:
        yield misfit(where, name, said)
        return
    yield from _beyond(where, name, said)
    if name == "due_at" and not _TIME_OF_DAY.fullmatch(value):
        yield wrong(where, ProblemCode.NOT_A_TIME_OF_DAY, said=value)
    yield from _names(where, name, value, library)


def _whatever_the_item(where: str, name: str, policy: Policy) -> Iterator[Problem]:
    """What blocks a patron is asked for without an item in hand."""
    by_item = [f"{c} {getattr(policy, c)}" for c in OF_ITEMS if getattr(policy, c) != ANY]
    if name in OF_PATRONS and by_item:
        yield wrong(where, ProblemCode.WHATEVER_THE_ITEM, fatal=False, criteria=", ".join(by_item))


def misfit(where: str, term: str, said: object) -> Problem:
    """A value that a term cannot have."""
    return does_not_fit(where, said, kind_of(term), choices(term))


def _beyond(where: str, name: str, said: Said) -> Iterator[Problem]:
    """Figures that no library means, and that reckoning with dates would not survive."""
    least = 1 if name == "suspension_per_days" else 0
    most = 100 if name == "refund_percent" else largest(name)
    if isinstance(said, int) and said < least:
        yield wrong(where, ProblemCode.TOO_LITTLE, said=said, least=least)
    if isinstance(said, int) and said > most:
        yield wrong(where, ProblemCode.TOO_MUCH, said=said, most=most)


def largest(name: str) -> int:
    """The largest figure that a name may have: a century of days, 9,999,999.99 of money."""
    in_days = "days" in name or KINDS.get(name, "").startswith("Period")
    return 36_500 if in_days else 999_999_999


def _names(where: str, name: str, value: object, library: Library) -> Iterator[Problem]:
    """Terms that name other parts of the set-up."""
    fixed = [t.name for t in library.fixed_terms]
    known = {
        "fixed_term": (ProblemCode.UNKNOWN_FIXED_TERM, ["", *fixed]),
        "pickup_at": (ProblemCode.UNKNOWN_BRANCH, [b.code for b in library.branches]),
        "request_levels": (ProblemCode.UNKNOWN_LEVEL, list(LEVELS)),
    }
    if name in known:
        code, names = known[name]
        for said in value if isinstance(value, tuple) else (str(value),):
            if said not in names:
                yield unknown(where, code, said, [n for n in names if n])
