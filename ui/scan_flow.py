"""What a scan means: from what was found, the page in front and the active patron follows one step.

Decides, does nothing. Items go to the active patron and to nobody else; whatever is doubtful asks, or says what to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto

from deskapp.desk.answers import Found, Hit, ItemHit, PatronHit, TitleHit
from deskapp.domain.values import ItemId, PatronId

_CARD = re.compile(r"2\d{13}")  # a library number of 14 digits: 2 is a patron's, 3 an item's
_ITEM = re.compile(r"3\d{13}")


class Page(StrEnum):
    """The pages; those that are not on the rail stand last."""

    SERVICES = auto()
    CHECK_IN = auto()
    RENEW = auto()
    DISCREPANCIES = auto()
    SHELVES = auto()
    SETTINGS = auto()
    PENDING = auto()
    DIAGNOSTICS = auto()


class News(StrEnum):
    """What there is to say when nothing is done."""

    DOUBLE_SCAN = auto()
    UNKNOWN_ONCE = auto()
    UNKNOWN_CARD = auto()
    UNKNOWN_ISBN = auto()
    NOTHING_TO_RENEW = auto()
    NO_PATRON_FOR_UNKNOWN = auto()
    CARD_NOT_HERE = auto()
    NOTHING_FOUND = auto()


@dataclass(frozen=True, slots=True)
class Situation:
    """What a scan meets. `scanned`: by a scanner, not typed; `repeated`: the same in the same place a moment ago."""

    page: Page
    active: PatronId | None = None
    away: bool = False
    online: bool = True
    scanned: bool = True
    repeated: bool = False
    unknown_before: bool = False  # the scan before was this one, and unknown


@dataclass(frozen=True, slots=True)
class OpenPatron:
    patron: PatronId


@dataclass(frozen=True, slots=True)
class Lend:
    """Lend to the active patron; `ask` first whether they are still there."""

    item: ItemId
    ask: bool


@dataclass(frozen=True, slots=True)
class LendUnknown:
    barcode: str
    ask: bool


@dataclass(frozen=True, slots=True)
class ShowItem:
    item: ItemId


@dataclass(frozen=True, slots=True)
class CheckIn:
    item: ItemId


@dataclass(frozen=True, slots=True)
class CheckInUnknown:
    barcode: str


@dataclass(frozen=True, slots=True)
class Renew:
    item: ItemId


@dataclass(frozen=True, slots=True)
class QuickAdd:
    barcode: str


@dataclass(frozen=True, slots=True)
class AcceptCard:
    card: str


@dataclass(frozen=True, slots=True)
class OfferCard:
    """It may be a card: staff say so, or leave it."""

    card: str


@dataclass(frozen=True, slots=True)
class ChooseHit:
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class ChooseCopy:
    title: TitleHit


@dataclass(frozen=True, slots=True)
class Problem:
    """The scan itself is no good; `code` is a ScanProblem."""

    code: str


@dataclass(frozen=True, slots=True)
class Say:
    news: News
    text: str


Step = (
    OpenPatron | Lend | LendUnknown | ShowItem | CheckIn | CheckInUnknown | Renew | QuickAdd | AcceptCard
    | OfferCard | ChooseHit | ChooseCopy | Problem | Say
)  # fmt: skip


def decide(found: Found, at: Situation) -> Step:
    """The one step that a scan, or typed text with Enter, leads to."""
    if found.problem:
        return Problem(found.problem)
    hits = _fitting(found.hits, at.page)
    if not hits and found.hits:
        return Say(News.CARD_NOT_HERE, found.text)
    if not hits:
        return _unknown(found, at)
    if len(hits) > 1 or (at.scanned and not _exact(hits[0], found)):
        return ChooseHit(hits)
    if at.repeated and at.page is not Page.CHECK_IN and isinstance(hits[0], ItemHit):
        return Say(News.DOUBLE_SCAN, hits[0].title)  # check-in answers a repeat itself, by its first answer
    return decide_hit(hits[0], at)


def decide_hit(hit: Hit, at: Situation) -> Step:
    """The step for one patron, item or title, also when staff chose it among several."""
    match hit:
        case PatronHit():
            return OpenPatron(hit.id)
        case TitleHit():
            return ChooseCopy(hit)
        case ItemHit():
            return _item(hit.id, at)


def _item(item: ItemId, at: Situation) -> Step:
    if at.page is Page.CHECK_IN:
        return CheckIn(item)
    if at.page is Page.RENEW:
        return Renew(item)
    if at.page is Page.SERVICES and at.active is not None:
        return Lend(item, ask=at.away)
    return ShowItem(item)


def _fitting(hits: tuple[Hit, ...], page: Page) -> tuple[Hit, ...]:
    """Check-in and renewal take items only."""
    if page in (Page.CHECK_IN, Page.RENEW):
        return tuple(hit for hit in hits if not isinstance(hit, PatronHit))
    return hits


def _exact(hit: Hit, found: Found) -> bool:
    """Whether the scan is the number of what was found, rather than words that happen to fit it."""
    match hit:
        case ItemHit():
            return True
        case TitleHit():
            return found.isbn
        case PatronHit():
            return hit.card == found.text or not any(char.isalpha() for char in found.text)


def _unknown(found: Found, at: Situation) -> Step:
    """A number that nobody knows counts only when it came twice alike: misread ones made phantom records elsewhere."""
    text = found.text
    if found.isbn:
        return Say(News.UNKNOWN_ISBN, text)
    if not any(char.isdigit() for char in text):
        return Say(News.NOTHING_FOUND, text)
    if not at.unknown_before:
        return Say(News.UNKNOWN_ONCE, text)
    match at.page:
        case Page.CHECK_IN:
            return QuickAdd(text) if at.online else CheckInUnknown(text)
        case Page.RENEW:
            return Say(News.NOTHING_TO_RENEW, text)
    if _CARD.fullmatch(text):
        return Say(News.UNKNOWN_CARD, text) if at.online else AcceptCard(text)
    if at.online:
        return QuickAdd(text)
    if at.active is not None:
        return LendUnknown(text, ask=at.away)
    return Say(News.NO_PATRON_FOR_UNKNOWN, text) if _ITEM.fullmatch(text) else OfferCard(text)
