"""Why somebody is not let in, or a password is not taken: what happened, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.desk.entering import What, Why
from deskapp.domain.rules import Library
from deskapp.store.verifier import SHORTEST_PASSWORD, SHORTEST_PIN

translate = QCoreApplication.translate


class SignInPlurals(QObject):
    """What is counted. A QObject, because the tools find plurals only in its `tr`."""

    def wait(self, seconds: int) -> str:
        return self.tr("Too many tries. Wait %n second(s), then try again.", "", seconds)

    def wait_minutes(self, minutes: int) -> str:
        return self.tr("Too many tries. Wait %n minute(s), then try again; or ask an administrator.", "", minutes)

    def too_old(self, days: int) -> str:
        return self.tr(
            "This desk has not heard from central for more than %n day(s), and does not go by what it knew of its "
            "staff any longer. Have the connection mended; until then a sealed code opens it.",
            "",
            days,
        )

    def hours(self, hours: int) -> str:
        return self.tr("%n hour(s)", "", hours)

    def scans_wait(self, count: int) -> str:
        return self.tr("%n scan(s) wait", "", count)

    def scans_held(self, count: int) -> str:
        return self.tr("%n scan(s) were made while the desk was locked. Nothing was done with them yet.", "", count)

    def letters(self, count: int) -> str:
        return self.tr("A password has at least %n characters.", "", count)

    def digits(self, count: int) -> str:
        return self.tr("A PIN has at least %n digits, and nothing else.", "", count)


plurals = SignInPlurals()


def waiting(seconds: int) -> str:
    """How long the next try has to wait."""
    return plurals.wait(seconds) if seconds < 90 else plurals.wait_minutes(-(-seconds // 60))


def too_short(what: What) -> str:
    return plurals.digits(SHORTEST_PIN) if what is What.PIN else plurals.letters(SHORTEST_PASSWORD)


def not_let_in(why: Why, what: What, library: Library, branch: str, *, named: bool = False) -> str:
    """Why nobody was let in; `what` is what was shown, to a name that stood if `named`. Of waiting, `waiting` tells."""
    return {
        Why.WRONG: _wrong(what, named),
        Why.TOO_OLD: plurals.too_old(library.staff_days),
        Why.PIN_NOT_YET: translate(
            "sign_in", "The PIN is enough here for 12 hours after your password. Give the password this time."
        ),
        Why.NO_ROLE: translate(
            "sign_in", "The password is right, but you have no role at {branch}. An administrator can give you one."
        ).format(branch=branch),
        Why.CLOSED: translate(
            "sign_in", "This account is closed, or this desk has not heard of it yet. Ask an administrator."
        ),
        Why.NOT_NEEDED: translate(
            "sign_in", "Staff can sign in here, so the sealed code stays sealed. Sign in with name and password."
        ),
    }.get(why, not_set(why, what))


def not_set(why: Why, what: What) -> str:
    """Why a password or a PIN was not changed."""
    return {
        Why.WRONG: translate("sign_in", "Your own password is not right. Nothing was changed."),
        Why.WAIT: translate("sign_in", "Too many tries. Nothing was changed; wait a little, then try again."),
        Why.AWAY: translate(
            "sign_in", "Only central can do that, and it does not answer. Nothing was changed; try again when it does."
        ),
        Why.TOO_SHORT: too_short(what),
        Why.LACKING: translate(
            "sign_in",
            "Central did not take it: you may not set that password, or central has not heard of that person yet. "
            "Nothing was changed.",
        ),
    }.get(why, str(why))


def _wrong(what: What, named: bool) -> str:
    if named and what is What.PASSWORD:
        return translate("sign_in", "The password is not right.")
    return {
        What.PASSWORD: translate("sign_in", "The name or the password is not right."),
        What.PIN: translate("sign_in", "The PIN is not right."),
        What.CODE: translate("sign_in", "That is no sealed code of this desk, or its time is over."),
    }[what]
