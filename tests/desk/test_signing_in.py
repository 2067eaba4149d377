"""Who may work at a desk: with central, without it, and after too long without it; on both kinds of central."""

import errno
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskapp.central.staff_secrets import put_sealed_codes, put_secret
from deskapp.desk.answers import Declined, Lent
from deskapp.desk.entering import Entered, NotEntered, What, Why
from deskapp.domain.events import RolesChanged, StaffEdited
from deskapp.domain.outcome import Blocked, Done, Fact, Permission, fact
from deskapp.domain.permission import ROLES, Role, member_id
from deskapp.domain.records import Code
from deskapp.domain.values import Line
from deskapp.store.codec import ReliedOn
from deskapp.store.verifier import Terms, key_of
from tests.central.centrals import Anywhere, OnPostgresql, OnSqlite, now
from tests.desks import FakeClock, Workstation, a_library, a_patron, a_title, an_item, the_set_up
from tests.staff import PASSWORDS, SEALED, Entrance, a_member, give_secrets, kept, the_staff


class Counter:
    """A desk with staff, at a central of either kind."""

    def __init__(self, central: Anywhere, folder: Path) -> None:
        self.central, self.clock = central, FakeClock(datetime.now(UTC))
        self.jobs = self._workstation(folder, "setup", "MAIN")
        self.here = self._workstation(folder, "desk", "MAIN")
        title, titled = a_title("Rayuela")
        self.reader, registered = a_patron("P1")
        facts = (the_set_up(a_library()), registered, titled, an_item(title, "I1")[1])
        self.tell(*facts, *the_staff(luis=self.reader))
        give_secrets(central.database, now(), central.name("desk"))
        self.door = Entrance(self.here.desk, folder, lambda: central.link("desk"), now, self.clock)
        self.door.hear()
        self.pull()

    def _workstation(self, folder: Path, name: str, branch: str) -> Workstation:
        return Workstation(folder / name, self.central.name(name), branch, self.clock, self.central.link(name))

    def tell(self, *facts: Fact) -> None:
        self.jobs.journal.record(Done(facts), "setup", "MAIN", ReliedOn())
        self.jobs.session.exchange()
        self.central.decide()

    def pull(self) -> None:
        self.here.session.exchange()
        self.central.decide()
        self.here.session.exchange()
        self.here.desk.refresh()

    def close(self) -> None:
        for one in (self.jobs, self.here):
            for file in (one.journal, one.writer, one.overlay.cache):
                file.close()

    def too_long(self) -> None:
        """Central is away, and was not heard for longer than the library lets its staff be known."""
        self.door.away = True
        self.clock.pass_(days=self.here.desk.library.staff_days, minutes=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def counter(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Counter]:
    (tmp_path / "central").mkdir()
    central: Anywhere
    if request.param == "sqlite":
        central = OnSqlite(tmp_path / "central")
    else:
        central = OnPostgresql(request.getfixturevalue("postgresql"))
    one = Counter(central, tmp_path)
    yield one
    one.close()
    central.close()


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Counter]:
    """On SQLite alone: what concerns the desk, whatever central stands on."""
    (tmp_path / "central").mkdir()
    central = OnSqlite(tmp_path / "central")
    one = Counter(central, tmp_path)
    yield one
    one.close()
    central.close()


def why(answer: Entered | NotEntered) -> Why | None:
    return answer.why if isinstance(answer, NotEntered) else None


# --- with central ------------------------------------------------------------------------------------------


def test_whoever_knows_the_password_is_who_acts_from_then_on(counter: Counter) -> None:
    assert counter.here.desk.asks_who
    entered = counter.door.enter("Marta ", PASSWORDS["marta"])
    assert isinstance(entered, Entered)
    who = counter.here.desk.who
    assert (who.name, who.spoken, who.verified_by) == ("marta", "Marta Vidal", "central")
    assert who.permissions == ROLES[Role.MANAGER]
    assert isinstance(counter.here.desk.check_out(counter.reader, counter.here.item("I1")), Lent)
    assert counter.here.recorder.pending()[-1].staff == "marta"
    assert counter.here.recorder.pending()[-1].verified_by == "central"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike_and_soon_wait(counter: Counter) -> None:
    for name in ("marta", "nobody"):
        said = [why(counter.door.enter(name, "not the word")) for _ in range(3)]
        assert said == [Why.WRONG, Why.WRONG, Why.WAIT]
    last = counter.door.enter("marta")  # the right one, too early
    assert isinstance(last, NotEntered)
    assert last.why is Why.WAIT
    assert 0 < last.wait <= 4
    assert counter.here.desk.who.verified_by == "nobody"


