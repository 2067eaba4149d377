"""What taking an item back put right, in short sentences; what is private among them apart from the rest."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.desk.answers import CheckedIn, Settled
from ui import words
from ui.item_words import state_named

translate = QCoreApplication.translate

URGENT = (
    Settled.COUNT_PARTS,
    Settled.STILL_MARKED,
    Settled.UNFETCHED,
    Settled.WAS_LOST,
    Settled.WAS_MISSING,
    Settled.CLAIM_CLOSED,
)
"""What staff have to do something about, or somebody waits to hear of; it stands first, in this order."""


class Counted(QObject):
    """What is counted. A QObject, because the tools find plurals only in its `tr`."""

    def passed_over(self, count: int) -> str:
        return self.tr("%n waiting patron(s) passed over: they may not borrow now.", "", count)

    def kept_elsewhere(self, count: int) -> str:
        return self.tr("For %n request(s) for this title another copy is kept.", "", count)


counted = Counted()


def sentences(returned: CheckedIn, zone: str) -> list[str]:
    """What everybody at the desk may read, what is urgent first."""
    order = {code: place for place, code in enumerate(URGENT)}
    told = sorted(returned.settled, key=lambda each: order.get(each[0], len(order)))
    said = (sentence(code, dict(facts), zone) for code, facts in told)
    return [text for text in said if text]


def private_sentences(returned: CheckedIn) -> list[str]:
    """Names, money and sanctions that taking it back brought."""
    said = (private_sentence(code, dict(facts)) for code, facts in returned.settled)
    return [text for text in said if text]


def sentence(code: Settled, facts: dict[str, str], zone: str) -> str:
    """One thing that was put right, without names or money; nothing when it is all private."""
    match code:
        case Settled.CLAIM_CLOSED:
            text = translate("settled_words", "The claim is closed. It had been: {state}.")
            return text.format(state=state_named(facts["state"]))
        case Settled.STILL_MARKED:
            state, note = state_named(facts["state"]), facts.get("note", "")
            said = f"{state} ({note})" if note else state
            return translate("settled_words", "It is still marked: {state}.").replace("{state}", said)
        case Settled.COUNT_PARTS:
            return translate("settled_words", "Count the parts: {parts}.").format(parts=facts["parts"])
        case Settled.EFFECTIVE:
            at = words.moment(datetime.fromisoformat(facts["at"]), zone)
            return translate("settled_words", "Counts as returned on {at}.").format(at=at)
        case Settled.OTHER_COPY:
            return counted.kept_elsewhere(int(facts["count"]))
        case Settled.PASSED_OVER:
            return counted.passed_over(int(facts["count"]))
    return _plain(code)


def _plain(code: Settled) -> str:
    return {
        Settled.WAS_LOST: translate("settled_words", "It was lost and is found."),
        Settled.WAS_MISSING: translate("settled_words", "It was missing and is found."),
        Settled.BACK_FROM_REPAIR: translate("settled_words", "It is back from repair."),
        Settled.RECEIVED: translate("settled_words", "It was on order: received."),
        Settled.LOAN_ELSEWHERE: translate(
            "settled_words", "It was on loan at another library, which settles whether it was late."
        ),
        Settled.TRANSIT_ENDED: translate("settled_words", "It arrived from transit."),
        Settled.UNFETCHED: translate("settled_words", "It was not fetched in time: that request is ended."),
        Settled.AMNESTY: translate("settled_words", "Amnesty: being late costs nothing."),
    }.get(code, "")


def private_sentence(code: Settled, facts: dict[str, str]) -> str:
    match code:
        case Settled.WAS_LOST:
            return _of_the_bill(int(facts["refunded"]), int(facts["kept"]), facts["currency"])
        case Settled.SUSPENDED:
            day = words.day(date.fromisoformat(facts["date"]))
            return translate("settled_words", "the patron is suspended until {date}").format(date=day)
        case Settled.UNFETCHED:
            return translate("settled_words", "not fetched by {name}").format(name=facts["patron"])
    return ""


def _of_the_bill(refunded: int, kept: int, currency: str) -> str:
    """What of the bill for a lost item is given back, and what stays."""
    parts = []
    if refunded:
        parts.append(
            translate("settled_words", "refunded of the bill: {amount}").format(amount=words.money(refunded, currency))
        )
    if kept:
        parts.append(
            translate("settled_words", "kept of the bill: {amount}").format(amount=words.money(kept, currency))
        )
    return " · ".join(parts)


def private_words(returned: CheckedIn, zone: str) -> str:
    """For whom the item is kept, who brought it, what the return cost, and what else concerns a person."""
    parts = []
    if returned.kept_for_name:
        parts.append(translate("settled_words", "Kept for {name}").format(name=returned.kept_for_name))
        if returned.kept_until is not None:
            parts.append(translate("settled_words", "until {date}").format(date=words.due(returned.kept_until, zone)))
    if returned.returned_by_name:
        parts.append(translate("settled_words", "Returned by {name}").format(name=returned.returned_by_name))
    if returned.late_fee:
        fee = words.money(returned.late_fee, returned.currency)
        parts.append(translate("settled_words", "overdue fee {amount}").format(amount=fee))
    return " · ".join((*parts, *private_sentences(returned)))
