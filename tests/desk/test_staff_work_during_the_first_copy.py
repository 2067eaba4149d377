"""A desk that central has admitted and that has copied nothing yet lets its staff in; on both kinds of central."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from deskapp.central.staff_secrets import put_secret
from deskapp.desk.answers import Declined, Recorded
from deskapp.desk.entering import Entered, NotEntered, What, Why
from deskapp.domain.events import RolesChanged, StaffEdited
from deskapp.domain.outcome import Blocked, Done, Fact, fact
from deskapp.domain.permission import ROLES, Role, member_id
from deskapp.domain.values import Line
from deskapp.store.codec import ReliedOn
from deskapp.sync.link import Central
from deskapp.sync.staff_keeper import StaffKeeper
from tests.central.centrals import Anywhere, OnPostgresql, OnSqlite, now
from tests.desks import FakeClock, Workstation, a_library, the_set_up
from tests.staff import BADGES, PASSWORDS, Entrance, a_member, give_secrets, kept, the_staff


class NewDesk:
    """A central with staff, and a workstation of it that has not begun to copy."""

    def __init__(self, central: Anywhere, folder: Path, branch: str) -> None:
        self.central, self.clock = central, FakeClock(datetime.now(UTC))
        self._jobs = self._workstation(folder, "setup", "MAIN")
        self.here = self._workstation(folder, "new", branch)
        self.tell(the_set_up(a_library()), *the_staff())
        give_secrets(central.database, now(), central.name("new"))
        self.door = Entrance(self.here.desk, folder, lambda: central.link("new"), now, self.clock)
        self.hear()

    def _workstation(self, folder: Path, name: str, branch: str) -> Workstation:
        return Workstation(folder / name, self.central.name(name), branch, self.clock, self.central.link(name))

    def tell(self, *facts: Fact) -> None:
        self._jobs.journal.record(Done(facts), "setup", "MAIN", ReliedOn())
        self._jobs.session.exchange()
        self.central.decide()

    def hear(self, link: Any = None) -> None:
        """What the sync process does every minute."""
        StaffKeeper(link or self.central.link("new"), self.door.file, now).look()

    def copy(self) -> None:
        self.here.session.exchange()
        self.here.desk.refresh()

    def close(self) -> None:
        for one in (self._jobs, self.here):
            for file in (one.journal, one.writer, one.overlay.cache):
                file.close()
        self.central.close()


class OfEarlier:
    """The link to a central of an earlier version, which sends no members."""

    def __init__(self, link: Central) -> None:
        self._link = link

    def __getattr__(self, name: str) -> Any:
        return getattr(self._link, name)

    def ask(self, question: str, **words: Any) -> Any:
        said = self._link.ask(question, **words)
        return {key: value for key, value in said.items() if key != "members"}


Make = Callable[..., NewDesk]


@pytest.fixture(params=["sqlite", "postgresql"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    made: list[NewDesk] = []

    def one(branch: str = "MAIN") -> NewDesk:
        (tmp_path / "central").mkdir()
        on_sqlite = request.param == "sqlite"
        central: Anywhere = (
            OnSqlite(tmp_path / "central") if on_sqlite else OnPostgresql(request.getfixturevalue("postgresql"))
        )
        made.append(NewDesk(central, tmp_path, branch))
        return made[-1]

    yield one
    for desk in made:
        desk.close()


@contextmanager
def cut_off(new: NewDesk) -> Iterator[None]:
    new.door.away = True
    yield
    new.door.away = False


def why(answer: Entered | NotEntered) -> Why | None:
    return answer.why if isinstance(answer, NotEntered) else None


def roles_of(name: str, granted: tuple[Any, ...] = (), withdrawn: tuple[Any, ...] = ()) -> Fact:
    return fact(RolesChanged(member_id(name), granted, withdrawn), (Line.STAFF, member_id(name)))


def test_a_right_password_opens_the_desk_with_the_permissions_of_the_roles(make: Make) -> None:
    new = make()
    assert new.here.desk.asks_who
    assert why(new.door.enter("marta", "not the word")) is Why.WRONG
    assert isinstance(new.door.enter("marta"), Entered)
    who = new.here.desk.who
    assert (who.name, who.spoken, who.verified_by) == ("marta", "Marta Vidal", "central")
    assert new.here.desk.permissions == ROLES[Role.MANAGER]
    assert new.here.desk.is_let_in()
    with cut_off(new):
        assert why(new.door.enter("luis", "not the word")) is Why.WRONG
        assert isinstance(new.door.enter("luis"), Entered)
    assert new.here.desk.who.verified_by == "cached"
    assert new.here.desk.permissions == ROLES[Role.OPERATOR_LIMITED]
    assert new.here.desk.is_let_in()


def test_whoever_has_no_role_at_the_branch_is_not_let_in(make: Make) -> None:
    new = make("EAST")
    assert why(new.door.enter("marta")) is Why.NO_ROLE
    assert isinstance(new.door.enter("olga"), Entered)


def test_names_and_badges_are_known(make: Make) -> None:
    new = make()
    desk = new.here.desk
    assert [m.name for m in desk.members()] == ["luis", "marta", "olga"]
    assert desk.by_badge(BADGES["luis"]) == "luis"
    assert desk.by_badge("97999999") is None
    new.door.enter("luis")
    assert isinstance(new.door.enter("luis", "1357", What.PIN), Entered)


@pytest.mark.parametrize("hears", [True, False])
def test_what_the_roles_became_meanwhile_counts_once_it_is_heard_or_copied(make: Make, hears: bool) -> None:
    new = make()
    new.door.enter("marta")
    new.tell(roles_of("marta", withdrawn=(("manager", "MAIN"),)))
    assert new.here.desk.is_let_in(), "as central last said it"
    new.hear() if hears else new.copy()
    assert not new.here.desk.is_let_in()
    assert why(new.door.enter("marta")) in (Why.CLOSED, Why.NO_ROLE)
    assert isinstance(new.door.enter("luis"), Entered)


def test_an_account_that_was_closed_meanwhile_is_closed_once_it_is_copied(make: Make) -> None:
    new = make()
    id = member_id("marta")
    new.door.enter("marta")
    new.tell(fact(StaffEdited(id, "Marta Vidal", None, "", active=False), (Line.STAFF, id)))
    new.copy()
    assert not new.here.desk.is_let_in()
    assert why(new.door.enter("marta")) is Why.CLOSED
    assert [m.active for m in new.here.desk.members()] == [True, False, True]
    assert new.here.desk.by_badge(BADGES["marta"]) is None


def test_somebody_added_meanwhile_whose_password_came_before_the_record_is_let_in(make: Make) -> None:
    """Central's applier may come after the password: what desks keep is fetched anew then, too."""
    new = make()
    word = "nora's long word"
    with new.central.database.write() as c:
        put_secret(new.central.database, c, "nora", "password", kept(word), now(), must_change=False)
    new.hear()
    assert why(new.door.enter("nora", word)) is Why.CLOSED
    new.tell(*a_member("nora", ("operator", "MAIN")))
    new.hear()
    assert isinstance(new.door.enter("nora", word), Entered)


