"""The columns of each list that a desk works through: what they say, by what they sort, and what is private."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from deskapp.desk.views import ShelfRow
from deskapp.domain.barcode import folded
from deskapp.domain.values import ItemState
from ui import item_words, request_words, words
from ui.request_words import DeskList

translate = QCoreApplication.translate
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

Key = str | datetime


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a width of 0 takes the room that is left. A private one is shown on asking."""

    name: str
    width: int
    text: Callable[[ShelfRow], str]
    key: Callable[[ShelfRow], Key]
    private: bool = False
    remark: bool = False
    on_paper: bool = False  # on a line of its own, after the title, the call number and the barcode


def columns(which: DeskList, zone: str) -> tuple[Column, ...]:
    """The columns of a list; moments in the branch's zone."""
    title = _text(translate("shelves", "Title"), 0, lambda row: row.title)
    author = _text(translate("shelves", "Author"), 130, lambda row: row.author)
    barcode = _text(translate("shelves", "Barcode"), 142, lambda row: row.barcode)
    call = _text(translate("shelves", "Call number"), 110, lambda row: row.call_number)
    patron = _text(translate("shelves", "For"), 130, lambda row: row.patron_name, private=True)
    place = _text(translate("shelves", "Place"), 150, lambda row: row.branch, paper=True)
    match which:
        case DeskList.TO_PULL:
            pickup = _text(translate("shelves", "Pickup at"), 130, lambda row: row.to, paper=True)
            return call, title, author, barcode, patron, pickup, _day(translate("shelves", "Asked for"), zone)
        case DeskList.HOLD_SHELF:
            return patron, title, barcode, call, _day(translate("shelves", "Until"), zone), _remarks()
        case DeskList.EXPIRED:
            return patron, title, barcode, call, _day(translate("shelves", "Lay until"), zone), _remarks()
        case DeskList.TRANSIT:
            there = _text(translate("shelves", "From"), 112, lambda row: row.branch, paper=True)
            to = _text(translate("shelves", "To"), 112, lambda row: row.to, paper=True)
            return there, to, title, barcode, patron, _day(translate("shelves", "Since"), zone), _remarks()
        case DeskList.MARKED:
            state = _text(
                translate("shelves", "State"), 170, lambda row: item_words.item_state(ItemState(row.to)), paper=True
            )
            return state, title, barcode, call, place, _day(translate("shelves", "Since"), zone)


@lru_cache(1 << 16)
def plain(text: str) -> str:
    """Without accents and case, to sort and to find by; folding letter by letter is slow, and texts come again."""
    return text.lower() if text.isascii() else folded(text)


def _text(
    name: str, width: int, text: Callable[[ShelfRow], str], *, private: bool = False, paper: bool = False
) -> Column:
    return Column(name, width, text, lambda row: plain(text(row)), private, on_paper=paper)


def _day(name: str, zone: str) -> Column:
    """The day that the list is about: staff go by days, whatever the hour."""
    place = ZoneInfo(zone)

    def said(row: ShelfRow) -> str:
        return words.day(row.at.astimezone(place).date()) if row.at else ""

    return Column(name, 102, said, lambda row: row.at or _LONG_AGO, on_paper=True)


def _remarks() -> Column:
    def said(row: ShelfRow) -> str:
        return request_words.passed_over() if row.passed_over else ""

    return Column(translate("shelves", "Remarks"), 174, said, said, remark=True)
