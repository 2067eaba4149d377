"""How the connection to central stands, in words: what happens, what is safe, what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.desk.views import Status
from ui import words
from ui.lane import Message, Tone
from ui.link import LinkState, LinkStatus

translate = QCoreApplication.translate

SILENT = timedelta(seconds=90)
"""Central is asked every twenty seconds; not heard for so long, it does not answer, whatever was reported last."""

_STEP = 5
"""Seconds. A line that changes every second draws the eye for nothing."""


class Plurals(QObject):
    """What is counted. A QObject, because the tools find plurals only in its `tr`."""

    def seconds_ago(self, count: int) -> str:
        return self.tr("%n second(s) ago", "", count)

    def seconds(self, count: int) -> str:
        return self.tr("%n second(s)", "", count)

    def minutes(self, count: int) -> str:
        return self.tr("%n minute(s)", "", count)

    def hours(self, count: int) -> str:
        return self.tr("%n hour(s)", "", count)

    def days(self, count: int) -> str:
        return self.tr("%n day(s)", "", count)

    def wait(self, count: int) -> str:
        return self.tr("%n event(s) wait", "", count)


plurals = Plurals()


def state_now(link: LinkStatus, status: Status | None, now: datetime) -> LinkState:
    """How it stands; a connection on which nothing comes any more is none."""
    heard = status.data_at if status is not None else None
    if link.state is LinkState.ONLINE and heard is not None and now - heard > SILENT:
        return LinkState.OFFLINE
    return link.state


def sentence(link: LinkStatus, status: Status | None, now: datetime, left: timedelta | None = None) -> str:
    """One line for the foot of the window. `left`: how long copying may still take."""
    match state_now(link, status, now):
        case LinkState.CONNECTING:
            return translate("connection", "Connecting to central… You can work already.")
        case LinkState.ONLINE:
            return translate("connection", "Up to date, {ago}").format(ago=_ago(status, now))
        case LinkState.OFFLINE:
            return _silent(status, now)
        case LinkState.COPYING:
            return _copying(link, left)
        case LinkState.STOPPED:
            return translate("connection", "Copying was stopped. You can go on working with what is here.")
        case LinkState.REFUSED:
            return translate(
                "connection", "Central refuses this workstation. Go on working, and tell an administrator."
            )
        case LinkState.OTHER_VERSION:
            return translate("connection", "Central has another version. Go on working, and have this program updated.")
        case LinkState.CONTESTED:
            return translate("connection", "What waits gets new numbers: nothing is lost. Go on working.")
        case LinkState.DIFFERS:
            return translate(
                "connection", "The local copy differed from central's and is fetched anew. You can go on working."
            )
        case LinkState.FILE:
            return translate(
                "connection", "The local copy cannot be written. Go on working, and have the disk looked at."
            )


def name(state: LinkState) -> str:
    """How it stands, in as few words as there are."""
    return {
        LinkState.CONNECTING: translate("connection", "connecting"),
        LinkState.ONLINE: translate("connection", "connected"),
        LinkState.OFFLINE: translate("connection", "central does not answer"),
        LinkState.COPYING: translate("connection", "copying records"),
        LinkState.STOPPED: translate("connection", "copying was stopped"),
        LinkState.REFUSED: translate("connection", "central refuses this workstation"),
        LinkState.OTHER_VERSION: translate("connection", "central has another version"),
        LinkState.CONTESTED: translate("connection", "what waits gets new numbers"),
        LinkState.DIFFERS: translate("connection", "the local copy is fetched anew"),
        LinkState.FILE: translate("connection", "the local copy cannot be written"),
    }[state]


def waiting(status: Status | None) -> str:
    """How much waits to be sent."""
    if status is None or not status.pending:
        return translate("connection", "nothing waits")
    return plurals.wait(status.pending)


def explanation(state: LinkState) -> tuple[str, ...]:
    """More of it, for whoever wants to know: what happened, what is safe, what to do next."""
    safe = translate("connection", "Everything recorded here is safe in this workstation's journal.")
    on_its_own = translate("connection", "It is sent by itself as soon as central answers: there is nothing to do.")
    match state:
        case LinkState.ONLINE:
            return (translate("connection", "What is recorded here reaches central, and the other desks, at once."),)
        case LinkState.CONNECTING | LinkState.OFFLINE:
            return (safe, on_its_own, _if_it_lasts())
        case LinkState.COPYING:
            text = translate("connection", "The library's records are being copied to this workstation.")
            return (text, translate("connection", "Until they are here, not every record is known."), safe)
        case LinkState.STOPPED:
            return (safe, translate("connection", "Until copying goes on, what other desks do is not seen here."))
        case LinkState.REFUSED:
            text = translate("connection", "It was taken off the list, or its password is not known at central.")
            return (text, safe, _whom_to_tell())
        case LinkState.OTHER_VERSION:
            return (safe, translate("connection", "It is sent once this program, or central, was updated."))
        case LinkState.CONTESTED:
            return (_copied_files(), safe, _of_its_own())
        case LinkState.DIFFERS:
            return (translate("connection", "It was compared with central's records, row by row."), safe)
        case LinkState.FILE:
            text = translate("connection", "The disk is full, or nobody may write to the file: tell an administrator.")
            return (text, safe, translate("connection", "What other desks do is not seen here until then."))


def news(link: LinkStatus) -> Message | None:
    """What is said in the lane, once, when it comes to stand like this; None for what the foot says well enough."""
    lines = explanation(link.state)
    match link.state:
        case LinkState.REFUSED:
            return Message(Tone.REFUSED, translate("connection", "Central refuses this workstation"), lines)
        case LinkState.OTHER_VERSION:
            return Message(Tone.REFUSED, translate("connection", "Another version of the program is needed"), lines)
        case LinkState.FILE:
            return Message(Tone.REFUSED, translate("connection", "The local copy cannot be written"), lines)
        case LinkState.DIFFERS:
            text = translate("connection", "The local copy is fetched anew")
            return Message(Tone.ATTENTION, text, lines)
        case _:
            return None


def checked(result: str) -> Message:
    """How the comparison with central went that staff asked for."""
    match result:
        case "same":
            return Message(Tone.DONE, translate("connection", "The local copy is the same as central's"))
        case "busy":
            lines = (translate("connection", "Too much was being recorded. Try again when there is less to do."),)
        case _:
            lines = (translate("connection", "Central did not answer. Try again when it does."),)
    return Message(Tone.ATTENTION, translate("connection", "The local copy could not be compared"), lines)


def reissued() -> Message:
    """What was recorded here and not sent got new numbers, because central has others under the old ones."""
    text = translate("connection", "Unsent events got new numbers")
    nothing_lost = translate("connection", "Nothing is lost, and nothing is done twice. Go on working.")
    return Message(Tone.ATTENTION, text, (_copied_files(), nothing_lost, _of_its_own()))


def _copied_files() -> str:
    return translate("connection", "This workstation's files were copied, or restored from an older copy.")


def _of_its_own() -> str:
    return translate(
        "connection", "If the computer was cloned, have an administrator enrol the copy under a name of its own."
    )


def _whom_to_tell() -> str:
    return translate(
        "connection",
        "Go on working, and tell an administrator: they enrol the workstation again, or take its journal in.",
    )


def _if_it_lasts() -> str:
    return translate("connection", "If other desks have a connection and this one has not, tell an administrator.")


def _copying(link: LinkStatus, left: timedelta | None) -> str:
    if not link.total:
        return translate("connection", "Copying records… Go on working.")
    percent = str(100 * link.done // link.total)
    if left is None:
        text = translate("connection", "Copying records: {percent} %. Go on working.")
        return text.format(percent=percent)
    text = translate("connection", "Copying records: {percent} %, about {left} more. Go on working.")
    return text.format(percent=percent, left=long(left))


def _silent(status: Status | None, now: datetime) -> str:
    if status is None or status.data_at is None:
        text = translate("connection", "Central has not answered yet. You can go on working; {wait}.")
        return text.format(wait=waiting(status))
    text = translate("connection", "Central has not answered for {time}. You can go on working; {wait}.")
    return text.format(time=long(now - status.data_at.astimezone(UTC)), wait=waiting(status))


def _ago(status: Status | None, now: datetime) -> str:
    if status is None or status.data_at is None:
        return words.age(None, now)
    seconds = int((now - status.data_at.astimezone(UTC)).total_seconds())
    return plurals.seconds_ago(seconds // _STEP * _STEP) if _STEP <= seconds < 60 else words.age(status.data_at, now)


def long(time: timedelta) -> str:
    """A length of time in its largest unit, in steps that do not flicker."""
    seconds = max(int(time.total_seconds()), 0)
    if seconds < 60:
        return plurals.seconds(max(seconds // _STEP * _STEP, _STEP))
    if seconds < 3600:
        return plurals.minutes(seconds // 60)
    return plurals.hours(seconds // 3600) if seconds < 172_800 else plurals.days(seconds // 86_400)
