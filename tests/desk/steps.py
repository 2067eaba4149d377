"""What staff do, in a word or two: scan a card and a barcode, and see what the desk says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from deskapp.desk.answers import CheckedIn, Declined, Lent
from deskapp.desk.views import ItemPage, PatronPanel
from deskapp.domain.outcome import Fact
from deskapp.domain.records import Discrepancy
from deskapp.domain.values import HoldId, TitleId
from deskapp.store.codec import Entry
from tests.desks import Place, Workstation


def lend(one: Workstation, card: str, barcode: str, **more: Any) -> Lent:
    lent = one.desk.check_out(one.patron(card), one.item(barcode), **more)
    assert isinstance(lent, Lent), lent
    return lent


def refused(answer: Any) -> list[str]:
    assert isinstance(answer, Declined), answer
    return [str(b.code) for b in answer.blocks]


def take_back(one: Workstation, barcode: str) -> CheckedIn:
    return one.desk.check_in(one.item(barcode))


def panel(one: Workstation, card: str) -> PatronPanel:
    return one.desk.panel(one.patron(card))


def loans(one: Workstation, card: str) -> list[str]:
    return [row.barcode for row in panel(one, card).loans]


def page(one: Workstation, barcode: str) -> ItemPage:
    return one.desk.item_page(one.item(barcode))


def title_of(one: Workstation, barcode: str) -> TitleId:
    title = page(one, barcode).title_id
    assert title is not None
    return title


def ask(one: Workstation, card: str, barcode: str, pickup: str = "MAIN", **more: Any) -> HoldId:
    """The patron requests the title of which this is a copy."""
    title = title_of(one, barcode)
    answer = one.desk.request(one.patron(card), title, pickup, **more)
    assert not isinstance(answer, Declined), answer
    return next(row.hold for row in panel(one, card).holds if row.title_id == title)


def recorded(one: Workstation) -> list[Entry]:
    return [entry for _, entry in one.journal.entries()]


def kinds(one: Workstation) -> list[str]:
    return [entry.kind for entry in recorded(one)]


def codes(one: Workstation) -> list[str]:
    return sorted(row.code for row in one.desk.discrepancies())


def know(place: Place, *facts: Fact) -> None:
    """Central learns something from elsewhere: an import, another library's desk."""
    place.tell(*facts)


def whole(discrepancies: list[Discrepancy]) -> list[str]:
    return [d.code for d in discrepancies]


@contextmanager
def queries(one: Workstation) -> Iterator[list[str]]:
    """What the desk asks of its local copy meanwhile, each statement once for each time."""
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    engine = one.overlay.cache._engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)
