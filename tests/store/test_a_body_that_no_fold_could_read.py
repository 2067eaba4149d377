"""What a body may hold that is good JSON and would still stop a fold: it is told apart, and put aside."""

from uuid import UUID

import pytest

from deskapp.store.codec import BadEvent, read_body


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("LoanRenewed", '{"loan":"#","item":"#","due":"2026-12-01T10:00:00","previous_due":"2026-11-01T10:00:00Z"}'),
        ("PatronRegistered", "[" * 100_000),
        ("HoldMoved", '{"hold":"#","title":"#","turn":1e999,"previous":1,"reason":""}'),
    ],
    ids=["a time without a zone", "nested beyond measure", "a number beyond measure"],
)
def test_a_body_that_would_stop_a_fold_is_a_bad_event(kind: str, body: str) -> None:
    with pytest.raises(BadEvent):
        read_body(kind, 1, body.replace("#", str(UUID(int=1))).encode())
