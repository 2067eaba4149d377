"""What staff see of patrons after an import, and why a row was not taken."""

import contextlib
import csv
import dataclasses
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.exchange.codes import FileTrouble, RefusalCode
from deskapp.exchange.patron_csv import read_patrons
from deskapp.exchange.patron_in import AddressIn, PatronIn, PatronWarning
from deskapp.exchange.patron_mapping import KOHA_COLUMNS, load_mapping
from deskapp.exchange.refusal import Refusal, UnreadableFile, file_sentence, sentence
from tests.exchange.patron_files import HEADER, TODAY, a_file, a_row, read, the_patron, the_refusal


def test_every_column_of_koha_that_has_a_place_is_kept_and_the_password_is_not(tmp_path: Path) -> None:
    row = a_row(**{name: f"<{name}>" for name in KOHA_COLUMNS.values()})
    row |= a_row(email="ana@b.es", emailpro="ana@c.es", B_email="ana@d.es", dateofbirth="1990-02-28", password="s3cret")
    row |= {
        "dateenrolled": "2020-01-01",
        "dateexpiry": "2027-01-01",
        "debarred": "9999-12-31",
        "lost": "1",
        "gonenoaddress": "0",
    }
    row |= {"patron_attributes": 'SIS:100,"NOTE:a, b"', "flags": "1"}
    patron = the_patron(tmp_path, a_file(row))
    assert patron.home == AddressIn("<address>", "<address2>", "<city>", "<state>", "<zipcode>", "<country>",
                                    "<streetnumber>", "<streettype>")  # fmt: skip
    assert patron.alternative.street == "<B_address>"
    assert (patron.alternative_contact.address.city, patron.contact.note) == ("<altcontactaddress3>", "<contactnote>")
    assert patron.emails == ("ana@b.es", "ana@c.es", "ana@d.es")
    assert patron.phones == ("<phone>", "<phonepro>", "<B_phone>")
    assert (patron.birth_date, patron.blocked_until) == (date(1990, 2, 28), date(9999, 12, 31))
    assert (patron.card_lost, patron.address_gone) == (True, False)
    assert patron.attributes == (("SIS", "100"), ("NOTE", "a, b"))
    everything = repr(dataclasses.astuple(patron))
    special = {"cardnumber", "surname", "firstname", "branchcode", "categorycode", "gonenoaddress", "lost", "debarred"}
    special |= {"email", "emailpro", "B_email", "dateofbirth", "dateenrolled", "dateexpiry", "patron_attributes"}
    assert [name for name in KOHA_COLUMNS.values() if name not in special and f"<{name}>" not in everything] == []
    assert "s3cret" not in everything


KOHA_NAMES = """
borrowernumber cardnumber surname firstname title othernames initials streetnumber streettype address address2
city state zipcode country email phone mobile fax emailpro phonepro B_streetnumber B_streettype B_address
B_address2 B_city B_state B_zipcode B_country B_email B_phone dateofbirth branchcode categorycode dateenrolled
dateexpiry gonenoaddress lost debarred debarredcomment contactname contactfirstname contacttitle guarantorid
borrowernotes relationship sex userid opacnote contactnote sort1 sort2 altcontactfirstname altcontactsurname
altcontactaddress1 altcontactaddress2 altcontactaddress3 altcontactstate altcontactzipcode altcontactcountry
altcontactphone smsalertnumber patron_attributes lang
"""


def test_the_columns_are_called_as_koha_calls_them_and_secrets_are_not_among_them() -> None:
    assert set(KOHA_COLUMNS.values()) == set(KOHA_NAMES.split())
    assert not {"password", "flags", "privacy"} & set(KOHA_COLUMNS.values())


WRONG = {
    RefusalCode.NO_SURNAME: {"surname": " "},
    RefusalCode.NO_BRANCH: {"branch": ""},
    RefusalCode.UNKNOWN_BRANCH: {"branch": "NOWHERE"},
    RefusalCode.NO_CATEGORY: {"categorycode": ""},
    RefusalCode.UNKNOWN_CATEGORY: {"categorycode": "WIZARD"},
    RefusalCode.IMPOSSIBLE_DATE: {"dateofbirth": "1987-02-31"},
    RefusalCode.OTHER_DATE_FORMAT: {"dateexpiry": "31/12/2027"},
    RefusalCode.EXPIRY_BEFORE_ENROLMENT: {"dateenrolled": "2026-05-01", "dateexpiry": "2024-05-01"},
    RefusalCode.BIRTH_IN_FUTURE: {"dateofbirth": "2026-11-23"},
    RefusalCode.NOT_AN_EMAIL: {"email": "nobody at example"},
    RefusalCode.NO_CARD: {"card": ""},
}


