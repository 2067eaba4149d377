"""What every central promises a workstation, whichever database it stands on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from deskapp.central.status import status_of
from deskapp.domain.values import Line, Touch
from deskapp.store.codec import Entry
from deskapp.sync.link import TIMEOUT, Away, NotAdmitted, OtherVersion
from tests.central.centrals import (
    Anywhere,
    Desk,
    OnPostgresql,
    changed,
    in_background,
    now,
)
from tests.desks import a_patron, a_title, new_id
from tests.proxy import Road, a_proxy


@pytest.fixture
def other(central: Anywhere, tmp_path: Path) -> Iterator[Desk]:
    one = Desk(central, tmp_path / "other", "other")
    yield one
    one.journal.close()


def some(desk: Desk, n: int = 1) -> list[Entry]:
    """Entries of so many acts, each registering a patron."""
    return [e for i in range(n) for e in desk.write(a_patron(f"card-{i}")[1])]


def rows_after(desk: Desk, rev: int = 0) -> dict[UUID, dict[str, Any]]:
    answer = desk.link.pull(rev, 1000)
    return {row.id: msgspec.json.decode(row.body) for row in answer.pulled()}


# --- hello -----------------------------------------------------------------------------------------


def test_hello_says_the_time_the_version_the_history_and_who_one_is(central: Anywhere, desk: Desk) -> None:
    said = desk.link.hello()
    assert abs(said["now"] - now()) < 5_000_000
    assert (said["version"], said["workstation"]) == (1, desk.name)
    assert said["epoch"] == status_of(central.database, now()).epoch == desk.link.hello()["epoch"]


def test_a_central_of_another_version_is_told_apart(central: Anywhere, desk: Desk) -> None:
    central.speak_another_version()
    with pytest.raises(OtherVersion):
        desk.link.hello()


def test_a_workstation_that_central_does_not_know_is_not_admitted(central: Anywhere) -> None:
    link = central.link("desk", secret="a wrong secret")
    with pytest.raises(NotAdmitted):
        link.hello()


def test_a_long_push_of_one_who_is_not_admitted_is_answered_as_such(central: Anywhere, desk: Desk) -> None:
    """The refusal must come through although the question was not read to its end."""
    link = central.link("desk", secret="a wrong secret")
    with pytest.raises(NotAdmitted):
        link.push(_reading(), ["x" * 10_000_000])


def _reading() -> Any:
    from tests.central.centrals import reading

    return reading()


# --- push ------------------------------------------------------------------------------------------


def test_what_is_new_is_stored_and_what_is_known_is_said_to_be_known(desk: Desk) -> None:
    first, second = some(desk, 2)
    assert desk.push(first) == ["new"]
    assert desk.push(first, second) == ["duplicate", "new"]


def test_an_entry_twice_in_one_push_is_stored_once(desk: Desk) -> None:
    (one,) = some(desk)
    assert desk.push(one, one) == ["new", "duplicate"]


def test_the_same_id_with_other_content_is_named(desk: Desk) -> None:
    (one,) = some(desk)
    desk.push(one)
    assert desk.push(changed(one, staff="somebody else")) == ["other_content"]


def test_a_number_that_is_taken_is_named(desk: Desk) -> None:
    (one,) = some(desk)
    desk.push(one)
    assert desk.push(changed(one, id=new_id())) == ["number_taken"]


def test_a_gap_is_named_and_nothing_behind_it_is_stored(desk: Desk) -> None:
    first, second, third = some(desk, 3)
    assert desk.push(first, third) == ["new", "gap"]
    assert desk.push(second, third) == ["new", "new"]


def test_the_events_of_another_workstation_are_refused(desk: Desk, other: Desk) -> None:
    (one,) = some(other)
    assert desk.push(one) == ["foreign"]
    assert other.push(one) == ["new"]


def test_a_workstation_may_bring_a_journal_of_its_own_jobs_but_not_one_that_only_begins_alike(desk: Desk) -> None:
    (one,) = some(desk)
    assert desk.push(changed(one, workstation=f"{desk.name}/import")) == ["new"]
    assert desk.push(changed(one, id=new_id(), workstation=f"{desk.name}2")) == ["foreign"]


def test_an_answer_that_was_lost_is_asked_for_again(central: Anywhere, desk: Desk) -> None:
    told = some(desk, 3)
    with a_proxy(*central.address) as proxy:
        link = central.link("desk", address=("127.0.0.1", proxy.port))
        link.hello()
        proxy.becomes(Road.MUTE)
        desk.link, direct = link, desk.link
        with pytest.raises(Away):
            desk.push(*told)
        proxy.becomes(Road.OPEN)
        assert desk.push(*told) == ["duplicate"] * 3
    desk.link = direct
    central.decide()
    assert len(rows_after(desk)) == 3


def test_what_cannot_be_read_goes_to_quarantine_and_does_not_hold_up_those_behind_it(
    central: Anywhere, desk: Desk
) -> None:
    bad, good = some(desk, 2)
    bad = changed(bad, body=msgspec.Raw(b'{"nonsense":1}'))
    assert desk.push(bad, good) == ["new", "new"]
    central.decide()
    assert desk.push(bad, good) == ["quarantined", "duplicate"]
    assert set(rows_after(desk)) == {good.touches[0].id}


@pytest.mark.parametrize(
    "damage",
    [
        {"touches": [["a line of tomorrow", "01a203d3-8534-77b1-a337-99e4fdb970cd"]]},
        {"body": {"patron": "01a203d3-8534-77b1-a337-99e4fdb970cd", "note": "a \0 character"}, "kind": "Unheard"},
        {"wall": "the day after tomorrow"},
        {"digest": None},
    ],
    ids=["unknown line", "nul character", "no time", "no digest"],
)
def test_an_envelope_that_cannot_be_read_does_not_hold_up_those_behind_it(
    central: Anywhere, desk: Desk, damage: dict[str, Any]
) -> None:
    bad, good = some(desk, 2)
    raw = msgspec.json.encode({**msgspec.json.decode(msgspec.json.encode(bad)), **damage}).decode()
    fates = desk.link.push(_reading(), [raw, msgspec.json.encode(good, order="deterministic").decode()])
    assert fates[1] == "new"
    central.decide()
    assert good.touches[0].id in rows_after(desk)


def test_an_event_of_a_newer_desk_is_kept_and_its_record_says_so(central: Anywhere, desk: Desk) -> None:
    newer, good = some(desk, 2)
    assert desk.push(changed(newer, kind="PatronSaluted", body=msgspec.Raw(b"{}")), good) == ["new", "new"]
    central.decide()
    rows = rows_after(desk)
    assert rows[newer.touches[0].id]["needs_newer"] is True
    assert rows[good.touches[0].id]["needs_newer"] is False


def test_desks_that_push_at_once_leave_no_gap(central: Anywhere, desk: Desk, other: Desk) -> None:
    told = {one: some(one, 40) for one in (desk, other)}
    work = [in_background(lambda one=one: [one.push(e) for e in told[one]]) for one in told]  # type: ignore[misc]
    for thread, _ in work:
        thread.join(30)
    assert all(said == [[["new"]] * 40] for _, said in work)
    central.decide()
    assert sum("fields" in row for row in rows_after(desk).values()) == 80


# --- pull ------------------------------------------------------------------------------------------


def test_a_pull_of_several_pages_brings_every_row_once_and_says_where_the_head_is(
    central: Anywhere, desk: Desk, other: Desk
) -> None:
    desk.push(*some(desk, 7))
    central.decide()
    seen: list[int] = []
    rev = 0
    while True:
        answer = other.link.pull(rev, 3)
        assert len(answer.rows) <= 3
        seen += [r for _, _, r, _ in answer.rows]
        rev = seen[-1]
        if rev >= answer.head:
            break
    assert seen == sorted(set(seen))
    assert len(seen) == 7
    assert other.link.pull(rev, 3).rows == []


def test_a_pull_says_how_far_the_own_journals_are_decided_and_nothing_of_others(
    central: Anywhere, desk: Desk, other: Desk
) -> None:
    told = some(desk, 2)
    desk.push(*told)
    central.decide()
    assert desk.link.pull(0, 10).decided == [(desk.name, told[0].incarnation, 2)]
    assert other.link.pull(0, 10).decided == []


def test_a_pull_says_the_name_of_centrals_history(central: Anywhere, desk: Desk) -> None:
    assert desk.link.pull(0, 10).epoch == status_of(central.database, now()).epoch


def test_an_event_that_is_only_stored_is_not_decided_yet(central: Anywhere, desk: Desk, tmp_path: Path) -> None:
    if isinstance(central, OnPostgresql):
        desk.push(*some(desk, 2))
        answer = desk.link.pull(0, 10)
        assert (answer.decided, answer.rows, answer.head) == ([], [], 0)


# --- wait ------------------------------------------------------------------------------------------


def _woken(central: Anywhere, waiting: Desk, news: Any) -> float:
    """Seconds from the news' being decided to the end of a wait."""
    rev = waiting.link.pull(0, 1000).head
    ended: list[float] = []

    def wait() -> None:
        waiting.link.wait(rev, 8)
        ended.append(time.monotonic())

    thread, said = in_background(wait)
    threading.Event().wait(0.3)  # it waits by now
    assert ended == []
    news()
    central.decide()
    start = time.monotonic()
    thread.join(12)
    assert said == [None]
    return ended[0] - start


