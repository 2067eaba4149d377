"""Turns the codes and values of domain and desk into words, in the language of the window.

Literal strings only, so that each is found by the translation tools; plurals by %n.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject, QTime

from deskapp.desk.answers import Hit, ItemHit, PatronHit, TitleHit, UndoOffer
from deskapp.desk.views import Doubt, HoldRow
from deskapp.domain.barcode import ScanProblem
from deskapp.domain.outcome import Block, Blocked, Permission
from deskapp.domain.records import HoldState
from deskapp.domain.rules import Library
from deskapp.domain.values import ItemState
from ui import amounts, block_words
from ui.item_words import act, item_state

translate = QCoreApplication.translate

_LANGUAGES = {"es": "Español", "en": "English"}  # Qt says "español de España", "American English"
_LAST_SECOND = time(23, 59, 59)
_AMOUNTS = {
    Blocked.OWES_TOO_MUCH: ("owed", "limit"),
    Blocked.AMOUNT_TOO_LARGE: ("limit",),
    Blocked.SECOND_PERSON: ("limit",),
    Blocked.TOO_MUCH_APART: ("limit",),
}
"""The facts of a refusal that are amounts of money."""


class Plurals(QObject):
    """What is counted. A QObject, because the tools find plurals only in its `tr`."""

    def items(self, count: int) -> str:
        return self.tr("%n item(s)", "", count)

    def loans(self, count: int) -> str:
        return self.tr("%n loan(s)", "", count)

    def lent(self, count: int) -> str:
        return self.tr("%n item(s) lent", "", count)

    def overdue(self, count: int) -> str:
        return self.tr("%n overdue", "", count)

    def requests(self, count: int) -> str:
        return self.tr("%n request(s)", "", count)

    def on_shelf(self, count: int) -> str:
        return self.tr("%n on the hold shelf", "", count)

    def minutes(self, count: int) -> str:
        return self.tr("%n minute(s) ago", "", count)

    def hours(self, count: int) -> str:
        return self.tr("%n hour(s) ago", "", count)

    def days(self, count: int) -> str:
        return self.tr("%n day(s) ago", "", count)

    def discrepancies(self, count: int) -> str:
        return self.tr("%n discrepancy(ies)", "", count)

    def scans(self, count: int) -> str:
        return self.tr("%n scan(s) waiting", "", count)

    def renewed(self, count: int) -> str:
        return self.tr("%n loan(s) renewed", "", count)

    def not_renewed(self, count: int) -> str:
        return self.tr("%n not renewed", "", count)


plurals = Plurals()


# --- values ---------------------------------------------------------------------------------------


def money(amount: int, currency: str) -> str:
    """Minor units as an amount of money, written as the language does."""
    return amounts.money(amount, currency)


def day(value: date) -> str:
    """A day as "3 feb 2026": month and day cannot be taken for each other in either language."""
    return QLocale().toString(QDate(value.year, value.month, value.day), "d MMM yyyy")


def weekday(value: date) -> str:
    """A day with its weekday, as staff say a due date: "mar 3 feb 2026"."""
    return QLocale().toString(QDate(value.year, value.month, value.day), "ddd d MMM yyyy")


def clock(at: datetime, zone: str) -> str:
    """A moment's time of day in the branch's zone."""
    local = at.astimezone(ZoneInfo(zone))
    return QLocale().toString(QTime(local.hour, local.minute), "HH:mm")


def moment(at: datetime, zone: str) -> str:
    """A moment, in the branch's zone: day and time of day."""
    return f"{day(at.astimezone(ZoneInfo(zone)).date())} {clock(at, zone)}"


def due(at: datetime, zone: str) -> str:
    """A due date; one that lasts to the end of a day is that day alone."""
    local = at.astimezone(ZoneInfo(zone))
    return day(local.date()) if local.time().replace(microsecond=0) == _LAST_SECOND else moment(at, zone)


def due_spoken(at: datetime, zone: str) -> str:
    """A due date with its weekday."""
    local = at.astimezone(ZoneInfo(zone))
    spoken = weekday(local.date())
    return spoken if local.time().replace(microsecond=0) == _LAST_SECOND else f"{spoken} {clock(at, zone)}"


