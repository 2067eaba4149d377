"""Reading what scanners send: every form of a code reads alike, and nothing a scanner sends can do harm."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.barcode import LONGEST, ScanKind, ScanProblem, check_digit_14, folded, isbn13, read_scan

SCANNED = st.text(st.sampled_from("0123456789ABCDX]Fadeé&\"'( -$/.+\r\n\t\x02\x1d\u200b\u0301\xa0")) | st.text()
LIBRARY_NUMBERS = st.from_regex(r"[23][0-9]{12}", fullmatch=True).map(lambda first: first + check_digit_14(first))


def clsi(number: str) -> str:
    return f"{number[0]} {number[1:5]} {number[5:10]} {number[10:]}"


@given(SCANNED)
def test_any_text_reads_and_its_reading_reads_to_itself(raw: str) -> None:
    scan = read_scan(raw, {"2": 14, "": 3})
    again = read_scan(scan.text)
    assert (scan.raw, again.text, again.isbn, again.kind) == (raw, scan.text, scan.isbn, scan.kind)
    assert len(scan.text) <= LONGEST
    assert scan.usable or scan.problems


@given(
    LIBRARY_NUMBERS,
    st.sampled_from(["", "]F0", "]A0", "\x02", "\ufeff"]),
    st.sampled_from(["", "\r", "\r\n", "\t", " ", "\x03\r"]),
)
def test_every_form_of_a_library_number_reads_to_the_same_text(number: str, before: str, after: str) -> None:
    for form in (number, f"A{number}B", clsi(number), f"D{clsi(number)}A"):
        scan = read_scan(before + form + after)
        assert (scan.text, scan.problems, scan.kind) == (number, (), ScanKind.CODE)


@given(LIBRARY_NUMBERS, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_noticed_but_never_refused(number: str, place: int, by: int) -> None:
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    scan = read_scan(wrong)
    expected = (ScanProblem.CHECK_DIGIT,) if wrong[0] in "23" else ()
    assert (scan.text, scan.problems, scan.usable) == (wrong, expected, True)


@given(LIBRARY_NUMBERS, LIBRARY_NUMBERS, st.sampled_from(["", "]F0", "BA", " ", "\r\n"]))
def test_two_numbers_run_together_are_refused_and_the_same_one_twice_is_read_once(a: str, b: str, seam: str) -> None:
    scan, twice = read_scan(a + seam + b), read_scan(a + a)
    if a != b:
        assert ScanProblem.TWO_IN_ONE in scan.problems
        assert not scan.usable
    assert (twice.text, twice.problems, twice.usable) == (a, (ScanProblem.SAME_TWICE,), True)


@given(st.text())
def test_folding_is_done_once_and_for_all(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(("number", "digit"), [("3023400051786", "1"), ("3319100010586", "4"), ("3555500001234", "6")])
def test_published_library_numbers_have_these_check_digits(number: str, digit: str) -> None:
    assert check_digit_14(number) == digit


@pytest.mark.parametrize("wrong", ["", "302340005178", "30234000517861", "302340005178x", "٣٠٢٣٤٠٠٠٥١٧٨٦"])
def test_a_check_digit_is_made_for_thirteen_digits_only(wrong: str) -> None:
    with pytest.raises(ValueError, match="not 13 digits"):
        check_digit_14(wrong)


@pytest.mark.parametrize(
    ("text", "isbn"),
    [
        ("9780306406157", "9780306406157"),
        ("978-0-306-40615-7", "9780306406157"),
        ("0306406152", "9780306406157"),
        ("0-8044-2957-X", "9780804429573"),
        ("080442957x", "9780804429573"),
        ("ISBN 0-306-40615-2", "9780306406157"),
        ("ISBN-13: 978 0 306 40615 7", "9780306406157"),
        ("978030640615750995", "9780306406157"),  # with the price
        ("978030640615712", "9780306406157"),  # with the issue
        ("9780306406158", None),
        ("0306406153", None),
        ("9790060115615", None),  # printed music
        ("9771144875007", None),  # a periodical
        ("٩٧٨٠٣٠٦٤٠٦١٥٧", None),
        ("9" * 4000, None),
    ],
)
def test_isbns_are_known_by_their_check_digit(text: str, isbn: str | None) -> None:
    assert isbn13(text) == isbn


def test_an_isbn_keeps_the_text_it_came_as_since_an_item_may_bear_it_as_its_number() -> None:
    scan = read_scan("]X00306406152\r")
    assert (scan.text, scan.isbn, scan.kind, scan.symbology) == (
        "0306406152",
        "9780306406157",
        ScanKind.ISBN,
        "Bookland",
    )
    assert read_scan("]E3978030640615750995").text == "9780306406157"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("0000123", "0000123"),  # leading zeros
        (" 12/34 A*\"'%_?; ", "12/34 A*\"'%_?;"),  # inner characters
        ("Mun\u0303oz", "Muñoz"),
        ("A12B", "A12B"),  # too little to be sure of Codabar
        ("]F0A12B", "12"),
        ("]F0a12d", "12"),
        ("A1234567", "A1234567"),
        ("B30234000517861", "B30234000517861"),  # a vendor's code id is not guessed
        ("]Z0123456", "]Z0123456"),
        ("]C1]C1123456", "123456"),
        ("1 23 45", "1 23 45"),
        ("\u200e123456\u200f", "123456"),
    ],
)
def test_odd_codes_survive_and_only_the_wrapping_goes(raw: str, text: str) -> None:
    scan = read_scan(raw)
    assert (scan.text, scan.problems) == (text, ())


@pytest.mark.parametrize(
    ("raw", "text", "problem", "usable"),
    [
        ("", "", ScanProblem.EMPTY, False),
        ("]A0\r\n", "", ScanProblem.EMPTY, False),
        ("1234\x00567", "1234567", ScanProblem.CONTROL_CHARACTERS, False),
        ("1234\ud800567", "1234567", ScanProblem.CONTROL_CHARACTERS, False),
        ("0" * 64 + "1", "", ScanProblem.TOO_LONG, False),
        ("\u0958" * 64, "", ScanProblem.TOO_LONG, False),  # longer once composed
        ("2023400", "2023400", ScanProblem.TOO_SHORT, False),
        ("97803064061579780804429573", "97803064061579780804429573", ScanProblem.TWO_IN_ONE, False),
        ("302340005178619780804429573", "302340005178619780804429573", ScanProblem.TWO_IN_ONE, False),
        ("97803064061579780306406157", "9780306406157", ScanProblem.SAME_TWICE, True),
        ("AB1234AB1234", "AB1234AB1234", ScanProblem.SAME_TWICE, True),
        ("35555000012349", "35555000012349", ScanProblem.CHECK_DIGIT, True),  # troup.org's own sample
        ('"àé"\'ààà(&è_-&', "30234000517861", ScanProblem.KEYBOARD_LAYOUT, True),
        ('"àé"\'ààà(&è!§&', "30234000517861", ScanProblem.KEYBOARD_LAYOUT, True),  # Belgian
    ],
)
def test_staff_are_told_what_is_wrong_with_a_scan(raw: str, text: str, problem: ScanProblem, usable: bool) -> None:
    scan = read_scan(raw, {"2": 14, "20": 10})
    assert (scan.text, scan.problems, scan.usable) == (text, (problem,), usable)


def test_the_minimum_length_is_that_of_the_longest_prefix() -> None:
    assert read_scan("20234", {"2": 14, "20": 5}).usable
    assert not read_scan("21234", {"2": 14, "20": 5}).usable
    assert read_scan("0306406152", {"": 14}).usable  # an ISBN is no half scan


def test_a_name_is_told_from_a_code() -> None:
    assert [read_scan(text).kind for text in ("García", "X-17", "9780306406157")] == ["typed", "code", "isbn"]


@pytest.mark.parametrize("piece", ["1", "]A0", "A1 ", "\u0301\u0316", " ", "\x00", "\u200b", "&é", "30234000517861"])
def test_a_scan_of_a_million_characters_is_harmless_and_quick(piece: str) -> None:
    started = time.perf_counter()
    scan = read_scan(piece * (1_000_000 // len(piece)))
    assert time.perf_counter() - started < 2
    assert not scan.usable
    assert scan.text == ""


@pytest.mark.parametrize(
    ("a", "b"),
    [("Muñoz", "MUNOZ"), ("Straße", "STRASSE"), ("Łódź", "lodz"), ("Ångström", "angstrom"), ("İzmir", "izmir")],
)
def test_names_compare_without_accents_and_case(a: str, b: str) -> None:
    assert folded(a) == folded(b)
