"""Serving patrons: who is active, lending, refusals, the way out of them, undo."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from deskapp.domain.values import PatronId
from tests.ui.screen import column, line, table, texts
from tests.ui.windows import Serving
from ui.lane import Tone
from ui.money_dialog import MoneyDialog
from ui.scan_flow import Page

Serve = Callable[[], Serving]
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_scanned_card_opens_the_patron_at_the_loans_and_makes_them_active(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    tab = desk.tab()
    assert tab.panel is not None
    assert tab.panel.name == "Ana García Núñez"
    assert tab.subtabs.currentWidget() is tab.loans
    assert desk.window.active.id == tab.panel.id
    assert "Ana" in desk.window.top.chip.accessibleName()


def test_a_scanned_item_is_lent_and_its_row_appears(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    assert desk.lent() == ["I4"]
    assert desk.tone() is Tone.DONE
    assert "Middlemarch" in desk.said()
    assert "7 Dec 2026" in desk.said()


def test_the_success_sound_comes_once_for_what_happens_at_once(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.bot.waitUntil(lambda: desk.sounds == ["patron"])


def test_items_go_to_the_active_patron_although_another_tab_is_looked_at(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "P2")
    desk.work.services.step(-1)
    assert desk.tab().panel is not None
    assert desk.tab().panel.name == "Ana García Núñez"  # type: ignore[union-attr]
    desk.scan("I4")
    assert desk.lent() == []
    assert "Luis" in desk.said()


def test_looking_at_another_tab_says_whom_items_go_to_and_f2_makes_the_other_active(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "P2")
    desk.work.services.step(-1)
    assert desk.window.active.name == "Luis Pérez"
    assert any("Luis" in label.text() for label in desk.tab().header.findChildren(type(desk.tab().header._active)))
    desk.press(Qt.Key.Key_F2)
    assert desk.window.active.name == "Ana García Núñez"


def test_scanning_a_patron_again_returns_to_the_tab_as_it_was_left(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I1", "I4")
    first = desk.tab()
    first.loans.due.put(date(2026, 12, 24))
    first.loans.table.selectRow(1)
    chosen = first.loans.chosen()
    first.subtabs.setCurrentWidget(first.requests)
    desk.scan("P2", "P1")
    assert desk.tab() is first
    assert first.subtabs.currentWidget() is first.requests
    assert first.loans.chosen() == chosen
    assert first.loans.due.value() == date(2026, 12, 24)


def test_a_typed_due_date_holds_until_it_is_cleared(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.loans().due.put(date(2026, 12, 24))
    desk.scan("I1", "I4")
    desk.loans().due.clear()
    desk.scan("I5")
    model = desk.loans().model
    due = [str(model.index(row, 3).data()) for row in range(3)]
    assert sorted(due) == ["24 Dec 2026", "24 Dec 2026", "7 Dec 2026"]


def test_a_typed_due_date_holds_for_renewals_too(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I1", "I4")
    desk.clock.pass_(days=3)
    desk.loans().due.put(date(2026, 12, 24))
    desk.loans().table.selectRow(0)
    desk.press(Qt.Key.Key_F6)
    assert "24 Dec 2026" in desk.said()
    desk.loans().due.put(date(2026, 12, 28))
    desk.loans().renew_all()
    model = desk.loans().model
    assert [str(model.index(row, 3).data()) for row in range(2)] == ["28 Dec 2026"] * 2


def test_a_typed_due_date_holds_for_the_renewal_of_what_the_patron_brings_again(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.loans().due.put(date(2026, 12, 24))
    desk.scan("I4")
    desk.scan("P2")
    desk.work.serving.make_active(desk.workstation.patron("P1"))
    desk.scan("I4")
    desk.press(Qt.Key.Key_F6)
    assert "24 Dec 2026" in desk.said()


def test_esc_finishes_the_patron_with_the_count_and_the_tab_stays(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I1", "I4")
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.active.id is None
    assert desk.said().startswith("Finished: Ana García Núñez")
    assert "2" in desk.news().lines[0]
    assert desk.tab().panel is not None


def test_without_an_active_patron_an_item_opens_its_page_and_is_not_lent(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.press(Qt.Key.Key_Escape)
    desk.scan("I4")
    assert desk.work.services.current() is desk.work.services.item_view
    assert desk.desk.item_page(desk.workstation.item("I4")).borrower is None


def test_what_stands_against_the_next_patron_is_said_above_the_count_of_the_one_before(serve: Serve) -> None:
    desk = serve()
    desk.desk.place_block(desk.workstation.patron("P2"), "wet books")
    desk.scan("P1", "I4", "P2")
    desk.bot.waitUntil(lambda: desk.said().startswith("Active: Luis Pérez"))
    assert "wet books" in desk.said()
    assert desk.window.lane.messages()[1].text == "Finished: Ana García Núñez"


def test_a_scan_that_a_dialog_keeps_back_is_announced_beside_the_scan_field(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.scans.waitingChanged.emit(1)
    assert "1 scan(s) waiting" not in texts(desk.window.top)
    desk.press(Qt.Key.Key_F4)
    desk.scans.waitingChanged.emit(1)
    assert "1 scan(s) waiting" in texts(desk.window.top)
    (dialog,) = desk.window.findChildren(MoneyDialog)
    dialog.reject()


def test_a_note_without_a_full_stop_does_not_run_into_the_way_out(serve: Serve) -> None:
    desk = serve()
    desk.desk.place_block(desk.workstation.patron("P1"), "wet books")
    desk.scan("P1", "I4")
    assert "wet books. Lifted by" in desk.said()


def test_closing_the_active_patrons_tab_finishes_them(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.press(Qt.Key.Key_W, CTRL)
    assert desk.window.active.id is None
    assert desk.work.services.current() is None


def test_after_some_minutes_the_next_item_asks_who_is_standing_there(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.seconds[0] += 181
    desk.answers.still_there = False
    desk.scan("I1")
    assert desk.answers.asked == ["still Ana García Núñez"]
    assert desk.lent() == ["I4"]
    assert desk.window.active.id is None
    assert "Nothing was lent" in desk.said()


def test_a_patron_who_is_still_there_is_lent_to_and_not_asked_about_again(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    desk.seconds[0] += 181
    desk.scan("I1", "I4")
    assert desk.answers.asked == ["still Ana García Núñez"]
    assert sorted(desk.lent()) == ["I1", "I4"]


@pytest.mark.parametrize("wrong", ["31234000009990", "21234000000011"])
def test_a_wrong_check_digit_is_mentioned_once_and_refuses_nothing(serve: Serve, wrong: str) -> None:
    desk = serve()
    desk.scan("P1", wrong, wrong)
    texts = [message.text for message in desk.window.lane.messages()]
    assert sum("check digit" in text for text in texts) == 1
    assert "check digit" not in desk.news().text, "what was done, or not, is said last"


def test_an_item_whose_number_has_a_wrong_check_digit_is_lent_with_a_warning(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "31234000009990", "31234000009990")
    assert desk.answers.asked == ["add 31234000009990"]
    assert desk.lent() == ["31234000009990"]
    assert desk.tone() is Tone.DONE


def test_a_double_scan_is_told_from_a_second_loan(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.scan("I4", repeated=True)
    assert desk.tone() is Tone.REPEATED
    assert desk.lent() == ["I4"]


def test_what_the_patron_already_has_is_offered_for_renewal(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.clock.pass_(days=3)
    desk.scan("I4")
    assert desk.tone() is Tone.REFUSED
    desk.press(Qt.Key.Key_F6)
    assert "Renewed until" in desk.said()


def test_a_refusal_says_why_and_which_permission_lifts_it(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I6")
    assert desk.tone() is Tone.REFUSED
    assert "not for loan" in desk.said()
    assert "lend what is not for loan" in desk.said()


def test_an_override_asks_for_the_reason_and_lends(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I6")
    desk.press(Qt.Key.Key_F8)
    assert desk.answers.asked == ["why"]
    assert desk.lent() == ["I6"]


def test_an_override_without_a_reason_lends_nothing(serve: Serve) -> None:
    desk = serve()
    desk.answers.reason = None
    desk.scan("P1", "I6")
    desk.press(Qt.Key.Key_F8)
    assert desk.lent() == []


def test_an_override_never_goes_to_another_patron(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I6")
    offer = desk.news().action
    assert offer is not None
    desk.scan("P2")
    offer.do()
    assert desk.answers.asked == []
    assert "scan the item again" in desk.said()


def test_an_isbn_asks_which_copy_and_lends_that_one(serve: Serve) -> None:
    desk = serve()
    desk.answers.pick = 1
    desk.scan("P1", "9780141439549")
    assert desk.answers.asked == ["which copy"]
    assert desk.lent() == ["I5"]


def test_an_unknown_barcode_scanned_twice_is_added_and_lent_when_online(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "31234000009998")
    assert "Scan it again" in desk.said()
    desk.scan("31234000009998")
    assert desk.answers.asked == ["add 31234000009998"]
    assert desk.lent() == ["31234000009998"]


def test_two_different_unknown_barcodes_add_nothing(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "31234000009998", "31234000009997", "31234000009998")
    assert desk.answers.asked == []


def test_offline_an_unknown_card_and_an_unknown_barcode_are_accepted_when_read_twice_alike(serve: Serve) -> None:
    desk = serve()
    desk.offline()
    desk.scan("21234000009999", "21234000009999")
    assert desk.tab().panel is not None
    assert desk.tab().panel.stub  # type: ignore[union-attr]
    desk.scan("31234000009998", "31234000009998")
    assert desk.lent() == ["31234000009998"]
    assert desk.answers.asked == ["document 21234000009999"]


def test_offline_a_number_that_may_be_a_card_is_accepted_only_on_request(serve: Serve) -> None:
    desk = serve()
    desk.offline()
    desk.scan("C-4711", "C-4711")
    assert desk.window.active.id is None
    desk.press(Qt.Key.Key_F8)
    assert desk.window.active.card == "C-4711"


@pytest.mark.parametrize("raw", ["3" * 4000, "\x00\x01", "", "2123400000001821234000000026"])
def test_a_bad_scan_is_a_sentence_and_nothing_else(serve: Serve, raw: str) -> None:
    desk = serve()
    desk.scan("P1", raw)
    assert desk.tone() in (Tone.ATTENTION, Tone.REFUSED)
    assert desk.lent() == []


def test_one_several_or_all_loans_are_renewed_and_each_answer_is_said(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I1", "I4")
    desk.clock.pass_(days=3)
    desk.press(Qt.Key.Key_A, CTRL)
    desk.press(Qt.Key.Key_F6)
    assert "2" in desk.news().text
    assert len(desk.news().lines) == 2
    desk.loans().renew_all()
    assert desk.tone() is Tone.REFUSED
    assert "not be later" in desk.said()


def test_undo_names_the_act_first_and_a_second_ctrl_z_takes_it_back(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.press(Qt.Key.Key_Z, CTRL)
    assert "Middlemarch" in desk.window.undo_strip.words.text()
    assert desk.lent() == ["I4"]
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.lent() == []
    assert desk.said().startswith("Undone")


def test_an_undone_check_in_or_renewal_is_not_shown_as_if_it_counted(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I1", "I4")
    desk.turn(Page.CHECK_IN)
    desk.scan("I1", "I4")
    assert len(column(table(desk.work.check_in, "Returns of this session"), 0)) == 2
    desk.press(Qt.Key.Key_Z, CTRL)
    assert "Ana" not in desk.window.undo_strip.words.text(), "others see the screen"
    desk.press(Qt.Key.Key_Z, CTRL)
    assert "Ana" not in desk.said()
    assert column(table(desk.work.check_in, "Returns of this session"), 1) == ["I1"]
    assert "SHELF" not in texts(desk.work.check_in)
    desk.clock.pass_(days=3)
    desk.turn(Page.RENEW)
    desk.scan("I4")
    desk.work.undo()
    assert column(table(desk.work.renew, "Renewals of this session"), 1) == []
    assert not any("Renewed until" in text for text in texts(desk.work.renew))


def test_a_new_name_is_shown_wherever_the_patron_is_named(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    tab = desk.tab()
    tab.turn_to(2)
    line(tab, "Given name").setText("Anabel")
    desk.press(Qt.Key.Key_F10)
    assert desk.said() == "User updated: Anabel García Núñez"
    assert desk.window.active.name == "Anabel García Núñez"
    assert desk.work.services._bar.tabText(0) == "Anabel García Núñez"


def test_esc_leaves_the_act_as_it_is_and_the_patron_active(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.press(Qt.Key.Key_Escape)
    assert desk.lent() == ["I4"]
    assert desk.window.active.id is not None


def test_ctrl_z_inside_a_text_field_undoes_the_text(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    field = desk.window.top.field
    field.setFocus()
    desk.bot.keyClicks(field, "abc")
    desk.press(Qt.Key.Key_Z, CTRL)
    assert not desk.window.undo_strip.isVisible()
    assert field.text() != "abc"
    assert desk.lent() == ["I4"]


def test_a_scan_takes_the_undo_question_away(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.scans.scanned.emit(type("S", (), {"raw": "I1", "repeated": False})())
    assert not desk.window.undo_strip.isVisible()
    assert sorted(desk.lent()) == ["I1", "I4"]


def test_a_return_elsewhere_takes_the_loan_off_the_patrons_tab(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.turn(Page.CHECK_IN)
    desk.scan("I4")
    desk.turn(Page.SERVICES)
    assert desk.lent() == []


def test_central_is_told_after_each_act(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    assert desk.link.kicks == 1


def test_what_central_sends_is_shown_at_once(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    other = desk.place.workstation("desk-2")
    other.session.exchange()
    other.desk.refresh()
    other.desk.check_out(other.patron("P1"), other.item("I4"))
    other.session.exchange()
    desk.sync()
    desk.link.say(desk.link.status.state)
    assert desk.lent() == ["I4"]


def test_many_patrons_can_be_opened_and_the_tabs_stay_few(serve: Serve) -> None:
    desk = serve()
    ids: list[PatronId] = []
    desk.offline()
    for number in range(9):
        code = f"2123400000{number:04d}"
        desk.scan(code, code)
        assert desk.window.active.id is not None
        ids.append(desk.window.active.id)
    assert desk.work.services.patron_tab(ids[-1]) is not None
    assert len(list(desk.work.services.patron_tabs())) == 6


def test_a_tab_with_unsaved_edits_is_never_reused(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    tab = desk.tab()
    tab.subtabs.setCurrentWidget(tab.quick_edit)
    given = next(f for f in tab.quick_edit.findChildren(QLineEdit) if f.accessibleName() == "Given name")
    given.setText("Anabel")
    desk.offline()
    for number in range(9):
        code = f"2123400000{number:04d}"
        desk.scan(code, code)
    desk.scan("P1")
    assert desk.tab() is tab
    assert given.text() == "Anabel"


def test_typing_a_few_letters_finds_and_arrows_and_enter_open(serve: Serve) -> None:
    desk = serve()
    field = desk.window.top.field
    field.setFocus()
    desk.bot.keyClicks(field, "garc")
    desk.bot.waitUntil(lambda: len(field.hits()) > 0)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert desk.window.active.name == "Ana García Núñez"
    assert field.text() == ""


def test_a_number_typed_in_full_brings_up_no_list(serve: Serve) -> None:
    desk = serve()
    field = desk.window.top.field
    field.setFocus()
    desk.bot.keyClicks(field, "212340")
    assert field.hits() == []


def test_a_typed_barcode_with_enter_goes_the_way_of_a_scan(serve: Serve) -> None:
    desk = serve()
    desk.type("P1")
    desk.type("I4")
    assert desk.lent() == ["I4"]
