"""Turns the codes and values of domain and desk into words, in the language of the window.

Literal strings only, so that each is found by the translation tools; plurals by %n.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject, QTime

from deskapp.desk.views import Doubt, Hit, HoldRow, ItemHit, NextStop, PatronHit, TitleHit, UndoOffer
from deskapp.domain.barcode import ScanProblem
from deskapp.domain.events import ItemState
from deskapp.domain.outcome import Block, Blocked, Permission
from deskapp.domain.records import Code, HoldState
from deskapp.domain.rules import Library

translate = QCoreApplication.translate

_SYMBOLS = {"EUR": "€", "GBP": "£"}  # a dollar or peso sign alone would not say whose
_LANGUAGES = {"es": "Español", "en": "English"}  # Qt says "español de España", "American English"
_LAST_SECOND = time(23, 59, 59)


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

    def pending(self, count: int) -> str:
        return self.tr("%n act(s) waiting to be sent", "", count)

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
    locale, value = QLocale(), amount / 100
    if currency in _SYMBOLS:
        return locale.toCurrencyString(value, _SYMBOLS[currency])
    return f"{locale.toString(value, 'f', 2)} {currency}"


def decimal_point() -> str:
    return QLocale().decimalPoint()


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
        facts["date"] = day(date.fromisoformat(facts["date"]))
    if why.code is Blocked.OWES_TOO_MUCH:
        facts |= {name: money(int(facts[name]), currency) for name in ("owed", "limit") if name in facts}
    if "permission" in facts:
        facts["permission"] = permission(Permission(facts["permission"]))
    if why.code is Blocked.SOMETHING_CAME_AFTER:
        facts["kind"] = act(facts.get("kind", ""))
    text = _block_sentences().get(why.code, str(why.code))
    for name, value in facts.items():
        text = text.replace("{" + name + "}", value)
    return text


def _block_sentences() -> dict[Blocked, str]:
    return {
        Blocked.PATRON_BLOCKED: translate("words", "Blocked by staff: {note}"),
        Blocked.PATRON_EXPIRED: translate("words", "The membership ended on {date}."),
        Blocked.PATRON_INACTIVE: translate("words", "The account is inactive."),
        Blocked.OWES_TOO_MUCH: translate("words", "Owes {owed}; the limit is {limit}."),
        Blocked.TOO_MANY_LOANS: translate("words", "Has as many loans as allowed ({limit})."),
        Blocked.TOO_MANY_OVERDUE: translate("words", "Has {count} overdue loans; the limit is {limit}."),
        Blocked.NOT_FOR_LOAN: translate("words", "This item is not for loan."),
        Blocked.ALREADY_ON_LOAN_TO_PATRON: translate("words", "This patron already has it on loan."),
        Blocked.ON_LOAN_TO_OTHER: translate("words", "It is on loan to somebody else."),
        Blocked.HELD_FOR_OTHER: translate("words", "It is kept for somebody else's request."),
        Blocked.STUB_LIMIT: translate("words", "An unknown card may borrow {limit} at most until it is identified."),
        Blocked.NOT_ON_LOAN: translate("words", "It is not on loan."),
        Blocked.TOO_MANY_RENEWALS: translate("words", "It was renewed as often as allowed ({limit})."),
        Blocked.REQUESTED_BY_OTHER: translate("words", "Somebody else has requested it."),
        Blocked.RENEWAL_NOT_LATER: translate("words", "The new due date would not be later than the present one."),
        Blocked.ALREADY_REQUESTED: translate("words", "This patron has already requested it."),
        Blocked.HOLD_CLOSED: translate("words", "The request is already closed."),
        Blocked.NOT_OWNED_HERE: translate("words", "The registrar's system owns this data: change it there."),
        Blocked.FIELD_INVALID: translate("words", "A field is not valid."),
        Blocked.NOTHING_CHANGED: translate("words", "Nothing was changed."),
        Blocked.PERMISSION_MISSING: translate("words", "You do not have the permission “{permission}”."),
        Blocked.NOTHING_OWED: translate("words", "Nothing is owed."),
        Blocked.NOTHING_TO_VOID: translate("words", "There is no such payment to void, or no reason was given."),
        Blocked.DUE_IN_PAST: translate("words", "The due date typed is already past."),
        Blocked.SOMETHING_CAME_AFTER: translate(
            "words", "Something else happened to it since: {kind} (desk {desk}). Correct that first."
        ),
        Blocked.MONEY_IS_VOIDED: translate("words", "Money is not undone: void the payment, with a reason."),
        Blocked.NOTHING_TO_UNDO: translate("words", "There is nothing of yours to undo at this desk."),
    }


def permission(code: Permission) -> str:
    """What a permission is called."""
    return {
        Permission.OVERRIDE_PATRON_BLOCK: translate("words", "override patron blocks"),
        Permission.OVERRIDE_EXPIRY: translate("words", "override expired memberships"),
        Permission.OVERRIDE_DEBT: translate("words", "override debts"),
        Permission.OVERRIDE_LIMIT: translate("words", "override limits"),
        Permission.OVERRIDE_HOLD: translate("words", "override others' loans and requests"),
        Permission.OVERRIDE_NOT_FOR_LOAN: translate("words", "lend what is not for loan"),
        Permission.OVERRIDE_RENEWALS: translate("words", "renew beyond the limit"),
        Permission.EDIT_PATRON: translate("words", "edit patrons"),
        Permission.TAKE_MONEY: translate("words", "take money"),
        Permission.CATALOGUE: translate("words", "catalogue"),
    }.get(code, str(code))


def block_with_way_out(why: Block, currency: str = "EUR") -> str:
    """A reason, and which permission lifts it."""
    text = block(why, currency)
    if why.permission is None:
        return text
    lifts = translate("words", "Lifted by the permission “{permission}”.")
    end = "" if text.endswith((".", "!", "?")) else "."  # a note of staff may have none
    return f"{text}{end} {lifts.format(permission=permission(why.permission))}"


def item_state(state: ItemState) -> str:
    return {
        ItemState.AVAILABLE: translate("words", "available"),
        ItemState.ON_LOAN: translate("words", "on loan"),
        ItemState.HOLD_SHELF: translate("words", "on the hold shelf"),
        ItemState.IN_TRANSIT: translate("words", "in transit"),
    }[state]


def hold_state(state: HoldState) -> str:
    return {
        HoldState.WAITING: translate("words", "waiting"),
        HoldState.IN_TRANSIT: translate("words", "in transit"),
        HoldState.ON_SHELF: translate("words", "on the hold shelf"),
        HoldState.FILLED: translate("words", "picked up"),
        HoldState.CANCELLED: translate("words", "cancelled"),
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


def loan_remarks(overdue: bool, requested: bool, code: Doubt) -> tuple[str, ...]:
    """What staff should know of a loan, the most urgent first."""
    return (
        translate("words", "overdue") if overdue else "",
        translate("words", "somebody waits for it") if requested else "",
        doubt(code),
    )


def act(kind: str) -> str:
    """What happened, by the name of the event."""
    return {
        "ItemCheckedOut": translate("words", "check-out"),
        "ItemCheckedIn": translate("words", "check-in"),
        "HoldTrapped": translate("words", "put on the hold shelf"),
        "TransitStarted": translate("words", "sent in transit"),
        "LoanRenewed": translate("words", "renewal"),
        "PaymentReceived": translate("words", "payment"),
        "PaymentVoided": translate("words", "payment voided"),
        "TitleCatalogued": translate("words", "title catalogued"),
        "ItemCatalogued": translate("words", "item catalogued"),
        "StubMade": translate("words", "accepted unknown"),
        "Identified": translate("words", "identified"),
        "CodeShared": translate("words", "number found on two records"),
        "PatronRegistered": translate("words", "registration"),
        "PatronEdited": translate("words", "edit"),
        "BlockPlaced": translate("words", "block placed"),
        "BlockLifted": translate("words", "block lifted"),
        "FeeCharged": translate("words", "fee charged"),
        "HoldPlaced": translate("words", "request placed"),
        "HoldCancelled": translate("words", "request cancelled"),
        "HoldReinstated": translate("words", "request restored"),
        "CheckOutUndone": translate("words", "check-out undone"),
        "CheckInUndone": translate("words", "check-in undone"),
        "RenewalUndone": translate("words", "renewal undone"),
        "DiscrepancyClosed": translate("words", "discrepancy closed"),
    }.get(kind, kind)


def undo_patron(offer: UndoOffer) -> str:
    """Whom the act concerned; of a check-in nobody is named, as on the page for it: others see the screen."""
    return "" if offer.kind == "ItemCheckedIn" else offer.patron_name


def undo_question(offer: UndoOffer, zone: str) -> str:
    """The act that would be taken back, named."""
    title = translate("words", "“{title}”").format(title=offer.title) if offer.title else ""
    parts = [act(offer.kind), title, undo_patron(offer), clock(offer.at, zone)]
    return translate("words", "Undo: {act}?").format(act=" · ".join(part for part in parts if part))


def next_stop(stop: NextStop, to: str) -> str:
    """Where a returned item goes, for big letters."""
    return {
        NextStop.SHELF: translate("words", "SHELF"),
        NextStop.HOLD_SHELF: translate("words", "HOLD SHELF"),
        NextStop.TRANSIT: translate("words", "TRANSIT to {branch}"),
        NextStop.TRANSIT_FOR_HOLD: translate("words", "TRANSIT to {branch}, for a request"),
    }[stop].format(branch=to)


def notice(code: str) -> str:
    """What opening the workstation found: what happened, what is safe, what to do."""
    return {
        "cache_rebuilt": translate(
            "words",
            "The local copy of the records could not be used and is being made anew from central. "
            "Everything recorded here is safe. Go on working; until it is there, not every record is known.",
        ),
    }.get(code, code)


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


# --- where two desks contradicted each other ------------------------------------------------------


def discrepancy(code: Code) -> str:
    """The contradiction, and how it was settled."""
    return {
        Code.LENT_WHILE_ON_LOAN: translate(
            "words",
            "It was lent here while it was still on loan to somebody else. The newer loan stands; the earlier "
            "one was closed without a fee.",
        ),
        Code.LENT_WHILE_HELD: translate(
            "words",
            "It was lent although it was kept on the hold shelf for a request. The loan stands; the request "
            "waits again in its place.",
        ),
        Code.RETURNED_OTHER_LOAN: translate(
            "words",
            "It was returned at a desk that did not know of the latest loan. That loan was ended by the return.",
        ),
        Code.RETURNED_UNAWARE_OF_HOLD: translate(
            "words",
            "It was checked in at a desk that did not know it was kept for a request. It is still kept.",
        ),
        Code.TRAPPED_WHILE_ON_LOAN: translate(
            "words",
            "It was put aside for a request, or sent in transit, after another desk had lent it. The loan stands.",
        ),
        Code.TRAPPED_TWICE: translate(
            "words",
            "It was put aside for two requests, or two copies were put aside for one request.",
        ),
        Code.TRAPPED_FOR_CLOSED_HOLD: translate(
            "words",
            "It was put aside for a request that was already filled or cancelled.",
        ),
        Code.CANCELLED_WHILE_ON_SHELF: translate(
            "words",
            "The request was cancelled while another desk was putting the item aside for it.",
        ),
        Code.RENEWED_AFTER_RETURN: translate(
            "words",
            "The loan was renewed after the item had been returned elsewhere. The loan stays ended.",
        ),
        Code.UNDONE_TOO_LATE: translate(
            "words",
            "An act was undone after something else had happened to the item. The undo changed nothing.",
        ),
        Code.EDITED_APART: translate(
            "words",
            "Two desks changed the same data of this patron while apart. The later change counts.",
        ),
        Code.CODE_SHARED: translate("words", "Two records carry the same card or barcode."),
        Code.ORDER_UNCERTAIN: translate(
            "words",
            "Two desks moved the item at almost the same moment; which came first cannot be told.",
        ),
    }.get(code, str(code))


def what_to_do(code: Code) -> str:
    """What to do with the book in hand."""
    return {
        Code.LENT_WHILE_ON_LOAN: translate(
            "words",
            "If you have the book in hand, check it in. Otherwise leave it: the newer borrower has it. Do not "
            "ask the earlier borrower for it.",
        ),
        Code.LENT_WHILE_HELD: translate(
            "words",
            "If you have the book in hand, check it in: it goes to the hold shelf. Otherwise offer another "
            "copy, or tell the person who is waiting that it will take longer.",
        ),
        Code.RETURNED_OTHER_LOAN: translate(
            "words",
            "Look for the book. If it is in hand or on the shelf, all is well. If not, the borrower still has "
            "it: lend it to them again.",
        ),
        Code.RETURNED_UNAWARE_OF_HOLD: translate(
            "words",
            "Look for the book on the ordinary shelf and check it in: the desk says for which hold shelf it is.",
        ),
        Code.TRAPPED_WHILE_ON_LOAN: translate(
            "words",
            "If the book is in hand or on the hold shelf, check it in: that ends the loan and serves the "
            "request. If not, the borrower has it: nothing to do.",
        ),
        Code.TRAPPED_TWICE: translate(
            "words",
            "Check in every copy that was put aside: the desk says where each goes, one stays for the request.",
        ),
        Code.TRAPPED_FOR_CLOSED_HOLD: translate(
            "words",
            "Take the book off the hold shelf and check it in: it goes to the next request or back to its shelf.",
        ),
        Code.CANCELLED_WHILE_ON_SHELF: translate(
            "words",
            "Take the book off the hold shelf and check it in: it goes to the next request or back to its shelf.",
        ),
        Code.RENEWED_AFTER_RETURN: translate(
            "words",
            "Look for the book on the shelf. If it is there, all is well. If not, the borrower still has it: "
            "lend it to them again.",
        ),
        Code.UNDONE_TOO_LATE: translate(
            "words",
            "If you have the book in hand, check it in. Otherwise open the page of the item and put right "
            "what is wrong there.",
        ),
        Code.EDITED_APART: translate(
            "words",
            "No book is concerned. Ask the patron which is right and correct it under quick user management.",
        ),
        Code.CODE_SHARED: translate(
            "words", "Ask whose it is. Give the other one a new number, and correct that record."
        ),
        Code.ORDER_UNCERTAIN: translate(
            "words",
            "The book in hand is right: check it in if it is here. If it is not, the loan stands as it is shown.",
        ),
    }.get(code, "")


def changed_apart(detail: Mapping[str, str]) -> str:
    """Which data of a patron two desks changed, what counts now and what was there before."""
    if "group" not in detail:
        return ""
    group = field_group(detail["group"])
    text = translate("words", "{group}: now “{kept}”, the other desk had “{other}”.")
    return text.format(group=group, kept=_plain(detail.get("kept", "")), other=_plain(detail.get("other", "")))


def _plain(value: str) -> str:
    """The texts in a value that was written as program text."""
    return ", ".join(text for text in re.findall(r"'([^']*)'", value) if text) or value.strip("()") or "–"
