"""Where the library has staff, the window opens on the sign-in screen, and shows nothing of any patron before."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from deskapp.central.staff_secrets import put_secret
from deskapp.desk.entering import Why
from deskapp.domain.events import StaffEdited
from deskapp.domain.outcome import fact
from deskapp.domain.permission import member_id
from deskapp.domain.values import Line
from tests.staff import PASSWORDS, SEALED, kept
from tests.ui.screen import button, line
from tests.ui.staffed import Staffed, everything_said, staffed
from tests.ui.windows import Serving
from ui.lane import Tone
from ui.link import LinkState

Serve = Callable[..., Serving]


def test_a_library_without_staff_is_at_work_at_once(serve: Serve) -> None:
    one = serve()
    assert one.window.who is not None
    assert not one.window.who.lock.locked
    assert one.work.isVisible()


def test_the_window_opens_on_the_sign_in_screen_with_the_connection_in_sight(serve: Serve) -> None:
    at = staffed(serve)
    assert at.lock.locked
    assert at.screen.isVisible()
    assert not at.one.work.isVisible()
    assert at.one.window.foot.isVisible()
    assert at.screen.form.name.hasFocus()
    assert not at.one.window.foot._who.isVisible()  # nobody works here yet


def test_a_central_that_hands_out_records_is_not_said_to_be_silent(serve: Serve) -> None:
    at = staffed(serve)
    at.one.link.say(LinkState.COPYING, "", 10, 100)
    at.tick()
    assert not at.screen._away.isVisible()
    at.one.link.say(LinkState.OFFLINE)
    at.tick()
    assert at.screen._away.isVisible()


def test_name_password_and_enter_open_the_desk_and_the_foot_says_who_works(serve: Serve) -> None:
    at = staffed(serve)
    at.screen.form.name.setText("marta")
    at.one.bot.keyClick(at.screen.form.name, Qt.Key.Key_Return)
    assert at.screen.form.secret.hasFocus()
    with at.one.bot.waitSignal(at.lock.let_in):
        at.type(at.screen.form.secret, PASSWORDS["marta"])
    assert at.one.work.isVisible()
    assert not at.screen.isVisible()
    assert at.one.desk.who.name == "marta"
    assert at.one.window.foot._who.text() == "Marta Vidal"
    assert at.one.window.top.field.hasFocus()
    assert at.screen.form.secret.text() == ""


def test_the_window_lives_on_while_central_is_asked(serve: Serve) -> None:
    at = staffed(serve)
    at.screen.form.name.setText("marta")
    at.type(at.screen.form.secret, PASSWORDS["marta"])
    assert at.lock.locked  # the answer comes later, from another thread
    assert not at.screen.form.button.isEnabled()
    assert at.screen.form.said() == "One moment…"
    at.one.bot.waitUntil(lambda: not at.lock.locked)


def test_a_wrong_password_says_so_and_can_be_typed_again(serve: Serve) -> None:
    at = staffed(serve)
    assert at.fail("marta", "not the word") == "The name or the password is not right."
    assert at.lock.locked
    assert at.screen.form.secret.hasFocus()
    assert at.screen.form.secret.text() == ""
    at.sign_in("marta")
    assert at.one.work.isVisible()


def test_after_too_many_tries_the_seconds_are_counted_down(serve: Serve) -> None:
    at = staffed(serve)
    for _ in range(2):
        at.fail("marta", "not the word")
    said = at.fail("marta", "not the word")
    assert said == "Too many tries. Wait 4 second(s), then try again."
    form = at.screen.form
    assert not form.button.isEnabled()
    form._count_down()
    assert "Wait 3 second" in form.said()
    for _ in range(3):
        form._count_down()
    assert form.said() == ""
    assert form.button.isEnabled()


def test_another_person_need_not_wait_for_who_mistyped(serve: Serve) -> None:
    at = staffed(serve)
    for _ in range(3):
        at.fail("marta", "not the word")
    at.sign_in("olga")
    assert at.one.desk.who.name == "olga"


def test_a_badge_names_who_comes_and_asks_for_the_password_the_first_time(serve: Serve) -> None:
    at = staffed(serve)
    at.scan("97000001")
    form = at.screen.form
    assert form.name.text() == "marta"
    assert form.secret.hasFocus()
    assert form.secret.accessibleName() == "Password"
    assert at.who.held.count() == 0


def test_a_badge_scanned_while_a_password_is_looked_at_is_asked_about_instead(serve: Serve) -> None:
    at = staffed(serve)
    form = at.screen.form
    form.name.setText("marta")
    at.type(form.secret, PASSWORDS["marta"])
    at.scan("97000002")
    assert (form.name.text(), form.secret.text(), form.said()) == ("luis", "", "")
    at.type(form.secret, PASSWORDS["luis"])
    at.one.bot.waitUntil(lambda: not at.lock.locked)
    assert at.one.desk.who.name == "luis"


def test_a_badge_asks_for_the_pin_once_the_password_was_given(serve: Serve) -> None:
    at = staffed(serve)
    at.sign_in("marta")
    at.who.leave()
    at.scan("97000001")
    form = at.screen.form
    assert form.secret.accessibleName() == "PIN"
    with at.one.bot.waitSignal(at.lock.let_in):
        at.type(form.secret, "2468")
    assert at.one.work.isVisible()


def test_esc_leads_back_from_the_sealed_code(serve: Serve) -> None:
    at = staffed(serve)
    at.screen._turn(at.screen.sealed)
    assert at.screen.sealed.code.hasFocus()
    at.one.bot.keyClick(at.screen.sealed.code, Qt.Key.Key_Escape)
    assert at.screen.form.isVisible()
    assert at.screen.form.name.hasFocus()


def test_who_types_the_password_where_the_pin_is_asked_for_is_let_in(serve: Serve) -> None:
    at = staffed(serve)
    at.sign_in("marta")
    at.one.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert at.screen.form.secret.accessibleName() == "PIN"
    with at.one.bot.waitSignal(at.lock.let_in, timeout=10_000):
        at.type(at.screen.form.secret, PASSWORDS["marta"])
    assert at.one.desk.who.name == "marta"


def test_who_forgot_the_pin_gives_the_password_instead(serve: Serve) -> None:
    at = staffed(serve)
    at.sign_in("marta")
    at.who.leave()
    form = at.screen.form
    assert form.secret.accessibleName() == "PIN"
    at.one.bot.mouseClick(button(form, "Password instead"), Qt.MouseButton.LeftButton)
    assert form.secret.accessibleName() == "Password"
    with at.one.bot.waitSignal(at.lock.let_in):
        at.type(form.secret, PASSWORDS["marta"])


def test_a_pin_whose_hours_are_over_is_followed_by_the_password(serve: Serve) -> None:
    at = staffed(serve)
    at.sign_in("marta")
    at.who.leave()
    at.one.clock.at += timedelta(hours=13)
    with at.one.bot.waitSignal(at.screen.form.not_entered):
        at.type(at.screen.form.secret, "2468")
    assert at.screen.form.secret.accessibleName() == "Password"
    assert "Give the password this time" in at.screen.form.said()


def test_an_account_without_a_role_here_says_where_to_turn(serve: Serve) -> None:
    at = staffed(serve)
    from tests.staff import a_member

    at.one.place.tell(*a_member("iker", ("manager", "EAST")))
    with at.one.place.database.write() as c:
        put_secret(at.one.place.database, c, "iker", "password", kept("iker's long word"), 0, must_change=False)
    at.one.sync()
    at.one.desk.refresh()
    assert "no role at Central" in at.fail("iker", "iker's long word")


def test_caps_lock_is_told_while_the_password_is_typed(serve: Serve) -> None:
    at = staffed(serve)
    secret, hint = at.screen.form.secret, at.screen.form._caps
    secret.setFocus()
    QTest.keyClick(secret, Qt.Key.Key_A)
    assert not hint.isVisible()
    QTest.keyClick(secret, "A")  # a capital, and no Shift
    assert hint.isVisible()
    QTest.keyClick(secret, "B", Qt.KeyboardModifier.ShiftModifier)
    assert not hint.isVisible()


def test_while_central_is_away_the_screen_says_so_and_lets_staff_in(serve: Serve) -> None:
    at = staffed(serve)
    at.entrance.away = True
    at.one.offline()
    at.tick()
    at.one.link.online = lambda: False  # type: ignore[method-assign]
    at.screen.show_link()
    assert any(
        "Central cannot be asked now" in label.text() for label in at.screen.findChildren(QLabel) if label.isVisible()
    )
    at.sign_in("marta")
    assert at.one.desk.who.verified_by == "cached"


# --- a password of one's own -----------------------------------------------------------------------------


def first_password(at: Staffed) -> None:
    with at.one.place.database.write() as c:
        put_secret(at.one.place.database, c, "luis", "password", kept("given to luis"), 0, must_change=True)


def test_a_password_that_somebody_else_set_is_changed_before_the_desk_is_seen(serve: Serve) -> None:
    at = staffed(serve)
    first_password(at)
    form = at.screen.form
    form.name.setText("luis")
    with at.one.bot.waitSignal(form.entered):
        at.type(form.secret, "given to luis")
    assert at.lock.locked
    change = at.screen.change
    assert change.isVisible()
    at.one.bot.keyClicks(change.first, "given to luis")
    assert not change.button.isEnabled()
    change.first.clear()
    at.type(change.first, "one of my own")
    assert change.again.hasFocus()
    at.one.bot.keyClicks(change.again, "another one")
    assert not change.button.isEnabled()
    change.again.clear()
    with at.one.bot.waitSignal(at.lock.let_in, timeout=10_000):
        at.type(change.again, "one of my own")
    assert at.entrance.try_("luis", "given to luis").why is Why.WRONG
    assert at.entrance.try_("luis", "one of my own").ok


def test_without_central_the_change_is_put_off_and_work_goes_on(serve: Serve) -> None:
    at = staffed(serve)
    first_password(at)
    form = at.screen.form
    form.name.setText("luis")
    with at.one.bot.waitSignal(form.entered):
        at.type(form.secret, "given to luis")
    at.entrance.away = True
    at.one.bot.keyClicks(at.screen.change.first, "one of my own")
    with at.one.bot.waitSignal(at.lock.let_in):
        at.type(at.screen.change.again, "one of my own")
    assert at.one.work.isVisible()
    assert "has to be changed" in at.one.said()
    assert at.one.tone() is Tone.ATTENTION


# --- the sealed code -------------------------------------------------------------------------------------


def cut_off_for_long(at: Staffed) -> None:
    at.entrance.away = True
    at.one.clock.at += timedelta(days=15)


def test_a_desk_cut_off_for_too_long_offers_the_sealed_code_and_says_what_it_allows(serve: Serve) -> None:
    at = staffed(serve)
    assert not at.screen.break_glass.isVisible()
    cut_off_for_long(at)
    assert "more than 14 day(s)" in at.fail("marta", PASSWORDS["marta"])
    assert at.screen.break_glass.hasFocus()
    at.one.press(Qt.Key.Key_Return)
    assert at.screen.sealed.isVisible()
    about = " ".join(label.text() for label in at.screen.sealed.findChildren(QLabel))
    assert "12 hour(s)" in about
    assert "lend, take back" in about


def open_by_code(at: Staffed) -> None:
    cut_off_for_long(at)
    at.fail("marta", PASSWORDS["marta"])
    at.screen.break_glass.click()
    at.type(at.screen.sealed.code, SEALED)
    with at.one.bot.waitSignal(at.lock.let_in, timeout=10_000):
        at.type(at.screen.sealed.who, "Ana")


def test_the_sealed_code_opens_the_desk_with_a_strip_that_stays(serve: Serve) -> None:
    at = staffed(serve)
    open_by_code(at)
    assert at.one.work.isVisible()
    strip = at.one.window.sealed
    assert strip.isVisible()
    assert "Opened with a sealed code by Ana until" in strip.words.text()
    assert at.one.window.foot._who.text() == "Ana (sealed code)"
    at.scan("P1", "I1")
    assert at.one.lent() == ["I1"]
    assert strip.isVisible()


def test_when_the_hours_of_the_sealed_code_are_over_the_desk_locks(serve: Serve) -> None:
    at = staffed(serve)
    open_by_code(at)
    at.one.clock.at += timedelta(hours=11, minutes=59)
    at.tick()
    assert not at.lock.locked
    at.one.clock.at += timedelta(minutes=2)
    at.tick()
    assert at.lock.locked
    assert not at.one.window.sealed.isVisible()


def test_a_desk_opened_by_a_sealed_code_is_unlocked_by_the_same_code(serve: Serve) -> None:
    at = staffed(serve)
    open_by_code(at)
    at.one.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert at.lock.locked
    at.screen.break_glass.click()
    at.type(at.screen.sealed.code, SEALED)
    with at.one.bot.waitSignal(at.lock.let_in, timeout=10_000):
        at.type(at.screen.sealed.who, "Ana")
    assert at.one.work.isVisible()


def test_a_sealed_code_that_is_wrong_says_so(serve: Serve) -> None:
    at = staffed(serve)
    cut_off_for_long(at)
    at.fail("marta", PASSWORDS["marta"])
    at.screen.break_glass.click()
    at.type(at.screen.sealed.code, "ABCD-9999")
    at.one.bot.keyClicks(at.screen.sealed.who, "Ana")
    with at.one.bot.waitSignal(at.screen.sealed._thinking.answered, timeout=10_000):
        at.one.press(Qt.Key.Key_Return)
    assert "no sealed code of this desk" in " ".join(x.text() for x in at.screen.sealed.findChildren(QLabel))
    assert at.lock.locked


# --- what changes meanwhile --------------------------------------------------------------------------------


def test_who_sits_there_when_the_first_account_is_made_has_to_sign_in(serve: Serve) -> None:
    from tests.staff import Entrance, give_secrets, the_staff

    one = serve()
    desk = one.workstation
    Entrance(one.desk, desk.folder, lambda: one.place.link("desk-1"), one.place.now, desk.clock)
    assert one.window.who is not None
    assert not one.window.who.lock.locked
    one.place.tell(*the_staff())
    give_secrets(one.place.database, one.place.now(), "desk-1")
    one.sync()
    one.link.say(LinkState.ONLINE)
    assert one.window.who.lock.locked


def test_an_account_that_is_closed_ends_the_work_at_once(serve: Serve) -> None:
    at = staffed(serve)
    at.sign_in("marta")
    id = member_id("marta")
    at.one.place.tell(fact(StaffEdited(id, "Marta Vidal", None, "97000001", False), (Line.STAFF, id)))
    at.one.sync()
    at.one.link.say(LinkState.ONLINE)
    assert at.lock.locked


def test_the_sign_in_screen_knows_nothing_of_patrons(serve: Serve) -> None:
    at = staffed(serve)
    said = everything_said(at.one.window)
    assert "Name" in said
    assert "García" not in said


def test_everybody_changes_their_own_pin_from_the_foot(serve: Serve) -> None:
    from ui.staff_own import OwnSecrets

    at = staffed(serve)
    at.sign_in("luis")
    at.one.window.foot._who.click()
    dialog = at.one.window.findChildren(OwnSecrets)[0]
    assert not dialog.button.isEnabled()
    at.one.bot.keyClicks(line(dialog, "Your password now"), PASSWORDS["luis"])
    at.one.bot.keyClicks(line(dialog, "New PIN"), "86a2")
    at.one.bot.keyClicks(line(dialog, "New PIN once more"), "86a2")
    assert not dialog.button.isEnabled()
    for name in ("New PIN", "New PIN once more"):
        line(dialog, name).clear()
        at.one.bot.keyClicks(line(dialog, name), "8642")
    with at.one.bot.waitSignal(dialog.accepted, timeout=10_000):
        dialog.button.click()
    assert "Changed" in at.one.said()
    at.entrance.hear()
    at.who.leave()
    with at.one.bot.waitSignal(at.lock.let_in):
        at.type(at.screen.form.secret, "8642")


@pytest.mark.parametrize("code", ["P1", "I1"])
def test_what_is_scanned_before_anybody_is_in_waits(serve: Serve, code: str) -> None:
    at = staffed(serve)
    at.scan(code)
    assert at.who.held.count() == 1
    assert at.one.desk.status().pending == 0
