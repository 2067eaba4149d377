"""A workstation put back to yesterday's copy of its files: what is recorded on it afterwards reaches central."""

from __future__ import annotations

from pathlib import Path

from deskapp.app.workstation import begin_anew_if_rewound
from deskapp.sync.session import Contested
from tests.desks import a_place, sync
from tests.faults.machine import Machine, MachineClock
from tests.sync.histories import stamped_journal


def test_what_is_lent_after_journal_and_copy_were_put_back_reaches_central(tmp_path: Path) -> None:
    """Central has more numbers of this journal than the journal itself: none of them may hide a new act."""
    place = a_place(tmp_path)
    (tmp_path / "far").mkdir()
    far = Machine(tmp_path / "far", "far", "MAIN", MachineClock(place.clock, "far"), place.link("far"))
    far.session.exchange()
    far.desk.check_out(far.patron("P1"), far.item("I1"))
    sync(place, far)  # type: ignore[arg-type]  # a machine exchanges as any workstation
    far.keep_copy()
    for barcode in ("I3", "I4", "I5"):
        far.desk.check_out(far.patron("P1"), far.item(barcode))
    sync(place, far)  # type: ignore[arg-type]
    far.restore("both")
    begin_anew_if_rewound(far.journal, far.cache)  # as at the start of the window: nothing shows yet
    far.session.exchange()
    far.refresh()
    far.desk.check_in(far.item("I1"))  # under a number that central has of another act
    far.note()
    for _ in range(3):
        try:
            far.session.exchange()
        except Contested as contested:  # is answered by new numbers
            far.reissue(contested.contest.incarnation, contested.contest.seq)
        place.apply()
    at_central = {entry.id for _, entry, _ in stamped_journal(place.database)}
    kinds = {e.kind for id, e in far.ledger.items() if id not in at_central}
    far.stop()
    place.database.close()
    assert kinds == set(), f"never sent, and shown as decided: {kinds}"
