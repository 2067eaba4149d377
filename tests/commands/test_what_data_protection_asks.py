"""A workstation's files tell a thief nothing; administrators list, export and erase; nothing is left of a patron."""

from __future__ import annotations

import json
import shutil
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deskapp.app.central import central_database
from deskapp.app.files import locked, open_cache, open_journal, redaction_file, secrets_for
from deskapp.app.reaching import central_running, link_to, open_session
from deskapp.app.workstation import Workstation, open_workstation
from deskapp.cli import main
from deskapp.commands.demo import make
from deskapp.credentials import KeyLost, key_for
from deskapp.domain.barcode import folded
from deskapp.jobs.upkeep import keep_up_daily
from deskapp.settings import Settings
from deskapp.store.pages import Pages
from deskapp.store.sealed import Sealed
from deskapp.sync.redaction_keeper import RedactionKeeper

ENCRYPTED = ("journal.db", "cache.db", "central.db")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A workstation of the demonstration at which somebody has worked."""
    made = Settings(tmp_path / "desk-1", "desk-1", insecure_key_file=True, demo=True, staff="olga")
    make(made)
    assert said(made, "sync", "rebuild") == 0
    return made


def said(settings: Settings, *words: str) -> int:
    return main(["--home", str(settings.home), "--insecure-key-file", "--language", "en", *words])


def exchanged(settings: Settings) -> None:
    """One exchange with central, and what was erased there left for the window."""
    with locked(settings.home / "sync.lock"), central_running(settings) as url:
        session, cache = open_session(settings, url)
        session.exchange()
        while not session.decided():
            session.exchange()
        session.close()
        cache.close()
        keeper = RedactionKeeper(
            link_to(settings, url), redaction_file(settings), lambda: open_journal(settings, writer=False)
        )
        keeper.look()


def a_patron(settings: Settings) -> tuple[str, set[str]]:
    """A card of the demonstration, and what identifies its owner."""
    with closing(open_cache(settings, writer=False, notices=[])) as cache:
        bodies = [json.loads(body) for (kind, _), body in cache.bodies().items() if kind == "patron"]
        loans = {json.loads(b)["patron"] for (k, _), b in cache.bodies().items() if k in ("loan", "hold")}
    for one in bodies:
        name = one["fields"]["name"]
        others = [b for b in bodies if b is not one and name["surname"] in json.dumps(b, ensure_ascii=False)]
        if one["id"] not in loans and len(name["surname"]) > 5 and not others:
            return one["fields"]["cards"][0], {name["surname"], one["fields"]["cards"][0], one["id"]}
    raise AssertionError("the demonstration has no such patron")


def personal(settings: Settings) -> set[str]:
    """Every surname, card, barcode and title that the workstation knows."""
    with closing(open_cache(settings, writer=False, notices=[])) as cache:
        bodies = [(kind, json.loads(body)) for (kind, _), body in cache.bodies().items()]
    told: set[str] = set()
    for kind, body in bodies:
        fields = body.get("fields") or {}
        if kind == "patron":
            told |= {fields["name"]["surname"], fields["name"]["given"], *fields["cards"], *fields["emails"]}
        elif kind in ("item", "title"):
            told |= {fields.get("barcode", ""), fields.get("text", "")}
    return {text for text in told if len(text) > 4}


def work(settings: Settings, card: str) -> Workstation:
    """Look at a patron, change them, and leave the window open."""
    station = open_workstation(settings)
    desk = station.desk
    found: Any = desk.find(card).hits[0]
    desk.saw(found.id, "panel")
    fields = desk.panel(found.id).fields
    desk.edit(found.id, replace(fields, notes=(f"{fields.name.surname} called",)))
    return station


def plain_pages(path: Path, key: str) -> bytes:
    """Every page of a file and of its log as it was before encryption, free pages included."""
    pages = Pages(path, key)
    numbered = [(n, pages._read(n)) for n in range(1, pages._count + 1)] + pages._frames
    found = b"".join(pages._plain(page, n)[0] for n, page in numbered)
    pages.close()
    return found


def files_of(settings: Settings) -> list[Path]:
    return [path for path in settings.home.rglob("*") if path.is_file()]


# --- files without their keyring --------------------------------------------------------------------------------


def test_no_file_holds_a_name_a_card_or_a_title_in_plain_bytes(settings: Settings) -> None:
    words = personal(settings)
    assert len(words) > 50
    with closing(work(settings, a_patron(settings)[0])):
        files = {path: path.read_bytes() for path in files_of(settings)}
        assert {"journal.db", "journal.db-wal", "cache.db", "staff.sealed"} <= {path.name for path in files} | {
            "staff.sealed"
        }
        told = [(path.name, w) for path, content in files.items() for w in words if w.encode() in content]
        assert told == []
        key = key_for(settings.journal, secrets_for(settings))
        assert a_patron(settings)[1] & {w for w in words if w.encode() in plain_pages(settings.journal, key)}


def test_a_copy_of_the_folder_without_the_keyring_opens_nothing(settings: Settings, tmp_path: Path) -> None:
    work(settings, a_patron(settings)[0]).close()
    stolen = replace(settings, home=tmp_path / "stolen")
    held = {"keys.json", "keys"} | {p.name for p in files_of(settings) if "key" in p.name}
    shutil.copytree(settings.home, stolen.home, ignore=lambda _, names: [n for n in names if n in held])
    secrets = secrets_for(stolen)
    for name in ENCRYPTED:
        with pytest.raises(KeyLost):
            key_for(stolen.home / name, secrets)
        with closing(Pages(stolen.home / name, "ab" * 32)) as pages:
            assert [found for found in pages.rows() if found.sound] == []  # noise may look like the head of a row
    for sealed in stolen.home.glob("*.sealed"):
        assert Sealed(sealed, "ab" * 32).read(list) is None
    with pytest.raises(KeyLost):
        open_journal(stolen, writer=False)


# --- one patron's data ------------------------------------------------------------------------------------------


def test_who_saw_and_changed_a_patron_is_listed(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    card, _ = a_patron(settings)
    work(settings, card).close()
    exchanged(settings)
    assert said(settings, "central", "audit", card) == 0
    told = capsys.readouterr().out
    assert "saw the record" in told
    assert 'notes: - -> ["' in told
    assert said(settings, "central", "audit", card, "--json") == 0
    assert [t["kind"] for t in json.loads(capsys.readouterr().out)][-2:] == ["PatronViewed", "PatronEdited"]
    assert said(settings, "central", "audit", card, "--since", "2999-01-01") == 0
    assert "Nobody" in capsys.readouterr().out


def test_an_export_is_for_its_owner_alone(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card, words = a_patron(settings)
    target = tmp_path / "data.json"
    assert said(settings, "central", "export-patron", card, "--to", str(target)) == 0
    assert target.stat().st_mode & 0o777 == 0o600
    found = json.loads(target.read_text(encoding="utf-8"))
    assert {found["record"]["name"]["surname"], *found["identifiers"]["cards"], *found["identifiers"]["ids"]} == words
    assert said(settings, "central", "export-patron", "no such card") == 1
    assert "Nothing was changed" in capsys.readouterr().err


def test_nothing_is_erased_until_the_card_was_typed_twice(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    card, _ = a_patron(settings)
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert said(settings, "central", "erase-patron", card, "--reason", "asked") == 1
    assert "Nothing was erased" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{card}\n"))
    assert said(settings, "central", "erase-patron", card, "--reason", "asked") == 0
    assert said(settings, "central", "audit", card) == 1


def test_after_an_erasure_no_page_of_any_file_holds_the_patron(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    card, words = a_patron(settings)
    work(settings, card).close()
    exchanged(settings)
    secrets = secrets_for(settings)
    assert said(settings, "central", "erase-patron", card, "--reason", "asked", "--yes") == 0
    exchanged(settings)
    station = open_workstation(settings)
    station.desk.refresh()
    assert station.desk.find(card).hits == ()
    station.close()
    exchanged(settings)  # whoever closes last writes the logs back
    for name in ENCRYPTED:
        content = plain_pages(settings.home / name, key_for(settings.home / name, secrets))
        assert [w for w in (*words, *map(folded, words)) if w.encode() in content] == [], name
        assert len(content) > 10_000
    assert said(settings, "journal", "verify") == 0
    assert said(settings, "central", "verify") == 0
    assert "with their personal data erased" in capsys.readouterr().out


def an_import(settings: Settings) -> tuple[str, ...]:
    """Take in two patrons from a file, and erase one of them; what identifies that one."""
    file = settings.home / "patrons.csv"
    file.write_text(
        "cardnumber,surname,firstname,branchcode,categorycode\nX-7001,Zorrilla,Ana,MAIN,ADULT\nX-7002,Larra,Eva,MAIN,ADULT\n"
    )
    assert said(settings, "import", "patrons", str(file)) == 0
    file.unlink()
    assert said(settings, "central", "erase-patron", "X-7001", "--reason", "asked", "--yes") == 0
    return ("Zorrilla", "zorrilla", "X-7001", "x-7001")


def held(settings: Settings, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Which files of the import hold which of the words on any page."""
    found, secrets = [], secrets_for(settings)
    for name in ("import-cache.db", "import-journal.db"):
        content = plain_pages(settings.home / name, key_for(settings.home / name, secrets))
        assert len(content) > 10_000
        found += [(name, word) for word in words if word.encode() in content]
    return found


