"""What the list of discrepancies says of the right to do things, of sealed codes, and of journals that were damaged."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from deskapp.desk.views import DiscrepancyRow
from deskapp.domain.outcome import Permission
from deskapp.domain.records import Code
from ui import words
from ui.item_words import act

translate = QCoreApplication.translate


def about_access(row: DiscrepancyRow) -> dict[Code, str]:
    """What happened, in lines; of an act beyond somebody's rights, by the reason why it was."""
    return {
        Code.BEYOND_PERMISSION: _beyond(dict(row.detail).get("why", "")),
        Code.BREAK_GLASS_USED: translate(
            "access_words",
            "Workstation {workstation} had not heard from central for so long that nobody could sign in.\n"
            "{who} opened it with the sealed code number {number}: {note}\n"
            "The code is used up. What was recorded there stands.",
        ),
        Code.ENTRIES_LOST: translate(
            "access_words",
            "The journal of workstation {workstation} was damaged and put in order again.\n"
            "{count} of its entries could not be read any more; they were made between {after} and {before}.\n"
            "All the others are safe. What the lost ones said is in no record.",
        ),
    }


def access_facts(row: DiscrepancyRow, named: bool, zone: str) -> dict[str, str]:
    """The facts that these lines name. Names of staff are shown: whoever reads this has to ask them."""
    detail = dict(row.detail)
    asked = detail.get("permission", "")
    return {
        "workstation": detail.get("workstation", "?"),
        "who": detail.get("name") or translate("access_words", "Somebody"),
        "staff": detail.get("staff") or translate("access_words", "Somebody"),
        "act": act(detail.get("kind", "?")),
        "permission": words.permission(Permission(asked)) if asked in set(Permission) else asked or "?",
        "after": _moment(detail.get("after", ""), zone, translate("access_words", "the beginning")),
        "before": _moment(detail.get("before", ""), zone, translate("access_words", "the day it was put in order")),
    }


def _moment(written: str, zone: str, otherwise: str) -> str:
    return words.moment(datetime.fromisoformat(written), zone) if written else otherwise


def _beyond(why: str) -> str:
    return {
        "unknown": translate(
            "access_words",
            "At {other_desk} this was recorded under the name {staff}: {act}.\n"
            "Central knew nobody of that name who might work there then.\n"
            "It stays listed here until somebody has looked into it.",
        ),
        "own_account": translate(
            "access_words",
            "At {other_desk} {staff} recorded: {act}.\n"
            "It favours {staff} or somebody of the same household, which nobody may do.\n"
            "It stays listed here until somebody has looked into it.",
        ),
        "alone": translate(
            "access_words",
            "At {other_desk} {staff} recorded: {act}.\n"
            "For an amount like that a second member of staff has to sign, and nobody did who might.\n"
            "It stays listed here until somebody has looked into it.",
        ),
        "role_lacked": translate(
            "access_words",
            "At {other_desk} {staff} recorded: {act}.\n"
            "They gave or took a role that they did not hold themselves.\n"
            "It stays listed here until somebody has looked into it.",
        ),
    }.get(
        why,
        translate(
            "access_words",
            "At {other_desk} {staff} recorded: {act}.\n"
            "That takes the permission “{permission}”, which they did not have there then.\n"
            "It stays listed here until somebody has looked into it.",
        ),
    )
