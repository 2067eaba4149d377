"""The frame around the work: foot, lane, sounds, faults, the start, keyboard and screen reader."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from deskapp.desk.entering import Entered
from deskapp.domain.rules import Category
from tests.desks import FakeClock, Place, a_library, the_set_up
from tests.staff import Entrance, give_secrets, the_staff
from tests.ui import screen
from tests.ui.windows import FakeLink, Serving
from ui.application import Faults
from ui.lane import Action, Lane, Message, Tone
from ui.link import LinkState
from ui.scan_flow import Page
from ui.sound import Sounds
from ui.window import MainWindow

Serve = Callable[[], Serving]


def test_offline_pending_acts_and_the_age_of_the_data_are_in_sight(serve: Serve) -> None:
    desk = serve()
    assert desk.window.foot.said() == "Up to date, just now"
    desk.offline()
    desk.scan("P1", "I4")
    desk.clock.pass_(minutes=12)
    desk.window.following.show_status()
    foot = desk.window.foot
    assert foot.said().startswith("Central has not answered for 12 ")
    assert foot._pending.text() == "To send: 1"


def test_everything_goes_on_offline_and_is_sent_afterwards(serve: Serve) -> None:
    desk = serve()
    desk.offline()
    desk.scan("P1", "I4")
    assert desk.lent() == ["I4"]
    desk.sync()
    desk.link.say(LinkState.ONLINE)
    assert desk.window.foot._pending.text() == "All sent"
    assert desk.lent() == ["I4"]


def test_each_page_has_its_key(serve: Serve) -> None:
    desk = serve()
    for number, page in enumerate(Page, 1):
        desk.press(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert desk.work.page() is page


def test_after_turning_to_a_page_the_focus_is_in_the_scan_field(serve: Serve) -> None:
    desk = serve()
    desk.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is desk.window.top.field


def test_every_input_has_a_name_for_the_screen_reader(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    nameless = [each for each in desk.window.findChildren(QWidget) if _takes_input(each) and not _name(each)]
    assert nameless == []


def _takes_input(widget: QWidget) -> bool:
    kinds = (QLineEdit, QComboBox, QAbstractSpinBox, QAbstractButton, QAbstractItemView)
    inner = isinstance(widget.parent(), QAbstractSpinBox | QComboBox | QLineEdit) or _of_qt(widget)
    return isinstance(widget, kinds) and not inner and not widget.isHidden()


def _of_qt(widget: QWidget) -> bool:
    """Parts that Qt makes for itself: corner and scroll buttons, headers, calendar pop-ups."""
    names = {each.metaObject().className() for each in _ancestors(widget)}
    return bool(names & {"QHeaderView", "QTableCornerButton", "QCalendarWidget", "QComboBoxPrivateContainer"}) or (
        isinstance(widget.parent(), QWidget) and widget.parent().metaObject().className() == "QTabBar"
    )


def _ancestors(widget: QWidget) -> list[QWidget]:
    chain = [widget]
    while isinstance(parent := chain[-1].parent(), QWidget):
        chain.append(parent)
    return chain


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "") or _buddy(widget)


def _buddy(widget: QWidget) -> str:
    labels = widget.window().findChildren(QLabel)
    return next((label.text() for label in labels if label.buddy() is widget), "")


def test_the_table_of_loans_keeps_the_rules_of_models_and_the_selection(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I1", "I4")
    tester = QAbstractItemModelTester(desk.loans().model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    desk.loans().table.selectRow(1)
    chosen = desk.loans().chosen()
    desk.scan("I5")
    assert desk.loans().chosen() == chosen
    assert len(chosen) == 1
    del tester


def test_an_overdue_loan_says_so_in_words_and_colour(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.clock.pass_(days=20)
    desk.tab().reload()
    model = desk.loans().model
    assert "overdue" in model.index(0, 6).data()
    assert model.index(0, 3).data(Qt.ItemDataRole.ForegroundRole) is not None
    assert model.index(0, 5).data() == "€0.60"


def test_the_newest_message_is_on_top_and_only_its_action_is_offered(serve: Serve) -> None:
    desk = serve()
    done: list[str] = []
    lane = desk.window.lane
    lane.say(Message(Tone.REFUSED, "first", action=Action("Do", "F8", lambda: done.append("first"))))
    lane.say(Message(Tone.NOTE, "second"))
    assert not lane.act("F8")
    assert [message.text for message in lane.messages()][:2] == ["second", "first"]
    for button in lane.findChildren(QAbstractButton):
        if button.isVisibleTo(lane):
            button.click()
    assert done == []


def test_an_action_is_done_once_however_often_its_key_is_pressed(serve: Serve) -> None:
    desk = serve()
    desk.answers.reason = None
    desk.scan("P1", "I6")
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_F8)
    assert desk.answers.asked == ["why"]


def test_the_lane_keeps_the_last_few_messages(serve: Serve) -> None:
    lane: Lane = serve().window.lane
    for number in range(30):
        lane.say(Message(Tone.NOTE, str(number)))
    assert [message.text for message in lane.messages()][:2] == ["29", "28"]
    assert len(lane.messages()) == 8


def test_of_simultaneous_events_only_the_first_sounds(serve: Serve, tmp_path: Path) -> None:
    desk = serve()
    played: list[str] = []
    sounds = Sounds(tmp_path, lambda file: played.append(file.stem), desk.window)
    for tone in (Tone.REFUSED, Tone.DONE, Tone.NOTE):
        sounds.sound(tone)
    desk.bot.waitUntil(lambda: played == ["refused"])


def test_a_muted_desk_is_silent(serve: Serve) -> None:
    desk = serve()
    desk.window.foot.mute(True)
    desk.scan("P1")
    desk.window.foot.mute(False)
    desk.scan("I6")
    desk.bot.waitUntil(lambda: desk.sounds != [])
    assert desk.sounds == ["refused"]


def test_every_tone_has_a_sound_of_its_own() -> None:
    folder = Path(__file__).parents[2] / "resources" / "sounds"
    files = [(folder / f"{tone}.wav").read_bytes() for tone in Tone if tone is not Tone.NOTE]
    assert len(set(files)) == len(files)


def test_a_fault_is_told_and_the_work_goes_on(serve: Serve, tmp_path: Path) -> None:
    desk = serve()
    faults = Faults(desk.window, lambda fault: "", tmp_path / "reports")
    try:
        raise RuntimeError("Ana García has 3 books")
    except RuntimeError as fault:
        faults.hook(type(fault), fault, fault.__traceback__)
    strip = desk.window.fault_strip
    assert strip.isVisible()
    assert "recorded and safe" in strip.words.text()
    report = next((tmp_path / "reports").iterdir()).read_text(encoding="utf-8")
    assert "test_window.py" in report
    assert "Ana" not in report
    desk.scan("P1", "I4")
    assert desk.lent() == ["I4"]


def test_an_expected_fault_is_told_in_its_own_words(serve: Serve) -> None:
    desk = serve()
    faults = Faults(desk.window, lambda fault: "The disk is full.", None)
    assert faults.words(OSError()) == "The disk is full."


def test_a_desk_that_cannot_be_opened_says_why(serve: Serve) -> None:
    desk = serve()
    window = MainWindow(desk.scans, desk.window.active, Sounds(Path(), print, desk.scans), desk.clock.now)
    desk.bot.addWidget(window)
    window.opening_failed("The journal cannot be opened.")
    assert window.opening.said() == "The journal cannot be opened."
    assert not window.foot.isVisibleTo(window)


def test_at_the_very_first_start_the_desk_waits_for_records_unless_it_is_offline(serve: Serve, tmp_path: Path) -> None:
    desk = serve()
    (tmp_path / "empty").mkdir()
    one = Place(tmp_path / "empty", FakeClock()).workstation("desk-9")
    window = MainWindow(desk.scans, desk.window.active, Sounds(Path(), print, desk.scans), desk.clock.now)
    desk.bot.addWidget(window)
    link = FakeLink(window)
    window.begin(one.desk, link)
    link.say(LinkState.COPYING, "", 500, 1000)
    assert window.work is None
    assert "500" in window.opening.said()
    link.say(LinkState.OFFLINE)
    assert window.work is not None


def test_nobody_has_to_wait_for_the_first_copy(serve: Serve, tmp_path: Path) -> None:
    desk = serve()
    (tmp_path / "empty").mkdir()
    one = Place(tmp_path / "empty", FakeClock()).workstation("desk-9")
    window = MainWindow(desk.scans, desk.window.active, Sounds(Path(), print, desk.scans), desk.clock.now)
    desk.bot.addWidget(window)
    window.show()
    link = FakeLink(window)
    window.begin(one.desk, link)
    link.say(LinkState.COPYING, "", 250, 1000)
    assert window.opening.bar.isVisible()
    assert window.opening.bar.text() == "25%"
    screen.button(window.opening, "Start working now").click()
    assert window.work is not None
    assert window.work.isVisible()
    assert not window.opening.isVisible()
    link.say(LinkState.COPYING, "", 500, 1000)
    assert window.foot.said() == "Copying records: 50 %. Go on working."


@pytest.mark.parametrize("tells", [True, False])
def test_staff_wait_for_the_first_copy_only_where_central_does_not_tell_of_them_before_it(
    serve: Serve, tmp_path: Path, tells: bool
) -> None:
    """A central of an earlier version tells nothing: a sign-in that lets nobody in would help nobody."""
    desk = serve()
    (tmp_path / "empty").mkdir()
    place = Place(tmp_path / "empty", FakeClock())
    one = place.workstation("desk-9")
    place.tell(*the_staff(), the_set_up(a_library()))
    give_secrets(place.database, place.now(), one.name)
    door = Entrance(one.desk, one.folder, lambda: place.link(one.name), place.now, one.clock)
    door.hear()
    if not tells:
        known = door.file.read()
        door.file.keep(known.at, msgspec.to_builtins(known.staff), (), known.heard)
    window = MainWindow(desk.scans, desk.window.active, Sounds(Path(), print, desk.scans), desk.clock.now)
    desk.bot.addWidget(window)
    window.show()
    link = FakeLink(window)
    window.begin(one.desk, link)
    link.say(LinkState.COPYING, "", 250, 1000)
    if tells:
        screen.button(window.opening, "Start working now").click()
        assert window.work is not None
        assert window._locked()
        assert isinstance(door.enter("olga"), Entered)
        return
    assert not window.opening.start.isVisible()
    assert "Staff can sign in as soon as all of them are here." in screen.texts(window)
    link.say(LinkState.STOPPED)
    assert window.work is None
    assert "Copying was stopped" in screen.texts(window)
    assert window.foot._copy.isEnabled()


def test_a_changed_set_up_of_the_library_reaches_forms_that_are_open(serve: Serve) -> None:
    desk = serve()
    desk.scan("P1")
    before = desk.work
    library = a_library()
    more = replace(library, categories=(*library.categories, Category("SENIOR", "Mayores", "Seniors")))
    desk.place.tell(the_set_up(more), workstation="setup-2")
    desk.sync()
    desk.link.say(LinkState.ONLINE)
    assert desk.work is not before
    assert desk.window.active.name == "Ana García Núñez"
    desk.scan("I4")
    assert desk.lent() == ["I4"]


def test_the_window_loads_no_database_before_it_is_shown() -> None:
    code = "import sys, ui.application; print('sqlalchemy' in sys.modules)"
    root = Path(__file__).parents[2]
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert said.stdout.strip() == "False"


@pytest.mark.parametrize("page", list(Page))
def test_nothing_is_cut_off_at_1366_by_768(serve: Serve, page: Page) -> None:
    desk = serve()
    desk.scan("P1", "I4")
    desk.turn(page)
    assert desk.window.minimumSizeHint().width() <= 1366
    assert desk.window.minimumSizeHint().height() <= 740