def test_the_files_of_an_import_forget_in_the_night_as_well(settings: Settings) -> None:
    words = an_import(settings)
    assert held(settings, words) != []
    assert said(settings, "central", "overnight") == 0
    assert held(settings, words) == []
    assert held(settings, ("Larra",)) != []


def test_the_files_of_an_import_forget_while_the_window_is_open(settings: Settings) -> None:
    words = an_import(settings)
    with central_running(settings):
        keep_up_daily(settings, Once())
        assert held(settings, words) == []


class Once(threading.Event):
    """Stops what goes on for ever after its first turn, before it waits."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return True


def test_what_cannot_be_kept_up_now_holds_nothing_else_up(settings: Settings) -> None:
    an_import(settings)
    (settings.home / "another-journal.db").write_bytes(b"of no use" * 1000)
    with locked(settings.home / "jobs.lock"):
        keep_up_daily(settings, Once())
    keep_up_daily(settings, Once())
    assert held(settings, ("Zorrilla",)) == []


def test_a_tampered_central_is_told_with_its_place(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    work(settings, a_patron(settings)[0]).close()
    exchanged(settings)
    capsys.readouterr()
    with closing(central_database(settings)) as database, database.write() as c:
        c.exec_driver_sql("UPDATE journal SET entry = replace(entry, 'olga', 'olgo') WHERE workstation = 'desk-1'")
    assert said(settings, "central", "verify", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert {f["kind"] for f in found["faults"]} == {"altered"}
    assert all(f["position"] and f["id"] for f in found["faults"])
    assert said(settings, "central", "verify") == 1
    assert "of the workstation desk-1 was altered" in capsys.readouterr().out


def test_the_night_parts_old_loans_from_their_patrons(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything that ended counts as old here."""
    station = open_workstation(settings)
    desk = station.desk
    desk.set_up(replace(desk.library, history_days=0))
    patron, item = (desk.find(code).hits[0].id for code in (a_patron(settings)[0], an_item_on_the_shelf(settings)))
    desk.check_out(patron, item, reason="a test")  # type: ignore[arg-type]  # ids of what was scanned
    desk.check_in(item)  # type: ignore[arg-type]
    station.close()
    exchanged(settings)
    capsys.readouterr()
    assert said(settings, "central", "overnight", "--json") == 0
    assert json.loads(capsys.readouterr().out)["dissociated"] >= 1
    assert said(settings, "central", "export-patron", a_patron(settings)[0]) == 0
    assert json.loads(capsys.readouterr().out)["loans"] == []
    assert said(settings, "central", "verify") == 0


def an_item_on_the_shelf(settings: Settings) -> str:
    with closing(open_cache(settings, writer=False, notices=[])) as cache:
        bodies = [json.loads(body) for (kind, _), body in cache.bodies().items() if kind == "item"]
    free = [b["barcode"] for b in bodies if b["place"]["state"] == "available" and b["fields"]["type"] == "BOOK"]
    return str(sorted(free)[0])
