"""Whatever happened to a file on its way: every good record is imported, every damaged one is named with its place."""

import contextlib
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.exchange.codes import RefusalCode
from deskapp.exchange.item_layout import PRESETS
from deskapp.exchange.marc import read_marc
from deskapp.exchange.refusal import Refusal, UnreadableFile, sentence
from deskapp.exchange.title_in import TitleIn, TitleWarning
from tests.exchange.marc_files import a_record, an_item, in_bytes, in_utf8, read, the_title

GOOD = [in_utf8(a_record(f"n{number}", f"Title {number}", an_item(str(number)))) for number in range(6)]
VICTIM = in_utf8(a_record("victim", "The damaged one", an_item("999")))
BASE = int(VICTIM[12:17])

DAMAGES = {
    "length too long": (b"99999" + VICTIM[5:], RefusalCode.LENGTH_WRONG),
    "length too short": (b"00100" + VICTIM[5:], RefusalCode.LENGTH_WRONG),
    "length no number": (b"abcde" + VICTIM[5:], RefusalCode.LEADER_BROKEN),
    "cut off": (VICTIM[: len(VICTIM) // 2], RefusalCode.TRUNCATED),
    "terminator missing": (VICTIM[:-1], RefusalCode.TERMINATOR_MISSING),
    "terminator overwritten": (VICTIM[:-1] + b"x", RefusalCode.TERMINATOR_MISSING),
    "directory entry no number": (VICTIM[:27] + b"xx" + VICTIM[29:], RefusalCode.DIRECTORY_BROKEN),
    "directory points elsewhere": (VICTIM[:31] + b"00500" + VICTIM[36:], RefusalCode.DIRECTORY_BROKEN),
    "directory not closed": (VICTIM[: BASE - 1] + b" " + VICTIM[BASE:], RefusalCode.DIRECTORY_BROKEN),
    "base address wrong": (VICTIM[:12] + b"00030" + VICTIM[17:], RefusalCode.DIRECTORY_BROKEN),
    "field not closed": (VICTIM[:-2] + b" \x1d", RefusalCode.DIRECTORY_BROKEN),
    "record end inside": (VICTIM[:100] + b"\x1d" + VICTIM[101:], RefusalCode.LENGTH_WRONG),
    "field too long in directory": (VICTIM[:27] + b"0008" + VICTIM[31:], RefusalCode.DIRECTORY_BROKEN),
    "zeros": (b"\x00\x01\x02" * 200 + b"\x1d", RefusalCode.NOT_A_RECORD),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_one_damaged_record_is_named_and_all_others_are_read(tmp_path: Path, name: str) -> None:
    damaged, code = DAMAGES[name]
    before = b"".join(GOOD[:3])
    outcome = read(tmp_path, before + damaged + b"".join(GOOD[3:]))
    assert [one.title for one in outcome if isinstance(one, TitleIn)] == [f"Title {number}" for number in range(6)]
    (refusal,) = [one for one in outcome if isinstance(one, Refusal)]
    assert (refusal.code, refusal.record, refusal.line) == (code, 4, None)
    assert refusal.offset == len(before) + len(damaged) - len(damaged.lstrip(b"\x00"))  # padding is passed over
    assert refusal.key in ("victim", "")


def test_the_refusal_names_byte_and_control_number(tmp_path: Path) -> None:
    refusal = read(tmp_path, GOOD[0] + VICTIM[:-30])[1]
    assert isinstance(refusal, Refusal)
    assert (refusal.offset, refusal.key, refusal.code) == (len(GOOD[0]), "victim", RefusalCode.TRUNCATED)
    assert sentence(refusal, "en").startswith(f"Record 2 (byte {len(GOOD[0])}, victim): it is cut off")
    assert sentence(refusal, "es").startswith(f"Registro 2 (byte {len(GOOD[0])}, victim): está cortado")


def test_damage_at_the_very_beginning_and_at_the_very_end_is_survived(tmp_path: Path) -> None:
    outcome = read(tmp_path, VICTIM[40:] + b"".join(GOOD) + VICTIM[:50])
    assert [type(one) for one in outcome] == [Refusal, *[TitleIn] * 6, Refusal]


def test_two_records_that_lost_their_ends_are_two_refusals(tmp_path: Path) -> None:
    outcome = read(tmp_path, VICTIM[:-1] + VICTIM[:-30] + GOOD[0])
    assert [type(one) for one in outcome] == [Refusal, Refusal, TitleIn]
    assert [one.record for one in outcome] == [1, 2, 3]


def test_line_ends_zeros_and_a_byte_order_mark_between_records_are_no_damage(tmp_path: Path) -> None:
    outcome = read(tmp_path, b"\xef\xbb\xbf" + b"\r\n".join(GOOD) + b"\r\n\x1a\x00\x00")
    assert [type(one) for one in outcome] == [TitleIn] * 6


@pytest.mark.parametrize("indicators", [b"", b"1", b"100", b"\xc3\xa9", b"A!"])
def test_broken_indicators_are_said_and_the_title_is_still_read(tmp_path: Path, indicators: bytes) -> None:
    title = the_title(tmp_path, in_bytes("n1", b"A title", "a", indicators=indicators))
    assert title.title == "A title"
    assert TitleWarning.INDICATORS_REPAIRED in title.warnings


def test_a_gap_of_megabytes_without_any_end_is_one_refusal_and_reading_goes_on(tmp_path: Path) -> None:
    outcome = read(tmp_path, GOOD[0] + b"0" * 3_000_000 + GOOD[1] + GOOD[2])
    assert [one.title for one in outcome if isinstance(one, TitleIn)] == ["Title 0", "Title 1", "Title 2"]
    assert len(outcome) <= 5


def test_a_long_file_without_any_end_never_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.mrc"
    path.write_bytes(GOOD[0] + b"0" * 16_000_000)
    tracemalloc.start()
    try:
        assert sum(isinstance(one, TitleIn) for one in read_marc(path, PRESETS["949"])) == 1
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


good_or_damaged = st.lists(
    st.one_of(
        st.sampled_from(range(len(GOOD))),
        st.sampled_from([damaged for damaged, _ in DAMAGES.values()]),
        st.binary(max_size=22).map(lambda junk: b"!" + junk + b"\x1d"),  # no leader, and no end for the one before
    ),
    min_size=1,
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(good_or_damaged)
def test_everything_good_in_a_mix_of_good_and_damaged_records_is_returned(
    tmp_path: Path, mix: list[int | bytes]
) -> None:
    content = GOOD[0] + b"".join(GOOD[one] if isinstance(one, int) else one for one in mix)
    found = [one.title for one in read(tmp_path, content) if isinstance(one, TitleIn)]
    assert found == ["Title 0", *(f"Title {one}" for one in mix if isinstance(one, int))]


def pieces_of_records() -> st.SearchStrategy[bytes]:
    letters = st.sampled_from(
        [b"\x1d", b"\x1e", b"\x1f", b"\x1b", b"\x1b$1", b"00120nam a2200049 a 4500", b"<record>", *GOOD]
    )
    return st.lists(st.one_of(st.binary(max_size=30), letters), max_size=12).map(b"".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(st.one_of(st.binary(max_size=400), pieces_of_records(), pieces_of_records().map(lambda more: GOOD[0] + more)))
def test_no_bytes_whatever_make_the_reader_fail(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.mrc"
    path.write_bytes(content)
    with contextlib.suppress(UnreadableFile):
        for one in read_marc(path, PRESETS["949"]):
            if isinstance(one, Refusal):
                assert sentence(one, "es")
                assert sentence(one, "en")
