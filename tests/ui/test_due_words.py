"""Why a due date is what it is, in short."""

import pytest

from deskapp.domain.due_reason import Why
from ui.due_words import Reasons, why_due

PERIOD = ("period", (("period", "14 days"), ("from", "2026-11-23"), ("date", "2026-12-07")))
CLOSED = ("closed", (("date", "2026-12-08"), ("weekday", "1"), ("why", "closure"), ("name", "Inmaculada")))
MOVED = ("moved", (("rule", "end_of_next_open_day"), ("date", "2026-12-09")))


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ((PERIOD,), ""),
        ((("typed", ()),), ""),
        ((PERIOD, CLOSED, MOVED), "closed on Tue 8 Dec 2026 (Inmaculada)"),
        ((PERIOD, ("closed", (*CLOSED[1][:3], ("name", ""))), MOVED), "closed on Tue 8 Dec 2026"),
        ((PERIOD, ("expiry", (("date", "2026-12-01"),))), "the card ends then"),
        ((("shorter_requested", (("period", "7 days"),)), PERIOD), "shorter, because others wait for it"),
        ((("hard_due", (("rule", "latest"), ("date", "2026-12-20"))),), "the library's date 20 Dec 2026"),
        ((("from_a_newer_program", ()),), ""),
    ],
)
def test_only_what_is_not_plain_is_said(reasons: Reasons, said: str) -> None:
    assert why_due(reasons) == said


def test_every_reason_is_known() -> None:
    facts = (("date", "2026-12-08"), ("name", "x"), ("days", "3"), ("why", "closure"))
    assert [code for code in Why if why_due(((str(code), facts),)) is None] == []
