"""A scenario file: a library, what is in it, and what desks did.

JSON; lines that begin with // and members named "comment" are for people:

    {
      "comment": "two desks lend the same copy, one of them offline",
      "library": {"branches": [{"code": "MAIN", "name": "Main"}], "policies": [{"loan_days": 14}]},
      "patrons": [{"card": "P1", "given": "Ana", "surname": "García", "category": "ADULT", "branch": "MAIN"}],
      "items":   [{"barcode": "I1", "title": "Middlemarch", "type": "BOOK", "branch": "MAIN"}],
      "desks":   {"A": {"branch": "MAIN"},
                  "B": {"branch": "EAST", "offline": [["2026-03-02T09:00Z", "2026-03-02T12:00Z"]]}},
      "steps":   [{"at": "2026-03-02T10:00Z", "desk": "A", "do": "check_out", "patron": "P1", "item": "I1"}]
    }

library   the set-up, written as in a library's file (resources/library.example.toml explains every word of it):
          name, branches (code, name, zone, calendar, or closed_weekdays with Monday 0 and closed_dates), calendars,
          categories, item_types, policies (category, item_type, branch, owner, collection; since, until; and the terms
          that the line says, such as loan, renewals, fee_per_day; "*" fits all), fixed_terms, block_rules, max_owed,
          max_overdue, hold_shelf_days, stub_items, ... Without it, a small one with MAIN, EAST, PORT is used. Money in
          minor units.
patrons   card, given, surname, and any other field of a patron (category, branch, expires, emails, account_type, ...)
items     barcode, title, author, isbn, type, branch, call_number, collection, volume, parts, price; items of one title
          text are copies of one title
desks     branch, offline (spans during which it neither sends nor hears)
steps     at: true time, which is also the stamp. ISO 8601; without an offset it is in the branch's time zone.
          "D-3 10:30" is half past ten three days before the day of the rehearsal.
          do:
            check_out  patron, item; due (a date or a moment), reason (insists), on_site, taken_by (a card);
                       an unknown card or barcode is taken as a stub
            check_in   item; effective (a moment, as for the book drop; "drop": the last closing), amnesty
            backdate   item, effective            use_in_house  item; times
            renew      item; due, reason, unseen  recall     item; patron (for whose request), reason
            mark       item, state, note; damage_fee         inventory  item        sort  item
            request    patron, title or item; pickup, volume, expires, reason
            cancel     patron, title              suspend    patron, title; until    resume   patron, title
            move       patron, title, to, reason  pickup     patron, title, pickup
            edit       patron, and the fields to change
            block      patron, note; expires, kind, actions  lift       patron, note
            pay        patron, amount; kinds      charge     patron, amount, note; kind
            waive      patron, reason; kind, amount          refund     patron, amount, reason
            credit     patron, amount, reason     void       patron, reason
            lift_suspension  patron, reason       exchange_suspension  patron, reason
            close      code (of a discrepancy)    set_up     library (another set-up, from now on)
            overnight  what the library does by itself every night
            undo       unknown_card  patron (the card); document     quick_add  item, title, type
          state: lost, claimed_returned, claimed_never_had, missing, damaged, in_repair, on_order, withdrawn, available
          kind of a fee: manual, overdue, rental, replacement, processing, damage, card, request, unfetched, suspension
          kind of a block: note, barred, address_invalid, card_lost; actions: check_out, renew, request
          Steps are taken in the order of their times. A member that is not known is refused.
expect    what is printed in the end, or a part of it: "records" (items by barcode, patrons by card, titles by name,
          discrepancies) and "refused" (step, counted from 1, and the codes of the blocks). `--check` compares, says
          what differs, and ends with status 1 if anything does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from deskapp.domain.rules import Library
from deskapp.domain.values import PatronFields
from deskapp.set_up.library_file import BadSetUp, all_problems, library_from, starting_library

SAYS: dict[str, str] = {
    "check_out": "patron item due reason on_site taken_by",
    "check_in": "item effective amnesty",
    "backdate": "item effective reason",
    "use_in_house": "item times",
    "renew": "item due reason unseen",
    "recall": "item patron reason",
    "mark": "item state note damage_fee",
    "inventory": "item",
    "sort": "item",
    "request": "patron title item pickup volume expires reason",
    "cancel": "patron title reason",
    "suspend": "patron title until",
    "resume": "patron title",
    "move": "patron title to reason",
    "pickup": "patron title pickup",
    "block": "patron note expires kind actions",
    "lift": "patron note",
    "pay": "patron amount kinds",
    "charge": "patron amount note kind",
    "waive": "patron reason kind amount",
    "refund": "patron amount reason",
    "credit": "patron amount reason",
    "void": "patron reason",
    "lift_suspension": "patron reason",
    "exchange_suspension": "patron reason",
    "close": "code",
    "set_up": "library",
    "overnight": "",
    "undo": "",
    "unknown_card": "patron document",
    "quick_add": "item title type",
}
"""What each `do` may say; `edit` says the patron and any of a patron's fields."""

