"""What is done with a selected loan: lost, claimed, recalled, renewed without the item, explained."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog

from deskapp.domain.policy import policy
from deskapp.domain.values import ItemState
from tests.ui.rules import with_rules
from tests.ui.screen import button, choose_row, column, line, texts
from tests.ui.windows import Serving
from ui.explanation import ExplanationDialog
from ui.lane import Tone
from ui.loan_dialogs import NoteDialog
from ui.loan_model import DUE, short_due
from ui.scan_flow import Page

Serve = Callable[[], Serving]
D = TypeVar("D", bound=QDialog)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
REMARKS = 6


def lending(serve: Serve, *barcodes: str) -> Serving:
    """Ana has these items, and the first loan is selected."""
    desk = with_rules(serve(), policy(replacement=2000, processing=500, recallable=True, recall_within="2 days"))
    desk.scan("P1", *barcodes)
    choose_row(desk.loans().table, 0)
    desk.loans().table.setFocus()
    return desk


def dialog(desk: Serving, kind: type[D]) -> D:
    """The one that is open."""
    (found,) = (each for each in desk.window.findChildren(kind) if each.isVisible())
    return found


def remarks(desk: Serving) -> list[str]:
    return column(desk.loans().table, REMARKS)


def test_a_lost_item_asks_for_a_note_and_says_what_is_billed_before_and_after(serve: Serve) -> None:
    desk = lending(serve, "I4")
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)
    asked = dialog(desk, NoteDialog)
    assert any("€25.00 (€20.00 replacement, €5.00 processing)" in text for text in texts(asked))
    assert any("refunded" in text for text in texts(asked))
    desk.bot.keyClicks(line(asked, "Note"), "left on a train")
    desk.bot.keyClick(line(asked, "Note"), Qt.Key.Key_Return)
    assert desk.tone() is Tone.DONE
    assert "Marked as lost: Middlemarch" in desk.said()
    assert "€25.00" in desk.said()
    assert remarks(desk)[0].startswith("lost")
    assert desk.desk.item_page(desk.workstation.item("I4")).note == "left on a train"


def test_leaving_the_question_marks_nothing(serve: Serve) -> None:
    desk = lending(serve, "I4")
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)
    button(dialog(desk, NoteDialog), "Do not").click()
    assert desk.desk.item_page(desk.workstation.item("I4")).state is ItemState.ON_LOAN


def test_what_is_claimed_returned_is_billed_nothing_and_shown(serve: Serve) -> None:
    desk = lending(serve, "I4")
    desk.press(Qt.Key.Key_D, CTRL | SHIFT)
    asked = dialog(desk, NoteDialog)
    assert any("nothing is billed" in text for text in texts(asked))
    asked.accept()
    assert remarks(desk)[0].startswith("claimed returned")


def test_what_is_claimed_never_to_have_been_had_is_shown(serve: Serve) -> None:
    desk = lending(serve, "I4")
    desk.press(Qt.Key.Key_N, CTRL | SHIFT)
    dialog(desk, NoteDialog).accept()
    assert remarks(desk)[0].startswith("claimed never checked out")


def test_without_the_permission_nothing_is_marked_and_it_is_said(serve: Serve) -> None:
    desk = lending(serve, "I4")
    desk.workstation.recorder.staff = type(desk.workstation.recorder.staff)("eva", frozenset())
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)
    dialog(desk, NoteDialog).accept()
    assert "mark items" in desk.said()
    assert desk.desk.item_page(desk.workstation.item("I4")).state is ItemState.ON_LOAN


def test_several_loans_at_once_are_not_marked(serve: Serve) -> None:
    desk = lending(serve, "I4", "I1")
    desk.loans().select_all()
    desk.press(Qt.Key.Key_L, CTRL | SHIFT)
    assert "Select one loan" in desk.said()


def test_a_recall_brings_the_due_date_forward_and_says_so(serve: Serve) -> None:
    desk = lending(serve, "I4")
    desk.press(Qt.Key.Key_R, CTRL | SHIFT)
    assert "Recalled: Middlemarch" in desk.said()
    assert remarks(desk)[0].startswith("recalled")
    assert column(desk.loans().table, DUE) == ["30 Nov 2026"], "the guaranteed week"
    desk.press(Qt.Key.Key_R, CTRL | SHIFT)
    assert desk.tone() is Tone.REFUSED
    assert "nothing to recall" in desk.said()


def test_the_due_date_explains_itself_by_key_click_and_enter(serve: Serve) -> None:
    desk = lending(serve, "I4")
    table = desk.loans().table
    cell = table.visualRect(desk.loans().model.index(0, DUE)).center()
    for ask in (
        lambda: desk.press(Qt.Key.Key_F1, SHIFT),
        lambda: desk.press(Qt.Key.Key_Return),
        lambda: desk.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell),
    ):
        table.setFocus()
        desk.bot.waitUntil(table.hasFocus)  # the window is active again only some time after the dialog has gone
        ask()
        told = dialog(desk, ExplanationDialog)
        assert "7 December" in told.lines[-1]
        told.accept()


def test_with_no_loan_selected_the_one_just_made_is_explained(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4", "I1")
    desk.window.top.field.setFocus()
    desk.press(Qt.Key.Key_F1, SHIFT)
    told = dialog(desk, ExplanationDialog)
    panel = desk.tab().panel
    assert panel is not None
    title = next(row.title for row in panel.loans if row.barcode == "I1")
    assert any(title in text for text in texts(told))
    told.accept()


def test_with_no_loan_made_in_this_visit_one_is_to_be_selected_first(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.press(Qt.Key.Key_F1, SHIFT)
    assert "Select one loan first" in desk.said()


def test_a_loan_by_the_hour_shows_its_hour_in_the_room_there_is(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.loans().due.put(datetime(2026, 11, 25, 11, 30, tzinfo=UTC))
    desk.scan("I4")
    table = desk.loans().table
    assert column(table, DUE) == ["Wed 25 Nov, 12:30"]
    font = QFont(table.font())
    font.setBold(True)  # when it is overdue
    assert QFontMetrics(font).horizontalAdvance("Wed 25 Nov, 12:30") + 8 <= table.columnWidth(DUE)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (datetime(2027, 9, 20, 10, 30, tzinfo=UTC), "Mon 20 Sep, 12:30"),
        (datetime(2027, 11, 20, 11, 30, tzinfo=UTC), "20 Nov 2027, 12:30"),
        (datetime(2026, 1, 2, 11, 30, tzinfo=UTC), "Fri 2 Jan, 12:30"),
        (datetime(2026, 11, 25, 22, 59, 59, tzinfo=UTC), "25 Nov 2026"),
    ],
)
def test_the_year_of_a_due_moment_is_said_where_it_could_be_another(due: datetime, said: str) -> None:
    assert short_due(due, datetime(2026, 11, 23, 9, tzinfo=UTC), "Europe/Madrid") == said


def test_a_click_on_another_cell_only_selects(serve: Serve) -> None:
    desk = lending(serve, "I4")
    table = desk.loans().table
    cell = table.visualRect(desk.loans().model.index(0, 0)).center()
    desk.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert not [each for each in desk.window.findChildren(ExplanationDialog) if each.isVisible()]


def test_the_menu_of_a_loan_offers_every_act_with_its_key(serve: Serve) -> None:
    desk = lending(serve, "I4")
    offered = [action.text().replace("&", "").split("\t") for action in desk.loans()._menu.actions()]
    assert [text for text, _ in offered] == [
        "Renew", "Lost", "Claims returned", "Claims never checked out", "Recall", "Why this due date?", "Why this fee?",
    ]  # fmt: skip
    assert [key for _, key in offered][:2] == ["F6", "Ctrl+Shift+L"]


def test_a_renewal_without_the_item_counts_as_such_until_the_limit(serve: Serve) -> None:
    desk = with_rules(serve(), policy(unseen_renewals=1))
    desk.scan("P1", "I4")
    desk.clock.pass_(days=3)
    button(desk.loans(), "Without the item").click()
    desk.loans().renew_all()
    assert "Without the item" in desk.said()
    desk.clock.pass_(days=3)
    desk.loans().renew_all()
    assert "renewed without the item as often as allowed (1)" in desk.said()
    assert "with the item in hand" in desk.said()


def test_the_renew_page_renews_without_the_item_and_explains_its_answers(serve: Serve) -> None:
    desk = with_rules(serve(), policy(unseen_renewals=1))
    desk.scan("P1", "I4")
    desk.clock.pass_(days=3)
    desk.turn(Page.RENEW)
    desk.press(Qt.Key.Key_F11)
    desk.scan("I4")
    desk.press(Qt.Key.Key_F1, SHIFT)
    told = dialog(desk, ExplanationDialog)
    assert "10 December" in told.lines[-1]
    told.accept()
    desk.clock.pass_(days=3)
    desk.scan("I4")
    assert "Not renewed" in texts(desk.work.renew)
    desk.press(Qt.Key.Key_F1, SHIFT)
    assert any("brought" in text for text in dialog(desk, ExplanationDialog).lines)
    dialog(desk, ExplanationDialog).accept()


def test_what_blocks_a_patron_is_explained_from_the_head(serve: Serve) -> None:
    desk = serve()
    desk.desk.place_block(desk.workstation.patron("P1"), "wet books")
    desk.scan("P1")
    button(desk.tab().header, "Why?").click()
    told = dialog(desk, ExplanationDialog)
    assert any("wet books" in text for text in told.lines)
    told.accept()


def test_the_table_of_loans_is_a_sound_model(serve: Serve) -> None:
    desk = lending(serve, "I4", "I1")
    QAbstractItemModelTester(desk.loans().model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    desk.scan("I5")
    choose_row(desk.loans().table, 0)
    desk.press(Qt.Key.Key_R, CTRL | SHIFT)
