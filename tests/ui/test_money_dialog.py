"""Fees and payments: what is open is paid once, and what is typed is lost to no refusal."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QLocale, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableView, QTabWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from deskapp.desk.record import Staff
from deskapp.domain.outcome import Permission
from deskapp.domain.policy import policy
from deskapp.domain.records import Money
from deskapp.domain.values import FeeKind, PatronId
from deskapp.store.cipher import FileProblem
from tests.desk.test_a_full_disk_loses_nothing import fill, pages
from tests.desks import Workstation, a_library, a_place, sync, the_set_up
from tests.ui.screen import column, line, table, texts
from ui.explanation import ExplanationDialog
from ui.lane import Message, Tone
from ui.money_dialog import MoneyDialog
from ui.receipt import Receipt

PAY, WAIVE, CHARGE, REFUND, CREDIT = range(5)
AMOUNTS = ("Amount taken", "Amount to waive", "Amount charged", "Amount given back", "Credit")
REASONS = ("", "Why it is waived", "What the fee is for", "Why it is given back", "Why it is granted")
BUTTONS = ("Take payment", "Waive it", "Add fee", "Pay back", "Grant credit")


class Counter:
    """The dialog of a patron's money, and the hands in front of it."""

    def __init__(self, bot: QtBot, one: Workstation, patron: PatronId) -> None:
        self.bot, self.one, self.desk, self.patron = bot, one, one.desk, patron
        self.dialog = MoneyDialog(one.desk, one.desk.panel(patron))
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.said: list[Message] = []
        self.receipts: list[Receipt] = []
        self.dialog.said.connect(self.said.append)
        self.dialog.receipt.connect(self.receipts.append)
        bot.addWidget(self.dialog)
        self.dialog.show()
        bot.waitUntil(self.dialog.isVisible)

    def turn(self, form: int) -> None:
        self.dialog.findChildren(QTabWidget)[0].setCurrentIndex(form)

    def button(self, text: str) -> QPushButton:
        buttons = self.dialog.findChildren(QPushButton)
        return next(b for b in buttons if b.text().replace("&", "").startswith(text))

    def fill(self, form: int, amount: str = "", reason: str = "") -> None:
        self.turn(form)
        line(self.dialog, AMOUNTS[form]).setText(amount)
        if reason:
            line(self.dialog, REASONS[form]).setText(reason)

    def act(self, form: int, amount: str = "", reason: str = "") -> None:
        self.fill(form, amount, reason)
        self.button(BUTTONS[form]).click()

    def choose(self, *rows: int) -> None:
        view = self.fees()
        flag = QItemSelectionModel.SelectionFlag
        view.selectionModel().clear()
        for row in rows:
            view.selectionModel().select(view.model().index(row, 0), flag.Select | flag.Rows)

    def fees(self) -> QTableView:
        return table(self.dialog, "Fees")

    def owed(self) -> int:
        return self.desk.panel(self.patron).owed

    def moved(self) -> list[tuple[Money, int]]:
        return [(p.kind, p.amount) for p in self.desk.panel(self.patron).payments]

    def amount(self) -> str:
        return line(self.dialog, "Amount taken").text()


@pytest.fixture
def one(tmp_path: Path) -> Workstation:
    """A desk where DVDs bring suspensions that have a price, and a new card costs 3.50."""
    QLocale.setDefault(QLocale("en"))
    place, library = a_place(tmp_path), a_library()
    lines = (policy(), policy(item_type="DVD", loan=7, suspension_days=2, suspension_price_per_day=50))
    adult, *others = library.categories
    place.tell(the_set_up(replace(library, policies=lines, categories=(replace(adult, card_fee=350), *others))))
    one = place.workstation("desk-1")
    sync(place, one)
    return one


@pytest.fixture
def counter(qtbot: QtBot, one: Workstation) -> Counter:
    """Ana owes 10.00 for damage, 4.00 for a card and 2.00 for copies."""
    ana = one.patron("P1")
    for amount, note, kind in (
        (1000, "Torn", FeeKind.DAMAGE),
        (400, "", FeeKind.CARD),
        (200, "Copies", FeeKind.MANUAL),
    ):
        one.desk.charge(ana, amount, note, kind)
    return Counter(qtbot, one, ana)


