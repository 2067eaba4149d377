"""The sync process as the window sees it: a real child that writes lines, hears kicks, dies and is started again."""

import sys
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.link import Link, LinkState, LinkStatus, read_status

SAYS_ONLINE = 'import sys; print(\'{"state": "online"}\', flush=True); sys.stdin.read()'
ECHOES = (
    "import sys\n"
    'print(\'{"state": "online"}\', flush=True)\n'
    'for line in sys.stdin: print(\'{"state": "copying", "detail": "%s"}\' % line.strip(), flush=True)\n'
)
DIES = 'print(\'{"state": "online"}\', flush=True)'
TALKS_NONSENSE = "print('Traceback ...'); print('{\"state\": \"online\"}', flush=True); input()"

Start = Callable[[str], Link]


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    """Start children that end with the test."""
    links: list[Link] = []

    def started(program: str) -> Link:
        links.append(Link([sys.executable, "-c", program]))
        links[-1].start()
        return links[-1]

    yield started
    for link in links:
        link.end()


def test_each_line_is_news(start: Start, qtbot: QtBot) -> None:
    link = start(SAYS_ONLINE)
    qtbot.waitUntil(link.online)


def test_a_kick_reaches_the_child(start: Start, qtbot: QtBot) -> None:
    link = start(ECHOES)
    qtbot.waitUntil(link.online)
    link.kick()
    qtbot.waitUntil(lambda: link.status.detail == "kick")


def test_a_child_that_dies_is_offline_and_is_started_again(start: Start, qtbot: QtBot) -> None:
    said: list[LinkState] = []
    link = start(DIES)
    link.reported.connect(lambda status: said.append(status.state))
    qtbot.waitUntil(lambda: said.count(LinkState.ONLINE) >= 2, timeout=10_000)
    assert LinkState.OFFLINE in said


def test_a_command_that_does_not_exist_is_offline_and_no_crash(qtbot: QtBot) -> None:
    link = Link(["/nonexistent/deskapp"])
    link.start()
    qtbot.waitUntil(lambda: link.status.state is LinkState.OFFLINE)
    link.end()


def test_lines_that_are_no_news_are_passed_over(start: Start, qtbot: QtBot) -> None:
    qtbot.waitUntil(start(TALKS_NONSENSE).online)


def test_the_child_ends_with_the_window(start: Start, qtbot: QtBot) -> None:
    link = start(SAYS_ONLINE)
    qtbot.waitUntil(link.online)
    link.end()
    assert link._process.processId() == 0


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"{}", b'{"state": "elsewhere"}', b"\xff", b'{"state": "copying", "done": "x"}']
)
def test_a_line_that_cannot_be_read_is_nothing(line: bytes) -> None:
    assert read_status(line) is None


def test_progress_is_read() -> None:
    line = b'{"state": "copying", "done": 5, "total": 10, "detail": null}'
    assert read_status(line) == LinkStatus(LinkState.COPYING, "", 5, 10)