def test_a_pin_opens_only_for_twelve_hours_after_the_password(counter: Counter) -> None:
    desk = counter.here.desk
    assert not desk.takes_pin("marta")
    assert why(counter.door.enter("marta", "2468", What.PIN)) is Why.PIN_NOT_YET
    counter.door.enter("marta")
    counter.door.enter("luis")
    assert desk.takes_pin("MARTA")
    assert isinstance(counter.door.enter("marta", "2468", What.PIN), Entered)
    counter.clock.pass_(hours=12, minutes=1)
    assert not desk.takes_pin("marta")
    assert why(counter.door.enter("marta", "2468", What.PIN)) is Why.PIN_NOT_YET


def test_who_has_no_pin_is_not_asked_for_one(counter: Counter) -> None:
    counter.door.enter("olga")
    assert not counter.here.desk.takes_pin("olga")


def test_a_pin_that_was_just_set_here_is_asked_for_at_once(counter: Counter) -> None:
    """What the sync process keeps of the staff comes later."""
    counter.door.enter("olga")
    assert counter.here.desk.set_secret(PASSWORDS["olga"], "olga", What.PIN, "8642") is None
    assert counter.here.desk.takes_pin("olga")
    assert isinstance(counter.door.enter("olga", "8642", What.PIN), Entered)


def test_a_badge_names_its_holder_while_the_account_is_open(counter: Counter) -> None:
    assert counter.here.desk.by_badge(" 97000001 ") == "marta"
    assert counter.here.desk.by_badge("P1") is None
    counter.tell(
        fact(StaffEdited(member_id("marta"), "Marta Vidal", None, "97000001", False), (Line.STAFF, member_id("marta")))
    )
    counter.pull()
    assert counter.here.desk.by_badge("97000001") is None


def test_a_first_password_has_to_be_changed(counter: Counter) -> None:
    door, desk = counter.door, counter.here.desk
    door.enter("olga")
    assert desk.set_secret(PASSWORDS["olga"], "luis", What.PASSWORD, "a first password") is None
    entered = door.enter("luis", "a first password")
    assert isinstance(entered, Entered)
    assert entered.must_change
    assert desk.set_secret("a first password", "luis", What.PASSWORD, "one of my own") is None
    again = door.enter("luis", "one of my own")
    assert isinstance(again, Entered)
    assert not again.must_change


def test_everybody_changes_their_own_password_and_pin_and_nobody_that_of_others(counter: Counter) -> None:
    door, desk = counter.door, counter.here.desk
    door.enter("luis")
    assert desk.set_secret(PASSWORDS["luis"], "luis", What.PIN, "8642") is None
    assert isinstance(door.enter("luis", "8642", What.PIN), Entered)
    assert desk.set_secret(PASSWORDS["luis"], "marta", What.PASSWORD, "stolen from marta") is Why.LACKING
    assert desk.set_secret("not the word", "luis", What.PIN, "1111") is Why.WRONG
    assert isinstance(door.enter("marta"), Entered)


@pytest.mark.parametrize(("what", "secret"), [(What.PASSWORD, "nine char"), (What.PIN, "123"), (What.PIN, "12a4")])
def test_a_secret_that_is_too_short_is_refused_before_central_is_asked(
    counter: Counter, what: What, secret: str
) -> None:
    counter.door.enter("luis")
    counter.door.away = True
    assert counter.here.desk.set_secret(PASSWORDS["luis"], "luis", what, secret) is Why.TOO_SHORT


def test_secrets_are_changed_only_with_central(counter: Counter) -> None:
    counter.door.enter("luis")
    counter.door.away = True
    assert counter.here.desk.set_secret(PASSWORDS["luis"], "luis", What.PIN, "8642") is Why.AWAY


