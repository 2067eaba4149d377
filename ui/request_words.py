"""The words of requests, and of the lists that a desk works through."""

from __future__ import annotations

from enum import StrEnum, auto

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.desk.views import HoldRow
from deskapp.domain.records import HoldState
from ui import words

translate = QCoreApplication.translate


class DeskList(StrEnum):
    """The lists of the shelves page, in the order of a day's work."""

    TO_PULL = auto()
    HOLD_SHELF = auto()
    EXPIRED = auto()
    TRANSIT = auto()
    MARKED = auto()


class RequestPlurals(QObject):
    """What is counted. A QObject, because the tools find plurals only in its `tr`."""

    def chosen(self, count: int) -> str:
        return self.tr("%n request(s) selected", "", count)

    def rows(self, count: int) -> str:
        return self.tr("%n item(s) on the list", "", count)

    def clear(self, count: int) -> str:
        return self.tr("Check in %n item(s), one by one?", "", count)

    def checked_in(self, count: int) -> str:
        return self.tr("%n item(s) checked in", "", count)

    def not_checked_in(self, count: int) -> str:
        return self.tr("%n not checked in", "", count)


plurals = RequestPlurals()


def hold_state(row: HoldRow) -> str:
    """How a request stands; a suspended one says until when."""
    if not row.suspended or row.state is not HoldState.WAITING:
        return words.hold_state(row.state)
    if row.suspended_until is None:
        return translate("requests", "suspended")
    return translate("requests", "suspended until {date}").format(date=words.day(row.suspended_until))


def wanted(row: HoldRow) -> str:
    """What is asked for, or kept: a copy, a volume, or any copy."""
    if row.barcode:
        return f"{row.volume} · {row.barcode}" if row.volume else row.barcode
    return row.volume or words.wanted_copy(row)


def fetch_until(day: str) -> str:
    return translate("requests", "On the hold shelf until {date}").format(date=day)


def waits_until(day: str) -> str:
    return translate("requests", "Lapses if it is not filled by {date}").format(date=day)


def list_name(which: DeskList) -> str:
    return {
        DeskList.TO_PULL: translate("shelves", "Holds to pull"),
        DeskList.HOLD_SHELF: translate("shelves", "Hold shelf"),
        DeskList.EXPIRED: translate("shelves", "Expired hold shelf"),
        DeskList.TRANSIT: translate("shelves", "Transit"),
        DeskList.MARKED: translate("shelves", "Marked items"),
    }[which]


def list_hint(which: DeskList) -> str:
    """What to do with the list."""
    return {
        DeskList.TO_PULL: translate(
            "shelves", "Fetch these from their shelves and scan each one: it is put aside for its request."
        ),
        DeskList.HOLD_SHELF: translate(
            "shelves", "These wait here to be fetched. Scan one to find it on the list; nothing is recorded."
        ),
        DeskList.EXPIRED: translate(
            "shelves", "Nobody fetched these in time. Scan each one: it goes to the next request, or home."
        ),
        DeskList.TRANSIT: translate("shelves", "On their way from here, or to here. Scan each one that arrives."),
        DeskList.MARKED: translate(
            "shelves", "Lost, missing, damaged, in repair, … Scan one to find it on the list; nothing is recorded."
        ),
    }[which]


def list_empty(which: DeskList) -> str:
    """What there is to say when there is nothing to do."""
    return {
        DeskList.TO_PULL: translate("shelves", "Nothing to pull: no waiting request fits a copy that stands here."),
        DeskList.HOLD_SHELF: translate("shelves", "Nothing waits here to be fetched."),
        DeskList.EXPIRED: translate("shelves", "Nothing has waited here too long."),
        DeskList.TRANSIT: translate("shelves", "Nothing is on its way from here, or to here."),
        DeskList.MARKED: translate("shelves", "No item is marked."),
    }[which]


def passed_over() -> str:
    """Beside a patron for whom something is kept who may not have it now."""
    return translate("shelves", "may not have it now")


def why_passed_over() -> str:
    return translate(
        "shelves", "The patron may not have it now: blocked, expired, or the account is inactive. Open the patron."
    )