# --- paying -------------------------------------------------------------------------------------------------


def test_open_fees_are_shown_with_kind_and_amounts(counter: Counter, qtmodeltester: ModelTester) -> None:
    assert column(counter.fees(), 1) == ["Damage", "New card", "Other fee"]
    assert column(counter.fees(), 2) == ["Torn", "", "Copies"]
    assert column(counter.fees(), 5) == ["€10.00", "€4.00", "€2.00"]
    assert "Owes €16.00" in texts(counter.dialog)
    for name in ("Fees", "Payments", "Suspensions"):
        qtmodeltester.check(table(counter.dialog, name).model())


def test_all_that_is_owed_is_offered_and_then_the_sum_of_what_is_chosen(counter: Counter) -> None:
    assert counter.amount() == "16.00"
    counter.choose(0, 2)
    assert counter.amount() == "12.00"
    counter.choose()
    assert counter.amount() == "16.00"


def test_only_the_chosen_fees_are_paid(counter: Counter) -> None:
    counter.choose(0, 2)
    counter.button("Take payment").click()
    assert column(counter.fees(), 1) == ["New card"]
    assert counter.owed() == 400
    (receipt,) = counter.receipts
    assert receipt.lines == (("Damage: Torn", 1000), ("Other fee: Copies", 200))
    assert (receipt.total, receipt.method, receipt.owed) == (1200, "cash", 400)
    assert receipt.number in counter.said[-1].lines[0]


def test_the_same_press_twice_never_pays_twice(counter: Counter) -> None:
    counter.choose(1)
    amount = line(counter.dialog, "Amount taken")
    amount.setText("3,00")
    counter.bot.keyClick(amount, Qt.Key.Key_Return)
    counter.bot.keyClick(amount, Qt.Key.Key_Return)
    counter.bot.mouseDClick(counter.button("Take payment"), Qt.MouseButton.LeftButton)
    counter.button("Take payment").click()
    assert counter.moved() == [(Money.PAYMENT, 300)]
    assert counter.owed() == 1300
    assert counter.amount() == ""
    assert len(counter.receipts) == 1


def test_a_double_click_pays_once(counter: Counter) -> None:
    button = counter.button("Take payment")
    for _ in range(2):
        counter.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert counter.moved() == [(Money.PAYMENT, 1600)]


def test_it_is_said_what_stays_open_and_what_becomes_credit(counter: Counter) -> None:
    counter.choose(1)
    counter.fill(PAY, "1,50")
    assert "In part: €2.50 stays open." in texts(counter.dialog)
    counter.fill(PAY, "5")
    assert "€1.00 more than that: it becomes credit." in texts(counter.dialog)


def test_a_bad_amount_is_explained_and_nothing_typed_is_lost(counter: Counter) -> None:
    counter.fill(PAY, "1,5x")
    counter.bot.keyClick(line(counter.dialog, "Amount taken"), Qt.Key.Key_Return)
    assert "Not an amount of money: write it like 1.50." in texts(counter.dialog)
    assert counter.amount() == "1,5x"
    assert counter.moved() == []
    counter.fill(PAY, "1.505")
    assert "Too many decimals for EUR: write it like 1.50." in texts(counter.dialog)


def test_money_is_taken_by_card_when_card_is_chosen(counter: Counter) -> None:
    box = next(b for b in counter.dialog.findChildren(QComboBox) if b.accessibleName() == "Method of payment")
    box.setCurrentIndex(1)
    counter.act(PAY, "4")
    assert counter.receipts[0].method == "card"
    assert counter.said[-1].text == "€4.00 taken: bank card"


def test_where_the_disk_is_full_nothing_is_paid_and_the_amount_stays(counter: Counter) -> None:
    fill(counter.one)
    with suppress(FileProblem):
        while True:  # to the last byte
            counter.desk.place_block(counter.patron, "x")
    counter.fill(PAY, "4,00")
    with counter.bot.captureExceptions() as faults:
        counter.button("Take payment").click()
    assert [type(fault[1]) for fault in faults] == [FileProblem]
    assert counter.amount() == "4,00"
    assert counter.moved() == []
    pages(counter.one, 50)
    counter.button("Take payment").click()
    assert counter.receipts[0].number == "desk-1/2026/000001"


