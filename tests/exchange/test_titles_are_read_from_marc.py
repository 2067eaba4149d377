"""What staff see of a title after an import: names without cataloguers' punctuation, ISBNs as scanners read them."""

from decimal import Decimal
from pathlib import Path

import pytest
from pymarc import Field, Indicators, Subfield, record_to_xml

from deskapp.exchange.codes import RefusalCode
from deskapp.exchange.isbn import normalised_isbn
from deskapp.exchange.item_fields import parsed_price
from deskapp.exchange.item_layout import PRESETS, ItemLayout, ItemPart, LayoutNotUnderstood
from deskapp.exchange.marc import read_marc
from deskapp.exchange.title_in import RecordType, TitleIn, TitleWarning
from tests.exchange.marc_files import a_field, a_record, an_item, in_utf8, read, refusals, the_title


def test_a_whole_title_comes_without_the_punctuation_between_its_parts(tmp_path: Path) -> None:
    record = a_record()
    record["245"].subfields = [
        Subfield("a", "Le théâtre de Pagnol :"), Subfield("b", "personnages et thèmes /"), Subfield("c", "P. Kline."),
    ]  # fmt: skip
    record.add_field(  # type: ignore[no-untyped-call]
        Field("008", data="970701s1986    nyu".ljust(35) + "fre  "),
        a_field("100", a="Gounelle Kline, P.,", d="1950-"),
        a_field("020", a="0-8204-0320-2 (pbk.) :", c="$24.95"),
        a_field("020", a="978-0-8204-0320-5"),
        a_field("250", a="2nd ed. /"),
        a_field("260", a="New York, NY :", b="Lang,", c="c1986."),
    )
    title = the_title(tmp_path, in_utf8(record))
    assert title.title == "Le théâtre de Pagnol : personnages et thèmes"
    assert (title.author, title.publisher, title.year, title.language) == ("Gounelle Kline, P.", "Lang", "1986", "fre")
    assert title.isbns == ("9780820403205",)
    assert (title.edition, title.control_number, title.record_type) == ("2nd ed.", "n1", RecordType.BOOK)


def test_parts_of_a_work_and_initials_keep_their_full_stops(tmp_path: Path) -> None:
    record = a_record()
    record["245"].subfields = [
        Subfield("a", "Works."),
        Subfield("n", "2,"),
        Subfield("p", "Letters of J. S. Bach, etc."),
    ]
    assert the_title(tmp_path, in_utf8(record)).title == "Works. 2, Letters of J. S. Bach, etc."


def test_without_a_main_entry_the_author_is_who_the_title_page_names(tmp_path: Path) -> None:
    record = a_record()
    record["245"].add_subfield("c", "edited by Ana Ruiz.")
    assert the_title(tmp_path, in_utf8(record)).author == "edited by Ana Ruiz"


def test_the_original_script_is_kept_beside_the_romanised_title(tmp_path: Path) -> None:
    linked = Field(
        "880", indicators=Indicators("1", "0"), subfields=[Subfield("6", "245-02/(N"), Subfield("a", "Война и мир /")]
    )
    author = a_field("880", _6="100-01/(N", a="Толстой, Лев,")
    title = the_title(
        tmp_path, in_utf8(a_record("n1", "Voĭna i mir /", a_field("100", a="Tolstoĭ, Lev,"), author, linked))
    )
    assert (title.title_original, title.author_original) == ("Война и мир", "Толстой, Лев")


def test_publication_comes_before_copyright_and_an_isbn_that_is_none_is_a_warning(tmp_path: Path) -> None:
    copyright_line = Field("264", indicators=Indicators(" ", "4"), subfields=[Subfield("c", "©2001")])
    published = Field(
        "264", indicators=Indicators(" ", "1"), subfields=[Subfield("b", "Planeta,"), Subfield("c", "[2003]")]
    )
    title = the_title(tmp_path, in_utf8(a_record("n1", "T", copyright_line, published, a_field("020", a="12345"))))
    assert (title.publisher, title.year, title.isbns) == ("Planeta", "2003", ())
    assert title.warnings == (TitleWarning.ISBN_NOT_VALID,)


