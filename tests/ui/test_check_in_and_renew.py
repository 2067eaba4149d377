"""The pages that take items only: check in, and renew by barcode alone."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from deskapp.desk.record import Staff
from deskapp.domain.outcome import Permission
from tests.ui.screen import texts
from tests.ui.windows import Serving
from ui.lane import Tone
from ui.scan_flow import Page

Serve = Callable[[], Serving]


def at(desk: Serving, page: Page) -> Serving:
    desk.turn(page)
    return desk


def a_request(desk: Serving, card: str, barcode: str, pickup: str = "MAIN") -> None:
    page = desk.desk.item_page(desk.workstation.item(barcode))
    assert page.title_id is not None
    desk.desk.request(desk.workstation.patron(card), page.title_id, pickup)


def where(desk: Serving) -> str:
    return desk.work.check_in.board.where.text()


def test_a_returned_item_says_shelf_in_big_letters(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    at(desk, Page.CHECK_IN).scan("I4")
    assert where(desk) == "SHELF"
    assert desk.work.check_in.board.where.font().pointSizeF() >= 30


def test_an_item_that_somebody_waits_for_goes_to_the_hold_shelf(serve: Serve) -> None:
    desk = serve()
    a_request(desk, "P2", "I4")
    at(desk, Page.CHECK_IN).scan("I4")
    assert where(desk) == "HOLD SHELF"
    assert desk.tone() is Tone.HOLD


def test_an_item_wanted_at_another_branch_goes_there_in_transit(serve: Serve) -> None:
    desk = serve()
    a_request(desk, "P2", "I4", "EAST")
    at(desk, Page.CHECK_IN).scan("I4")
    assert where(desk) == "TRANSIT to Este, for a request"
    assert desk.tone() is Tone.TRANSIT


def test_names_are_hidden_until_the_privacy_key_is_held(serve: Serve) -> None:
    desk = serve()
    a_request(desk, "P2", "I4")
    page = at(desk, Page.CHECK_IN).work.check_in
    desk.scan("I4")
    assert "Luis" not in page.board.private.text()
    assert "Luis" not in desk.said()
    desk.bot.keyPress(desk.window, Qt.Key.Key_F9)
    assert "Kept for Luis Pérez" in page.board.private.text()
    desk.bot.keyRelease(desk.window, Qt.Key.Key_F9)
    assert "Luis" not in page.board.private.text()


def test_the_next_item_hides_the_names_of_the_one_before(serve: Serve) -> None:
    desk = serve()
    a_request(desk, "P2", "I4")
    page = at(desk, Page.CHECK_IN).work.check_in
    desk.scan("I4")
    page.reveal(True)
    desk.scan("I1")
    assert not page.board.show_private.isChecked()


def test_a_card_scanned_at_check_in_is_a_sentence_and_nothing_happens(serve: Serve) -> None:
    desk = serve()
    at(desk, Page.CHECK_IN).scan("P1")
    assert "patron's card" in desk.said()
    assert desk.window.active.id is None
    assert desk.work.page() is Page.CHECK_IN


def test_the_same_item_again_repeats_the_first_answer_and_makes_no_second_line(serve: Serve) -> None:
    desk = serve()
    a_request(desk, "P2", "I4")
    a_request(desk, "P3", "I4")
    at(desk, Page.CHECK_IN).scan("I4", "I4")
    assert where(desk) == "HOLD SHELF"
    assert desk.tone() is Tone.REPEATED
    assert desk.work.check_in.list.model.rowCount() == 1
    states = [hold.state for hold in desk.desk.item_page(desk.workstation.item("I4")).holds]
    assert sorted(states) == ["on_shelf", "waiting"]


def test_returns_of_the_session_are_listed_the_last_on_top(serve: Serve) -> None:
    desk = serve()
    at(desk, Page.CHECK_IN).scan("I4", "I1", "I3")
    model = desk.work.check_in.list.model
    assert [model.index(row, 1).data() for row in range(3)] == ["I3", "I1", "I4"]
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_who_may_not_take_back_takes_no_unknown_item_back_either(serve: Serve) -> None:
    desk = serve()
    desk.workstation.recorder.staff = Staff("eva", frozenset({Permission.EDIT_PATRON}))
    desk.offline()
    desk.turn(Page.CHECK_IN)
    desk.scan("31234000000999", "31234000000999")
    assert desk.tone() is Tone.REFUSED
    assert "lend and take back" in desk.said()
    assert "NOT CHECKED IN" in texts(desk.work.check_in)
    assert desk.desk.status().pending == 0


def test_offline_an_unknown_barcode_read_twice_alike_is_taken_back(serve: Serve) -> None:
    desk = serve()
    desk.offline()
    at(desk, Page.CHECK_IN).scan("31234000009998")
    assert desk.work.check_in.list.model.rowCount() == 0
    desk.scan("31234000009998")
    assert desk.work.check_in.list.model.rowCount() == 1


def test_an_item_is_renewed_by_its_barcode_alone(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.press(Qt.Key.Key_Escape)
    desk.clock.pass_(days=3)
    at(desk, Page.RENEW).scan("I4")
    assert desk.work.renew._answer.text() == "Renewed until Thu 10 Dec 2026"
    assert "Renewed until" in desk.said()


def test_what_cannot_be_renewed_says_why(serve: Serve) -> None:
    desk = serve()
    at(desk, Page.RENEW).scan("I4")
    assert desk.work.renew._answer.text() == "Not renewed"
    assert "not on loan" in desk.work.renew._why.text()


def test_a_renewal_that_somebody_waits_for_may_be_insisted_on(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I6")
    desk.press(Qt.Key.Key_F8)
    desk.scan("I3")
    a_request(desk, "P2", "I3")
    desk.clock.pass_(days=3)
    at(desk, Page.RENEW).scan("I3")
    assert "requested" in desk.said()
    desk.press(Qt.Key.Key_F8)
    assert "Renewed until" in desk.said()


def test_the_chip_says_that_these_pages_lend_nothing(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    at(desk, Page.CHECK_IN)
    assert "lends nothing" in desk.window.top.chip.accessibleName()
