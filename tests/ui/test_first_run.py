"""A fresh installation asks what it shall become; until then nothing is written, and errors say what to do."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import QEventLoop, QLocale, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp import joining
from deskapp import settings as kept
from deskapp.app.files import secrets_for
from deskapp.app.program import CENTRAL_VARIABLE, command
from deskapp.commands.first_run import begin, is_fresh
from deskapp.joining import Offer, written
from deskapp.settings import Settings
from deskapp.wording.sentences import sentence
from tests.central.centrals import PASSWORD, OnPostgresql
from tests.postgresql import Cluster
from tests.ui.screen import texts
from ui.application import speak
from ui.first_run import FirstRun, Ways

CODE = written(Offer("desk-7", "EAST", "127.0.0.1:1", "library", "a password"))
Show = Callable[..., FirstRun]


@pytest.fixture
def fresh(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", "this-machine", insecure_key_file=True)


@pytest.fixture
def deed(
    fresh: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Callable[[FirstRun], None]], object]]:
    """Go through `begin` with the real page, and do something on it."""
    pages: list[FirstRun] = []
    monkeypatch.setenv(CENTRAL_VARIABLE, fresh.central)  # as the command line does

    def go(do: Callable[[FirstRun], None]) -> object:
        def ask(*ways: object) -> object:
            page, loop, found = FirstRun(Ways(*ways), "en"), QEventLoop(), list[object]()  # type: ignore[arg-type]
            pages.append(page)
            qtbot.addWidget(page)
            page.chosen.connect(found.append)
            page.chosen.connect(loop.quit)
            page.closed.connect(loop.quit)
            page.show()
            QTimer.singleShot(0, page, lambda: do(page))
            QTimer.singleShot(60_000, loop.quit)
            loop.exec()
            return found[0] if found else None

        return begin(fresh, ask)

    yield go
    for page in pages:
        page.close()


def test_an_installation_is_fresh_until_something_was_set_up(fresh: Settings) -> None:
    assert is_fresh(fresh)
    assert not is_fresh(replace(fresh, central="postgresql://desk@central/library"))
    kept.save(fresh)
    assert not is_fresh(fresh)


def test_a_journal_that_is_there_is_never_passed_over(fresh: Settings) -> None:
    fresh.home.mkdir()
    fresh.journal.write_bytes(b"x")
    assert not is_fresh(fresh)


def test_the_code_shows_what_it_offers_before_it_is_used(
    deed: Callable[[Callable[[FirstRun], None]], object], fresh: Settings
) -> None:
    seen: list[list[str]] = []

    def look(page: FirstRun) -> None:
        assert not page.join.isEnabled()
        page.code.setPlainText(f"{CODE[:40]}\n  {CODE[40:]}\n")  # as a mail breaks it
        seen.append(texts(page))
        assert page.join.isEnabled()
        page.close()

    assert deed(look) is None
    assert {"127.0.0.1:1", "desk-7", "EAST"} <= set(seen[0])
    assert not fresh.home.exists()


def test_half_a_code_says_so_and_joins_nothing(deed: Callable[[Callable[[FirstRun], None]], object]) -> None:
    def look(page: FirstRun) -> None:
        page.code.setPlainText(CODE[:50])
        assert "a part of it is missing" in page._said.text()
        assert not page.join.isEnabled()
        page.close()

    assert deed(look) is None


def test_the_code_is_read_out_of_a_file(tmp_path: Path, qtbot: QtBot) -> None:
    file, other = tmp_path / "code.txt", tmp_path / "picture.png"
    file.write_text(f"{CODE}\n", encoding="utf-8")
    other.write_bytes(b"\xff\xfe\x00\x89PNG")
    chosen = [str(other), str(file)]
    ways = Ways(joining.read, _never, _never, _never, lambda fault, language: "")
    page = FirstRun(ways, "en", lambda parent: chosen.pop(0))
    qtbot.addWidget(page)
    page.open.click()
    assert "picture.png cannot be read" in page._said.text()
    page.open.click()
    assert page.code.toPlainText() == CODE
    assert page.join.isEnabled()


def _never(*words: str) -> object:
    raise AssertionError("nothing was chosen")


def test_a_central_that_does_not_answer_is_said_and_can_be_tried_again(
    deed: Callable[[Callable[[FirstRun], None]], object], fresh: Settings, qtbot: QtBot
) -> None:
    def join(page: FirstRun) -> None:
        page.code.setPlainText(CODE)
        with qtbot.waitSignal(page._thinking.answered, timeout=30_000):
            page.join.click()
            assert not page.demo.isEnabled()
        assert page._said.text().startswith("Central does not answer, so this machine has not joined yet.")
        assert "a password" not in page._said.text()
        assert page.focusWidget() is page.join  # Enter tries again
        page.close()

    assert deed(join) is None
    assert is_fresh(fresh)


def test_a_library_of_ones_own_goes_on_with_the_language_that_was_chosen(
    deed: Callable[[Callable[[FirstRun], None]], object], fresh: Settings
) -> None:
    def choose(page: FirstRun) -> None:
        page.language.setCurrentIndex(page.language.findData("es"))
        page.own.click()

    begun = deed(choose)
    assert isinstance(begun, tuple)
    assert begun[0].language == "es"
    assert kept.load(fresh.home).language == "es"
    assert begun[1] == ()


def test_the_demonstration_is_made_while_the_page_lives_on(
    deed: Callable[[Callable[[FirstRun], None]], object], fresh: Settings
) -> None:
    begun = deed(lambda page: page.demo.click())
    assert isinstance(begun, tuple)
    settings, hints = begun
    assert settings.demo
    assert settings.embedded_central.exists()
    assert hints


def test_another_language_changes_every_word_at_once(qtbot: QtBot, qapp: QApplication, catalogues: Path) -> None:
    ways = Ways(joining.read, _never, _never, _never, lambda fault, language: "")
    page = FirstRun(ways, "en")
    qtbot.addWidget(page)
    page.language_chosen.connect(lambda code: speak(qapp, code))
    try:
        page.language.setCurrentIndex(page.language.findData("es"))
        qtbot.waitUntil(lambda: page._heading.text() == "Le damos la bienvenida")
        page.language.setCurrentIndex(page.language.findData("en"))
        qtbot.waitUntil(lambda: page._heading.text() == "Welcome")
    finally:
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
        QLocale.setDefault(QLocale("en"))


def test_the_keyboard_reaches_everything(qtbot: QtBot) -> None:
    ways = Ways(joining.read, _never, _never, _never, lambda fault, language: "")
    page = FirstRun(ways, "en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.code.setPlainText(CODE)
    page.code.setFocus()
    reached = set()
    for _ in range(12):
        focused = page.focusWidget()  # also where no window manager makes the window the active one
        assert focused is not None
        reached.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert {page.code, page.open, page.join, page.demo, page.own, page.language} <= reached


def test_a_code_makes_a_workstation_of_this_machine_and_serves_once(
    deed: Callable[[Callable[[FirstRun], None]], object], fresh: Settings, postgresql: Cluster, qtbot: QtBot
) -> None:
    central = OnPostgresql(postgresql, "desk")
    host, port = central.address
    name, database = central.name("desk"), urlsplit(central.url("desk")).path.removeprefix("/")
    code = written(Offer(name, "EAST", f"{host}:{port}", database, PASSWORD))

    def join(page: FirstRun) -> None:
        page.code.setPlainText(code)
        page.join.click()

    begun = deed(join)
    assert isinstance(begun, tuple)
    assert (begun[0].workstation, begun[0].branch) == (name, "EAST")
    assert not is_fresh(kept.load(fresh.home))
    child = subprocess.run([*command(begun[0]), "diagnose"], capture_output=True, text=True, check=True)
    assert begun[0].central in child.stdout  # the exchange goes with the library's central from the first minute on
    page = FirstRun(Ways(joining.read, lambda code, language: _join(fresh, code), _never, _never, _say), "en")
    qtbot.addWidget(page)
    page.code.setPlainText(code)
    with qtbot.waitSignal(page._thinking.answered, timeout=30_000):
        page.join.click()
    assert page._said.text()
    central.close()


def _join(fresh: Settings, code: str) -> object:
    elsewhere = replace(fresh, home=fresh.home.parent / "elsewhere")
    return joining.join(elsewhere.home, code, secrets_for(elsewhere))


def _say(fault: BaseException, language: str) -> str:
    return sentence(fault, "en") or ""
