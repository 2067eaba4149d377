"""A central that SQL made is one that the program reads; figures are PostgreSQL's; simulated desks are desks."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import msgspec
import psycopg
import pytest

from deskapp.central.database import Database
from deskapp.domain.values import Touch
from deskapp.store.codec import Entry, read_body, read_record
from deskapp.store.rows import row_of
from deskapp.sync.link import PostgresCentral
from tests.benchmarks.apply import Feed, runs
from tests.benchmarks.desks import Central as Centre
from tests.benchmarks.large_central import SIZES, Central, Size, built, catalogue_of, entries_of
from tests.benchmarks.library import Scale
from tests.benchmarks.measure import Setting, peak_mb
from tests.benchmarks.simulated import name_of
from tests.benchmarks.size import _all_pushed, _raw, _tables, _undecided, plans_of
from tests.postgresql import Cluster, private_cluster

TINIEST = Size(Scale("central-tiniest", 100, 500, 120, 60), 140, 2000)
_entries = msgspec.json.Decoder(Entry)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with private_cluster() as made:
        yield made


@pytest.fixture(scope="module")
def central(cluster: Cluster) -> Central:
    return a_central(cluster)


def a_central(cluster: Cluster) -> Central:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SIZES, "tiniest", TINIEST)
        return built(cluster, "tiniest", lambda text: None)


def test_its_journal_is_what_desks_might_have_sent(central: Central) -> None:
    with psycopg.connect(central.url) as c:
        columns = "position, id, workstation, incarnation, seq, at, entry"
        rows = c.execute(f"SELECT {columns} FROM journal WHERE at IS NOT NULL ORDER BY 1".encode())
        kinds, seqs = set(), dict[str, int]()
        for n, (position, id, workstation, incarnation, seq, at, raw) in enumerate(rows.fetchall(), 1):
            entry = _entries.decode(raw)
            assert position == n
            assert (entry.id, entry.workstation, entry.incarnation, entry.seq) == (id, workstation, incarnation, seq)
            assert seq == seqs.get(workstation, 0) + 1
            assert abs(at - entry.wall.timestamp() * 1_000_000) <= 1
            assert type(read_body(entry.kind, entry.version, bytes(entry.body))).__name__ == entry.kind
            told = c.execute("SELECT line, id FROM touches WHERE position = %s", (position,)).fetchall()
            assert {Touch(line, of) for line, of in told} == set(entry.touches)
            seqs[workstation] = seq
            kinds.add(entry.kind)
        assert n == TINIEST.events
        assert kinds >= {
            "ItemCatalogued",
            "ItemCheckedOut",
            "ItemCheckedIn",
            "LoanRenewed",
            "PatronEdited",
            "HoldPlaced",
        }


def test_the_journal_tells_of_the_records_that_are_there(central: Central) -> None:
    with psycopg.connect(central.url) as c:
        strangers = "SELECT count(*) FROM touches t WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.id = t.id)"
        assert c.execute(strangers).fetchone() == (0,)


def test_every_record_is_what_the_program_would_have_written(central: Central) -> None:
    with psycopg.connect(central.url) as c:
        counts: dict[str, int] = {}
        head = c.execute("SELECT value FROM counters WHERE name = 'rev'").fetchone()
        revs = set()
        for kind, id, rev, parent, owner, live, body in c.execute(
            "SELECT kind, id, rev, parent, owner, live, body FROM records"
        ):
            row = row_of(read_record(kind, body))
            assert (row.kind, row.id, row.parent, row.owner, row.live, row.body) == (
                kind,
                id,
                parent,
                owner,
                live,
                body,
            )
            counts[kind] = counts.get(kind, 0) + 1
            revs.add(rev)
        made = TINIEST.library
        assert counts["loan"] == made.loans + TINIEST.closed
        assert (counts["patron"], counts["item"], counts["title"]) == (made.patrons, made.items, made.titles)
        assert len(revs) == sum(counts.values()) == central.rows
        assert head == (max(revs),)


def test_it_has_the_very_indexes_that_the_program_makes(cluster: Cluster, central: Central) -> None:
    def indexes(url: str) -> set[tuple[str, ...]]:
        with psycopg.connect(url) as c:
            return set(c.execute("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'").fetchall())

    fresh = cluster.url(cluster.new_database())
    database = Database.postgresql(fresh)
    database.migrate()
    database.close()
    assert indexes(central.url) == indexes(fresh)


def test_a_statement_that_reads_a_whole_table_is_named(central: Central) -> None:
    with psycopg.connect(central.url, autocommit=True) as c:
        plans = plans_of(central)
        assert {plan.function for plan in plans} == {"hello", "push", "changes", "copy_records", "copy_codes"}
        assert any("Index Scan using records_rev" in plan.text for plan in plans if plan.function == "changes")
        c.execute("DROP INDEX records_rev")
        assert "records" in [t for plan in plans_of(central) if plan.function == "changes" for t in plan.whole_reads()]
        c.execute("CREATE INDEX records_rev ON records (rev)")


def test_the_applier_goes_on_where_the_journal_ends(cluster: Cluster) -> None:
    central = a_central(cluster)
    feed = Feed(seed=1, titles=5, items=20, patrons=5)
    told = catalogue_of(feed) + entries_of(feed, 50)
    with closing(PostgresCentral(central.desk)) as link:
        _all_pushed(link, told)
    with psycopg.connect(central.url) as c:
        assert _undecided(c) >= len(told)
        database = Database.postgresql(central.url)
        assert sum(done.events for done, _ in runs(database)) >= len(told)
        database.close()
        assert not _undecided(c)
        assert c.execute("SELECT count(*) FROM quarantine").fetchone() == (0,)


def test_figures_are_of_the_tables_that_they_name(central: Central) -> None:
    found = {result.name: result for result in _tables(central)}
    assert found["size.journal"].p50 > found["size.codes"].p50 > 0
    assert _raw(central.url) > 0
    assert peak_mb() > 10


def test_a_desk_with_events_of_the_night_sends_them_with_their_own_times_and_sees_anothers(tmp_path: Path) -> None:
    with ExitStack() as stack:
        centre = Centre(stack, Setting("tiny", tmp_path), 2, 3)
        with centre.simulated(2, 3, 0.0, 0.0, unsent=9) as told:
            (tally,) = told()
        centre.must_hold([tally])
        assert tally["sent"] == {name_of(0): 9, name_of(1): 9}
        with psycopg.connect(centre.url) as c:
            for moment in ("at / 1e6", "extract(epoch FROM (entry::json->>'wall')::timestamptz)"):
                span = f"SELECT max({moment}) - min({moment}) FROM journal WHERE workstation = 'desk-000'"
                assert 6 * 3600 < (c.execute(span.encode()).fetchone() or (0,))[0] < 9 * 3600
        with centre.simulated(2, 3, 0.4, 1.0) as told:
            (tally,) = told()
        assert sum(tally["sent"].values()) == tally["recorded"] == len(tally["seen"]) > 2
        assert tally["unseen"] == 0
        assert max(ms for _, ms in tally["seen"]) < 10_000
        assert tally["decided_after"] < 30


def test_an_event_that_central_does_not_have_is_missed(tmp_path: Path) -> None:
    with ExitStack() as stack:
        centre = Centre(stack, Setting("tiny", tmp_path), 1, 3)
        with centre.simulated(1, 3, 0.0, 0.0, unsent=3) as told:
            (tally,) = told()
        tally["sent"]["desk-000"] += 1
        tally["recorded"] += 1
        with pytest.raises(AssertionError):
            centre.must_hold([tally])


def test_a_scale_that_only_one_benchmark_has_is_refused_to_the_others() -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "scan", "--scale", "tenth"]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert "size alone" in done.stderr
