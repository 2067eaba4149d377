"""A badge scanned anywhere, and a PIN: somebody else works at the desk, with the same patron in front of them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from deskapp.central.staff_secrets import put_secret
from deskapp.desk.entering import What
from deskapp.domain.outcome import Permission
from deskapp.domain.values import FeeKind
from tests.desks import a_library
from tests.staff import PASSWORDS, kept
from tests.ui.screen import button, line
from tests.ui.staffed import BOOK, CARD, OTHER_BOOK, Staffed, everything_said, staffed
from tests.ui.test_scans_and_questions import Scanner
from tests.ui.windows import Serving
from ui.money_dialog import MoneyDialog
from ui.money_forms import WaiveForm
from ui.scan_flow import Page
from ui.sign_in_second import SecondPerson

Serve = Callable[..., Serving]


@pytest.fixture
def at(serve: Serve) -> Staffed:
    """Marta serves a reader; Luis has given his password at this desk today."""
    one = staffed(serve, replace(a_library(), waive_alone=500))
    one.entrance.enter("luis")
    one.sign_in("marta")
    one.scan(CARD)
    return one


def test_a_badge_and_a_pin_switch_staff_and_keep_the_patron(at: Staffed) -> None:
    Scanner().scan("97000002")
    at.one.bot.waitUntil(at.switch.isVisible)
    assert at.switch.form.secret.hasFocus()
    assert at.switch._question.text() == "Switch to Luis Soto?"
    with at.one.bot.waitSignal(at.who.changed):
        at.type(at.switch.form.secret, "1357")
    assert not at.switch.isVisible()
    assert at.one.window.foot._who.text() == "Luis Soto"
    assert at.one.window.active.name == "Zoraida Quintanilla"
    assert at.one.window.top.field.hasFocus()
    at.scan(BOOK)
    assert at.one.workstation.recorder.pending()[-1].staff == "luis"
    assert at.one.lent() == [BOOK]


def test_a_badge_that_is_typed_into_the_scan_field_does_the_same(at: Staffed) -> None:
    at.one.type("97000002")
    assert at.switch.isVisible()


def test_esc_leaves_everything_as_it_was(at: Staffed) -> None:
    at.scan("97000002")
    at.one.press(Qt.Key.Key_Escape)
    assert not at.switch.isVisible()
    assert at.one.desk.who.name == "marta"
    assert at.one.window.active.name
    assert at.one.window.top.field.hasFocus()


def test_a_wrong_pin_switches_nobody(at: Staffed) -> None:
    at.scan("97000002")
    with at.one.bot.waitSignal(at.switch.form.not_entered):
        at.type(at.switch.form.secret, "9999")
    assert at.switch.form.said() == "The PIN is not right."
    assert at.one.desk.who.name == "marta"


def test_a_wrong_password_is_said_beside_the_line_and_squeezes_nothing(at: Staffed) -> None:
    at.scan("97000002")
    form = at.switch.form
    button(form, "Password instead").click()
    height = form.secret.height()
    with at.one.bot.waitSignal(form.not_entered, timeout=10_000):
        at.type(form.secret, "not the word of Luis")
    assert form.said() == "The password is not right."
    at.one.bot.waitUntil(lambda: at.switch.height() >= at.switch.heightForWidth(at.switch.width()))
    assert form.secret.height() == height


def test_what_is_scanned_while_the_question_is_open_is_for_who_works_then(at: Staffed) -> None:
    at.scan("97000002")
    Scanner().scan(BOOK)
    QCoreApplication.processEvents()
    assert at.switch.form.secret.text() == ""
    assert at.one.lent() == []
    with at.one.bot.waitSignal(at.who.changed):
        at.type(at.switch.form.secret, "1357")
    at.settle()
    at.one.bot.waitUntil(lambda: at.one.lent() == [BOOK])
    assert at.one.workstation.recorder.pending()[-1].staff == "luis"


def test_a_slow_scan_during_which_the_question_opens_leaves_no_digit_in_the_line_for_the_pin(at: Staffed) -> None:
    scanner, field, pin = Scanner(), at.one.window.top.field, at.switch.form.secret
    at.one.bot.waitUntil(field.hasFocus)
    scanner.type(BOOK[:4])
    at.one.bot.waitUntil(lambda: field.text() == BOOK[:4])
    at.scan("97000002")
    scanner.type(BOOK[4:9])
    at.one.bot.waitUntil(lambda: pin.text() == BOOK[4:9])
    scanner.type(f"{BOOK[9:]}\r")
    assert (field.text(), pin.text()) == ("", "")
    at.settle()
    with at.one.bot.waitSignal(at.who.changed):
        at.type(pin, "1357")
    at.one.bot.waitUntil(lambda: at.one.lent() == [BOOK])


def shown(at: Staffed) -> list[str]:
    """Everything that the scan field shows from now on."""
    texts: list[str] = []
    at.one.window.top.field.textChanged.connect(texts.append)
    return texts


def test_a_pin_typed_before_the_busy_window_could_ask_for_it_switches_staff_and_is_never_shown(at: Staffed) -> None:
    """The badge, the PIN and a book are all there before the first is dealt with."""
    scanner, texts = Scanner(), shown(at)
    scanner.scan("97000002")
    scanner.by_hand("1357\r")
    scanner.scan(BOOK)
    at.one.bot.waitUntil(lambda: at.one.lent() == [BOOK])
    assert at.one.workstation.recorder.pending()[-1].staff == "luis"
    assert "".join(texts) == ""
    assert "1357" not in everything_said(at.one.window)


def test_a_wrong_pin_typed_before_the_busy_window_could_ask_for_it_is_refused_there(at: Staffed) -> None:
    scanner, texts = Scanner(), shown(at)
    scanner.scan("97000002")
    scanner.by_hand("9998\b9\r")
    at.one.bot.waitUntil(lambda: at.switch.form.said() == "The PIN is not right.")
    assert at.one.desk.who.name == "marta"
    assert "".join(texts) == ""
    assert "9999" not in everything_said(at.one.window)


def test_a_pin_typed_after_ones_own_badge_while_the_window_is_busy_is_never_shown(at: Staffed) -> None:
    scanner, texts = Scanner(), shown(at)
    scanner.scan("97000001")
    scanner.by_hand("2468\r")
    scanner.scan(BOOK)
    at.one.bot.waitUntil(lambda: at.one.lent() == [BOOK])
    assert "".join(texts) == ""
    assert "2468" not in everything_said(at.one.window)


def test_two_badges_and_pins_typed_while_the_window_is_busy_end_with_the_last_one(at: Staffed) -> None:
    at.entrance.enter("olga")
    names: list[str] = []
    at.who.changed.connect(lambda: names.append(at.one.desk.who.name))
    scanner, texts = Scanner(), shown(at)
    scanner.scan("97000002")
    scanner.by_hand("1357\r")
    scanner.scan("97000001")
    scanner.by_hand("2468\r")
    at.one.bot.waitUntil(lambda: names[-1:] == ["marta"])
    assert "".join(texts) == ""


def test_another_badge_while_a_pin_is_looked_at_lets_in_whoever_came_last_alone(at: Staffed) -> None:
    at.entrance.enter("olga")
    names: list[str] = []
    at.who.changed.connect(lambda: names.append(at.one.desk.who.name))
    at.scan("97000002")
    at.type(at.switch.form.secret, "1357")
    at.scan("97000001")
    assert at.switch.form.said() == ""
    at.type(at.switch.form.secret, "2468")
    assert at.switch.form.said() == "One moment…"
    at.one.bot.waitUntil(lambda: names == ["marta"])


def test_what_is_typed_while_the_pin_is_looked_at_is_the_next_try(at: Staffed) -> None:
    scanner, texts = Scanner(), shown(at)
    scanner.scan("97000002")
    at.one.bot.waitUntil(at.switch.form.secret.hasFocus)
    scanner.by_hand("9999\r1357\r")
    assert at.switch.form.said() == "One moment…"
    at.one.bot.waitUntil(lambda: at.one.desk.who.name == "luis")
    assert "".join(texts) == ""


def test_what_is_typed_while_a_wrong_pin_is_looked_at_stays_in_its_line(at: Staffed) -> None:
    scanner, texts = Scanner(), shown(at)
    scanner.scan("97000002")
    at.one.bot.waitUntil(at.switch.form.secret.hasFocus)
    scanner.by_hand("9999\r13")
    at.one.bot.waitUntil(lambda: at.switch.form.secret.text() == "13" and at.switch.form.said() != "One moment…")
    scanner.by_hand("57\r")
    at.one.bot.waitUntil(lambda: at.one.desk.who.name == "luis")
    assert "".join(texts) == ""


def test_what_is_typed_while_a_right_pin_is_looked_at_is_shown_nowhere_and_scans_are_lent(at: Staffed) -> None:
    scanner, texts = Scanner(), shown(at)
    scanner.scan("97000002")
    at.one.bot.waitUntil(at.switch.form.secret.hasFocus)
    scanner.by_hand("1357\r1357\r13")
    scanner.scan(BOOK)
    scanner.by_hand("57\r")
    at.one.bot.waitUntil(lambda: at.one.lent() == [BOOK])
    assert at.one.workstation.recorder.pending()[-1].staff == "luis"
    assert "".join(texts) == ""
    assert "Unknown" not in everything_said(at.one.window)
    at.scan("97000001")
    assert at.switch.form.secret.text() == ""


def test_what_is_typed_after_the_next_try_stays_in_the_line_too(at: Staffed) -> None:
    tries: list[object] = []
    at.switch.form.not_entered.connect(tries.append)
    at.scan("97000002")
    scanner, pin = Scanner(), at.switch.form.secret
    at.one.bot.waitUntil(pin.hasFocus)
    scanner.by_hand("9999\r9998\r13")
    at.one.bot.waitUntil(lambda: len(tries) == 2 and pin.text() == "13")
    scanner.by_hand("57\r")
    at.one.bot.waitUntil(lambda: at.one.desk.who.name == "luis")


def test_esc_while_the_pin_is_looked_at_changes_nobody(at: Staffed) -> None:
    at.scan("97000002")
    at.one.bot.waitUntil(at.switch.form.secret.hasFocus)
    Scanner().by_hand("1357\r\x1b")
    assert not at.switch.isVisible()
    assert at.switch.form._thinking.busy
    at.one.bot.waitUntil(lambda: not at.switch.form._thinking.busy)
    assert at.one.desk.who.name == "marta"
    assert at.one.window.foot._who.text() == "Marta Vidal"


def test_ones_own_badge_changes_nothing(at: Staffed) -> None:
    at.scan("97000001")
    assert not at.switch.isVisible()
    assert "Marta Vidal works here already" in at.one.said()


def test_what_somebody_may_do_follows_the_switch(at: Staffed) -> None:
    at.one.turn(Page.SETTINGS)
    settings = at.one.work.settings
    assert settings is not None
    assert settings.import_button.isEnabled()
    at.scan("97000002")
    with at.one.bot.waitSignal(at.who.changed):
        at.type(at.switch.form.secret, "1357")
    assert not settings.import_button.isEnabled()


def test_who_switches_with_a_first_password_changes_it_before_anything_is_seen(at: Staffed) -> None:
    with at.one.place.database.write() as c:
        put_secret(at.one.place.database, c, "luis", "password", kept("given to luis"), 0, must_change=True)
    at.scan("97000002")
    at.switch.form._turn()
    with at.one.bot.waitSignal(at.switch.entered):
        at.type(at.switch.form.secret, "given to luis")
    assert at.lock.locked
    assert at.screen.change.isVisible()


def test_a_switch_left_open_goes_when_the_desk_locks(at: Staffed) -> None:
    at.scan("97000002", BOOK)
    at.leave_alone(11)
    assert at.lock.locked
    assert at.who.held.count() == 1
    at.sign_in("marta")
    assert not at.switch.isVisible()


# --- a second person signs ---------------------------------------------------------------------------------------


@pytest.fixture
def dialog(at: Staffed) -> MoneyDialog:
    """Marta is about to waive more than she may alone."""
    patron = at.one.window.active.id
    assert patron is not None
    at.one.desk.charge(patron, 900, "a torn page", FeeKind.DAMAGE)
    at.one.work.money()
    found = at.one.work.findChildren(MoneyDialog)[-1]
    form = found.findChildren(WaiveForm)[0]
    found._acts.setCurrentWidget(form)
    at.one.bot.keyClicks(line(form, "Why it is waived"), "an old page")
    button(form, "Waive it").click()
    return found


def second(dialog: MoneyDialog) -> SecondPerson:
    return dialog.findChildren(SecondPerson)[0]


def owed(at: Staffed) -> int:
    patron = at.one.window.active.id
    assert patron is not None
    return at.one.desk.panel(patron).owed


def test_above_the_limit_a_second_person_is_asked_to_sign_in_place(at: Staffed, dialog: MoneyDialog) -> None:
    assert second(dialog).isVisible()
    assert "5.00" in second(dialog)._why.text()
    assert owed(at) == 900


def test_the_second_person_signs_and_the_first_still_works_here(at: Staffed, dialog: MoneyDialog) -> None:
    form = second(dialog).form
    form.name.setText("olga")
    with at.one.bot.waitSignal(second(dialog).signed, timeout=10_000):
        at.type(form.secret, PASSWORDS["olga"])
    assert owed(at) == 0
    assert not second(dialog).isVisible()
    assert at.one.desk.who.name == "marta"
    (waived,) = (e for e in at.one.workstation.recorder.pending() if e.kind == "FeeWaived")
    assert b'"second":"olga"' in bytes(waived.body).replace(b" ", b"")


@pytest.mark.parametrize(
    ("name", "said"), [("marta", "somebody else has to sign"), ("luis", "Luis Soto may not do this either")]
)
def test_nobody_signs_for_themselves_or_for_what_they_may_not_do(
    at: Staffed, dialog: MoneyDialog, name: str, said: str
) -> None:
    form = second(dialog).form
    form.name.setText(name)
    form._turn()
    with at.one.bot.waitSignal(form.entered, timeout=10_000):
        at.type(form.secret, PASSWORDS[name])
    assert said in form.said()
    assert owed(at) == 900


def test_the_second_person_comes_by_badge_and_other_scans_wait(at: Staffed, dialog: MoneyDialog) -> None:
    scanner = Scanner()
    scanner.scan(OTHER_BOOK)
    scanner.scan("97000002")
    form = second(dialog).form
    at.one.bot.waitUntil(lambda: form.name.text() == "luis")
    assert form.secret.accessibleName() == "PIN"
    assert at.one.lent() == []
    dialog.reject()
    at.one.bot.waitUntil(lambda: at.one.lent() == [OTHER_BOOK])


def test_esc_leaves_the_signing_and_not_the_whole_dialog(at: Staffed, dialog: MoneyDialog) -> None:
    at.one.bot.keyClick(QApplication.focusWidget() or at.one.window, Qt.Key.Key_Escape)
    assert not second(dialog).isVisible()
    assert dialog.isVisible()
    assert owed(at) == 900


def test_a_limited_operator_sees_why_the_button_is_off(at: Staffed) -> None:
    at.entrance.enter("luis", "1357", What.PIN)
    assert Permission.WAIVE not in at.one.desk.permissions
    patron = at.one.window.active.id
    assert patron is not None
    at.one.work.money()
    form = at.one.work.findChildren(MoneyDialog)[-1].findChildren(WaiveForm)[0]
    assert not form.button.isEnabled()
    assert "permission to waive" in form.button.toolTip()
