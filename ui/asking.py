"""The questions that may interrupt, gathered so that a test can answer in staff's place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from deskapp.desk.answers import Declined, Hit, ItemHit, TitleHit
from deskapp.domain.rules import Library
from ui import choose
from ui.loan_dialogs import ask_document


@dataclass(slots=True)
class Asking:
    """Each asks staff and returns their answer; scans wait meanwhile."""

    parent: QWidget | None = None
    hit: Callable[[QWidget | None, Sequence[Hit]], Hit | None] = choose.choose_hit
    copy: Callable[[QWidget | None, TitleHit], ItemHit | None] = choose.choose_copy
    reason: Callable[[QWidget | None, Declined], str | None] = choose.ask_override
    new_item: Callable[[QWidget | None, str, Library], tuple[str, str] | None] = choose.ask_quick_add
    still_there: Callable[[QWidget | None, str], bool] = choose.still_there
    document: Callable[[QWidget | None, str], str | None] = ask_document