@pytest.mark.parametrize("name", ["Groß", "MARÍA", "ΣΟΦΟΣ", "İnci"])
def test_a_name_with_any_letters_signs_in_however_it_is_capitalised_with_central_and_without(
    counter: Counter, name: str
) -> None:
    """Databases and programs do not agree on what the small letter of each capital is."""
    counter.tell(*a_member(name, ("manager", "MAIN")))
    counter.pull()
    door, desk = counter.door, counter.here.desk
    door.enter("olga")
    assert desk.set_secret(PASSWORDS["olga"], name, What.PASSWORD, "a first password") is None
    assert isinstance(door.enter(name, "a first password"), Entered)
    assert desk.set_secret("a first password", name.casefold(), What.PASSWORD, "one of my own") is None
    door.hear()
    door.away = True
    for typed in (name, name.casefold(), f" {name} "):
        assert isinstance(door.enter(typed, "one of my own"), Entered), typed
        assert desk.who.verified_by == "cached"


def test_who_administers_users_gives_nobody_a_password_under_anothers_name(counter: Counter) -> None:
    """A desk that was tampered with names a member of staff without roles, and the name of one who has them."""
    counter.tell(*a_member("Groß", ("user_administrator", "")), *a_member("iker"))
    with counter.central.database.write() as c:
        put_secret(counter.central.database, c, "gross", "password", kept("gross' long word"), now(), must_change=False)
    link = counter.central.link("desk")
    found = link.ask("sign_in_terms", who="gross", what="password")
    key = key_of("gross' long word", Terms(found["salt"], found["ops"], found["memory"]))
    words = {"giver": "gross", "giver_key": key, "giver_member": str(member_id("gross")), "what": "password"}
    new = {"salt": "00" * 16, "ops": 1, "memory": 8192, "verifier": "00" * 32}
    assert link.ask("set_secret", **words, who="olga", member=str(member_id("iker")), **new) == "lacking"
    assert link.ask("set_secret", **words, who="iker", member=str(member_id("iker")), **new) == "done"
    assert isinstance(counter.door.enter("olga"), Entered)


# --- what an account allows ---------------------------------------------------------------------------------


def test_an_account_without_a_role_at_this_branch_works_elsewhere(counter: Counter) -> None:
    counter.tell(*a_member("iker", ("manager", "EAST")))
    with counter.central.database.write() as c:
        put_secret(counter.central.database, c, "iker", "password", kept("iker's long word"), now(), must_change=False)
    counter.pull()
    assert why(counter.door.enter("iker", "iker's long word")) is Why.NO_ROLE


def test_who_is_at_work_when_the_account_is_closed_does_not_go_on(counter: Counter) -> None:
    counter.door.enter("marta")
    assert counter.here.desk.is_let_in()
    id = member_id("marta")
    counter.tell(fact(StaffEdited(id, "Marta Vidal", None, "97000001", False), (Line.STAFF, id)))
    counter.pull()
    assert not counter.here.desk.is_let_in()
    assert why(counter.door.enter("marta")) is Why.CLOSED


def test_a_role_that_is_taken_away_or_given_counts_at_once(counter: Counter) -> None:
    counter.door.enter("luis")
    assert Permission.WAIVE not in counter.here.desk.permissions
    id = member_id("luis")
    counter.tell(fact(RolesChanged(id, (("manager", "MAIN"),), (("operator_limited", "MAIN"),)), (Line.STAFF, id)))
    counter.pull()
    assert counter.here.desk.is_let_in()
    assert counter.here.desk.permissions == ROLES[Role.MANAGER]


def test_a_second_person_signs_without_becoming_the_one_at_the_desk(embedded: Counter) -> None:
    door, desk = embedded.door, embedded.here.desk
    door.enter("luis")
    known = desk.known_as(door.try_("marta", PASSWORDS["marta"]))
    assert isinstance(known, Entered)
    assert known.staff.name == "marta"
    assert desk.who.name == "luis"


# --- without central -----------------------------------------------------------------------------------------


