"""A workstation's own central does the night's work once a night, late if it slept, and not on the first day."""

from datetime import datetime
from pathlib import Path

import pytest

from deskapp.jobs.nightly import Nightly


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-02T18:00", False),  # the same day
        ("2026-03-03T02:59", False),  # the night has not come
        ("2026-03-03T03:00", True),
        ("2026-03-03T09:00", True),  # the machine slept
        ("2026-03-09T09:00", True),  # over the holidays
    ],
)
def test_the_work_is_due_once_the_hour_has_come(tmp_path: Path, now: str, due: bool) -> None:
    nightly = Nightly(tmp_path / "overnight.last")
    assert not nightly.is_due(at("2026-03-02T10:00")), "a new library begins with the night to come"
    assert nightly.is_due(at(now)) == due


def test_what_was_done_is_not_due_again_before_the_next_night(tmp_path: Path) -> None:
    nightly = Nightly(tmp_path / "overnight.last")
    nightly.done(at("2026-03-02T10:00"))
    nightly.done(at("2026-03-03T09:00"))
    again = Nightly(tmp_path / "overnight.last")  # the program was started anew
    assert not again.is_due(at("2026-03-03T23:59"))
    assert again.is_due(at("2026-03-04T03:00"))


def test_a_file_that_cannot_be_read_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "overnight.last").write_text("yesterday")
    nightly = Nightly(tmp_path / "overnight.last")
    assert not nightly.is_due(at("2026-03-03T09:00"))
    assert nightly.is_due(at("2026-03-04T09:00"))
