"""A locked desk shows nothing personal, keeps what is scanned, and lends none of it before somebody says so."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from deskapp.central.staff_secrets import put_secret
from tests.desks import a_library
from tests.staff import BADGES, PASSWORDS, kept
from tests.ui.staffed import BOOK, CARD, OTHER_BOOK, READER, TITLE, Staffed, everything_said, staffed
from tests.ui.test_scans_and_questions import Scanner
from tests.ui.windows import Serving
from ui.link import LinkState
from ui.scan import Scanned
from ui.scan_flow import Page

Serve = Callable[..., Serving]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def at(serve: Serve) -> Staffed:
    """Marta serves a reader who has borrowed something."""
    one = staffed(serve)
    one.sign_in("marta")
    one.scan(CARD, BOOK)
    assert one.one.lent() == [BOOK]
    return one


def unlock(at: Staffed, name: str = "marta") -> None:
    at.sign_in(name, PASSWORDS[name])


def lock(at: Staffed) -> None:
    at.one.press(Qt.Key.Key_0, CONTROL)
    assert at.lock.locked


# --- what is seen --------------------------------------------------------------------------------------------


def test_the_key_hides_everything_personal_at_once(at: Staffed) -> None:
    assert READER[1] in everything_said(at.one.window)
    lock(at)
    assert not at.one.work.isVisible()
    for personal in (*READER, TITLE, CARD, BOOK):
        assert personal not in everything_said(at.one.window)
        assert personal not in at.one.window.windowTitle()


def test_no_window_of_the_program_names_the_patron_while_it_is_locked(at: Staffed) -> None:
    """Whatever lies beside the main window: lists, menus, dialogs, tooltips."""
    field = at.one.window.top.field
    field.setFocus()
    at.one.bot.keyClicks(field, "quintan")
    at.one.bot.waitUntil(lambda: bool(field.hits()))
    at.one.work.money()
    lock_by_time(at)
    for window in QApplication.topLevelWidgets():
        if window is not at.one.window.frame.body:
            assert READER[1] not in everything_said(window), window
        assert window is at.one.window or not window.isVisible()


def test_the_key_locks_while_a_question_is_open_too(at: Staffed) -> None:
    """Whoever walks away need not answer first."""
    at.one.work.money()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    at.one.bot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    at.one.bot.keyPress(dialog.windowHandle(), Qt.Key.Key_0, CONTROL)  # it is gone before the key comes up
    at.one.bot.waitUntil(lambda: at.lock.locked)
    assert not dialog.isVisible()
    for window in QApplication.topLevelWidgets():
        assert window is at.one.window.frame.body or READER[1] not in everything_said(window), window


def test_a_copy_that_was_stopped_can_go_on_while_nobody_is_let_in(at: Staffed) -> None:
    lock(at)
    copy = at.one.window.foot._copy
    at.one.link.say(LinkState.COPYING, "", 10, 100)
    assert not copy.isEnabled()
    at.one.link.say(LinkState.STOPPED)
    assert copy.isEnabled()
    at.one.link.say(LinkState.COPYING, "", 20, 100)
    assert not copy.isEnabled()


def lock_by_time(at: Staffed) -> None:
    at.leave_alone(11)
    assert at.lock.locked


def test_after_unlocking_everything_stands_as_it_was(at: Staffed) -> None:
    at.one.window.lane.say(at.one.news())
    lock(at)
    unlock(at)
    assert at.one.work.isVisible()
    assert at.one.lent() == [BOOK]
    assert at.one.window.active.name == "Zoraida Quintanilla"
    assert at.one.window.top.field.hasFocus()


def test_another_person_unlocks_and_the_patron_stays_active(at: Staffed) -> None:
    lock(at)
    unlock(at, "luis")
    assert at.one.desk.who.name == "luis"
    assert at.one.window.active.name == "Zoraida Quintanilla"
    at.scan(OTHER_BOOK)
    assert sorted(at.one.lent()) == [BOOK, OTHER_BOOK]
    assert at.one.workstation.recorder.pending()[-1].staff == "luis"


# --- when ---------------------------------------------------------------------------------------------------


def test_a_desk_left_alone_locks_by_itself(at: Staffed) -> None:
    at.leave_alone(9.9)
    assert not at.lock.locked
    at.leave_alone(0.2)
    assert at.lock.locked


@pytest.mark.parametrize("deed", ["key", "mouse", "scan"])
def test_a_key_the_mouse_or_a_scan_puts_it_off(at: Staffed, deed: str) -> None:
    at.leave_alone(9)
    window = at.one.window
    if deed == "key":
        at.one.bot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    elif deed == "mouse":
        at.one.bot.mouseMove(window.windowHandle(), window.rect().center())
    else:
        Scanner().scan(OTHER_BOOK)
    QCoreApplication.processEvents()
    at.leave_alone(9)
    assert not at.lock.locked
    at.leave_alone(2)
    assert at.lock.locked


def test_a_library_may_have_its_desks_never_lock(serve: Serve) -> None:
    one = staffed(serve, replace(a_library(), lock_minutes=0))
    one.sign_in("marta")
    one.leave_alone(600)
    assert not one.lock.locked


def test_without_accounts_the_key_says_why_nothing_is_locked(serve: Serve) -> None:
    one = serve()
    one.press(Qt.Key.Key_0, CONTROL)
    assert one.work.isVisible()
    assert "Nobody has an account" in one.said()


# --- what is open -------------------------------------------------------------------------------------------


def test_a_dialog_that_was_open_is_closed_unanswered_and_staff_are_told(at: Staffed) -> None:
    at.one.work.money()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    before = at.one.desk.status().pending
    lock_by_time(at)
    assert QApplication.activeModalWidget() is None
    assert at.one.desk.status().pending == before
    unlock(at)
    assert "Nothing of it was recorded" in at.one.said()


def test_scans_that_waited_behind_a_dialog_are_held_too(at: Staffed) -> None:
    at.one.work.money()
    Scanner().scan(OTHER_BOOK)
    QCoreApplication.processEvents()
    assert at.one.scans.waiting() == 1
    lock_by_time(at)
    at.settle()
    at.one.bot.waitUntil(lambda: at.who.held.count() == 1)
    assert at.one.lent() == [BOOK]


def test_the_keys_of_the_work_do_nothing_while_the_desk_is_locked(at: Staffed) -> None:
    before = at.one.desk.status().pending
    lock(at)
    for key, modifier in (
        (Qt.Key.Key_Z, CONTROL),
        (Qt.Key.Key_Z, CONTROL),
        (Qt.Key.Key_2, CONTROL),
        (Qt.Key.Key_F4, None),
    ):
        at.one.press(key, modifier or Qt.KeyboardModifier.NoModifier)
    at.one.press(Qt.Key.Key_Escape)
    assert at.one.desk.status().pending == before
    assert at.one.window.active.name
    assert at.one.work.page() is Page.SERVICES
    assert QApplication.activeModalWidget() is None
    unlock(at)
    at.one.press(Qt.Key.Key_2, CONTROL)
    assert at.one.work.page() is Page.CHECK_IN


def test_what_is_not_saved_keeps_a_locked_window_open(at: Staffed) -> None:
    at.one.turn(Page.SETTINGS)
    assert at.one.work.settings is not None
    at.one.work.settings.policies.add()
    lock(at)
    at.one.window.close()
    assert at.one.window.isVisible()
    assert "not saved" in at.screen.form.said()
    unlock(at)
    at.one.work.settings.draft.discard()


# --- what is scanned ------------------------------------------------------------------------------------------


def test_a_real_scan_into_the_password_field_is_held_and_leaves_no_trace(at: Staffed) -> None:
    lock(at)
    assert at.screen.form.secret.hasFocus()
    scanner = Scanner()
    scanner.scan(OTHER_BOOK)
    scanner.scan(CARD)
    at.one.bot.waitUntil(lambda: at.who.held.count() == 2)
    assert at.screen.form.secret.text() == ""
    assert at.screen._waiting.text() == "2 scan(s) wait"
    assert at.lock.locked
    assert at.screen.form.said() == ""


def test_a_real_badge_scanned_into_the_password_field_names_its_holder(at: Staffed) -> None:
    lock(at)
    Scanner().scan("97000002")
    at.one.bot.waitUntil(lambda: at.screen.form.name.text() == "luis")
    assert at.screen.form.secret.text() == ""
    assert at.who.held.count() == 0


def test_a_password_manager_that_types_as_fast_as_a_scanner_signs_in(at: Staffed) -> None:
    """What it typed is shown nowhere."""
    word = "hunter-two-long"
    with at.one.place.database.write() as c:
        put_secret(at.one.place.database, c, "marta", "password", kept(word), 0, must_change=False)
    lock(at)
    at.screen.form._turn()  # password instead of PIN
    with at.one.bot.waitSignal(at.lock.let_in, timeout=10_000):
        Scanner().scan(word)
    assert at.who.held.count() == 0
    assert word not in everything_said(at.one.window)


def held(at: Staffed, *codes: str) -> None:
    """Scan while it is locked, and unlock."""
    lock(at)
    at.scan(*codes)
    unlock(at)
    assert at.who.held.isVisible()
    at.who.held._resting.setRemainingTime(0)


def rows(at: Staffed) -> list[str]:
    listed = at.who.held.list
    return [listed.item(row).text() for row in range(listed.count())]


def test_what_was_scanned_is_shown_with_what_it_is_and_nothing_is_lent(at: Staffed) -> None:
    before = at.one.desk.status().pending
    held(at, OTHER_BOOK, CARD, "999999")
    shown = rows(at)
    assert shown[0] == f"{OTHER_BOOK}   {TITLE}  ·  available"
    assert shown[1] == f"{CARD}   {' '.join(READER)}"
    assert shown[2] == "999999   not known here"
    assert at.one.lent() == [BOOK]
    assert at.one.desk.status().pending == before
    assert at.who.held.process.hasFocus()


def test_a_badge_that_joins_what_was_held_is_named_as_one(at: Staffed) -> None:
    held(at, OTHER_BOOK)
    at.scan(BADGES["luis"])
    assert rows(at)[1] == f"{BADGES['luis']}   badge of luis"


def test_enter_processes_what_was_held_in_the_order_of_scanning(at: Staffed) -> None:
    held(at, OTHER_BOOK)
    at.one.press(Qt.Key.Key_Return)
    at.settle()
    assert sorted(at.one.lent()) == [BOOK, OTHER_BOOK]
    assert not at.who.held.isVisible()
    assert at.one.window.top.field.hasFocus()


def test_the_enter_that_unlocked_the_desk_does_not_also_process(at: Staffed) -> None:
    lock(at)
    at.scan(OTHER_BOOK)
    unlock(at)
    at.one.press(Qt.Key.Key_Return)
    assert at.who.held.count() == 1
    assert at.one.lent() == [BOOK]


def test_one_is_discarded_the_others_stay(at: Staffed) -> None:
    held(at, OTHER_BOOK, CARD)
    at.who.held.list.setCurrentRow(0)
    at.who.held.list.setFocus()
    at.one.press(Qt.Key.Key_Delete)
    assert len(rows(at)) == 1
    assert READER[1] in rows(at)[0]


def test_all_are_discarded_by_a_key_whatever_letters_the_page_beneath_uses(at: Staffed) -> None:
    at.one.turn(Page.PENDING)
    held(at, OTHER_BOOK, CARD)
    at.one.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert at.who.held.count() == 0
    assert not at.who.held.isVisible()


def test_what_is_scanned_while_a_password_is_changed_is_held_too(at: Staffed) -> None:
    with at.one.place.database.write() as c:
        put_secret(at.one.place.database, c, "luis", "password", kept("given to luis"), 0, must_change=True)
    lock(at)
    at.screen.form.name.setText("luis")
    with at.one.bot.waitSignal(at.screen.form.entered, timeout=10_000):
        at.type(at.screen.form.secret, "given to luis")
    change = at.screen.change
    assert change.first.hasFocus()
    Scanner().scan(OTHER_BOOK)
    at.one.bot.waitUntil(lambda: at.who.held.count() == 1)
    assert change.first.text() == ""
    at.scan("typed by a keeper of passwords")
    assert change.again.hasFocus()
    assert at.who.held.count() == 1
    with at.one.bot.waitSignal(at.lock.let_in, timeout=10_000):
        at.scan("typed by a keeper of passwords")
    assert len(rows(at)) == 1


def test_the_first_is_discarded_without_looking_for_it(at: Staffed) -> None:
    held(at, OTHER_BOOK, CARD)
    assert at.who.held.process.hasFocus()
    at.one.press(Qt.Key.Key_Delete)
    assert len(rows(at)) == 1
    assert READER[1] in rows(at)[0]
    assert at.one.lent() == [BOOK]


def test_all_are_discarded_and_nothing_is_lent(at: Staffed) -> None:
    before = at.one.desk.status().pending
    held(at, OTHER_BOOK, CARD)
    at.who.held.discard_all.click()
    at.settle()
    assert not at.who.held.isVisible()
    assert at.one.desk.status().pending == before


def test_a_scan_made_while_others_wait_joins_them(at: Staffed) -> None:
    """Otherwise it would overtake the card that was scanned before it."""
    held(at, CARD)
    at.scan(OTHER_BOOK)
    assert len(rows(at)) == 2
    assert at.one.lent() == [BOOK]


def test_what_waits_stays_when_the_desk_locks_again(at: Staffed) -> None:
    held(at, OTHER_BOOK)
    lock(at)
    assert at.screen._waiting.text() == "1 scan(s) wait"
    assert OTHER_BOOK not in everything_said(at.one.window)
    at.one.scans.scanned.emit(Scanned(CARD, False))
    unlock(at)
    assert len(rows(at)) == 2


def test_no_field_of_the_locked_screen_keeps_a_password(at: Staffed) -> None:
    lock(at)
    unlock(at)
    lock(at)
    assert [line.text() for line in at.screen.findChildren(QLineEdit) if line.echoMode() != line.EchoMode.Normal] == [
        "",
        "",
        "",
    ]
