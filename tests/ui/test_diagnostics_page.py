"""The diagnosis is one text to copy or to save; nothing in the window waits for it."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deskapp.app.program import command
from deskapp.app.workstation import open_workstation
from deskapp.settings import Settings
from tests.desks import KEY
from tests.ui.screen import button
from tests.ui.windows import Serving
from ui.diagnostics import Support
from ui.diagnostics_page import DiagnosticsPage
from ui.lane import Message, Tone
from ui.link import LinkState, LinkStatus
from ui.scan_flow import Page

Serve = Callable[[], Serving]
WHOLE = json.dumps({"entries": 1204, "broken_at": None, "faults": []})
BROKEN = json.dumps({"entries": 1204, "broken_at": 17, "faults": [{"kind": "altered"}]})


def says(text: str) -> list[str]:
    return [sys.executable, "-c", f"print({text!r})"]


@pytest.fixture
def open_page(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., DiagnosticsPage]]:
    """Open pages that end with the test; what they said stands in `page.told`."""
    opened: list[DiagnosticsPage] = []
    QLocale.setDefault(QLocale("en"))

    def open_one(diagnose: Sequence[str], verify: Sequence[str] = (), file: str = "") -> DiagnosticsPage:
        def new_file(parent: QWidget | None) -> str:
            return file

        page = DiagnosticsPage(new_file)
        page.support = Support(diagnose, verify)
        qtbot.addWidget(page)
        page.resize(964, 600)
        page.show()
        opened.append(page)
        return page

    yield open_one
    for page in opened:
        page.end()


def shows(page: DiagnosticsPage, text: str) -> Callable[[], bool]:
    return lambda: text in page.text.toPlainText()


Open = Callable[..., DiagnosticsPage]


def test_turning_to_the_page_asks_for_everything(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(says("PROGRAM\n  deskapp: 1.0"))
    qtbot.waitUntil(shows(page, "deskapp: 1.0"))
    assert page.text.toPlainText().startswith("Connection: connecting (connecting)")


def test_the_text_is_copied(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(says("deskapp: 1.0"))
    qtbot.waitUntil(shows(page, "deskapp: 1.0"))
    with qtbot.waitSignal(page.said) as said:
        button(page, "Copy").click()
    assert "deskapp: 1.0" in QGuiApplication.clipboard().text()
    assert said.args[0].tone is Tone.DONE


def test_the_text_is_saved_as_a_file(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(says("Área: Córdoba"), file=str(tmp_path / "told"))
    qtbot.waitUntil(shows(page, "Córdoba"))
    button(page, "Save as a file…").click()
    assert "Área: Córdoba" in (tmp_path / "told.txt").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_told(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(says("x"), file=str(tmp_path / "nowhere" / "told.txt"))
    qtbot.waitUntil(shows(page, "x"))
    with qtbot.waitSignal(page.said) as said:
        button(page, "Save as a file…").click()
    assert said.args[0].tone is Tone.REFUSED


def test_staff_who_think_better_of_it_save_nothing(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(says("x"))
    button(page, "Save as a file…").click()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "tone", "said"),
    [
        (WHOLE, Tone.DONE, "The journal is whole: 1,204 entries"),
        (BROKEN, Tone.REFUSED, "breaks at entry 17"),
        ("Traceback", Tone.REFUSED, "could not be read to its end"),
        ('{"entries": 3}', Tone.REFUSED, "could not be read to its end"),
        ("[]", Tone.REFUSED, "could not be read to its end"),
    ],
)
def test_the_chain_of_the_journal_is_followed_on_asking(
    open_page: Open, qtbot: QtBot, answer: str, tone: Tone, said: str
) -> None:
    page = open_page(says("deskapp: 1.0"), says(answer))
    qtbot.waitUntil(shows(page, "deskapp"))
    assert "entries" not in page.text.toPlainText()
    with qtbot.waitSignal(page.said) as told:
        button(page, "Verify the journal").click()
        assert not page._verify.isEnabled()
    message: Message = told.args[0]
    assert message.tone is tone
    assert said in message.text
    assert said in page.text.toPlainText()
    assert "deskapp: 1.0" in page.text.toPlainText()
    assert page._verify.isEnabled()


def test_a_command_that_cannot_be_started_is_told(open_page: Open, qtbot: QtBot) -> None:
    page = open_page(["/nonexistent/deskapp"])
    qtbot.waitUntil(shows(page, "could not be made"))
    assert page._anew.isEnabled()


def test_a_slow_answer_holds_nothing_up_and_ends_with_the_window(open_page: Open, qtbot: QtBot) -> None:
    page = open_page([sys.executable, "-c", "import time; print('late', flush=True); time.sleep(60)"])
    assert "Looking…" in page.text.toPlainText()
    assert page._diagnosis.running()
    page.end()
    assert not page._diagnosis.running()


def test_a_desk_without_files_has_nothing_to_look_at(qtbot: QtBot) -> None:
    page = DiagnosticsPage()
    qtbot.addWidget(page)
    page.show()
    assert "nothing to look at" in page.text.toPlainText()


def test_comparing_is_offered_while_central_answers_and_copying_while_there_is_a_copy(
    open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(says("x"))
    page.show_link(LinkStatus(LinkState.ONLINE))
    with qtbot.waitSignal(page.check_wanted):
        button(page, "Compare with central").click()
    assert not button(page, "Stop copying").isEnabled()
    page.show_link(LinkStatus(LinkState.COPYING, "", 1, 2))
    assert not button(page, "Compare with central").isEnabled()
    with qtbot.waitSignal(page.copy_wanted) as stop:
        button(page, "Stop copying").click()
    page.show_link(LinkStatus(LinkState.STOPPED))
    with qtbot.waitSignal(page.copy_wanted) as go_on:
        button(page, "Go on copying").click()
    assert (stop.args, go_on.args) == ([False], [True])


def test_the_window_passes_on_what_is_wanted_of_central(serve: Serve) -> None:
    desk = serve()
    desk.press(Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    assert desk.work.page() is Page.DIAGNOSTICS
    button(desk.work.diagnostics, "Compare with central").click()
    desk.link.say(LinkState.COPYING, "", 1, 2)
    button(desk.work.diagnostics, "Stop copying").click()
    assert desk.link.told == [b"check\n", b"cancel\n"]


def test_the_real_commands_tell_of_a_real_workstation(open_page: Open, qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "home", "desk-1", insecure_key_file=True)
    workstation = open_workstation(settings)
    workstation.desk.check_in_unknown("31234000000999")
    calling = [*command(settings), "--language", "en"]
    page = open_page([*calling, "diagnose"], [*calling, "journal", "verify", "--json"])
    qtbot.waitUntil(shows(page, "events waiting: "), timeout=20_000)
    said = page.text.toPlainText()
    assert "window: yes" in said
    assert "31234000000999" not in said
    assert KEY not in said
    with qtbot.waitSignal(page.said, timeout=20_000) as told:
        button(page, "Verify the journal").click()
    assert told.args[0].tone is Tone.DONE
    workstation.close()