def test_while_central_is_away_staff_are_let_in_by_what_it_last_said(counter: Counter) -> None:
    counter.door.away = True
    assert isinstance(counter.door.enter("marta"), Entered)
    assert counter.here.desk.who.verified_by == "cached"
    assert isinstance(counter.door.enter("marta", "2468", What.PIN), Entered)
    assert why(counter.door.enter("marta", "not the word")) is Why.WRONG
    assert counter.here.desk.who.name == "marta"


def test_guessing_without_central_waits_longer_and_longer(counter: Counter) -> None:
    counter.door.away = True
    waits = []
    for _ in range(5):
        answer = counter.door.enter("marta", "not the word")
        assert isinstance(answer, NotEntered)
        waits.append(answer.wait)
        counter.clock.pass_(seconds=answer.wait)
    assert waits == [0, 0, 4, 8, 16]
    counter.door.enter("marta", "not the word")
    assert why(counter.door.enter("marta")) is Why.WAIT


def test_who_guesses_without_central_gains_nothing_by_starting_the_program_again(embedded: Counter) -> None:
    door = embedded.door
    door.away = True
    for _ in range(3):
        door.enter("marta", "not the word")
    door.start()
    assert why(door.enter("marta")) is Why.WAIT
    embedded.clock.pass_(seconds=4)
    again = door.enter("marta", "not the word")
    assert (why(again), again.wait if isinstance(again, NotEntered) else 0) == (Why.WAIT, 8)
    embedded.clock.pass_(seconds=8)
    assert isinstance(door.enter("marta"), Entered)
    door.start()
    assert why(door.enter("marta", "not the word")) is Why.WRONG


@pytest.mark.parametrize("hours", [-30, 30])
def test_a_clock_that_is_set_frees_nobody_from_waiting(embedded: Counter, hours: int) -> None:
    door = embedded.door
    door.away = True
    for _ in range(3):
        door.enter("marta", "not the word")
    embedded.clock.skew = timedelta(hours=hours)
    assert why(door.enter("marta")) is Why.WAIT
    door.start()
    answer = door.enter("marta")
    assert isinstance(answer, NotEntered)
    assert answer.why is Why.WAIT
    assert 0 < answer.wait <= 4
    embedded.clock.pass_(seconds=4)
    assert isinstance(door.enter("marta"), Entered)


def test_after_the_machine_was_started_again_the_whole_wait_begins_anew(embedded: Counter) -> None:
    """What passed while it was off can be read from a clock alone, and that can be set."""
    door = embedded.door
    door.away = True
    for _ in range(3):
        door.enter("marta", "not the word")
    embedded.clock.boot = "boot-2"
    embedded.clock.pass_(hours=1)
    door.start()
    assert why(door.enter("marta")) is Why.WAIT
    embedded.clock.pass_(seconds=4)
    assert isinstance(door.enter("marta"), Entered)


def test_wrong_sealed_codes_are_counted_over_a_start_of_the_program(counter: Counter) -> None:
    counter.too_long()
    for _ in range(3):
        counter.door.enter("Ana", "ABCD-2346", What.CODE)
    counter.door.start()
    assert why(counter.door.enter("Ana", SEALED, What.CODE)) is Why.WAIT


def test_the_right_password_given_to_central_ends_the_waiting_without_it(embedded: Counter) -> None:
    door = embedded.door
    door.away = True
    for _ in range(6):
        door.enter("marta", "not the word")
    door.away = False
    assert isinstance(door.enter("marta"), Entered)
    door.away = True
    assert isinstance(door.enter("marta"), Entered)


