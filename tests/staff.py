"""Builders: members of staff with passwords at a central, and a desk's door. Real Argon2id, at a small cost."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deskapp.central.database import Database
from deskapp.central.staff_secrets import Kept, put_sealed_codes, put_secret
from deskapp.desk.desk import Desk
from deskapp.desk.entering import Answer, Entered, NotEntered, Question, What
from deskapp.domain.events import RolesChanged, StaffAdded
from deskapp.domain.outcome import Fact, fact
from deskapp.domain.permission import member_id
from deskapp.domain.values import Line, PatronId
from deskapp.store.clock import Clock
from deskapp.store.sealed import Sealed
from deskapp.store.staff_known import StaffFile
from deskapp.store.tries import Tries
from deskapp.store.verifier import Terms, key_of, verifier_of
from deskapp.sync.link import Central
from tests.desks import KEY

PASSWORDS = {"olga": "olga's long word", "marta": "marta's long word", "luis": "luis's long word"}
PINS = {"marta": "2468", "luis": "1357"}
BADGES = {"marta": "97000001", "luis": "97000002"}
ROLES = {"olga": ("system_administrator", ""), "marta": ("manager", "MAIN"), "luis": ("operator_limited", "MAIN")}
SPOKEN = {"olga": "Olga Ruiz", "marta": "Marta Vidal", "luis": "Luis Soto"}
SEALED = "ABCD-2345"


def kept(secret: str) -> Kept:
    """What central keeps of a secret, derived at the least cost that there is."""
    terms = Terms(secrets.token_hex(16), 1, 8192)
    return terms.salt, terms.ops, terms.memory, verifier_of(key_of(secret, terms))


def a_member(name: str, *roles: tuple[str, str], patron: PatronId | None = None, badge: str = "") -> tuple[Fact, ...]:
    id = member_id(name)
    added = StaffAdded(id, name, SPOKEN.get(name, name.title()), patron, badge)
    bodies = (added, RolesChanged(id, roles)) if roles else (added,)
    return tuple(fact(body, (Line.STAFF, id)) for body in bodies)


def the_staff(**patrons: PatronId) -> tuple[Fact, ...]:
    """Olga administers the system, Marta manages MAIN, Luis is a limited operator there; some are readers too."""
    made = (a_member(n, ROLES[n], patron=patrons.get(n), badge=BADGES.get(n, "")) for n in ROLES)
    return tuple(one for facts in made for one in facts)


def give_secrets(database: Database, now: int, workstation: str) -> None:
    """Their passwords and PINs, and one sealed code of a workstation."""
    with database.write() as c:
        for name, word in PASSWORDS.items():
            put_secret(database, c, name, "password", kept(word), now, must_change=False)
        for name, pin in PINS.items():
            put_secret(database, c, name, "pin", kept(pin), now, must_change=False)
        put_sealed_codes(c, workstation, [kept(SEALED.replace("-", ""))])


class Entrance:
    """A desk's door, and the road to central behind it, which can be cut."""

    def __init__(
        self, desk: Desk, folder: Path, link: Callable[[], Central], now: Callable[[], int], clock: Clock
    ) -> None:
        self.desk, self._link, self._now = desk, link, now
        self._folder, self._clock = folder, clock
        self.away = False
        self.file = StaffFile(Sealed(folder / "staff.sealed", KEY))
        self.start()

    def start(self) -> None:
        """What the program does at each start."""
        self.desk.hang_door(self.file, self._ask, Tries(Sealed(self._folder / "tries.sealed", KEY), self._clock))

    def _ask(self, what: str, words: dict[str, Any]) -> Any:
        if self.away:
            raise ConnectionError
        return self._link().ask(what, **words)

    def hear(self) -> None:
        """What the sync process does when central's secrets have changed."""
        self.file.keep(**self._link().ask("verifiers"), heard=self._now())

    def try_(self, who: str, secret: str, what: What = What.PASSWORD) -> Answer:
        return self.desk.ask(Question(who, what, secret))

    def enter(self, who: str, secret: str | None = None, what: What = What.PASSWORD) -> Entered | NotEntered:
        return self.desk.enter(self.try_(who, PASSWORDS[who] if secret is None else secret, what))
