"""The library's set-up: its branches with their calendars, patron categories, item types, and the table of policies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from deskapp.domain.calendar import Calendar, Closure
from deskapp.domain.due_date import FixedTerm
from deskapp.domain.policy import CRITERIA, DEFAULT, Case, Policy, Ruling, Terms, rule

ALWAYS = (("00:00-24:00",),) * 7


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch. `calendar` names one of the library's; without it, whole days, closed as said here."""

    code: str
    name: str
    zone: str = "Europe/Madrid"  # IANA name; due dates are moments in it
    closed_weekdays: tuple[int, ...] = (6,)  # Monday is 0
    closed_dates: tuple[date, ...] = ()
    calendar: str = ""
    currency: str = ""  # ISO 4217; empty: the library's


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    name_es: str
    name_en: str
    years: int = 3  # how long a membership lasts
    card_fee: int = 0  # for a new card in the place of a lost one; minor units


class Offline(StrEnum):
    """Whom an item type may be lent to while central cannot be asked."""

    ANYBODY = "anybody"
    KNOWN = "known"  # not to a card that nobody knows
    NOBODY = "nobody"  # equipment, keys, interlibrary loans


@dataclass(frozen=True, slots=True)
class ItemType:
    code: str
    name_es: str
    name_en: str
    offline: Offline = Offline.ANYBODY


class Action(StrEnum):
    """What a block stands in the way of. Nothing stands in the way of a return."""

    CHECK_OUT = "check_out"
    RENEW = "renew"
    REQUEST = "request"


ACTIONS = tuple(Action)


@dataclass(frozen=True, slots=True)
class BlockRule:
    """What a block of a code stands in the way of, and the permission that lifts it; empty: nobody may."""

    code: str
    actions: tuple[Action, ...] = ACTIONS
    permission: str | None = None  # None: the usual one


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that deciding needs to know of the library. `revision` names this state of it."""

    name: str = ""
    branches: tuple[Branch, ...] = ()
    categories: tuple[Category, ...] = ()
    item_types: tuple[ItemType, ...] = ()
    policies: tuple[Policy, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    fixed_terms: tuple[FixedTerm, ...] = ()
    criteria: tuple[str, ...] = CRITERIA  # the weightiest first
    block_rules: tuple[BlockRule, ...] = ()
    currency: str = "EUR"
    max_owed: int | None = DEFAULT.max_owed  # minor units; more than this blocks
    max_overdue: int | None = DEFAULT.max_overdue
    hold_shelf_days: int = DEFAULT.shelf_days
    expiry_warning_days: int = 30
    stub_items: int = 3  # how many items an unknown card may borrow
    stub_category: str = "ADULT"
    offline_minutes: int = 15  # records older than this count as cut off from central
    lock_minutes: int = 10  # without a key or a scan, until a desk asks who is there; 0: never
    staff_days: int = 14  # how long a desk that does not hear central goes on knowing its staff
    money_apart: int = 5000  # what one member of staff may waive or give back in a day while central is away
    waive_alone: int | None = None  # a waiver above this needs a second member of staff; None: none does
    break_glass_hours: int = 12  # how long a sealed code opens a desk
    history_days: int | None = None  # after these, ended loans are parted from their patrons; None: never
    revision: str = "1"
    past: dict[str, Calendar] = field(default_factory=dict)  # every calendar that ever held, by its revision

    def branch(self, code: str) -> Branch:
        """The branch of that code; an unknown code stands for itself, open every day but Sunday."""
        return next((b for b in self.branches if b.code == code), Branch(code, code))

    def category(self, code: str) -> Category:
        return next((c for c in self.categories if c.code == code), Category(code, code, code))

    def item_type(self, code: str) -> ItemType:
        return next((t for t in self.item_types if t.code == code), ItemType(code, code, code))

    def currency_of(self, branch: str) -> str:
        return self.branch(branch).currency or self.currency

    def calendar(self, branch: str) -> Calendar:
        """The calendar of a branch, in its time zone."""
        at = self.branch(branch)
        named = next((c for c in self.calendars if at.calendar and c.name == at.calendar), None)
        if named is not None:
            return replace(named, zone=at.zone)
        week = tuple(() if day in at.closed_weekdays else ("00:00-24:00",) for day in range(7))
        return Calendar(at.code, at.zone, week, tuple(Closure(d) for d in at.closed_dates))

    def calendar_of(self, revision: str, branch: str = "") -> Calendar:
        """The calendar that a loan was made by; the branch's own when that revision is not known here."""
        return self.past.get(revision) or self.calendar(branch)

    def ruling(self, case: Case, on: date) -> Ruling:
        """What the policies say in a case on a day, and which line says what."""
        base = replace(DEFAULT, max_owed=self.max_owed, max_overdue=self.max_overdue, shelf_days=self.hold_shelf_days)
        return rule(self.policies, case, on, self.criteria, base)

    def terms(self, case: Case, on: date) -> Terms:
        return self.ruling(case, on).terms

    def remembering(self, earlier: Iterable[Calendar] = ()) -> Library:
        """With every calendar that holds, or held earlier, to be found by its revision."""
        known = [*earlier, *(self.calendar(b.code) for b in self.branches)]
        return replace(self, past={c.revision: c for c in known})
