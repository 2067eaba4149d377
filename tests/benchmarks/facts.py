"""What desks record in the measurements: one fact for each act, with the records it touches."""

from datetime import datetime, timedelta

from deskapp.domain.events import (
    ItemCatalogued,
    ItemCheckedIn,
    ItemCheckedOut,
    LoanRenewed,
    PatronRegistered,
    TitleCatalogued,
)
from deskapp.domain.outcome import Fact, fact
from deskapp.domain.values import (
    FeeTerms,
    ItemFields,
    ItemId,
    ItemState,
    Line,
    LoanId,
    PatronFields,
    PatronId,
    Place,
    TitleFields,
    TitleId,
)

TERM = timedelta(days=14)
_TERMS = FeeTerms(10, 0, 500, "EUR", "1")


def title_catalogued(title: TitleId, fields: TitleFields) -> Fact:
    return fact(TitleCatalogued(title, fields), (Line.TITLE, title))


def item_catalogued(item: ItemId, title: TitleId, barcode: str) -> Fact:
    return fact(ItemCatalogued(item, ItemFields(title, barcode, "BOOK", "MAIN")), (Line.ITEM, item))


def patron_registered(patron: PatronId, fields: PatronFields) -> Fact:
    return fact(PatronRegistered(patron, fields), (Line.PATRON, patron))


def checked_out(loan: LoanId, item: ItemId, title: TitleId, patron: PatronId, due: datetime) -> Fact:
    body = ItemCheckedOut(loan, item, patron, due, _TERMS, "MAIN", None, Place(branch="MAIN"))
    return fact(body, (Line.ITEM, item), (Line.TITLE, title), (Line.PATRON, patron))


def renewed(loan: LoanId, item: ItemId, due: datetime) -> Fact:
    """Until a term after it was `due`."""
    return fact(LoanRenewed(loan, item, due + TERM, due), (Line.ITEM, item))


def checked_in(item: ItemId, loan: LoanId) -> Fact:
    body = ItemCheckedIn(item, "MAIN", loan, previous=Place(ItemState.ON_LOAN, "MAIN", loan=loan))
    return fact(body, (Line.ITEM, item))
