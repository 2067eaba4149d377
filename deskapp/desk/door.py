"""Letting staff in: central is asked first; while it is away, by what it last said; past that, by a sealed code.

Deriving a key takes a tenth of a second and asking central some seconds at worst: `ask` runs in a thread of its own,
`enter` afterwards in the one that reads records.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from deskapp.desk.acts import Acts
from deskapp.desk.entering import Answer, Entered, NotEntered, Question, What, Why, name_key
from deskapp.desk.record import Staff
from deskapp.domain.events import BreakGlassUsed
from deskapp.domain.outcome import Done, Permission, fact
from deskapp.domain.permission import ROLES, Role, member_id, permissions_now
from deskapp.domain.records import Member
from deskapp.domain.values import LIBRARY, Line, MemberId
from deskapp.store.rows import STAFF
from deskapp.store.staff_known import StaffFile, StaffKnown
from deskapp.store.tries import Tries
from deskapp.store.verifier import SHORTEST_PASSWORD, SHORTEST_PIN, Terms, key_of, new_terms, verifier_of

PIN_LASTS = timedelta(hours=12)
"""How long after signing in with the password a PIN lets the same person in at the same desk."""

BREAK_GLASS = "break-glass/"

Ask = Callable[[str, dict[str, Any]], Any]
"""Asks central one of its questions; raises `ConnectionError` where it cannot be reached."""


class Door(Acts):
    """Who may work at this desk."""

    _staff_file: StaffFile | None = None
    _ask: Ask

    def hang_door(self, staff_file: StaffFile, ask: Ask, tries: Tries) -> None:
        """With what staff are let in: what central last said, central, and what failed without it."""
        self._staff_file, self._ask, self._tries = staff_file, ask, tries
        self._let_in: dict[str, datetime] = {}
        self._opened_until: datetime | None = None
        self._new_pins: set[str] = set()

    @property
    def who(self) -> Staff:
        """Who acts at this desk."""
        return self._recorder.staff

    @property
    def asks_who(self) -> bool:
        """Whether the library has staff who sign in; until then whoever sits there may do everything."""
        with self._overlay.reading():
            return bool(self._overlay.by_code(STAFF)) or bool(self._known().staff)

    def is_let_in(self) -> bool:
        """Whether whoever acts here may go on, by what is known now; what they may do follows it.

        Not when the library has begun to have staff, the account was closed, or a sealed code's time is over.
        """
        staff = self.who
        if staff.verified_by == "nobody":
            return not self.asks_who
        if staff.member is None:
            return self._opened_until is not None and self._now() < self._opened_until
        with self._overlay.reading():
            member = self._member(staff.member)
        held = permissions_now(member, self._code)
        if member is not None and held:
            self._recorder.staff = replace(staff, permissions=held, patron=member.patron, spoken=member.spoken)
        return bool(held)

    def takes_pin(self, name: str) -> bool:
        """Whether a PIN is enough for somebody at this desk: they have one, and gave their password not long ago."""
        key = name_key(name)
        return self._gave_password(key) and (key in self._new_pins or self._known().of(key, What.PIN) is not None)

    def members(self) -> tuple[Member, ...]:
        """Everybody who has or had an account, by name."""
        with self._overlay.reading():
            copied = [self._overlay.member(id) for _, id in self._overlay.by_code(STAFF)]
            found = {m.id: m for m in copied if m is not None} | self._not_copied()
        return tuple(sorted(found.values(), key=lambda m: m.name.casefold()))

    def by_badge(self, badge: str) -> str | None:
        """The name of whoever has this badge."""
        badge = badge.strip()
        with self._overlay.reading():
            found = [self._overlay.member(id) for _, id in self._overlay.by_code(f"badge:{badge}")]
            found += [m for m in self._not_copied().values() if badge and m.badge == badge]
        return next((m.name for m in found if m is not None and m.active), None)

    def _member(self, id: MemberId) -> Member | None:
        """Somebody with an account; inside `reading()`."""
        return self._not_copied().get(id) or self._overlay.member(id)

    def _not_copied(self) -> dict[MemberId, Member]:
        """Before anything is copied, the staff as central told of them with their verifiers; after it, nobody."""
        return {} if self._overlay.has_copied_staff() else self._known().members()

    # --- in a thread of its own --------------------------------------------------------------------------

    def ask(self, question: Question) -> Answer:
        """Whether the secret is right; touches no record."""
        if question.what is What.CODE:
            return self._try_code(question)
        try:
            found = self._ask("sign_in_terms", {"who": question.name, "what": question.what})
            key = key_of(question.secret, Terms(found["salt"], found["ops"], found["memory"]))
            said = self._ask("sign_in", {"who": question.name, "what": question.what, "key": key})
        except ConnectionError:
            return self._try_known(question)
        if said["ok"]:
            self._tries.right(question.name)
            return Answer(question, True, "central", must_change=said["must_change"])
        return _no(question, Why.WAIT if said["wait"] else Why.WRONG, said["wait"])

    def _try_known(self, question: Question) -> Answer:
        """By what central last said, if that is not too long ago."""
        known = self._known()
        if self._is_too_old(known):
            return _no(question, Why.TOO_OLD)
        if wait := self._tries.wait(question.name):
            return _no(question, Why.WAIT, wait)
        kept = known.of(question.name, question.what)
        key = key_of(question.secret, kept.terms if kept else new_terms())
        if kept is None or not kept.fits(key):
            return self._failed(question)
        self._tries.right(question.name)
        return Answer(question, True, "cached", must_change=kept.must_change)

    def _try_code(self, question: Question) -> Answer:
        known = self._known()
        if not self._is_too_old(known):
            return _no(question, Why.NOT_NEEDED)
        if wait := self._tries.wait(BREAK_GLASS):
            return _no(question, Why.WAIT, wait)
        spelled = re.sub(r"[^0-9A-Z]", "", question.secret.upper())
        fits = (c.number for c in known.codes if c.fits(key_of(spelled, c.terms)))
        number = next(fits, None)
        if number is None:
            return self._failed(question)
        self._tries.right(BREAK_GLASS)
        return Answer(question, True, "break_glass", number=number)

    def _known(self) -> StaffKnown:
        return self._staff_file.read() if self._staff_file else StaffKnown()

    def _is_too_old(self, known: StaffKnown) -> bool:
        oldest = self._now() - timedelta(days=self.library.staff_days)
        return known.heard < oldest.timestamp() * 1_000_000

    def _failed(self, question: Question) -> Answer:
        wait = self._tries.failed(BREAK_GLASS if question.what is What.CODE else question.name)
        return _no(question, Why.WAIT if wait else Why.WRONG, wait)

    # --- in the thread of the records --------------------------------------------------------------------

    def enter(self, answer: Answer) -> Entered | NotEntered:
        """Let somebody in whose secret was right: from now on they are who acts at this desk."""
        if not answer.ok:
            return NotEntered(answer.why or Why.WRONG, answer.wait)
        if answer.question.what is What.CODE:
            return self._break_glass(answer)
        entered = self.known_as(answer)
        if isinstance(entered, Entered):
            if answer.question.what is What.PASSWORD:
                self._let_in[answer.question.name] = self._now()
            self._recorder.staff = entered.staff
        return entered

    def known_as(self, answer: Answer) -> Entered | NotEntered:
        """Whose secret was right, and what they may do here; whoever acts at the desk stays. For a second person."""
        if not answer.ok:
            return NotEntered(answer.why or Why.WRONG, answer.wait)
        name = answer.question.name
        if answer.question.what is What.PIN and not self._gave_password(name):
            return NotEntered(Why.PIN_NOT_YET)
        with self._overlay.reading():
            member = self._member(member_id(name))
        if member is None or not member.active:
            return NotEntered(Why.CLOSED)
        held = permissions_now(member, self._code)
        if not held:
            return NotEntered(Why.NO_ROLE)
        staff = Staff(member.name, held, answer.verified_by, member.id, member.patron, member.spoken)
        return Entered(staff, answer.must_change)

    def _gave_password(self, name: str) -> bool:
        since = self._let_in.get(name)
        return since is not None and self._now() - since <= PIN_LASTS

    def _break_glass(self, answer: Answer) -> Entered | NotEntered:
        """A sealed code opens the desk once, to lend and take back alone; central lists it.

        Until its time is over it unlocks the desk again: nobody else could.
        """
        lasts = timedelta(hours=self.library.break_glass_hours)
        opened = self._recorder.opened_with(answer.number)
        if opened is not None and self._now() >= opened + lasts:
            return NotEntered(Why.WRONG)
        who, before = answer.question.who.strip(), self.who
        staff = Staff(f"{BREAK_GLASS}{answer.number}", ROLES[Role.OPERATOR_LIMITED], "break_glass", spoken=who)
        self._recorder.staff = staff
        if opened is None:
            used = BreakGlassUsed(self._recorder.workstation, answer.number, who, "")
            try:
                with self._overlay.reading():
                    self._save(Done((fact(used, (Line.LIBRARY, LIBRARY)),)))
            except BaseException:
                self._recorder.staff = before
                raise
        self._opened_until = (opened or self._now()) + lasts
        return Entered(staff, until=self._opened_until)

    # --- secrets -------------------------------------------------------------------------------------------

    def set_secret(self, own_password: str, who: str, what: What, secret: str) -> Why | None:
        """Set one's own password or PIN, or somebody's password who then has to change it; None: done.

        Central alone can do that. In a thread of its own.
        """
        shortest = SHORTEST_PASSWORD if what is What.PASSWORD else SHORTEST_PIN
        if len(secret) < shortest or (what is What.PIN and not secret.isdecimal()):
            return Why.TOO_SHORT
        giver, terms, name = name_key(self.staff), new_terms(), name_key(who)
        try:
            found = self._ask("sign_in_terms", {"who": giver, "what": What.PASSWORD})
            own = key_of(own_password, Terms(found["salt"], found["ops"], found["memory"]))
            said = self._ask(
                "set_secret",
                {
                    "giver": giver,
                    "giver_key": own,
                    "giver_member": str(member_id(giver)),
                    "who": name,
                    "member": str(member_id(name)),
                    "what": str(what),
                    "salt": terms.salt,
                    "ops": terms.ops,
                    "memory": terms.memory,
                    "verifier": verifier_of(key_of(secret, terms)),
                },
            )
        except ConnectionError:
            return Why.AWAY
        if said == "done" and what is What.PIN:
            self._new_pins.add(name)  # the sync process hears of it later
        return {"done": None, "wrong": Why.WRONG, "wait": Why.WAIT}.get(said, Why.LACKING)

    @property
    def may_manage_staff(self) -> bool:
        return Permission.MANAGE_STAFF in self.permissions


def _no(question: Question, why: Why, wait: int = 0) -> Answer:
    return Answer(question, False, why=why, wait=wait)