@pytest.mark.parametrize("code", WRONG)
def test_a_wrong_row_is_refused_with_its_line_and_its_neighbours_are_taken(tmp_path: Path, code: RefusalCode) -> None:
    content = a_file(a_row("1", firstname="two\nlines"), a_row(**({"card": "2"} | WRONG[code])), a_row("3"))
    first, refusal, third = read(tmp_path, content)
    assert isinstance(first, PatronIn)
    assert isinstance(third, PatronIn)
    assert isinstance(refusal, Refusal)
    assert ([reason.code for reason in refusal.reasons], refusal.line, refusal.record) == ([code], 4, 2)
    assert (third.line, third.record) == (5, 3)
    for language in ("es", "en"):
        assert "{" not in sentence(refusal, language)


def test_one_refusal_names_all_that_is_wrong(tmp_path: Path) -> None:
    refusal = the_refusal(tmp_path, a_file(a_row("7", "", branch="X", email="a@", dateofbirth="x")))
    assert sentence(refusal, "en") == (
        "Record 1 (line 2, 7): the surname is missing; there is no branch “X” here; “x” in column dateofbirth is not a"
        " date written like YYYY-MM-DD; “a@” in column email is not an e-mail address."
    )
    assert sentence(refusal, "es").startswith("Registro 1 (línea 2, 7): faltan los apellidos; aquí no hay ninguna")


def test_a_card_used_twice_says_at_which_line(tmp_path: Path) -> None:
    _, _, refusal = read(tmp_path, a_file(a_row("AB1"), a_row("2"), a_row("ab1")))
    assert isinstance(refusal, Refusal)
    assert sentence(refusal, "en") == "Record 3 (line 4, ab1): card number ab1 was already used at line 2."


def test_the_birthday_of_today_and_an_expiry_on_the_day_of_enrolment_are_right(tmp_path: Path) -> None:
    the_patron(
        tmp_path, a_file(a_row(dateofbirth=TODAY.isoformat(), dateenrolled="2026-01-01", dateexpiry="2026-01-01"))
    )


def test_whoever_expires_before_enrolling_can_be_taken_with_a_warning(tmp_path: Path) -> None:
    content = a_file(a_row(dateenrolled="2026-05-01", dateexpiry="2024-05-01"))
    patron = the_patron(tmp_path, content, keep_early_expiry=True)
    assert (patron.expires, patron.warnings) == (date(2024, 5, 1), (PatronWarning.EXPIRY_BEFORE_ENROLMENT,))


ODD = [
    'O’Brien-Núñez; "Peque"',
    "الأمين",
    "=1+1",
    "=cmd|'/c calc'!A1",
    "Robert'); DROP TABLE patron;--",
    "Null",
    "Line 1\nLine 2",
    "x" * 300_000,
    "李",
    "a,b",
    "\t?",
    "N\u0303un\u0303ez",
]


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_odd_names_are_right_names(tmp_path: Path, name: str, encoding: str) -> None:
    content = a_file(a_row("1", name), a_row("2"))
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    first, second = read(tmp_path, mark + content.encode(encoding))
    assert isinstance(first, PatronIn)
    assert first.surname == name.strip().replace("n\u0303", "ñ").replace("N\u0303", "Ñ")
    assert isinstance(second, PatronIn)


