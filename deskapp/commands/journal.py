"""`deskapp journal verify | export | carry`."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.app.files import open_cache, open_journal
from deskapp.app.reaching import central_running, link_to
from deskapp.settings import Settings
from deskapp.wording.sentences import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskapp.store.chain import Fault
    from deskapp.store.codec import Entry
    from deskapp.store.journal import Journal
    from deskapp.sync.agreeing import Agreement

_SAID = {
    "whole": ("El diario está entero: {n} anotaciones.", "The journal is whole: {n} entries."),
    "altered": (
        "La anotación {seq} (fila {n}) se cambió después de escribirse.",
        "Entry {seq} (row {n}) was altered after it was written.",
    ),
    "missing": (
        "Faltan anotaciones, de la {seq} a la {last}: {count} en total (fila {n}).",
        "Entries are missing, from {seq} to {last}: {count} in all (row {n}).",
    ),
    "out_of_order": (
        "La anotación {seq} (fila {n}) no está en su sitio: el orden se cambió.",
        "Entry {seq} (row {n}) is not in its place: the order was changed.",
    ),
    "added": (
        "La anotación {seq} (fila {n}) se añadió después: no es de la cadena.",
        "Entry {seq} (row {n}) was put in afterwards: it is not of the chain.",
    ),
    "of": ("Está en la serie {incarnation}.", "It is in the series {incarnation}."),
    "further": ("Hay {n} más; --json las nombra todas.", "There are {n} more; --json names them all."),
    "safe": (
        "El archivo no se ha tocado. Lo que la central ya tiene está a salvo allí. Avise a un administrador.",
        "The file was not touched. What central has is safe there. Tell an administrator.",
    ),
    "same": ("La central tiene las mismas: {n}.", "Central has the same: {n}."),
    "differs": (
        "La central tiene la anotación {seq} con otro contenido. Hasta ahí coinciden.",
        "Central has entry {seq} with other content. Up to there both are the same.",
    ),
    "lacking": (
        "A la central le faltan anotaciones anteriores a la {seq}. Hasta ahí coinciden.",
        "Central lacks entries before entry {seq}. Up to there both are the same.",
    ),
    "sent_again": (
        "A la central le faltaba la anotación {seq}; ahora vuelve a tenerla. Hasta ahí coinciden.",
        "Central lacked entry {seq}; now it has it again. Up to there both are the same.",
    ),
    "carried": (
        "{n} anotaciones en {path}, cerradas para la clave de recuperación. En la central: "
        "«deskapp central take-in». Aquí sigue todo.",
        "{n} entries in {path}, sealed for the recovery key. At central: `deskapp central take-in`. All of it is "
        "still here.",
    ),
}


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("journal", help="this workstation's journal").add_subparsers(
        required=True, metavar="WHAT"
    )
    verify_ = parser.add_parser("verify", help="follow the chain of hashes from the first entry to the last")
    verify_.add_argument(
        "--central", action="store_true", dest="with_central", help="and compare with what central has of it"
    )
    verify_.add_argument("--json", action="store_true")
    verify_.set_defaults(run=verify)
    export_ = parser.add_parser("export", help="every entry as a line of JSON")
    export_.add_argument("--to", type=Path, metavar="FILE", help="default: standard output")
    export_.add_argument("--json", action="store_true", help="(the output is always lines of JSON)")
    export_.set_defaults(run=export)
    carry_ = parser.add_parser("carry", help="what central has not decided, as one file that the recovery key opens")
    carry_.add_argument("--to", type=Path, metavar="FILE", required=True)
    carry_.add_argument("--all", action="store_true", help="every entry, whatever central has")
    carry_.add_argument(
        "--recovery-key", type=Path, metavar="FILE", help="a file with the public key (default: as enrolled)"
    )
    carry_.add_argument("--json", action="store_true")
    carry_.set_defaults(run=carry)


def _journal(settings: Settings) -> Journal:
    return open_journal(settings, writer=not settings.journal.exists())


def verify(settings: Settings, said: argparse.Namespace) -> int:
    """Name the first entry that was altered, removed, moved or put in; with `--central` also the first one that central
    has otherwise. The status is 1 if there is one."""
    with closing(_journal(settings)) as journal:
        faults, count = list(journal.faults()), sum(1 for _ in journal.entries())
        found = _agreement(settings, journal) if said.with_central and not faults else None
    english = language_of(settings.language) == "en"
    if said.json:
        broken = faults[0].n if faults else None
        facts = {"entries": count, "broken_at": broken, "faults": [_named(f) for f in faults]}
        print(json.dumps(facts | ({"central": _compared(found)} if said.with_central else {})))
    else:
        print("\n".join((*_told(count, faults, english), *(_told_of_central(found, english) if found else ()))))
    return 1 if faults or (found and found.differs) else 0


def _agreement(settings: Settings, journal: Journal) -> Agreement:
    from deskapp.store.clock import SystemClock
    from deskapp.sync.agreeing import agreement

    with ExitStack() as stack:
        url = stack.enter_context(central_running(settings))
        link = stack.enter_context(closing(link_to(settings, url)))
        cache = stack.enter_context(closing(open_cache(settings, writer=False, notices=[])))
        return agreement(link, journal, cache.decided(settings.workstation), cache.known(), SystemClock())


def _compared(found: Agreement | None) -> dict[str, object] | None:
    """None where nothing was compared, for the journal itself is broken."""
    if found is None:
        return None
    one = found.differs
    differs = (
        {"incarnation": str(one.incarnation), "seq": one.seq, "id": str(one.id), "fate": found.fate} if one else None
    )
    return {"entries": found.entries, "differs": differs}


def _told_of_central(found: Agreement, english: bool) -> Iterable[str]:
    if found.differs is None:
        yield _SAID["same"][english].format(n=found.entries)
        return
    code = "sent_again" if found.fate == "new" else "lacking" if found.fate == "gap" else "differs"
    yield _SAID[code][english].format(seq=found.differs.seq)
    yield _SAID["of"][english].format(incarnation=found.differs.incarnation)
    yield _SAID["safe"][english]


def _named(fault: Fault) -> dict[str, str | int | None]:
    return {
        "kind": str(fault.kind),
        "n": fault.n,
        "incarnation": str(fault.incarnation),
        "seq": fault.seq,
        "count": fault.count,
        "id": str(fault.id) if fault.id else None,
    }


def _told(count: int, faults: list[Fault], english: bool) -> Iterable[str]:
    if not faults:
        yield _SAID["whole"][english].format(n=count)
        return
    first = faults[0]
    yield _SAID[first.kind][english].format(last=first.seq + first.count - 1, **_named(first))
    yield _SAID["of"][english].format(incarnation=first.incarnation)
    if len(faults) > 1:
        yield _SAID["further"][english].format(n=len(faults) - 1)
    yield _SAID["safe"][english]


def export(settings: Settings, said: argparse.Namespace) -> int:
    from deskapp.store.codec import encode

    with closing(_journal(settings)) as journal:
        out = said.to.open("wb") if said.to else sys.stdout.buffer
        for _, entry in journal.entries():
            out.write(encode(entry) + b"\n")
        out.flush()
        if said.to:
            out.close()
    return 0


def carry(settings: Settings, said: argparse.Namespace) -> int:
    """Write one encrypted file that can be carried to central where no network reaches."""
    from deskapp.store.carried import write_carried
    from deskapp.store.recovery import key_in, public_key_beside

    public = key_in(said.recovery_key) if said.recovery_key else public_key_beside(settings.journal)
    with closing(_journal(settings)) as journal:
        count = write_carried(said.to, _to_carry(settings, journal, everything=said.all), public)
    if said.json:
        print(json.dumps({"entries": count, "file": str(said.to)}))
    else:
        print(_SAID["carried"][language_of(settings.language) == "en"].format(n=count, path=said.to))
    return 0


def _to_carry(settings: Settings, journal: Journal, *, everything: bool) -> Iterable[Entry]:
    if everything:
        return (entry for _, entry in journal.entries())
    with closing(open_cache(settings, writer=False, notices=[])) as cache:
        return journal.pending(cache.decided(settings.workstation))
