"""How the connection stands is always in sight, in words that staff understand: what happens, what is safe."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from deskapp.desk.views import Status
from tests.desks import MONDAY
from tests.ui.windows import FakeLink, Serving
from ui.connection import Connection
from ui.connection_words import explanation, long, news, sentence
from ui.copy_pace import Pace
from ui.lane import Message, Tone
from ui.link import LinkState, LinkStatus, read_status
from ui.notice_words import notice
from ui.scan_flow import Page

Serve = Callable[[], Serving]
NOW = MONDAY


def heard(pending: int = 0, **ago: float) -> Status:
    return Status(pending, NOW - timedelta(**ago), 1, 0)


def foot_says(state: LinkState, status: Status | None) -> str:
    return sentence(LinkStatus(state), status, NOW)


def foot_button(desk: Serving, text: str) -> QToolButton:
    buttons = desk.window.foot.findChildren(QToolButton)
    return next(b for b in buttons if text in (b.text(), b.accessibleName()))


@pytest.fixture(autouse=True)
def english(request: pytest.FixtureRequest) -> None:
    """Plurals have their English forms only with the catalogue."""
    if "language" not in request.fixturenames and "spanish" not in request.fixturenames:
        request.getfixturevalue("english_catalogue")


# The line in the foot


def test_a_desk_that_central_answers_is_up_to_date() -> None:
    assert foot_says(LinkState.ONLINE, heard(seconds=5)) == "Up to date, 5 seconds ago"
    assert foot_says(LinkState.ONLINE, heard(seconds=8)) == "Up to date, 5 seconds ago"  # it does not flicker
    assert foot_says(LinkState.ONLINE, heard(seconds=1)) == "Up to date, just now"


def test_a_silent_central_is_told_with_for_how_long_and_what_waits() -> None:
    assert foot_says(LinkState.OFFLINE, heard(37, minutes=12)) == (
        "Central has not answered for 12 minutes. You can go on working; 37 events wait."
    )
    assert foot_says(LinkState.OFFLINE, heard(1, hours=30)) == (
        "Central has not answered for 30 hours. You can go on working; 1 event waits."
    )


def test_a_central_that_never_answered_is_told_so() -> None:
    never = Status(0, None, 0, 0)
    said = "Central has not answered yet. You can go on working; nothing waits."
    assert foot_says(LinkState.OFFLINE, never) == said


def test_a_line_that_hangs_open_is_no_connection() -> None:
    assert foot_says(LinkState.ONLINE, heard(2, minutes=5)).startswith("Central has not answered for 5 minutes")


def test_copying_says_how_far_it_is_and_how_long_it_takes() -> None:
    link = LinkStatus(LinkState.COPYING, "", 450_000, 1_000_000)
    assert "45 %" in sentence(link, None, NOW)
    assert "about 2 minutes more" in sentence(link, None, NOW, timedelta(seconds=130))
    assert "0 %" not in sentence(LinkStatus(LinkState.COPYING), None, NOW)


@pytest.mark.parametrize("state", LinkState)
def test_every_state_has_a_line_and_says_more_on_asking(language: str, state: LinkState) -> None:
    said = [foot_says(state, heard(3, minutes=1)), *explanation(state)]
    assert all(said)
    assert not any("{" in text or state.value in text.split() for text in said if state is not LinkState.STOPPED)


@pytest.mark.parametrize("state", [s for s in LinkState if s is not LinkState.ONLINE])
def test_whatever_is_wrong_it_is_said_that_work_goes_on(state: LinkState) -> None:
    said = foot_says(state, heard(3, minutes=1)).lower()
    assert "go on working" in said or "work already" in said


@pytest.mark.parametrize("state", [LinkState.REFUSED, LinkState.OFFLINE, LinkState.CONTESTED, LinkState.OTHER_VERSION])
def test_where_something_is_wrong_it_is_said_that_what_was_recorded_is_safe(state: LinkState) -> None:
    assert any("safe" in line for line in explanation(state))


def test_a_length_of_time_is_said_in_its_largest_unit(spanish: None) -> None:
    times = [timedelta(seconds=2), timedelta(seconds=59), timedelta(minutes=59), timedelta(hours=47), timedelta(days=3)]
    assert [long(time) for time in times] == ["5 segundos", "55 segundos", "59 minutos", "47 horas", "3 días"]


# How long copying takes


def test_the_time_left_follows_from_the_pace_so_far() -> None:
    pace = Pace()
    pace.note(0, 1000, NOW)
    pace.note(100, 1000, NOW + timedelta(seconds=1))
    assert pace.left() is None  # too soon to tell
    pace.note(500, 1000, NOW + timedelta(seconds=10))
    assert pace.left() == timedelta(seconds=10)


def test_a_copy_that_begins_again_is_timed_anew() -> None:
    pace = Pace()
    pace.note(0, 1000, NOW)
    pace.note(900, 1000, NOW + timedelta(seconds=9))
    pace.note(0, 1000, NOW + timedelta(seconds=10))
    assert pace.left() is None


def test_a_copy_that_was_stopped_is_timed_from_where_it_goes_on() -> None:
    pace = Pace()
    pace.note(0, 1000, NOW)
    pace.note(500, 1000, NOW + timedelta(seconds=5))
    pace.stop()
    pace.note(500, 1000, NOW + timedelta(hours=1))
    pace.note(600, 1000, NOW + timedelta(hours=1, seconds=10))
    assert pace.left() == timedelta(seconds=40)


# In the window


def test_the_time_without_central_grows_as_it_passes(serve: Serve) -> None:
    desk = serve()
    desk.offline()
    desk.scan("P1", "I4")
    for minutes in (3, 9):
        desk.clock.pass_(minutes=minutes)
        desk.window.following.show_status()
    assert desk.window.foot.said() == "Central has not answered for 12 minutes. You can go on working; 1 event waits."
    assert "safe in this workstation's journal" in desk.window.foot._said.toolTip()


def test_copying_can_be_stopped_and_gone_on_with(serve: Serve) -> None:
    desk = serve()
    desk.link.say(LinkState.COPYING, "", 10, 100)
    desk.bot.mouseClick(foot_button(desk, "Stop copying"), Qt.MouseButton.LeftButton)
    desk.link.say(LinkState.STOPPED)
    desk.bot.mouseClick(foot_button(desk, "Go on copying"), Qt.MouseButton.LeftButton)
    assert desk.link.told == [b"cancel\n", b"copy\n"]
    desk.link.say(LinkState.ONLINE)
    assert not desk.window.foot._copy.isVisible()


def test_the_button_of_the_copy_is_reached_by_keyboard(serve: Serve) -> None:
    desk = serve()
    desk.link.say(LinkState.COPYING, "", 10, 100)
    button = foot_button(desk, "Stop copying")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.hasFocus()
    desk.bot.keyClick(button, Qt.Key.Key_Space)
    assert desk.link.told == [b"cancel\n"]


def test_a_workstation_that_was_revoked_is_told_once_whom_to_tell_and_works_on(serve: Serve) -> None:
    desk = serve()
    before = len(desk.window.lane.messages())
    for _ in range(3):
        desk.link.say(LinkState.REFUSED, "NotAdmitted")
    assert desk.tone() is Tone.REFUSED
    assert "tell an administrator" in desk.said()
    assert len(desk.window.lane.messages()) == before + 1
    desk.scan("P1", "I4")
    assert desk.lent() == ["I4"]


def test_it_is_told_again_when_it_happens_again(serve: Serve) -> None:
    desk = serve()
    for state in (LinkState.REFUSED, LinkState.OFFLINE, LinkState.REFUSED, LinkState.ONLINE, LinkState.REFUSED):
        desk.link.say(state)
    texts = [message.text for message in desk.window.lane.messages()]
    assert texts.count("Central refuses this workstation") == 2


def test_a_copy_that_differed_is_told_and_what_is_merely_offline_is_not(serve: Serve) -> None:
    desk = serve()
    desk.offline()
    assert "Central has not" not in " ".join(message.text for message in desk.window.lane.messages())
    desk.link.say(LinkState.DIFFERS)
    assert desk.news().text == "The local copy is fetched anew"


def test_news_is_of_what_staff_have_to_know_alone() -> None:
    told = {state for state in LinkState if news(LinkStatus(state)) is not None}
    assert told == {LinkState.REFUSED, LinkState.OTHER_VERSION, LinkState.DIFFERS, LinkState.FILE}


@pytest.mark.parametrize(
    ("result", "tone", "said"),
    [
        ("same", Tone.DONE, "the same as central's"),
        ("busy", Tone.ATTENTION, "when there is less to do"),
        ("away", Tone.ATTENTION, "Central did not answer"),
    ],
)
def test_a_comparison_that_was_asked_for_is_told_once(serve: Serve, result: str, tone: Tone, said: str) -> None:
    desk = serve()
    desk.link.check()
    desk.link.hear({"state": "checked", "result": result})
    assert desk.tone() is tone
    assert said in desk.said()
    count = len(desk.window.lane.messages())
    desk.link.hear({"state": "checked", "result": result})  # as each night
    assert len(desk.window.lane.messages()) == count
    assert desk.window.foot.said().startswith("Up to date")


# Contested numbers


class Reissuing:
    """A desk as far as this goes: what it was asked to give anew."""

    def __init__(self) -> None:
        self.asked: list[tuple[UUID, int]] = []

    def reissue(self, incarnation: UUID, seq: int) -> int:
        self.asked.append((incarnation, seq))
        return 3


COPIED = "0190b2f0-0000-7000-8000-000000000001"
CONTESTED = LinkStatus(LinkState.CONTESTED, "other", 0, 0, COPIED, 17)


def test_contested_numbers_are_given_anew_once_told_once_and_sent(application: object) -> None:
    desk, link, said = Reissuing(), FakeLink(), list[Message]()
    connection = Connection(desk, link, said.append)  # type: ignore[arg-type]
    for status in (CONTESTED, CONTESTED, LinkStatus(LinkState.ONLINE), CONTESTED):
        link.reported.emit(status)
    assert desk.asked == [(UUID(COPIED), 17)]
    (message,) = said
    assert "Nothing is lost" in whole(message)
    assert "name of its own" in whole(message)
    assert link.kicks == 1
    connection.deleteLater()


def test_what_waits_under_contested_numbers_is_neither_lost_nor_sent_twice(serve: Serve) -> None:
    desk = serve()
    desk.offline()
    desk.scan("P1", "I4")
    journal = desk.workstation.journal
    (waiting,) = desk.desk.pending(10)
    before = journal.incarnation
    desk.link.hear({"state": "contested", "incarnation": str(before), "seq": 1, "fate": "number_taken"})
    assert journal.incarnation != before
    assert [row.event for row in desk.desk.pending(10)] == [waiting.event]
    assert desk.news().text == "Unsent events got new numbers"
    desk.sync()
    desk.link.say(LinkState.ONLINE)
    assert desk.desk.pending(10) == ()
    assert desk.lent() == ["I4"]


def test_numbers_that_are_contested_later_are_given_anew_too(application: object) -> None:
    desk, link = Reissuing(), FakeLink()
    connection = Connection(desk, link, lambda message: None)  # type: ignore[arg-type]
    link.reported.emit(CONTESTED)
    link.reported.emit(LinkStatus(LinkState.CONTESTED, "other", 0, 0, COPIED, 40))
    assert [seq for _, seq in desk.asked] == [17, 40]
    connection.deleteLater()


def test_the_report_of_a_contest_is_read_with_its_numbers() -> None:
    line = f'{{"state": "contested", "detail": "other", "incarnation": "{COPIED}", "seq": 17}}'.encode()
    assert read_status(line) == CONTESTED


def test_a_report_that_a_copy_differs_is_read() -> None:
    status = read_status(b'{"state": "differs", "kinds": ["loan", "hold"]}')
    assert status is not None
    assert status.state is LinkState.DIFFERS


# What opening the workstation found


def whole(message: Message) -> str:
    return " ".join((message.text, *message.lines))


def test_a_salvaged_journal_says_what_was_read_and_what_was_not() -> None:
    said = whole(notice("journal_salvaged:1204:3:12"))
    assert "1204 entries could be read and are safe" in said
    assert "3 entries could not be read" in said
    assert "12 entries will be sent again" in said
    assert "Discrepancies" in said


def test_a_salvaged_journal_of_which_nothing_is_lost_says_so() -> None:
    said = whole(notice("journal_salvaged:1204:0:0"))
    assert "Nothing is lost" in said
    assert "could not" not in said
    assert "again" not in said


@pytest.mark.parametrize("code", ["cache_rebuilt", "journal_salvaged:5:1:1", "journal_reissued"])
def test_every_notice_has_words_and_says_that_work_is_safe(language: str, code: str) -> None:
    said = whole(notice(code))
    assert code.partition(":")[0] not in said
    assert any(word in said for word in ("safe", "lost", "a salvo", "pierde"))


def test_what_waits_is_shown_by_a_click_on_its_count(serve: Serve) -> None:
    desk = serve()
    desk.offline()
    desk.scan("P1", "I4")
    desk.window.following.show_status()
    desk.bot.mouseClick(foot_button(desk, "To send: 1"), Qt.MouseButton.LeftButton)
    assert desk.work.page() is Page.PENDING
    desk.bot.mouseClick(foot_button(desk, "Diagnostics"), Qt.MouseButton.LeftButton)
    assert desk.work.page() is Page.DIAGNOSTICS


def test_no_button_of_the_rail_is_pressed_on_a_page_that_is_not_on_it(serve: Serve) -> None:
    desk = serve()
    desk.turn(Page.PENDING)
    assert not any(button.isChecked() for button in desk.window.rail._buttons.values())
    desk.turn(Page.CHECK_IN)
    assert [page for page, button in desk.window.rail._buttons.items() if button.isChecked()] == [Page.CHECK_IN]
