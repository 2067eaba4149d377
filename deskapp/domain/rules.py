"""The library's set-up: its branches with their calendars, patron categories, item types and policies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ANY = "*"


@dataclass(frozen=True, slots=True)
class Branch:
    code: str
    name: str
    zone: str = "Europe/Madrid"  # IANA name; due dates are moments in it
    closed_weekdays: tuple[int, ...] = (6,)  # Monday is 0
    closed_dates: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    name_es: str
    name_en: str
    years: int = 3  # how long a membership lasts


@dataclass(frozen=True, slots=True)
class ItemType:
    code: str
    name_es: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Policy:
    """One line of the policy table. Money in minor units of `currency`. The most specific line wins."""

    category: str = ANY
    item_type: str = ANY
    loan_days: int = 14  # 0: not for loan
    renewals: int = 2
    max_loans: int = 30
    fee_per_day: int = 10
    fee_grace_days: int = 0
    fee_cap: int = 500
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that deciding needs to know of the library. `revision` names this state of it."""

    name: str = ""
    branches: tuple[Branch, ...] = ()
    categories: tuple[Category, ...] = ()
    item_types: tuple[ItemType, ...] = ()
    policies: tuple[Policy, ...] = (Policy(),)
    max_owed: int = 1000  # minor units; more than this blocks check-out and renewal
    max_overdue: int = 5
    hold_shelf_days: int = 7
    stub_items: int = 3  # how many items an unknown card may borrow
    stub_category: str = "ADULT"
    revision: str = "1"

    def branch(self, code: str) -> Branch:
        """The branch of that code; an unknown code stands for itself, open every day but Sunday."""
        return next((b for b in self.branches if b.code == code), Branch(code, code))

    def policy(self, category: str, item_type: str) -> Policy:
        """The most specific line for a patron category and an item type; category weighs more than type."""

        def fit(line: Policy) -> int:
            if line.category not in (category, ANY) or line.item_type not in (item_type, ANY):
                return -1
            return 2 * (line.category == category) + (line.item_type == item_type)

        best = max(self.policies, key=fit, default=Policy())
        return best if fit(best) >= 0 else Policy()