# --- the rest of the money ------------------------------------------------------------------------------------


def test_a_part_of_a_fee_is_waived_with_a_reason(counter: Counter) -> None:
    counter.choose(0)
    counter.fill(WAIVE, "2,50")
    assert not counter.button("Waive it").isEnabled()
    counter.act(WAIVE, "2,50", "Was torn before")
    assert column(counter.fees(), 4)[0] == "€2.50"
    assert column(counter.fees(), 5)[0] == "€7.50"
    assert column(table(counter.dialog, "Payments"), 5) == ["Was torn before"]
    assert counter.receipts == []


def test_several_fees_are_waived_whole(counter: Counter) -> None:
    counter.choose(0, 1)
    counter.act(WAIVE, reason="Moving away")
    counter.button("Waive it").click()
    assert counter.moved() == [(Money.WAIVER, 1000), (Money.WAIVER, 400)]
    assert counter.owed() == 200
    assert counter.said[-1].text == "€14.00 waived"


def test_the_only_fee_needs_no_choosing_to_be_waived(counter: Counter) -> None:
    counter.choose(1, 2)
    counter.act(WAIVE, reason="Moving away")
    counter.act(WAIVE, "1", "Was torn before")
    assert counter.moved()[-1] == (Money.WAIVER, 100)
    assert counter.owed() == 900


def test_what_the_desk_refuses_is_said_and_stays_as_it_was_typed(counter: Counter) -> None:
    counter.choose(1)
    counter.act(WAIVE, "4,01", "Too much")
    assert counter.said[-1].tone is Tone.REFUSED
    assert "€4.00" in counter.said[-1].text
    assert line(counter.dialog, "Why it is waived").text() == "Too much"
    assert line(counter.dialog, "Amount to waive").text() == "4,01"


def test_credit_is_granted_and_given_back_with_a_receipt(counter: Counter) -> None:
    counter.fill(REFUND, "1", "Wants it")
    assert not counter.button("Pay back").isEnabled()
    assert "There is no credit to give back." in texts(counter.dialog)
    counter.act(CREDIT, "20", "Broken copier")
    assert any(text.startswith("In credit: €4.00") for text in texts(counter.dialog))
    counter.act(REFUND, "4", "Leaves")
    assert counter.moved() == [(Money.CREDIT, 2000), (Money.REFUND, 400)]
    (receipt,) = counter.receipts
    assert (receipt.given_back, receipt.total) == (True, 400)


def test_a_new_card_is_charged_at_its_price(counter: Counter) -> None:
    kind = next(b for b in counter.dialog.findChildren(QComboBox) if b.accessibleName() == "Kind of fee")
    counter.turn(CHARGE)
    kind.setCurrentIndex(kind.findText("New card"))
    assert line(counter.dialog, "Amount charged").text() == "3.50"
    kind.setCurrentIndex(kind.findText("Damage"))
    assert line(counter.dialog, "Amount charged").text() == ""
    counter.act(CHARGE, "7", "Wet")
    assert column(counter.fees(), 1)[-1] == "Damage"
    assert column(counter.fees(), 2)[-1] == "Wet"
    counter.button("Add fee").click()
    assert counter.owed() == 2300


def test_a_payment_is_voided_with_a_reason_and_struck_through(counter: Counter) -> None:
    counter.act(PAY, "16")
    view, void = table(counter.dialog, "Payments"), counter.button("Void payment")
    view.selectRow(0)
    assert not void.isEnabled()
    line(counter.dialog, "Why the payment is voided").setText("Wrong person")
    void.click()
    void.click()
    assert counter.owed() == 1600
    assert column(view, 5) == ["VOID: Wrong person"]
    assert view.model().index(0, 2).data(Qt.ItemDataRole.FontRole).strikeOut()
    assert column(view, 3) == [counter.receipts[0].number]
    assert counter.said[-1].text == "Payment of €16.00 voided"


