"""What staff type is read as they mean it, and nothing is guessed."""

from datetime import date

import pytest

from ui.fields import read_date, written_date


@pytest.mark.parametrize("text", ["3/2/1990", "03/02/1990", "03021990", "3.2.1990", " 3-2-1990 ", "1990-02-03"])
def test_a_date_is_read_in_any_way_that_staff_write_it(text: str) -> None:
    assert read_date(text) == date(1990, 2, 3)


@pytest.mark.parametrize("text", ["", "3/2/90", "31/2/1990", "2/31/1990", "3/2", "yesterday", "1990", "0/0/0000"])
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert read_date(text) is None


def test_a_date_as_written_is_read_as_the_same() -> None:
    assert read_date(written_date(date(2027, 12, 1))) == date(2027, 12, 1)
