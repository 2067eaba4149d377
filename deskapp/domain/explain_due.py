"""Why a loan is due when it is: from the reasons and the lines of the policy table that were kept when it was lent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from deskapp.domain.calendar import Calendar, at_time, local, today
from deskapp.domain.due_reason import Why
from deskapp.domain.loan_policy import line_name
from deskapp.domain.policy import DEFAULT, Ruling, read_term
from deskapp.domain.records import Loan
from deskapp.domain.rules import Library
from deskapp.domain.told import About, Explanation, Line, Told, at_branch, tell
from deskapp.domain.values import Decided

MONEY = (
    "recall_fee_per_day",
    "request_fee",
    "shelf_fee",
    "fee_per_day",
    "fee_per_hour",
    "fee_cap",
    "account_fee_cap",
    "rental",
    "rental_per_day",
    "replacement",
    "processing",
    "damage",
    "suspension_price_per_day",
    "max_owed",
)
"""The terms that are amounts."""
FEE_TERMS = ("fee_per_day", "fee_per_hour", "fee_cap")

_STEPS = {
    Why.PERIOD: Told.PERIOD,
    Why.SHORTER_REQUESTED: Told.SHORTER_REQUESTED,
    Why.FIXED_TERM: Told.FIXED_TERM,
    Why.HARD_DUE: Told.HARD_DUE,
    Why.EXPIRY: Told.EXPIRY,
    Why.ON_SITE: Told.ON_SITE,
    Why.CLOSED: Told.CLOSED_DAY,
    Why.MOVED: Told.MOVED,
    Why.KEPT: Told.KEPT,
    Why.CLOSING: Told.CLOSING,
    Why.TYPED: Told.TYPED,
    Why.LONGEST: Told.LONGEST,
}
_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_SINCE = re.compile(r"(.*) \((\d{4}-\d\d-\d\d)\)", re.DOTALL)


def explain_due(loan: Loan, library: Library) -> Explanation:
    """Why the loan is due then; a moment in UTC. Of a renewed loan, what the last renewal went by."""
    calendar = library.calendar_of(loan.terms.calendar, loan.branch)
    lines = [
        *lent(loan, library, calendar),
        *(line for line in kept_lines(loan, library) if line.fact("term") not in FEE_TERMS),
        revision(loan.decided.revision, loan.terms.calendar),
        *(steps(loan.decided, calendar, (loan.out, loan.recalled or loan.due)) or [tell(Told.NOT_KEPT)]),
        *_changed_since(loan, calendar),
    ]
    if loan.recalled is not None:
        before, due = (at_branch(calendar, moment) for moment in (loan.recalled, loan.due))
        lines.append(tell(Told.RECALLED, before=before, date=due))
    return Explanation(About.DUE, in_utc(loan.due), (*lines, tell(Told.DUE, at=at_branch(calendar, loan.due))))


def in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def lent(loan: Loan, library: Library, calendar: Calendar) -> list[Line]:
    """When the loan was made, and how often it was renewed."""
    name = library.branch(loan.branch).name
    facts = {"loan": loan.id, "item": loan.item, "branch": loan.branch, "branch_name": name}
    found = [tell(Told.LENT, at=at_branch(calendar, loan.out), **facts)]
    return [*found, tell(Told.RENEWED, count=loan.renewals)] if loan.renewals else found


def revision(library: str, calendar: str) -> Line:
    return tell(Told.REVISION, revision=library, calendar=calendar)


def steps(decided: Decided, calendar: Calendar, known: Iterable[datetime]) -> list[Line]:
    """The reasons, each in its order, as they were kept; their wall times as moments of the branch."""
    return [
        Line(_STEPS[Why(code)], tuple((name, _moment(said, calendar, known)) for name, said in facts))
        for code, facts in decided.reasons
        if code in set(Why)
    ]


def _moment(said: str, calendar: Calendar, known: Iterable[datetime]) -> str:
    """A wall time with its offset. Of the two that clocks going back give, the one that is `known`, else the first."""
    if not _MINUTE.fullmatch(said):
        return said
    wall = datetime.fromisoformat(said)
    same = (m for m in known if local(calendar, m).replace(tzinfo=None, second=0, microsecond=0) == wall)
    return at_branch(calendar, next(same, None) or at_time(wall.date(), wall.time(), calendar))


def _changed_since(loan: Loan, calendar: Calendar) -> Iterator[Line]:
    """What was kept gives another day than the loan has: a renewal was undone, or gave no later date."""
    ends = [dict(facts)["date"] for code, facts in loan.decided.reasons if code != Why.CLOSED and "date" in dict(facts)]
    stands = today(calendar, loan.recalled or loan.due)
    if ends and date.fromisoformat(ends[-1][:10]) != stands:
        yield tell(Told.CHANGED_SINCE, date=stands)


# The lines of the table


def kept_lines(loan: Loan, library: Library) -> list[Line]:
    """The lines of the table that were kept with the loan; what each says while the library has that revision."""
    found = []
    for term, name in loan.decided.lines:
        value = kept_value(loan, library, term)
        since = _SINCE.fullmatch(name)
        currency = loan.terms.currency if term in MONEY else None
        facts = {"line": since[1] if since else name, "since": since[2] if since else "", "currency": currency}
        found.append(tell(Told.POLICY_LINE, term=term, value=value, **facts))
    return found


def kept_value(loan: Loan, library: Library, term: str) -> str | None:
    """What the table said of a term when the loan was made; None when the library's set-up is another by now."""
    rates = {"fee_per_day": loan.terms.per_day, "fee_per_hour": loan.terms.per_hour}
    if term in rates:
        return str(rates[term])
    if library.revision != loan.decided.revision:
        return None
    name = dict(loan.decided.lines).get(term)
    if name is None:
        return written(getattr(DEFAULT, term))
    for line in reversed(library.policies):
        if term in line.says and line_name(Ruling(DEFAULT, {term: line}), term) == name:
            return written(read_term(term, line.says[term]))
    return None


def term_line(ruling: Ruling, term: str, currency: str) -> Line:
    """What holds of a term, and which line of the table says it."""
    value, money = written(getattr(ruling.terms, term)), currency if term in MONEY else None
    line = ruling.by.get(term)
    if line is None:
        return tell(Told.DEFAULT_TERM, term=term, value=value, currency=money)
    name = line_name(ruling, term)
    found, since = _SINCE.fullmatch(name), line.since
    name = found[1] if found and since else name
    return tell(Told.POLICY_LINE, term=term, value=value, line=name, since=since or "", currency=money)


def written(value: Any) -> str:
    """The value of a term as a text: true, false, none, and lists with commas."""
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return ",".join(value) if isinstance(value, tuple) else str(value)