@pytest.mark.parametrize(
    ("permission", "form", "why"),
    [
        (Permission.TAKE_MONEY, PAY, "You do not have the permission to take money."),
        (Permission.WAIVE, WAIVE, "You do not have the permission to waive fees."),
        (Permission.TAKE_MONEY, CHARGE, "You do not have the permission to take money."),
        (Permission.REFUND, CREDIT, "You do not have the permission to give money back or grant credit."),
    ],
)
def test_without_the_permission_the_button_says_why(
    qtbot: QtBot, one: Workstation, permission: Permission, form: int, why: str
) -> None:
    ana = one.patron("P1")
    one.desk.charge(ana, 300, "Copies")
    one.recorder.staff = Staff("temp", frozenset(Permission) - {permission})
    counter = Counter(qtbot, one, ana)
    counter.choose(0)
    counter.fill(form, "1", REASONS[form] and "Because")
    assert not counter.button(BUTTONS[form]).isEnabled()
    assert counter.button(BUTTONS[form]).toolTip() == why
    assert why in texts(counter.dialog)


# --- suspensions, explanations ---------------------------------------------------------------------------------


@pytest.fixture
def suspended(qtbot: QtBot, one: Workstation) -> Counter:
    """Ana brought a DVD back ten days late: twenty days without borrowing, at 0.50 each."""
    ana = one.patron("P1")
    one.desk.check_out(ana, one.item("I3"))
    one.clock.pass_(days=17)
    one.desk.check_in(one.item("I3"))
    one.desk.waive(ana, one.desk.panel(ana).fees[0].fee, "Only the days count")
    return Counter(qtbot, one, ana)


def why_ended(counter: Counter) -> None:
    line(counter.dialog, "Why the suspension is ended").setText("Was in hospital")


def test_a_suspension_says_from_when_to_when_and_for_what(suspended: Counter) -> None:
    view = table(suspended.dialog, "Suspensions")
    assert view.isVisible(), "there is no open fee: it is what matters"
    first, last, days, title, late, price = (column(view, n)[0] for n in range(6))
    assert (first, last, days, title, price) == ("11 Dec 2026", "30 Dec 2026", "20", "Kind of blue", "€10.00")
    assert late.startswith("10 day")


def test_a_suspension_is_lifted_early_with_a_reason(suspended: Counter) -> None:
    assert not suspended.button("Lift early").isEnabled()
    why_ended(suspended)
    suspended.button("Lift early").click()
    assert suspended.desk.panel(suspended.patron).suspensions == ()
    assert suspended.owed() == 0
    assert suspended.said[-1].lines == ("Was in hospital",)


def test_a_suspension_is_exchanged_for_the_price_on_the_button(suspended: Counter) -> None:
    why_ended(suspended)
    exchange = suspended.button("Exchange for €10.00")
    exchange.click()
    exchange.click()
    assert column(suspended.fees(), 1) == ["Suspension exchanged"]
    assert suspended.owed() == 1000
    assert not suspended.button("Exchange for money").isEnabled()