@pytest.mark.parametrize(
    ("kind", "physical", "expected"),
    [("gm", "vd cvaiz ", "dvd"), ("gm", "vd csaizq", "bluray"), ("jm", "sd fsngnn", "cd"), ("jm", "", "recording"),
     ("im", "", "audiobook"), ("as", "", "periodical"), ("am", "cr |||", "electronic"), ("cm", "", "score")],
)  # fmt: skip
def test_the_kind_of_thing_is_suggested(tmp_path: Path, kind: str, physical: str, expected: str) -> None:
    record = a_record("n1", "T", Field("007", data=physical))
    record.leader = type(record.leader)(f"00000n{kind} a2200000 a 4500")
    assert the_title(tmp_path, in_utf8(record)).record_type == expected


def test_every_copy_becomes_an_item_under_each_preset(tmp_path: Path) -> None:
    layouts = {
        "949": a_field(
            "949", a="M 1 A2", i="300", t="BOOKS", m="MAIN", l="STACKS", c="2", v="v.3", p="24.95", o="Torn"
        ),
        "999": a_field(
            "999", a="M 1 A2", i="300", t="BOOKS", m="MAIN", l="STACKS", c="2", v="v.3", p="24.95", o="Torn"
        ),
        "952": a_field(
            "952", o="M 1 A2", p="300", y="BOOKS", a="MAIN", c="STACKS", t="2", h="v.3", g="24.95", z="Torn"
        ),
    }
    for preset, field in layouts.items():
        (item,) = the_title(tmp_path, in_utf8(a_record("n1", "T", field)), preset).items
        assert (item.barcode, item.call_number, item.item_type) == ("300", "M 1 A2", "BOOKS"), preset
        assert (item.library, item.location, item.copy, item.volume) == ("MAIN", "STACKS", "2", "v.3"), preset
        assert (item.price, item.notes) == (Decimal("24.95"), ("Torn",)), preset


def test_marc_holdings_join_class_and_item_number(tmp_path: Path) -> None:
    field = a_field("852", b="MAIN", c="STACKS", h="M 1", i=".A2", p="300", t="2")
    (item,) = the_title(tmp_path, in_utf8(a_record("n1", "T", field)), "852").items
    assert (item.call_number, item.library, item.location, item.copy) == ("M 1 .A2", "MAIN", "STACKS", "2")


def test_an_own_layout_is_typed_in_words() -> None:
    layout = ItemLayout.parse("945:barcode=i,call_number=ab,type=t,branch=m,collection=l")
    assert (layout.tag, layout.subfields[ItemPart.CALL_NUMBER]) == ("945", "ab")
    assert ItemLayout.parse("952") is PRESETS["952"]


@pytest.mark.parametrize(
    "typed", ["", "94", "949:", "949:barcode=", "949:barkode=i", "949:call_number=a", "949:barcode=í"]
)
def test_a_layout_that_means_nothing_is_refused(typed: str) -> None:
    with pytest.raises(LayoutNotUnderstood):
        ItemLayout.parse(typed)


def test_an_item_without_barcode_is_named_and_the_rest_of_the_record_is_taken(tmp_path: Path) -> None:
    title, refusal = read(
        tmp_path, in_utf8(a_record("n7", "T", an_item("300"), a_field("949", a="M 2"), an_item("301")))
    )
    assert isinstance(title, TitleIn)
    assert [item.barcode for item in title.items] == ["300", "301"]
    assert (refusal.code, refusal.key, refusal.record) == (RefusalCode.ITEM_WITHOUT_BARCODE, "n7", 1)  # type: ignore[union-attr]
    assert refusal.reasons[0].detail == {"field": "949", "place": "2", "call_number": "M 2"}  # type: ignore[union-attr]


def test_a_field_that_only_holds_record_numbers_is_no_item(tmp_path: Path) -> None:
    assert the_title(tmp_path, in_utf8(a_record("n1", "T", a_field("999", c="17", d="17"))), "999").items == ()


def test_a_price_that_is_no_number_is_a_warning(tmp_path: Path) -> None:
    title = the_title(tmp_path, in_utf8(a_record("n1", "T", a_field("949", i="300", p="gift"))))
    assert (title.items[0].price, title.warnings) == (None, (TitleWarning.PRICE_NOT_UNDERSTOOD,))