_EDIT = ("patron", "given", "surname", *(f.name for f in fields(PatronFields)))
_PATRON = ("card", "given", "surname", "comment", *(f.name for f in fields(PatronFields)))
_ITEM = (
    "barcode", "title", "author", "isbn", "year", "type", "branch", "call_number", "collection", "volume", "parts",
    "price", "comment",
)  # fmt: skip


class BadScenario(Exception):
    """The file is no scenario; it says where."""

    def __init__(self, path: Path | str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


@dataclass(frozen=True, slots=True)
class DeskPlan:
    """A desk and the spans during which it is cut off."""

    name: str
    branch: str
    offline: tuple[tuple[datetime, datetime], ...] = ()

    def is_offline(self, at: datetime) -> bool:
        return any(start <= at < end for start, end in self.offline)


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    at: datetime
    desk: str
    do: str
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scenario:
    library: Library
    patrons: tuple[dict[str, Any], ...]
    items: tuple[dict[str, Any], ...]
    desks: dict[str, DeskPlan]
    steps: tuple[Step, ...] = field(default=())
    expect: Any = None


def read_scenario(path: Path, today: date) -> Scenario:
    """Raises `BadScenario`, naming the member or the step that is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
        said = msgspec.json.decode(re.sub(r"(?m)^\s*//.*$", "", text))
    except (OSError, ValueError) as fault:
        raise BadScenario(path, str(fault)) from fault
    try:
        return _scenario(said, today)
    except BadScenario as fault:
        raise BadScenario(path, fault.why) from fault
    except (msgspec.ValidationError, KeyError, TypeError, ValueError, AttributeError) as fault:
        raise BadScenario(path, f"{type(fault).__name__}: {fault}") from fault


def _scenario(said: dict[str, Any], today: date) -> Scenario:
    unknown = said.keys() - {"comment", "library", "patrons", "items", "desks", "steps", "expect"}
    if unknown:
        raise BadScenario("", f"{sorted(unknown)[0]!r} is not a member of a scenario")
    library = set_up_of(said["library"], _first_day(said, today)) if "library" in said else starting_library()
    _check_holdings(said, library)
    desks = {name: _desk(name, plan, library, today) for name, plan in said.get("desks", {"A": {}}).items()}
    steps = [_step(n, step, desks, library, today) for n, step in enumerate(said.get("steps", ()), 1)]
    steps.sort(key=lambda s: (s.at, s.number))
    return Scenario(
        library, tuple(said.get("patrons", ())), tuple(said.get("items", ())), desks, tuple(steps), said.get("expect")
    )


def set_up_of(said: Any, day: date) -> Library:
    """The library as the scenario writes it, public holidays written out around a day. Raises `BadScenario`."""
    try:
        library = library_from(said, day)
        wrong = [p for p in all_problems(library) if p.fatal]
        if wrong:
            raise BadSetUp(wrong)
    except BadSetUp as fault:
        raise BadScenario("", f"library: {fault}") from fault
    return library


def _first_day(said: dict[str, Any], today: date) -> date:
    """The day of the first step that names one."""
    for step in said.get("steps", ()):
        with suppress(ValueError, TypeError):
            return date.fromisoformat(str(step.get("at"))[:10])
    return today


def _desk(name: str, plan: dict[str, Any], library: Library, today: date) -> DeskPlan:
    branch = plan.get("branch", library.branches[0].code if library.branches else "MAIN")
    spans = [tuple(moment_of(m, branch, library, today) for m in span) for span in plan.get("offline", ())]
    return DeskPlan(name, branch, tuple((start, end) for start, end in spans))


def _step(number: int, said: dict[str, Any], desks: dict[str, DeskPlan], library: Library, today: date) -> Step:
    where = f"step {number}"
    if said.get("desk") not in desks:
        raise BadScenario("", f"{where}: there is no desk {said.get('desk')!r}")
    if said.get("do") != "edit" and said.get("do") not in SAYS:
        raise BadScenario("", f"{where}: {said.get('do')!r} is none of {', '.join(sorted((*SAYS, 'edit')))}")
    if "at" not in said:
        raise BadScenario("", f"{where}: `at` is missing")
    desk = desks[said["desk"]]
    rest = {k: v for k, v in said.items() if k not in ("at", "desk", "do", "comment")}
    _only(rest, _EDIT if said["do"] == "edit" else SAYS[said["do"]].split(), f"{where} ({said['do']})")
    try:
        at = moment_of(said["at"], desk.branch, library, today)
    except (ValueError, TypeError) as fault:
        raise BadScenario("", f"{where}: {said['at']!r} is no moment") from fault
    return Step(number, at, desk.name, said["do"], rest)


def _only(said: Any, known: Sequence[str], where: str) -> None:
    """Refuse a member that nobody would read: most likely it is misspelt."""
    if not isinstance(said, dict):
        raise BadScenario("", f"{where}: {said!r} has no members")
    for name in said:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; it may say {', '.join(known) or 'nothing'}"
            raise BadScenario("", f"{where}: {name!r} is not known{hint}")


def _check_holdings(said: dict[str, Any], library: Library) -> None:
    """The patrons, items and desks name what the library has."""
    known = {
        "branch": [b.code for b in library.branches],
        "category": [c.code for c in library.categories],
        "type": [t.code for t in library.item_types],
    }
    for kind, names in (("patrons", _PATRON), ("items", _ITEM)):
        for n, one in enumerate(said.get(kind, ()), 1):
            _only(one, names, f"{kind}[{n}]")
            for name, codes in known.items():
                if codes and one.get(name) and one[name] not in codes:
                    raise BadScenario("", f"{kind}[{n}]: the library has no {name} {one[name]!r}")
    for name, plan in said.get("desks", {}).items():
        _only(plan, ("branch", "offline", "comment"), f"desks.{name}")
        if known["branch"] and plan.get("branch", known["branch"][0]) not in known["branch"]:
            raise BadScenario("", f"desks.{name}: the library has no branch {plan['branch']!r}")


def moment_of(text: str, branch: str, library: Library, today: date) -> datetime:
    """An ISO moment, or "D-3 10:30"; in the branch's zone where it names none. Aware UTC."""
    zone = ZoneInfo(library.branch(branch).zone)
    relative = re.fullmatch(r"D([+-]\d+)? (\d\d):(\d\d)(?::(\d\d))?", text)
    if relative:
        days, hour, minute, second = relative.groups()
        day = today + timedelta(days=int(days or 0))
        return datetime.combine(day, time(int(hour), int(minute), int(second or 0)), zone).astimezone(UTC)
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