def test_shift_f1_explains_the_fee_or_the_suspension_in_front(counter: Counter) -> None:
    counter.choose(1)
    counter.dialog.activateWindow()
    counter.bot.waitUntil(counter.dialog.isActiveWindow)  # without it no shortcut works
    counter.bot.keyClick(counter.dialog, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    (explanation,) = counter.dialog.findChildren(ExplanationDialog)
    assert "New card" in [label.text() for label in explanation.findChildren(QLabel)]
    explanation.close()


def test_the_explanation_of_a_suspension_is_one_press_away(suspended: Counter) -> None:
    suspended.button("Explain").click()
    (explanation,) = suspended.dialog.findChildren(ExplanationDialog)
    assert any("20" in text for text in explanation.lines)


def test_no_button_is_pressed_by_an_enter_in_passing(counter: Counter) -> None:
    counter.fees().setFocus()
    counter.bot.keyClick(counter.dialog, Qt.Key.Key_Return)
    assert counter.dialog.isVisible()
    assert counter.moved() == []


# --- what is offered next, and where the hands are ---------------------------------------------------------------


def test_what_is_owed_now_is_offered_after_a_charge_and_a_waiver(counter: Counter) -> None:
    counter.act(CHARGE, "1", "Copies")
    assert counter.amount() == "17.00"
    counter.choose(0)
    counter.act(WAIVE, reason="Was torn before")
    assert counter.amount() == "7.00"


def test_an_amount_that_staff_typed_stays_when_something_else_is_done(counter: Counter) -> None:
    line(counter.dialog, "Amount taken").setText("2,50")
    counter.act(CHARGE, "1", "Copies")
    assert counter.amount() == "2,50"


def test_what_is_owed_now_is_offered_after_an_exchange(suspended: Counter) -> None:
    suspended.act(CHARGE, "0,70", "Copies")
    why_ended(suspended)
    suspended.button("Exchange for €10.00").click()
    assert suspended.amount() == "10.70"
    assert suspended.dialog.focusWidget() is line(suspended.dialog, "Amount taken")


def test_what_is_owed_again_is_offered_after_a_void_and_a_bouncing_enter_does_not_take_it(counter: Counter) -> None:
    counter.act(PAY, "16")
    assert counter.amount() == ""
    table(counter.dialog, "Payments").selectRow(0)
    reason, amount = line(counter.dialog, "Why the payment is voided"), line(counter.dialog, "Amount taken")
    reason.setText("Wrong person")
    counter.bot.keyClick(reason, Qt.Key.Key_Return)
    counter.bot.keyClick(amount, Qt.Key.Key_Return)
    assert counter.amount() == "16.00"
    assert counter.owed() == 1600
    assert counter.dialog.focusWidget() is amount


@pytest.mark.parametrize(("form", "reason"), [(PAY, ""), (CHARGE, "Wet"), (CREDIT, "Broken copier")])
def test_enter_on_the_focused_button_acts_once_and_the_focus_is_back_in_the_amount(
    counter: Counter, form: int, reason: str
) -> None:
    counter.fill(form, "3", reason)
    button = counter.button(BUTTONS[form])
    button.setFocus()
    counter.bot.keyClick(button, Qt.Key.Key_Return)
    assert counter.owed() == {PAY: 1300, CHARGE: 1900, CREDIT: 1300}[form]
    amount = line(counter.dialog, AMOUNTS[form])
    assert counter.dialog.focusWidget() is amount
    counter.bot.keyClick(amount, Qt.Key.Key_Return)
    assert counter.owed() == {PAY: 1300, CHARGE: 1900, CREDIT: 1300}[form]


def test_more_than_the_credit_is_not_given_back_and_the_field_says_why(counter: Counter) -> None:
    counter.act(CREDIT, "20", "Broken copier")
    counter.fill(REFUND, "4", "Leaves")
    amount = line(counter.dialog, "Amount given back")
    plain = amount.palette().color(amount.backgroundRole()).name(), amount.accessibleDescription()
    assert counter.button("Pay back").isEnabled()
    counter.fill(REFUND, "4,01", "Leaves")
    assert not counter.button("Pay back").isEnabled()
    assert "At most €4.00: the credit of this account." in texts(counter.dialog)
    assert amount.palette().color(amount.backgroundRole()).name() != plain[0]
    assert amount.accessibleDescription() == "At most €4.00: the credit of this account."
    counter.fill(REFUND, "4", "Leaves")
    assert (amount.palette().color(amount.backgroundRole()).name(), amount.accessibleDescription()) == plain


def test_amounts_are_in_the_currency_of_the_branch(qtbot: QtBot, tmp_path: Path) -> None:
    QLocale.setDefault(QLocale("en"))
    place, library = a_place(tmp_path), a_library()
    place.tell(the_set_up(replace(library, currency="JPY")))
    one = place.workstation("desk-1")
    sync(place, one)
    one.desk.charge(one.patron("P1"), 1500, "Torn", FeeKind.DAMAGE)
    counter = Counter(qtbot, one, one.patron("P1"))
    assert counter.amount() == "1500"
    counter.fill(PAY, "15.50")
    assert "JPY has no decimals: write it like 150." in texts(counter.dialog)
    counter.act(PAY, "500")
    assert "Owes 1,000 JPY" in texts(counter.dialog)