def test_on_a_full_disk_the_waits_still_hold_and_staff_are_let_in(
    embedded: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = embedded.door
    door.away = True

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        assert [why(door.enter("marta", "not the word")) for _ in range(3)] == [Why.WRONG, Why.WRONG, Why.WAIT]
        assert why(door.enter("marta")) is Why.WAIT
        embedded.clock.pass_(seconds=4)
        assert isinstance(door.enter("marta"), Entered)


def test_who_failed_cannot_be_read_from_the_files(embedded: Counter, tmp_path: Path) -> None:
    embedded.door.away = True
    embedded.door.enter("marta", "not the word")
    assert b"marta" not in (tmp_path / "tries.sealed").read_bytes()


def test_after_too_long_without_central_nobody_is_let_in_by_name(counter: Counter) -> None:
    counter.too_long()
    assert why(counter.door.enter("marta")) is Why.TOO_OLD
    counter.door.away = False
    assert isinstance(counter.door.enter("marta"), Entered)


# --- the sealed code -----------------------------------------------------------------------------------------


def test_a_sealed_code_opens_the_desk_to_lend_and_take_back_alone(counter: Counter) -> None:
    counter.too_long()
    entered = counter.door.enter("Ana, of the morning shift", "abcd 2345", What.CODE)
    assert isinstance(entered, Entered)
    assert entered.until is not None
    hours = (entered.until - counter.clock.at).total_seconds() / 3600
    assert hours == pytest.approx(counter.here.desk.library.break_glass_hours, abs=0.01)
    desk = counter.here.desk
    assert desk.permissions == ROLES[Role.OPERATOR_LIMITED]
    assert isinstance(desk.check_out(counter.reader, counter.here.item("I1")), Lent)
    declined = desk.add_member("friend", "Friend", [("operator", "")])
    assert isinstance(declined, Declined)
    assert declined.blocks[0].code is Blocked.PERMISSION_MISSING


def test_a_sealed_code_opens_nothing_while_staff_can_sign_in(counter: Counter) -> None:
    counter.door.away = True
    assert why(counter.door.enter("Ana", SEALED, What.CODE)) is Why.NOT_NEEDED


def test_a_wrong_code_opens_nothing_and_soon_waits(counter: Counter) -> None:
    counter.too_long()
    said = [why(counter.door.enter("Ana", "ABCD-2346", What.CODE)) for _ in range(3)]
    assert said == [Why.WRONG, Why.WRONG, Why.WAIT]


def test_the_same_code_unlocks_the_desk_until_its_hours_are_over_and_is_reported_once(counter: Counter) -> None:
    counter.too_long()
    first = counter.door.enter("Ana", SEALED, What.CODE)
    counter.clock.pass_(hours=2)
    again = counter.door.enter("Ana", SEALED, What.CODE)
    assert isinstance(first, Entered)
    assert isinstance(again, Entered)
    assert first.until is not None
    assert again.until is not None
    assert abs((first.until - again.until).total_seconds()) < 1
    used = [e for e in counter.here.recorder.pending() if e.kind == "BreakGlassUsed"]
    assert len(used) == 1
    assert counter.here.desk.is_let_in()
    counter.clock.pass_(hours=counter.here.desk.library.break_glass_hours)
    assert not counter.here.desk.is_let_in()
    assert why(counter.door.enter("Ana", SEALED, What.CODE)) is Why.WRONG


def test_central_lists_that_a_sealed_code_was_used_and_gives_it_out_no_more(counter: Counter) -> None:
    counter.too_long()
    counter.door.enter("Ana", SEALED, What.CODE)
    counter.door.away = False
    counter.pull()
    assert Code.BREAK_GLASS_USED in [d.code for d in counter.here.desk.discrepancies()]
    counter.door.hear()
    assert counter.door.file.read().codes == ()


# --- a library without staff -----------------------------------------------------------------------------------


def test_sealed_codes_alone_do_not_shut_everybody_out(tmp_path: Path) -> None:
    """A code made before the first account must not make the desk ask for a name that nobody has."""
    (tmp_path / "central").mkdir()
    central = OnSqlite(tmp_path / "central")
    one = Workstation(tmp_path / "desk", "desk", "MAIN", FakeClock(datetime.now(UTC)), central.link("desk"))
    door = Entrance(one.desk, tmp_path, lambda: central.link("desk"), now, one.clock)
    with central.database.write() as c:
        put_sealed_codes(c, "desk", [kept("ABCD2345")])
    door.hear()
    assert not one.desk.asks_who
    assert one.desk.is_let_in()
    for file in (one.journal, one.writer, one.overlay.cache):
        file.close()
    central.close()


def test_who_sat_there_before_the_first_account_does_not_go_on(embedded: Counter) -> None:
    assert embedded.here.desk.who.verified_by == "nobody"
    assert not embedded.here.desk.is_let_in()