def age(at: datetime | None, now: datetime) -> str:
    """How old the local copy is."""
    if at is None:
        return translate("words", "no data yet")
    seconds = int((now - at.astimezone(UTC)).total_seconds())
    if seconds < 60:
        return translate("words", "just now")
    if seconds < 3600:
        return plurals.minutes(seconds // 60)
    return plurals.hours(seconds // 3600) if seconds < 172_800 else plurals.days(seconds // 86_400)


def in_language(names: tuple[str, str]) -> str:
    """Of a name given in Spanish and in English, the one of the window's language."""
    spanish, english = names
    chosen = spanish if QLocale().language() == QLocale.Language.Spanish else english
    return chosen or spanish or english


# --- codes ----------------------------------------------------------------------------------------


def block(why: Block, currency: str = "EUR") -> str:
    """One reason for a refusal, as a sentence."""
    facts = dict(why.facts)
    if "date" in facts:
        facts["date"] = day(date.fromisoformat(facts["date"][:10]))
    in_money = _AMOUNTS.get(why.code, ())
    facts |= {name: money(int(facts[name]), currency) for name in in_money if name in facts}
    if "permission" in facts:
        facts["permission"] = permission(Permission(facts["permission"]))
    if "state" in facts:
        facts["state"] = item_state(ItemState(facts["state"]))
    if why.code is Blocked.SOMETHING_CAME_AFTER:
        facts["kind"] = act(facts.get("kind", ""))
    text = block_words.sentence(why.code)
    for name, value in facts.items():
        text = text.replace("{" + name + "}", value)
    return text.strip()


def permission(code: Permission) -> str:
    """What a permission is called."""
    return block_words.permission(code)


def block_with_way_out(why: Block, currency: str = "EUR") -> str:
    """A reason, what to do about it, and which permission lifts it."""
    text = block(why, currency)
    lifts = translate("words", "Lifted by the permission “{permission}”.")
    way_out = lifts.format(permission=permission(why.permission)) if why.permission is not None else ""
    further = " ".join(part for part in (block_words.advice(why.code), way_out) if part)
    if not further:
        return text
    end = "" if text.endswith((".", "!", "?")) else "."  # a note of staff may have none
    return f"{text}{end} {further}"


def hold_state(state: HoldState) -> str:
    return {
        HoldState.WAITING: translate("words", "waiting"),
        HoldState.IN_TRANSIT: translate("words", "in transit"),
        HoldState.ON_SHELF: translate("words", "on the hold shelf"),
        HoldState.FILLED: translate("words", "picked up"),
        HoldState.CANCELLED: translate("words", "cancelled"),
        HoldState.EXPIRED: translate("words", "lapsed"),
        HoldState.UNFETCHED: translate("words", "not picked up in time"),
    }[state]


def account_type(code: str) -> str:
    return {
        "internal": translate("words", "internal account"),
        "external": translate("words", "external account"),
        "internal_external_auth": translate("words", "internal account, external sign-in"),
    }.get(code, code)


def record_type(code: str) -> str:
    return {
        "staff": translate("words", "Staff"),
        "public": translate("words", "Public"),
        "contact": translate("words", "Contact"),
    }.get(code, code)


def doubt(code: Doubt) -> str:
    """What central has still to decide about a row; nothing when nothing."""
    return {
        Doubt.NONE: "",
        Doubt.PENDING: translate("words", "not yet sent"),
        Doubt.WAITING: translate("words", "waiting for central"),
    }[code]


def undo_patron(offer: UndoOffer) -> str:
    """Whom the act concerned; of a check-in nobody is named, as on the page for it: others see the screen."""
    return "" if offer.kind == "ItemCheckedIn" else offer.patron_name


def undo_question(offer: UndoOffer, zone: str) -> str:
    """The act that would be taken back, named."""
    title = translate("words", "“{title}”").format(title=offer.title) if offer.title else ""
    parts = [act(offer.kind), title, undo_patron(offer), clock(offer.at, zone)]
    return translate("words", "Undo: {act}?").format(act=" · ".join(part for part in parts if part))


def scan_problem(code: ScanProblem | str) -> str:
    """What is wrong with a scan, what is safe, and what to do."""
    return {
        ScanProblem.EMPTY: translate("words", "The scanner sent nothing. Nothing was done: scan again."),
        ScanProblem.TOO_LONG: translate(
            "words", "That is far too long for a barcode. Nothing was done: scan one barcode at a time."
        ),
        ScanProblem.TOO_SHORT: translate(
            "words", "Only part of the barcode arrived. Nothing was done: scan it again, or type it in full."
        ),
        ScanProblem.CONTROL_CHARACTERS: translate(
            "words", "The barcode arrived damaged. Nothing was done: scan it again, or type the number."
        ),
        ScanProblem.TWO_IN_ONE: translate(
            "words", "Two barcodes arrived as one. Neither was used: scan them again, one after the other."
        ),
        ScanProblem.SAME_TWICE: translate("words", "The same barcode arrived twice in one scan; it was used once."),
        ScanProblem.CHECK_DIGIT: translate(
            "words", "The check digit of this number is wrong. If the record is not the right one, scan it again."
        ),
        ScanProblem.KEYBOARD_LAYOUT: translate(
            "words", "The scanner is set to another keyboard; the number was repaired. Have the scanner set right."
        ),
    }.get(ScanProblem(code), code)


# --- what turns up, and what a patron's fields may hold -------------------------------------------


def hit(found: Hit) -> str:
    """One of several that a scan or a search may mean."""
    match found:
        case PatronHit():
            born = day(found.birth_date) if found.birth_date else ""
            return _joined(found.name, found.card, born)
        case ItemHit():
            return _joined(found.title, found.barcode, item_state(found.state))
        case TitleHit():
            return _joined(found.title, found.author)


def copy(item: ItemHit) -> str:
    """One copy of a title."""
    return _joined(item.barcode, item_state(item.state))


def _joined(*parts: str) -> str:
    return "  ·  ".join(part for part in parts if part)


def wanted_copy(row: HoldRow) -> str:
    """The copy that is asked for, or kept."""
    return row.barcode or translate("words", "any copy")


def item_type(library: Library, code: str) -> str:
    found = next((each for each in library.item_types if each.code == code), None)
    return in_language((found.name_es, found.name_en)) if found else code


def field_group(group: str) -> str:
    """What a group of a patron's fields is called."""
    return {
        "name": translate("words", "Name"),
        "cards": translate("words", "Cards"),
        "category": translate("words", "Category"),
        "branch": translate("words", "Library"),
        "birth_date": translate("words", "Date of birth"),
        "enrolled": translate("words", "Member since"),
        "expires": translate("words", "Expires"),
        "language": translate("words", "Language"),
        "emails": translate("words", "E-mail"),
        "phones": translate("words", "Telephone"),
        "addresses": translate("words", "Address"),
        "notes": translate("words", "Notes"),
        "account_type": translate("words", "Account type"),
        "record_type": translate("words", "Record type"),
        "active": translate("words", "Active"),
        "user_name": translate("words", "User name"),
        "guarantor": translate("words", "Guarantor"),
        "statistics": translate("words", "Statistics"),
    }.get(group, group)


def field_problem(why: str) -> str:
    """What is wrong with a field, and what it takes."""
    return {
        "empty": translate("words", "This may not be empty."),
        "unknown": translate("words", "Choose one from the list."),
        "not_an_email": translate("words", "Not an e-mail address: name@example.org"),
        "not_a_phone": translate("words", "Not a telephone number: digits, spaces, + ( ) - only."),
        "before_enrolment": translate("words", "This is before the membership began."),
        "not_plausible": translate("words", "This date cannot be right."),
        "not_a_date": translate("words", "Not a date: write day/month/year."),
    }.get(why, why)


def address_kind(code: str) -> str:
    return {
        "home": translate("words", "Home"),
        "work": translate("words", "Work"),
        "school": translate("words", "School"),
        "alternative": translate("words", "Alternative"),
    }.get(code, code)


def language_name(code: str) -> str:
    """A language by its own name."""
    language = QLocale(code).language() if code else QLocale.Language.C
    if language == QLocale.Language.C:
        return code
    name = _LANGUAGES.get(code) or QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:]
