"""What opening the workstation found: what happened, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from ui.connection_words import reissued
from ui.lane import Message, Tone

translate = QCoreApplication.translate


class Plurals(QObject):
    """What is counted. A QObject, because the tools find plurals only in its `tr`."""

    def read(self, count: int) -> str:
        return self.tr("%n entry(ies) could be read and are safe.", "", count)

    def lost(self, count: int) -> str:
        return self.tr("%n entry(ies) could not be read any more.", "", count)

    def again(self, count: int) -> str:
        return self.tr("%n entry(ies) will be sent again.", "", count)


plurals = Plurals()


def notice(code: str) -> Message:
    """The message for a code; what it counts follows the code, with colons between."""
    name, *counts = code.split(":")
    match name:
        case "cache_rebuilt":
            text = translate("notices", "The local copy of the records is being made anew")
            safe = translate("notices", "It could not be used. Everything recorded here is safe.")
            to_do = translate("notices", "Go on working; until it is there, not every record is known.")
            return Message(Tone.ATTENTION, text, (safe, to_do))
        case "journal_salvaged":
            return _salvaged(*(int(count) for count in counts))
        case "journal_reissued":
            return reissued()
        case _:
            return Message(Tone.ATTENTION, code)


def _salvaged(kept: int, lost: int, again: int) -> Message:
    told = [translate("notices", "Nothing is lost.")]
    if lost:
        told = [plurals.lost(lost), translate("notices", "The page Discrepancies says what to do about them.")]
    told.append(plurals.read(kept))
    if again:
        told.append(plurals.again(again))
    told.append(translate("notices", "Go on working, and have the disk looked at."))
    text = translate("notices", "This workstation's journal was damaged, and put in order")
    return Message(Tone.ATTENTION, text, tuple(told))
