"""What is said of a scan that led to nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.lane import Message, Tone
from ui.scan_flow import News, Say

translate = QCoreApplication.translate


def message(step: Say) -> Message:
    """What there is to say when nothing was done: what happened, and what to do."""
    code = step.text
    match step.news:
        case News.DOUBLE_SCAN:
            return Message(Tone.REPEATED, translate("news", "Double scan, ignored"), (code,))
        case News.UNKNOWN_ONCE:
            text = translate("news", "Unknown: {code}").format(code=code)
            return Message(Tone.ATTENTION, text, (translate("news", "Nothing was done. Scan it again to be sure."),))
        case News.UNKNOWN_CARD:
            text = translate("news", "No patron has the card {code}").format(code=code)
            return Message(Tone.REFUSED, text, (translate("news", "Nothing was done. Look the patron up by name."),))
        case News.UNKNOWN_ISBN:
            text = translate("news", "No title has the ISBN {code}").format(code=code)
            return Message(Tone.ATTENTION, text, (translate("news", "Nothing was done. Scan the item's own barcode."),))
        case News.NOTHING_TO_RENEW:
            text = translate("news", "No item has the barcode {code}").format(code=code)
            return Message(Tone.REFUSED, text, (translate("news", "There is nothing to renew."),))
        case News.NO_PATRON_FOR_UNKNOWN:
            text = translate("news", "No item has the barcode {code}").format(code=code)
            return Message(Tone.ATTENTION, text, (translate("news", "To lend it, scan the patron's card first."),))
        case News.CARD_NOT_HERE:
            text = translate("news", "That is a patron's card. Nothing was done.")
            return Message(Tone.ATTENTION, text, (translate("news", "This page takes items only."),))
        case News.NOTHING_FOUND:
            return Message(Tone.ATTENTION, translate("news", "Nothing found for “{text}”").format(text=code))