@pytest.mark.parametrize(
    ("text", "amount"),
    [("24.95", "24.95"), ("USD25.00", "25.00"), ("EUR 1.234,50", "1234.50"), ("24,95 €", "24.95"),
     ("1,234.50", "1234.50"), ("$30", "30"), ("1.500", "1500"), ("1 234,5", "1234.5"), ("free", None)],
)  # fmt: skip
def test_prices_are_read_as_written_on_both_sides_of_the_channel(text: str, amount: str | None) -> None:
    assert parsed_price(text) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    ("text", "isbn"),
    [("0820403202", "9780820403205"), ("080442957X (cloth)", "9780804429573"), ("978-84-376-0494-7", "9788437604947"),
     ("ISBN 84-376-0494-X", "9788437604947"), ("0820403203", None), ("9780820403206", None), ("", None), ("pbk", None)],
)  # fmt: skip
def test_isbns_become_thirteen_digits_or_nothing(text: str, isbn: str | None) -> None:
    assert normalised_isbn(text) == isbn


@pytest.mark.parametrize(
    ("leader", "code"),
    [
        ("00000dam a2200000 a 4500", RefusalCode.RECORD_DELETED),
        ("00000nz  a2200000 a 4500", RefusalCode.NOT_BIBLIOGRAPHIC),
    ],
)
def test_deleted_and_authority_records_are_no_titles(tmp_path: Path, leader: str, code: RefusalCode) -> None:
    record = a_record()
    record.leader = type(record.leader)(leader)
    (refusal,) = refusals(tmp_path, in_utf8(record))
    assert (refusal.code, refusal.key) == (code, "n1")


def test_a_record_without_title_is_refused_and_unimarc_is_called_by_its_name(tmp_path: Path) -> None:
    nothing, unimarc = a_record(), a_record("u1", "T", a_field("200", a="Un titre"))
    nothing.remove_fields("245")
    unimarc.remove_fields("245")
    codes = [one.code for one in refusals(tmp_path, in_utf8(nothing) + in_utf8(unimarc))]
    assert codes == [RefusalCode.NO_TITLE, RefusalCode.UNIMARC]


def test_without_field_001_the_system_number_identifies_the_title(tmp_path: Path) -> None:
    record = a_record("n1", "T", a_field("035", a="(Sirsi) a272184"))
    record.remove_fields("001")
    assert the_title(tmp_path, in_utf8(record)).control_number == "(Sirsi) a272184"


def test_marcxml_is_read_like_marc_whatever_wraps_it(tmp_path: Path) -> None:
    xml = record_to_xml(a_record("n1", "Война /", an_item("300")), namespace=True)  # type: ignore[no-untyped-call]
    content = (
        b"<?xml version='1.0'?><OAI><ListRecords><record><metadata>" + xml + b"</metadata></record></ListRecords></OAI>"
    )
    title = the_title(tmp_path, content)
    assert (title.record, title.title, title.items[0].barcode) == (1, "Война", "300")


def test_where_xml_breaks_off_the_titles_before_are_kept_and_the_line_is_named(tmp_path: Path) -> None:
    xml = record_to_xml(a_record("n1", "T"), namespace=True)  # type: ignore[no-untyped-call]
    title, refusal = read(tmp_path, b"<collection>\n" + xml + b"\n<record><leader>")
    assert isinstance(title, TitleIn)
    assert (refusal.code, refusal.line, refusal.record) == (RefusalCode.XML_BROKEN, 3, 2)  # type: ignore[union-attr]


def test_progress_reaches_the_end_of_the_file_and_a_long_file_is_not_loaded_whole(tmp_path: Path) -> None:
    path = tmp_path / "many.mrc"
    path.write_bytes(in_utf8(a_record("n1", "T" * 900)) * 2000)
    reading = read_marc(path, PRESETS["949"])
    assert reading.bytes_read == 0
    next(reading)
    assert 0 < reading.bytes_read < reading.size
    assert len(list(reading)) == 1999
    assert reading.bytes_read == reading.size
