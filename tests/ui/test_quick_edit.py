"""Quick user management: checked at the field, saved with one key, and nothing typed is ever lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskapp.desk.desk import Desk
from deskapp.domain.values import Address, PatronId
from tests.desks import a_patron, a_place, sync
from tests.ui.screen import box, button, combo, line, table, texts
from ui.lane import Message, Tone
from ui.patron_header import PatronHeader
from ui.quick_edit import QuickEdit
from ui.scan import ScanQueue


def a_desk_with(folder: Path, **fields: object) -> tuple[Desk, PatronId]:
    """A desk that knows one more patron, P9, with these fields."""
    place = a_place(folder)
    place.tell(a_patron("P9", **fields)[1])
    one = place.workstation("desk-1")
    sync(place, one)
    return one.desk, one.patron("P9")


def an_open_form(qtbot: QtBot, desk: Desk, patron: PatronId, scans: ScanQueue | None = None) -> QuickEdit:
    """The form on the screen, told of changes as the window does it."""
    form = QuickEdit(desk, None, scans)
    qtbot.addWidget(form)
    desk.changed.append(lambda _: form.show_panel(desk.panel(patron)))
    form.show_panel(desk.panel(patron))
    form.resize(1010, 520)
    form.show()
    qtbot.waitUntil(form.isVisible)
    return form


EMAILS, PHONES = "E-mail addresses, one a line", "Telephone numbers, one a line"


def test_update_user_saves_and_goes_back(qtbot: QtBot, tmp_path: Path) -> None:
    desk, patron = a_desk_with(tmp_path)
    form = an_open_form(qtbot, desk, patron)
    line(form, "Surname").setText("Núñez")
    box(form, EMAILS).setPlainText("ana@example.org\nana@example.net")
    with qtbot.waitSignal(form.saved) as saved:
        button(form, "Update user").click()
    assert saved.args == [patron]
    fields = desk.panel(patron).fields
    assert (fields.name.surname, fields.emails) == ("Núñez", ("ana@example.org", "ana@example.net"))
    assert not form.dirty()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F10, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier),
    ],
)
def test_it_saves_by_key_from_inside_a_field(
    qtbot: QtBot, tmp_path: Path, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    desk, patron = a_desk_with(tmp_path)
    form = an_open_form(qtbot, desk, patron)
    form.activateWindow()
    notes = box(form, "Notes, one a line")
    notes.setFocus()
    qtbot.waitUntil(notes.hasFocus)
    notes.setPlainText("Calls back after six.")
    with qtbot.waitSignal(form.saved):
        qtbot.keyClick(notes, key, modifier)
    assert desk.panel(patron).fields.notes == ("Calls back after six.",)


def test_saving_an_unchanged_record_just_goes_back_and_records_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    desk, patron = a_desk_with(tmp_path)
    form = an_open_form(qtbot, desk, patron)
    with qtbot.waitSignal(form.saved):
        form.save()
    assert desk.status().pending == 0


def test_a_wrong_address_is_said_at_its_field_while_typing(qtbot: QtBot, tmp_path: Path) -> None:
    desk, patron = a_desk_with(tmp_path)
    form = an_open_form(qtbot, desk, patron)
    emails = box(form, EMAILS)
    calm = emails.palette().window().color()
    emails.setPlainText("ana(at)example")
    qtbot.waitUntil(lambda: "Not an e-mail address" in emails.accessibleDescription())
    assert emails.palette().window().color() != calm
    assert emails.styleSheet() == ""
    emails.setPlainText("ana@example.org")
    qtbot.waitUntil(lambda: emails.accessibleDescription() == "")
    assert emails.palette().window().color() == calm


def test_what_the_desk_declines_is_shown_at_its_field_and_stays_on_the_form(qtbot: QtBot, tmp_path: Path) -> None:
    desk, patron = a_desk_with(tmp_path)
    form = an_open_form(qtbot, desk, patron)
    said: list[Message] = []
    form.said.connect(said.append)
    line(form, "Surname").setText("")
    with qtbot.assertNotEmitted(form.saved):
        form.save()
    assert line(form, "Surname").accessibleDescription() == "This may not be empty."
    assert [message.tone for message in said] == [Tone.REFUSED]
    assert form.dirty()
    assert desk.panel(patron).fields.name.surname == "García"


def test_an_unreadable_date_is_not_saved_as_no_date(qtbot: QtBot, tmp_path: Path) -> None:
    desk, patron = a_desk_with(tmp_path)
    form = an_open_form(qtbot, desk, patron)
    line(form, "Date of birth").setText("31/31/1990")
    with qtbot.assertNotEmitted(form.saved):
        form.save()
    assert "Not a date" in line(form, "Date of birth").accessibleDescription()
    assert form.dirty()
    assert desk.status().pending == 0


def test_what_was_not_touched_comes_back_exactly_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    odd = {"notes": ("two\nlines", " spaces "), "language": "ca", "addresses": (Address(("a ", ""), kind="old"),)}
    desk, patron = a_desk_with(tmp_path, **odd)
    before = desk.panel(patron).fields
    form = an_open_form(qtbot, desk, patron)
    assert not form.dirty()
    line(form, "Given name").setText("Eva")
    form.save()
    after = desk.panel(patron).fields
    assert (after.notes, after.language, after.addresses) == (before.notes, before.language, before.addresses)


def test_what_is_typed_stays_when_the_record_changes_meanwhile_and_the_form_says_so(
    qtbot: QtBot, tmp_path: Path
) -> None:
    desk, patron = a_desk_with(tmp_path, emails=("old@example.org",), phones=("600 100 100",))
    form = an_open_form(qtbot, desk, patron)
    box(form, EMAILS).setPlainText("typed@example.org")
    fields = desk.panel(patron).fields
    desk.edit(patron, type(fields)(**{**_all(fields), "emails": ("other@example.org",), "phones": ("600 200 200",)}))
    assert box(form, EMAILS).toPlainText() == "typed@example.org"
    assert "what you typed is kept" in box(form, EMAILS).accessibleDescription()
    assert box(form, PHONES).toPlainText() == "600 200 200"
    form.save()
    assert desk.panel(patron).fields.emails == ("typed@example.org",)
    assert desk.panel(patron).fields.phones == ("600 200 200",)


def _all(fields: object) -> dict[str, object]:
    return {name: getattr(fields, name) for name in fields.__slots__}  # type: ignore[attr-defined]  # it is slotted


def test_discarding_shows_the_record_again(qtbot: QtBot, tmp_path: Path) -> None:
    desk, patron = a_desk_with(tmp_path)
    form = an_open_form(qtbot, desk, patron)
    line(form, "Surname").setText("Typo")
    assert form.dirty()
    button(form, "Discard changes").click()
    assert line(form, "Surname").text() == "García"
    assert not form.dirty()


def test_nothing_is_laid_out_while_out_of_sight(qtbot: QtBot, tmp_path: Path) -> None:
    desk, patron = a_desk_with(tmp_path)
    form = QuickEdit(desk)
    qtbot.addWidget(form)
    form.show_panel(desk.panel(patron))
    assert line(form, "Surname").text() == ""
    assert not form.dirty()
    form.show()
    assert line(form, "Surname").text() == "García"


def test_an_external_account_keeps_what_the_registrar_owns(qtbot: QtBot, tmp_path: Path) -> None:
    desk, patron = a_desk_with(tmp_path, account_type="external", emails=("a@example.org",))
    form = an_open_form(qtbot, desk, patron)
    assert box(form, EMAILS).isReadOnly()
    assert line(form, "Surname").isReadOnly()
    assert not box(form, "Notes, one a line").isReadOnly()
    assert any("registrar's system owns" in text for text in texts(form))
    box(form, "Notes, one a line").setPlainText("Has a key.")
    with qtbot.waitSignal(form.saved):
        form.save()
    assert desk.panel(patron).fields.notes == ("Has a key.",)


def test_a_patron_of_another_library_is_read_only_until_the_details_come(qtbot: QtBot, tmp_path: Path) -> None:
    desk, patron = a_desk_with(tmp_path)
    form, header = an_open_form(qtbot, desk, patron), PatronHeader()
    qtbot.addWidget(header)
    thin = replace(desk.panel(patron), elsewhere=True)
    form.show_panel(thin)
    header.show_panel(thin)
    assert line(form, "Surname").isReadOnly()
    assert box(form, EMAILS).isReadOnly()
    assert any("of another library" in text for text in texts(form))
    assert "Debts not known" in texts(header)
    whole = desk.panel(patron)
    come = replace(whole, fields=replace(whole.fields, emails=("ana@example.org",)))
    form.show_panel(come)
    header.show_panel(come)
    assert box(form, EMAILS).toPlainText() == "ana@example.org"
    assert not box(form, EMAILS).isReadOnly()
    assert "Owes nothing" in texts(header)


def test_a_patron_may_have_several_addresses(qtbot: QtBot, tmp_path: Path) -> None:
    home, work = Address(("Calle Mayor 1",), "Madrid", kind="home"), Address(("Gran Vía 2",), "Madrid", kind="work")
    desk, patron = a_desk_with(tmp_path, addresses=(home, work))
    form = an_open_form(qtbot, desk, patron)
    which = combo(form, "Which address")
    which.setCurrentIndex(1)
    which.activated.emit(1)
    line(form, "City").setText("Toledo")
    form.save()
    assert desk.panel(patron).fields.addresses == (home, Address(("Gran Vía 2",), "Toledo", kind="work"))


def test_full_information_shows_the_whole_record_and_goes_back(qtbot: QtBot, tmp_path: Path) -> None:
    desk, patron = a_desk_with(tmp_path, user_name="anagarcia", statistics=("DEP: Letters",))
    form = an_open_form(qtbot, desk, patron)
    button(form, "Full information").click()
    assert {"anagarcia", "DEP: Letters", "Public", "internal account"} <= set(texts(form))
    button(form, "Quick user management").click()
    assert line(form, "Surname").isVisible()


def test_a_block_is_added_and_lifted_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    desk, patron = a_desk_with(tmp_path)
    form = an_open_form(qtbot, desk, patron)
    line(form, "Surname").setText("Half typed")
    line(form, "Why the patron is blocked").setText("Lost three books")
    line(form, "Last day of the block, or nothing").setText("1/1/2027")
    button(form, "Add block").click()
    (block,) = desk.panel(patron).manual_blocks
    assert (block.note, str(block.expires)) == ("Lost three books", "2027-01-01")
    assert line(form, "Surname").text() == "Half typed"
    table(form, "Blocks on this patron").selectRow(0)
    button(form, "Lift block").click()
    assert desk.panel(patron).manual_blocks == ()


def test_the_spanish_form_uses_almas_labels(qtbot: QtBot, tmp_path: Path, qapp: QApplication, catalogues: Path) -> None:
    desk, patron = a_desk_with(tmp_path)
    spanish = QTranslator()
    assert spanish.load(str(catalogues / "deskapp_es.qm"))
    qapp.installTranslator(spanish)
    try:
        form = an_open_form(qtbot, desk, patron)
        button(form, "Información completa").click()
        button(form, "Gestión rápida de usuarios").click()
        assert button(form, "Actualizar usuario").isVisible()
    finally:
        qapp.removeTranslator(spanish)


def test_a_scan_that_arrives_while_editing_never_lands_in_the_form(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    desk, patron = a_desk_with(tmp_path)
    queue = ScanQueue(qapp)
    form = an_open_form(qtbot, desk, patron, queue)
    form.activateWindow()
    surname = line(form, "Surname")
    surname.setFocus()
    qtbot.waitUntil(surname.hasFocus)
    try:
        with qtbot.waitSignal(queue.scanned) as scanned:
            _scan(form, "30234000517861")
        assert scanned.args[0].raw == "30234000517861"
        assert surname.text() == "García"
        button(form, "Scan a new card").click()
        _scan(form, "29990000012345")
        cards = box(form, "Card numbers, the current one first")
        qtbot.waitUntil(lambda: cards.toPlainText() == "29990000012345\nP9")
        assert not button(form, "Scan a new card").isChecked()
    finally:
        qapp.removeEventFilter(queue)
        queue.deleteLater()


def _scan(form: QWidget, code: str) -> None:
    window = form.windowHandle()
    for digit in code:
        QTest.keyClick(window, digit)
    QTest.keyClick(window, Qt.Key.Key_Return)
