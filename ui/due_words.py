"""Why a due date is what it is, in short: for the message after a check-out or a renewal."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from deskapp.domain.due_reason import Why
from ui import words

translate = QCoreApplication.translate

Reasons = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def why_due(reasons: Reasons) -> str:
    """What made the due date another than the plain period; empty where nothing did, or staff typed it."""
    found = [(Why(code), dict(facts)) for code, facts in reasons if code in set(Why)]
    closed = next((facts for code, facts in found if code is Why.CLOSED), None)
    said = [_said(code, facts, closed) for code, facts in found]
    return "; ".join(dict.fromkeys(part for part in said if part))


def _said(code: Why, facts: dict[str, str], closed: dict[str, str] | None) -> str:
    match code:
        case Why.SHORTER_REQUESTED:
            return translate("words", "shorter, because others wait for it")
        case Why.FIXED_TERM:
            return translate("words", "for the term “{name}”").format(name=facts.get("name", ""))
        case Why.HARD_DUE:
            return translate("words", "the library's date {date}").format(date=_date(facts))
        case Why.EXPIRY:
            return translate("words", "the card ends then")
        case Why.LONGEST:
            return translate("words", "a loan lasts {days} days at most").format(days=facts.get("days", ""))
        case Why.ON_SITE:
            return translate("words", "used here, until closing")
        case Why.MOVED:
            return _moved(closed)
        case Why.KEPT:
            return translate("words", "the library is closed that day") if closed else ""
        case Why.CLOSING:
            return translate("words", "at closing time")
        case _:
            return ""


def _moved(closed: dict[str, str] | None) -> str:
    """The first day that was closed is what staff say: "closed on Tue 8 Dec (Immaculate Conception)"."""
    if closed is None or closed.get("why") == "hours":
        return translate("words", "within opening hours")
    name = closed.get("name", "")
    text = translate("words", "closed on {date} ({name})") if name else translate("words", "closed on {date}")
    return text.format(date=words.weekday(date.fromisoformat(closed["date"][:10])), name=name)


def _date(facts: dict[str, str]) -> str:
    said = facts.get("date", "")
    return words.day(datetime.fromisoformat(said).date()) if said else ""