def test_windows_1252_is_recognised_line_by_line_and_said(tmp_path: Path) -> None:
    content = a_file(a_row("1", "Peña €")).encode("cp1252") + '"2","Muñoz","","MAIN","ADULT"\n'.encode()
    western, unicode = read(tmp_path, content)
    assert isinstance(western, PatronIn)
    assert isinstance(unicode, PatronIn)
    assert (western.surname, western.warnings) == ("Peña €", (PatronWarning.READ_AS_WESTERN,))
    assert (unicode.surname, unicode.warnings) == ("Muñoz", ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found_out(tmp_path: Path, delimiter: str, end: str) -> None:
    patrons = read(tmp_path, a_file(a_row("1", "a,b;c\td|e"), a_row("2"), delimiter=delimiter, end=end))
    assert [(one.surname, one.line) for one in patrons if isinstance(one, PatronIn)] == [("a,b;c\td|e", 2), ("Ruiz", 3)]


def test_excels_first_line_that_names_the_delimiter_is_understood(tmp_path: Path) -> None:
    patron = the_patron(tmp_path, "sep=;\n" + a_file(a_row("1"), delimiter=";"))
    assert (patron.card, patron.line) == ("1", 3)


def test_a_ragged_row_is_refused_and_empty_values_too_many_are_not(tmp_path: Path) -> None:
    rows = [
        "1,Ruiz,Ana,MAIN,ADULT,,,",
        "2,Ruiz,Ana,MAIN",
        "3,Ruiz,Ana,MAIN,ADULT,x",
        "",
        ",,,,",
        "4,Ruiz,Ana,MAIN,ADULT",
    ]
    first, few, many, last = read(tmp_path, "\n".join([HEADER, *rows]))
    assert isinstance(first, PatronIn)
    assert isinstance(few, Refusal)
    assert isinstance(many, Refusal)
    assert isinstance(last, PatronIn)
    assert (few.code, many.code, few.key) == (RefusalCode.TOO_FEW_VALUES, RefusalCode.TOO_MANY_VALUES, "2")
    assert (last.line, last.record) == (7, 4)


STRAY = ['2,"Ruiz,Ana,MAIN,ADULT', '2,Ruiz,Ana,MAIN,"ADULT', '"2,Ruiz,Ana,MAIN,ADULT']


@pytest.mark.parametrize("stray", STRAY)
@pytest.mark.parametrize("after", [0, 1, 2, 700])
def test_a_quote_that_is_never_closed_costs_its_own_line_only(tmp_path: Path, stray: str, after: int) -> None:
    follow = [f'"{number}","Gil","Eva","MAIN","ADULT"' for number in range(10, 10 + after)]
    outcome = read(tmp_path, "\n".join([HEADER, "1,Ruiz,Ana,MAIN,ADULT", stray, *follow]))
    assert [one.code for one in outcome if isinstance(one, Refusal)] == [RefusalCode.QUOTE_NEVER_CLOSED]
    assert len([one for one in outcome if isinstance(one, PatronIn)]) == 1 + after


def test_quotes_inside_a_value_that_has_none_around_it_are_just_quotes(tmp_path: Path) -> None:
    assert the_patron(tmp_path, HEADER + '\n1,Ruiz "Peque",5\' 2",MAIN,ADULT').surname == 'Ruiz "Peque"'


def test_nul_characters_are_left_out(tmp_path: Path) -> None:
    assert the_patron(tmp_path, HEADER.encode() + b"\n1,Ru\x00iz,Ana,MAIN,ADULT\x00\n").surname == "Ruiz"


def test_codes_of_branches_are_found_in_any_case_and_written_as_the_library_does(tmp_path: Path) -> None:
    assert the_patron(tmp_path, a_file(a_row(branch="main"))).branch == "MAIN"


GOOD_MAIL = [
    "a@b.es",
    "maria.o'neil+lib@sub.example.co.uk",
    "josé@exámple.es",
    "用户@例子.中国",
    '"a b"@c.org',
    "x@[192.168.0.1]",
    "a@xn--exmple-cua.es",
    "θσερ@εχαμπλε.ψομ",
    "विपुल@डाटामेल.भारत",
]
BAD_MAIL = [
    "nobody at example",
    "a@",
    "@b.es",
    "a@b",
    "a b@c.es",
    "a@b..es",
    ".a@b.es",
    "a@-b.es",
    "a@b_c.es",
    "a@@b.es",
    "no@ne\x07.es",
]


@pytest.mark.parametrize("mail", GOOD_MAIL)
def test_addresses_of_the_whole_world_are_addresses(tmp_path: Path, mail: str) -> None:
    assert the_patron(tmp_path, a_file(a_row(email=mail))).emails == (mail,)


@pytest.mark.parametrize("mail", BAD_MAIL)
def test_what_no_mail_could_reach_is_refused(tmp_path: Path, mail: str) -> None:
    assert the_refusal(tmp_path, a_file(a_row(email=mail))).code is RefusalCode.NOT_AN_EMAIL


def test_two_addresses_in_one_cell_are_two(tmp_path: Path) -> None:
    assert the_patron(tmp_path, a_file(a_row(email="a@b.es; c@d.es"))).emails == ("a@b.es", "c@d.es")


@pytest.mark.parametrize(
    ("column", "named"), [("surname", "surname"), ("branchcode", "branchcode"), ("cardnumber", "cardnumber")]
)
def test_a_file_without_a_needed_column_is_refused_by_name(tmp_path: Path, column: str, named: str) -> None:
    row = a_row()
    del row[column]
    with pytest.raises(UnreadableFile) as trouble:
        read(tmp_path, a_file(row))
    assert (trouble.value.code, trouble.value.detail["columns"]) == (FileTrouble.COLUMNS_MISSING, named)
    assert named in file_sentence(trouble.value, "es")


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as trouble:
        read(tmp_path, HEADER + ",Surname\n1,a,b,MAIN,ADULT,c\n")
    assert trouble.value.code is FileTrouble.COLUMNS_TWICE


MAPPING = """
date_format = "DD/MM/YYYY"
[columns]
card = "Carné"
full_name = "Apellidos, Nombre"
category = "Tipo"
birth_date = "Nacimiento"
[defaults]
branch = "EAST"
[values.category]
"Adulto" = "ADULT"
"""


def test_another_systems_columns_dates_and_words_come_by_a_mapping(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    content = 'Carné;"Apellidos, Nombre";Tipo;Nacimiento\n7;"Ruiz Gil, Ana";Adulto;1/2/1990\n8;Solo;Adulto;1990-02-01\n'
    patron, refusal = read(tmp_path, content.encode("cp1252"), load_mapping(mapping))
    assert isinstance(patron, PatronIn)
    assert (patron.surname, patron.firstname, patron.branch, patron.category) == ("Ruiz Gil", "Ana", "EAST", "ADULT")
    assert patron.birth_date == date(1990, 2, 1)
    assert isinstance(refusal, Refusal)
    assert "DD/MM/YYYY" in sentence(refusal, "es")


def test_a_column_that_the_mapping_names_must_be_there(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    with pytest.raises(UnreadableFile) as trouble:
        read(tmp_path, "Carné;Tipo;Nacimiento\n1;Adulto;\n", load_mapping(mapping))
    assert trouble.value.detail["columns"] == "Apellidos, Nombre"


@pytest.mark.parametrize(
    ("text", "fault"),
    [("[columns", "toml"), ("colour = 'x'", "unknown_setting"), ("[columns]\ncrad = 'x'", "unknown_field"),
     ("[columns]\ncard = 1", "not_text"), ("delimiter = ';;'", "delimiter"), ("date_format = 'DD/MM'", "date_format"),
     ("encoding = 'klingon'", "encoding"), ("encoding = 'base64'", "encoding"), ("values = 3", "not_text")],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_with_its_fault(tmp_path: Path, text: str, fault: str) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile) as trouble:
        load_mapping(mapping)
    assert trouble.value.detail["fault"] == fault
    for language in ("es", "en"):
        assert "{" not in file_sentence(trouble.value, language).replace(str(mapping), "")


def test_an_encoding_that_the_mapping_names_is_used(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    named = {"card": "cardnumber", "surname": "surname", "branch": "branchcode", "category": "categorycode"}
    columns = "\n".join(f'{ours} = "{theirs}"' for ours, theirs in named.items())
    mapping.write_text(f'encoding = "cp850"\n[columns]\n{columns}', encoding="utf-8")
    assert the_patron(tmp_path, a_file(a_row(surname="Peña")).encode("cp850"), load_mapping(mapping)).surname == "Peña"


cells = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=30
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(["good", "few", "quote", "surname"]), cells), max_size=12))
def test_everything_good_in_a_mix_of_good_and_wrong_rows_is_returned(
    tmp_path: Path, mix: list[tuple[str, str]]
) -> None:
    lines, expected = [HEADER], []
    for number, (kind, text) in enumerate(mix):
        quoted = '"' + text.replace('"', '""') + '"'
        row = {
            "good": f"{number},Ruiz,{quoted},MAIN,ADULT",
            "few": f"{number},Ruiz",
            "surname": f"{number},,Ana,MAIN,ADULT",
            "quote": f'{number},"Ruiz,Ana,MAIN,ADULT',
        }
        lines.append(row[kind])
        expected += [str(number)] if kind == "good" else []
    found = [one.card for one in read(tmp_path, "\n".join(lines)) if isinstance(one, PatronIn)]
    assert found == expected


def any_csv() -> st.SearchStrategy[bytes]:
    below_header = st.binary(max_size=300).map(lambda more: HEADER.encode() + b",email,dateofbirth\n" + more)
    pieces = st.sampled_from(["\n", ",", '"', "a", "MAIN", "ADULT", "\r", "1", "é", "\x00"])
    pieced = st.lists(pieces).map(lambda more: (HEADER + "\n" + "".join(more)).encode())
    return st.one_of(st.binary(max_size=300), below_header, pieced)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(any_csv())
def test_no_bytes_whatever_make_the_reader_fail(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    with contextlib.suppress(UnreadableFile):
        for one in read_patrons(path, None, ["MAIN"], ["ADULT"], TODAY):
            if isinstance(one, Refusal):
                assert sentence(one, "es")
                assert sentence(one, "en")


def test_the_limit_of_the_csv_module_holds_on_every_system() -> None:
    assert csv.field_size_limit() == 2**31 - 1
