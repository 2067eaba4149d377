"""Staff are added, given roles and closed on a page of the settings, by whoever may; the rest look at it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from deskapp.central.staff_secrets import put_secret
from deskapp.desk.entering import Entered
from deskapp.domain.outcome import Permission
from deskapp.domain.permission import ROLES, Role, member_id, roles_now
from tests.staff import PASSWORDS, a_member, kept
from tests.ui.screen import choose_row, column, texts
from tests.ui.staffed import CARD, Staffed, staffed
from tests.ui.windows import Serving
from ui.lane import Tone
from ui.scan_flow import Page
from ui.settings_page import SettingsPage
from ui.staff_page import COMMAND, StaffPage

Serve = Callable[..., Serving]


def settings_of(one: Serving) -> SettingsPage:
    one.turn(Page.SETTINGS)
    assert one.work.settings is not None
    return one.work.settings


def staff_page(one: Serving) -> StaffPage:
    settings = settings_of(one)
    settings.tabs.setCurrentIndex(8)
    assert settings.staff.isVisible()
    return settings.staff


@pytest.fixture
def at(serve: Serve) -> Staffed:
    one = staffed(serve)
    one.sign_in("olga")
    return one


@pytest.fixture
def page(at: Staffed) -> StaffPage:
    return staff_page(at.one)


def tick(page: StaffPage, role: Role, branch: int) -> None:
    """Tick a role; `branch` counts the columns, 0 is everywhere."""
    item = page.form.roles.table.item(list(Role).index(role), branch)
    assert item is not None
    item.setCheckState(Qt.CheckState.Checked)


def choose(page: StaffPage, name: str) -> None:
    choose_row(page.view, column(page.view, 0).index(name))


def roles_of(at: Staffed, name: str) -> frozenset[tuple[str, str]]:
    return next(roles_now(m) for m in at.one.desk.members() if m.name == name)


def test_the_table_shows_everybody_with_their_roles_and_can_be_filtered(page: StaffPage) -> None:
    QAbstractItemModelTester(page.model)
    assert column(page.view, 0) == ["luis", "marta", "olga"]
    assert column(page.view, 2)[1] == "circulation desk manager (Central)"
    page.filter.setText("everywhere")
    assert column(page.view, 0) == ["olga"]
    page.filter.setText("97000002")
    assert column(page.view, 0) == ["luis"]


def test_where_nobody_has_an_account_the_page_says_how_the_first_is_made(serve: Serve) -> None:
    one = serve()
    page = staff_page(one)
    assert any(COMMAND in text for text in texts(page))
    assert not page.new.isEnabled()
    assert not page.view.isVisible()


def test_a_new_member_gets_roles_and_a_password_and_works(at: Staffed, page: StaffPage) -> None:
    page.new.click()
    assert page.form.name.hasFocus()
    at.one.bot.keyClicks(page.form.name, "nora")
    at.one.bot.keyClicks(page.form.spoken, "Nora Gil")
    tick(page, Role.OPERATOR, 1)
    page.form.save.click()
    assert roles_of(at, "nora") == {("operator", "MAIN")}
    assert "Saved: Nora Gil" in at.one.said()
    password = page.password
    assert password.isVisible()
    given = password.given.text()
    at.one.bot.keyClicks(password.own, PASSWORDS["olga"])
    assert not password.button.isEnabled()  # central has not heard of her
    at.one.sync()
    at.one.desk.refresh()
    at.one.bot.waitUntil(password.button.isEnabled)
    with at.one.bot.waitSignal(password.said, timeout=10_000):
        password.button.click()
    assert at.one.tone() is Tone.DONE
    assert not password.isVisible()
    assert given not in " ".join((*texts(page), password.given.text(), at.one.said()))
    entered = at.entrance.enter("nora", given)
    assert isinstance(entered, Entered)
    assert entered.must_change
    assert at.one.desk.permissions == ROLES[Role.OPERATOR]


def test_a_wrong_own_password_sets_nothing(at: Staffed, page: StaffPage) -> None:
    choose(page, "luis")
    page.form.password.click()
    at.one.bot.keyClicks(page.password.own, "not the word")
    with at.one.bot.waitSignal(page.password._thinking.answered, timeout=10_000):
        page.password.button.click()
    assert "not right" in page.password._state.text()
    assert at.entrance.try_("luis", PASSWORDS["luis"]).ok


def test_a_scan_fills_in_the_badge_and_a_readers_card_the_reader(at: Staffed, page: StaffPage) -> None:
    page.new.click()
    at.scan("97000009", CARD)
    assert page.form.badge.text() == "97000009"
    assert page.form.card.text() == CARD
    assert "Zoraida Quintanilla" in texts(page)
    assert at.one.window.active.id is None
    at.one.bot.keyClicks(page.form.name, "nora")
    page.form.save.click()
    made = next(m for m in at.one.desk.members() if m.name == "nora")
    assert made.badge == "97000009"
    assert made.patron == at.one.workstation.patron(CARD)


def test_a_card_that_no_reader_has_is_not_saved(at: Staffed, page: StaffPage) -> None:
    page.new.click()
    at.one.bot.keyClicks(page.form.name, "nora")
    page.form.card.setText("999")
    assert "No reader has that card." in texts(page)
    assert not page.form.save.isEnabled()


def test_roles_are_changed_and_an_account_closed_in_one_go(at: Staffed, page: StaffPage) -> None:
    choose(page, "luis")
    assert not page.form.save.isEnabled()
    tick(page, Role.OPERATOR, 0)
    page.form.open.setChecked(False)
    page.form.save.click()
    assert roles_of(at, "luis") == {("operator_limited", "MAIN"), ("operator", "")}
    assert column(page.view, 3)[0] == "closed"
    assert not isinstance(at.entrance.enter("luis"), Entered)


def test_ones_own_account_can_only_be_looked_at(page: StaffPage) -> None:
    choose(page, "olga")
    assert page.form.spoken.isReadOnly()
    assert not page.form.save.isEnabled()
    assert "Nobody changes their own account or roles: somebody else has to." in texts(page)


def test_what_one_does_not_hold_cannot_be_ticked_and_says_why(at: Staffed, page: StaffPage) -> None:
    at.one.place.tell(*a_member("ana", ("user_administrator", "")))
    with at.one.place.database.write() as c:
        put_secret(at.one.place.database, c, "ana", "password", kept("ana's long word"), 0, must_change=False)
    at.one.sync()
    at.one.desk.refresh()
    at.entrance.enter("ana", "ana's long word")
    page.reload()
    choose(page, "luis")
    table = page.form.roles.table
    may, may_not = (table.item(list(Role).index(r), 0) for r in (Role.USER_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR))
    assert may is not None
    assert may_not is not None
    assert may.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not may_not.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert "do not hold this role" in may_not.toolTip()


def test_who_may_not_manage_staff_looks_and_is_told(at: Staffed, page: StaffPage) -> None:
    at.entrance.enter("marta")
    page.reload()
    choose(page, "luis")
    assert not page.new.isEnabled()
    assert page.form.spoken.isReadOnly()
    assert any("permission to manage staff" in text for text in texts(page))
    assert not page.take_scan("97000009")


def test_a_name_that_is_taken_is_refused_with_a_sentence(at: Staffed, page: StaffPage) -> None:
    page.new.click()
    at.one.bot.keyClicks(page.form.name, "Marta")
    page.form.save.click()
    assert at.one.tone() is Tone.REFUSED
    assert "belongs to somebody already" in at.one.said()
    assert member_id("Marta") == member_id("marta")


def test_every_role_and_permission_stands_in_the_table_of_roles(at: Staffed) -> None:
    settings = settings_of(at.one)
    settings.tabs.setCurrentIndex(9)
    view = settings.roles.view
    QAbstractItemModelTester(view.model())
    assert settings.roles.isVisible()
    for number, (_, held) in enumerate(ROLES.items(), 1):
        ticks = {permission for permission, cell in zip(Permission, column(view, number), strict=True) if cell == "✓"}
        assert ticks == held


def test_the_parts_of_the_draft_come_back_beside_the_staff(at: Staffed) -> None:
    settings = settings_of(at.one)
    settings.tabs.setCurrentIndex(8)
    assert not settings.save_button.isVisible()
    settings.tabs.setCurrentIndex(0)
    assert settings.save_button.isVisible()
    assert settings.preview.isVisible()
