"""What the roles of staff are called, and what each may do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from deskapp.domain.permission import Role

translate = QCoreApplication.translate


def role_name(role: str) -> str:
    """A role as library systems call it; one of a newer program as it is written."""
    names = {
        Role.OPERATOR_LIMITED: translate("staff_words", "circulation desk operator (limited)"),
        Role.OPERATOR: translate("staff_words", "circulation desk operator"),
        Role.MANAGER: translate("staff_words", "circulation desk manager"),
        Role.USER_MANAGER: translate("staff_words", "user manager"),
        Role.USER_ADMINISTRATOR: translate("staff_words", "user administrator"),
        Role.SYSTEM_ADMINISTRATOR: translate("staff_words", "system administrator"),
    }
    return names[Role(role)] if role in set(Role) else role


def role_says(role: str) -> str:
    """What whoever holds it may do, in a sentence; empty for a role of a newer program."""
    says = {
        Role.OPERATOR_LIMITED: translate("staff_words", "Lends, takes back, renews, requests and takes payments."),
        Role.OPERATOR: translate(
            "staff_words",
            "Also edits patrons and items, closes discrepancies, and overrides what is often overridden.",
        ),
        Role.MANAGER: translate(
            "staff_words",
            "Does everything at the desk: backdates, waives, refunds, lifts suspensions, overrides all, sets policies.",
        ),
        Role.USER_MANAGER: translate("staff_words", "Edits patrons, and sees who looked at them; lends nothing."),
        Role.USER_ADMINISTRATOR: translate(
            "staff_words", "Also adds staff, gives and takes roles, and has patrons erased; lends nothing."
        ),
        Role.SYSTEM_ADMINISTRATOR: translate("staff_words", "May do everything."),
    }
    return says[Role(role)] if role in set(Role) else ""