def test_a_desk_that_waits_hears_within_a_second_of_what_another_did(
    central: Anywhere, desk: Desk, other: Desk
) -> None:
    desk.link.hello()
    told = some(other)
    assert _woken(central, desk, lambda: other.push(*told)) < 1


def test_a_desk_that_waits_hears_that_its_own_event_was_decided_though_no_record_changed(
    central: Anywhere, desk: Desk
) -> None:
    """Else the number of pending events stays in sight until the next slow poll."""
    (bad,) = some(desk)
    second = central.link("desk")
    desk.link.hello()
    assert (
        _woken(
            central,
            desk,
            lambda: second.push(_reading(), [_raw(changed(bad, body=msgspec.Raw(b'{"nonsense":1}')))]),
        )
        < 1
    )


def _raw(entry: Entry) -> str:
    return msgspec.json.encode(entry, order="deterministic").decode()


def test_news_between_a_pull_and_the_wait_are_not_missed(central: Anywhere, desk: Desk, other: Desk) -> None:
    head = desk.link.pull(0, 10).head
    other.push(*some(other))
    central.decide()
    start = time.monotonic()
    desk.link.wait(head, 8)
    assert time.monotonic() - start < 1


def test_news_from_before_a_listener_listened_are_not_missed(central: Anywhere, desk: Desk, other: Desk) -> None:
    head = desk.link.pull(0, 10).head
    other.push(*some(other))
    central.decide()
    listener, start = central.link("desk"), time.monotonic()
    listener.wait(head, 8)
    assert time.monotonic() - start < 2