def test_nobody_widens_their_own_roles_meanwhile_and_others_are_still_let_in(make: Make) -> None:
    new = make()
    new.tell(*a_member("nora", ("user_administrator", "")))
    new.hear()
    new.door.enter("olga")
    desk = new.here.desk
    own = desk.set_roles(member_id("olga"), [("system_administrator", ""), ("manager", "EAST")])
    assert isinstance(own, Declined)
    assert own.blocks[0].code is Blocked.OWN_ACCOUNT
    added = desk.add_member("rosa", "Rosa", [("operator", "")])
    assert isinstance(added, Recorded)
    assert isinstance(desk.set_roles(member_id("luis"), [("operator", "MAIN")]), Recorded)
    assert [m.name for m in desk.members()] == ["luis", "marta", "nora", "olga", "rosa"]
    assert isinstance(new.door.enter("marta"), Entered)
    assert isinstance(desk.add_member("friend", "Friend", [("operator", "")]), Declined)


def test_a_central_of_an_earlier_version_lets_them_in_after_the_copy_and_a_newer_one_at_once(make: Make) -> None:
    new = make()
    new.door.file.keep(-1, (), (), 0)
    new.hear(OfEarlier(new.central.link("new")))
    assert new.here.desk.asks_who
    assert why(new.door.enter("marta")) is Why.CLOSED
    new.hear()  # central was brought up to date; no secret has changed
    assert isinstance(new.door.enter("marta"), Entered)
    new.door.file.keep(-1, (), (), 0)
    new.hear(OfEarlier(new.central.link("new")))
    new.copy()
    assert isinstance(new.door.enter("marta"), Entered)


def test_what_is_kept_of_the_staff_cannot_be_read_from_the_file(make: Make, tmp_path: Path) -> None:
    make()
    assert b"Marta" not in (tmp_path / "staff.sealed").read_bytes()
    assert PASSWORDS["marta"].encode() not in (tmp_path / "staff.sealed").read_bytes()