def test_a_wait_without_news_ends_by_itself(desk: Desk) -> None:
    head = desk.link.pull(0, 10).head
    start = time.monotonic()
    desk.link.wait(head, 0.3)
    assert 0.2 < time.monotonic() - start < 2


# --- a central that cannot be reached ----------------------------------------------------------------


def test_a_central_that_is_not_there_is_away_at_once(central: Anywhere, desk: Desk) -> None:
    with a_proxy(*central.address) as proxy:
        link = central.link("desk", address=("127.0.0.1", proxy.port))
        link.hello()
        proxy.becomes(Road.REFUSES)
        start = time.monotonic()
        for ask in (
            link.hello,
            lambda: link.pull(0, 1),
            lambda: link.wait(0, 1),
            lambda: link.push(_reading(), []),
        ):
            with pytest.raises(Away):
                ask()
        assert time.monotonic() - start < 2
        proxy.becomes(Road.OPEN)
        assert link.hello()["version"] == 1


@pytest.mark.slow
@pytest.mark.parametrize("since", ["before the first question", "in the middle"])
def test_a_central_that_hangs_is_away_within_the_time_out(central: Anywhere, since: str) -> None:
    with a_proxy(*central.address) as proxy:
        link = central.link("desk", address=("127.0.0.1", proxy.port))
        if since == "in the middle":
            link.hello()
        proxy.becomes(Road.HANGS)
        thread, said = in_background(lambda: link.pull(0, 1))
        thread.join(TIMEOUT + 3)
        hung = thread.is_alive()
        proxy.becomes(Road.REFUSES)
        thread.join(5)
        assert not hung, f"still waiting after {TIMEOUT + 3} seconds"
        assert isinstance(said[0], Away)


def test_a_slow_central_is_not_away(central: Anywhere) -> None:
    with a_proxy(*central.address) as proxy:
        proxy.becomes(Road.SLOW)
        link = central.link("desk", address=("127.0.0.1", proxy.port))
        assert link.hello()["version"] == 1
        assert link.pull(0, 10).rows == []


def test_titles_in_every_script_come_through_unchanged(central: Anywhere, desk: Desk) -> None:
    text = "Ñandú «Łódź» 日本語 😀 \u202e \\ ' % {}"
    (told,) = desk.write(a_title(text)[1])
    assert desk.push(told) == ["new"]
    assert desk.push(told) == ["duplicate"]
    central.decide()
    assert rows_after(desk)[told.touches[0].id]["fields"]["text"] == text
    assert told.touches[0] == Touch(Line.TITLE, told.touches[0].id)


# --- written again under other numbers ----------------------------------------------------------------------


def test_what_is_written_again_under_other_numbers_is_known_and_its_journal_goes_on(
    central: Anywhere, tmp_path: Path
) -> None:
    """Files that were copied or put back: the events keep their ids, and nothing is stored or done twice."""
    desk = Desk(central, tmp_path, "desk")
    first, second = (desk.write(a_patron(card)[1])[0] for card in ("P1", "P2"))
    assert desk.push(first) == ["new"]
    desk.journal.reissue(first.incarnation, first.seq)
    again = desk.journal.pending({})
    assert [e.id for e in again] == [first.id, second.id]
    assert desk.push(*again) == ["known", "new"]
    assert desk.push(*again) == ["known", "duplicate"]
    (third,) = desk.write(a_patron("P3")[1])
    assert desk.push(third) == ["new"]
    central.decide()
    answer = desk.link.pull(0, 100)
    assert [third.seq] == [seq for _, incarnation, seq in answer.decided if incarnation == third.incarnation]
    assert len([row for row in answer.rows if row[0] == "patron"]) == 3
    assert desk.push(changed(again[0], seq=third.seq + 2)) == ["gap"]
    assert desk.push(changed(again[0], seq=third.seq)) == ["number_taken"]
    desk.journal.close()
