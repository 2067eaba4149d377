"""A library's set-up as a file: written and read again it is the same; a slip of the pen is named with its place."""

from __future__ import annotations

import json
import re
import string
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from deskapp.domain.calendar import Calendar, Closure, Opening, PublicHolidays
from deskapp.domain.due_date import FixedTerm, TermSpan
from deskapp.domain.policy import CRITERIA, KINDS, Policy, Said, policy
from deskapp.domain.policy_lines import choices, kind_of
from deskapp.domain.problem import Problem, ProblemCode
from deskapp.domain.rules import ACTIONS, BlockRule, Branch, Category, ItemType, Library, Offline
from deskapp.domain.written import TOP
from deskapp.set_up.bad_set_up import BadLibrary, BadSetUp
from deskapp.set_up.library_file import all_problems, read_library, starting_library, write_library, written
from deskapp.set_up.public_holidays import known_countries, known_regions, region_names, with_public_days
from deskapp.wording.set_up_words import problem_words

EXAMPLE = Path(__file__).parent.parent / "resources" / "library.example.toml"
TODAY = date(2026, 11, 23)

# Any library at all

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
CODES = st.text(string.ascii_uppercase, min_size=1, max_size=6)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
WHOLE = st.integers(0, 10_000)


def some(row: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.lists(row, max_size=3).map(tuple)


PERIODS = st.one_of(WHOLE, st.builds("{} {}".format, WHOLE, st.sampled_from(["minutes", "hours", "days", "months"])))
VALUES: dict[str, SearchStrategy[Any]] = {
    "Period": PERIODS,
    "bool": st.booleans(),
    "int": WHOLE,
    "str": WORDS,
    "date": DAYS.map(date.isoformat),
    "tuple[str, ...]": some(WORDS),
}


def values(term: str) -> SearchStrategy[Said]:
    """What a file may say of a term."""
    plain = st.sampled_from(choices(term)) if choices(term) else VALUES[kind_of(term)]
    return st.one_of(st.none(), plain) if KINDS[term].endswith("| None") else plain


TERMS = st.fixed_dictionaries({}, optional={name: values(name) for name in KINDS})
CRITERION = st.one_of(st.just("*"), CODES)
LINES = st.builds(
    Policy,
    **dict.fromkeys(CRITERIA, CRITERION),
    name=WORDS,
    since=st.none() | DAYS,
    until=st.none() | DAYS,
    says=TERMS,
)
HOURS = some(st.sampled_from(["09:00-14:00", "16:30-20:30", "20:30-24:00"]))
CLOSURES = st.builds(Closure, DAYS, st.none() | DAYS, WORDS, st.booleans())
COUNTRIES = st.builds(PublicHolidays, st.sampled_from(["ES", "MX", "GB"]), st.just(""), some(DAYS))
CALENDARS = st.builds(
    Calendar,
    name=WORDS,
    zone=st.sampled_from(["Europe/Madrid", "America/Mexico_City"]),
    hours=st.one_of(st.lists(HOURS, min_size=7, max_size=7).map(tuple), some(HOURS)),
    closures=some(CLOSURES),
    openings=some(st.builds(Opening, DAYS, HOURS, WORDS)),
    holidays=some(COUNTRIES),
    public_days=some(CLOSURES),
).map(lambda calendar: replace(calendar, public_days=()) if calendar.holidays else calendar)
LIMITS = st.none() | WHOLE
LIBRARIES = st.builds(
    Library,
    name=WORDS,
    branches=some(
        st.builds(
            Branch,
            CODES,
            WORDS,
            closed_weekdays=some(st.integers(0, 6)),
            closed_dates=some(DAYS),
            calendar=WORDS,
            currency=WORDS,
        )
    ),
    categories=some(st.builds(Category, CODES, WORDS, WORDS, WHOLE, WHOLE)),
    item_types=some(st.builds(ItemType, CODES, WORDS, WORDS, st.sampled_from(Offline))),
    policies=some(LINES),
    calendars=some(CALENDARS),
    fixed_terms=some(st.builds(FixedTerm, WORDS, some(st.builds(TermSpan, DAYS, DAYS, DAYS)))),
    criteria=st.permutations(CRITERIA).map(tuple),
    block_rules=some(st.builds(BlockRule, WORDS, some(st.sampled_from(ACTIONS)), st.none() | WORDS)),
    currency=WORDS,
    max_owed=LIMITS,
    max_overdue=LIMITS,
    hold_shelf_days=WHOLE,
    expiry_warning_days=WHOLE,
    stub_items=WHOLE,
    stub_category=CODES,
    offline_minutes=WHOLE,
    lock_minutes=WHOLE,
    staff_days=WHOLE,
    money_apart=WHOLE,
    waive_alone=LIMITS,
    break_glass_hours=WHOLE,
    history_days=LIMITS,
)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("libraries")


@pytest.mark.parametrize("form", ["toml", "json"])
@given(library=LIBRARIES)
def test_what_was_written_is_read_again_the_same(folder: Path, form: str, library: Library) -> None:
    path = folder / f"library.{form}"
    write_library(path, library)
    assert read_library(path) == library


@given(library=LIBRARIES)
def test_a_library_is_always_written_in_the_same_words(library: Library) -> None:
    assert written(library, "toml") == written(replace(library, revision="other", past={"x": Calendar()}), "toml")


def test_the_library_to_begin_with_is_written_and_read_again(tmp_path: Path) -> None:
    for form in ("toml", "json"):
        write_library(tmp_path / f"l.{form}", starting_library())
        assert read_library(tmp_path / f"l.{form}", TODAY) == starting_library()


def test_what_is_as_usual_is_left_out() -> None:
    text = written(
        Library(branches=(Branch("MAIN", "Main"),), policies=(policy(item_type="DVD", loan="7 days"),)), "toml"
    )
    said = [text_line for text_line in text.splitlines() if text_line and not text_line.startswith("#")]
    assert said == [
        "[[branches]]",
        'code = "MAIN"',
        'name = "Main"',
        "[[policies]]",
        'item_type = "DVD"',
        'loan = "7 days"',
    ]


def test_a_file_begins_with_words_for_people() -> None:
    assert written(Library(), "toml").startswith("# The set-up of a library.")
    assert written(Library(), "json").startswith("// The set-up of a library.")


def test_a_file_that_cannot_be_written_whole_leaves_the_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "library.toml"
    write_library(path, starting_library())
    (tmp_path / "library.toml.new").mkdir()
    with pytest.raises(OSError, match=re.escape("library.toml.new")):
        write_library(path, Library())
    assert read_library(path) == starting_library()


# What a person may write


def read(tmp_path: Path, text: str, form: str = "toml") -> Library:
    path = tmp_path / f"library.{form}"
    path.write_text(text, encoding="utf-8")
    return read_library(path)


def test_json_may_hold_lines_and_members_that_are_for_people(tmp_path: Path) -> None:
    said = """
        // Everything about Villanueva
        {"comment": "made by hand", "name": "Villa//nueva",
         // one branch for now
         "branches": [{"code": "MAIN", "name": "Main", "comment": "in the square"}],
         "policies": [{"loan": "7 days", "comment": "short"}]}
    """
    library = read(tmp_path, said, "json")
    assert library.name == "Villa//nueva"
    assert library.branches == (Branch("MAIN", "Main"),)
    assert library.policies == (policy(loan="7 days"),)


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(tmp_path: Path) -> None:
    assert read(tmp_path, '\ufeffname = "Villanueva"\r\ncurrency = "MXN"\r\n').currency == "MXN"


def test_the_names_of_the_first_version_are_understood(tmp_path: Path) -> None:
    library = read(tmp_path, '[[policies]]\ncategory = "CHILD"\nloan_days = 7\ncurrency = "MXN"\n')
    assert library.policies == (policy("CHILD", loan=7),)
    assert library.currency == "MXN"


def test_an_empty_text_is_no_limit_but_where_texts_stand(tmp_path: Path) -> None:
    library = read(tmp_path, 'max_owed = ""\n[[policies]]\nmax_loans = ""\nfixed_term = ""\n')
    assert library.max_owed is None
    assert library.policies[0].says == {"max_loans": None, "fixed_term": ""}


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("nmae = 'x'", "nmae", "did you mean “name”"),
        ("revision = 'x'", "revision", "nothing called “revision”"),
        ("[past]", "past", "nothing called “past”"),
        ("[[branches]]\ncode = 'A'\nname = ''\ncalender = 'x'", "branches[A].calender", "did you mean “calendar”"),
        ("[[branches]]\ncode = 'A'", "branches[A]", "“name” is missing"),
        ("[[branches]]\ncode = 7\nname = ''", "branches[1].code", "a text in quotes"),
        ("branches = 'MAIN'", "branches", "a list in brackets"),
        ("branches = ['MAIN']", "branches[1]", "names with their values"),
        ("[[categories]]\ncode = 'C'\nname_es = ''\nname_en = ''\nyaers = 3", "categories[C].yaers", "“years”"),
        ("[[item_types]]\ncode = 'B'\nname_es = ''\nname_en = ''\noffline = 'any'", "item_types[B].offline", "anybody"),
        ("[[calendars]]\nname = 'm'\nclosure = []", "calendars[m].closure", "“closures”"),
        ("[[calendars]]\nname = 'm'\nclosures = [{fisrt = 2026-01-01}]", "calendars[m].closures[1].fisrt", "“first”"),
        (
            "[[calendars]]\nname = 'm'\nclosures = [{first = 'May'}]",
            "calendars[m].closures[1].first",
            "such as 2026-12-31",
        ),
        ("[[calendars]]\nname = 'm'\nhours = [[], '9-14']", "calendars[m].hours.tuesday", "a list in brackets"),
        ("[[calendars]]\nopenings = [{day = 2026-01-01, hour = []}]", "calendars[1].openings[1].hour", "“hours”"),
        ("[[calendars]]\nholidays = [{country = 'ES', state = ''}]", "calendars[1].holidays[1].state", "“state”"),
        ("[[fixed_terms]]\nname = 'c'\nspans = [{first = 2026-01-01}]", "fixed_terms[c].spans[1]", "“last” is missing"),
        ("[[block_rules]]\ncode = 'x'\nactions = ['lend']", "block_rules[x].actions[1]", "check_out, renew, request"),
        ("stub_items = 'three'", "stub_items", "a whole number"),
        ("policies = 3", "policies", "a list in brackets"),
        ("policies = [3]", "policies[1]", "names with their values"),
        ("[[policies]]\nsays = 3", "policies[1].says", "names with their values"),
        ("[[policies]]\nname = 'Films'\nsince = 'soon'", "policies[1: Films].since", "such as 2026-12-31"),
        ("[[policies]]\ndue_at = 20:00:00", "policies[1].due_at", "a text in quotes"),
        ("[[policies]]\nloan = 1.5", "policies[1].loan", "a length of time"),
        ("[[policies]]\npickup_at = [1]", "policies[1].pickup_at", "a list, such as"),
        ("name = ", "", "it cannot be read: Invalid value (at end of document)"),
    ],
)
def test_a_slip_of_the_pen_is_named_with_its_place(tmp_path: Path, text: str, where: str, said: str) -> None:
    with pytest.raises(BadLibrary) as told:
        read(tmp_path, text)
    problem = next(p for p in told.value.problems if p.where == where)
    assert said in problem_words(problem, "en")
    assert str(tmp_path) in told.value.sentence("es")


def test_a_term_that_is_none_is_left_to_the_check(tmp_path: Path) -> None:
    (problem,) = all_problems(read(tmp_path, "[[branches]]\ncode = 'A'\nname = ''\n[[policies]]\nlona = 3"))
    assert (problem.where, problem.code) == ("policies[1].lona", ProblemCode.UNKNOWN_TERM)


def test_every_slip_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadLibrary) as told:
        read(tmp_path, "nmae = 'x'\nstub_items = 'three'\n[[branches]]\ncalender = 'main'\n")
    assert len(told.value.problems) == 5


@pytest.mark.parametrize(("name", "said"), [("library.yaml", ".yaml"), ("library", "library")])
def test_a_file_of_another_kind_is_neither_read_nor_written(tmp_path: Path, name: str, said: str) -> None:
    for act in (lambda: read_library(tmp_path / name), lambda: write_library(tmp_path / name, Library())):
        with pytest.raises(BadLibrary) as told:
            act()
        assert told.value.problems[0].facts == (("said", said),)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[" * 100_000, b'{"name": "x"', b"[]", b"3", b""])
def test_a_file_that_is_none_is_told_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.json"
    path.write_bytes(content)
    with pytest.raises(BadLibrary):
        read_library(path)
    with pytest.raises(BadLibrary):
        read_library(tmp_path / "missing.toml")


NAMES = st.sampled_from([*TOP, *get_type_hints(Branch), *get_type_hints(Calendar), *get_type_hints(Policy), *KINDS])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | WORDS, inner, max_size=4),
    max_leaves=25,
)


@given(said=st.dictionaries(NAMES, ANYTHING, max_size=5))
def test_whatever_a_file_says_it_is_a_library_or_a_clear_refusal(folder: Path, said: dict[str, Any]) -> None:
    path = folder / "anything.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    found = found_in(path)
    assert all(problem_words(problem, language) for problem in found for language in ("es", "en"))


def found_in(path: Path) -> list[Problem]:
    try:
        return all_problems(read_library(path))
    except BadLibrary as fault:
        return list(fault.problems)


# Public holidays


def with_holidays(*declared: PublicHolidays) -> Library:
    return Library(calendars=(Calendar("main", holidays=declared),))


def days(library: Library) -> dict[date, str]:
    return {c.first: c.name for c in with_public_days(library, TODAY).calendars[0].public_days}


def test_public_holidays_are_written_out_from_last_year_to_five_years_ahead() -> None:
    found = days(with_holidays(PublicHolidays("ES")))
    assert {day.year for day in found} == set(range(2025, 2032))
    assert found[date(2026, 12, 25)] == "Natividad del Señor"
    assert list(found) == sorted(found)


def test_a_region_has_days_of_its_own() -> None:
    found = days(with_holidays(PublicHolidays("ES", "MD")))
    assert found[date(2026, 5, 2)] == "Fiesta de la Comunidad de Madrid"
    assert date(2026, 5, 2) not in days(with_holidays(PublicHolidays("ES")))


@pytest.mark.parametrize("said", ["MD", "md", "ES-MD", "Madrid", " madrid "])
def test_a_region_may_be_called_by_its_code_or_by_its_name(said: str) -> None:
    assert days(with_holidays(PublicHolidays("es", said))) == days(with_holidays(PublicHolidays("ES", "MD")))


def test_days_are_named_in_spanish_where_they_have_spanish_names() -> None:
    assert days(with_holidays(PublicHolidays("MX")))[date(2026, 12, 25)] == "Navidad"
    assert days(with_holidays(PublicHolidays("GB", "ENG")))[date(2026, 12, 25)] == "Christmas Day"


def test_days_declared_open_are_left_out() -> None:
    christmas = date(2026, 12, 25)
    assert christmas not in days(with_holidays(PublicHolidays("ES", open=(christmas,))))


def test_the_days_of_two_declarations_are_one_list() -> None:
    found = days(with_holidays(PublicHolidays("ES", "MD"), PublicHolidays("ES", "CT")))
    assert {date(2026, 5, 2), date(2026, 9, 11)} <= set(found)


def test_a_calendar_that_names_no_country_keeps_the_days_it_has() -> None:
    library = Library(calendars=(Calendar("main", public_days=(Closure(date(2026, 5, 15)),)),))
    assert with_public_days(library, TODAY) == library


def test_writing_days_out_again_changes_nothing() -> None:
    library = with_public_days(with_holidays(PublicHolidays("ES", "MD")), TODAY)
    assert with_public_days(library, TODAY) == library


def test_days_that_were_written_out_are_left_out_of_the_file_and_come_back(tmp_path: Path) -> None:
    library = with_public_days(with_holidays(PublicHolidays("ES", "MD")), TODAY)
    write_library(tmp_path / "library.toml", library)
    assert "public_days" not in (tmp_path / "library.toml").read_text(encoding="utf-8")
    assert read_library(tmp_path / "library.toml", TODAY) == library


@pytest.mark.parametrize(
    ("declared", "where", "told"),
    [
        (PublicHolidays("XX"), "country", "the country “XX” are not known"),
        (PublicHolidays("ESP"), "country", "did you mean “ES”"),
        (PublicHolidays("ES", "Madird"), "region", "did you mean “Madrid”"),
        (PublicHolidays("ES", "ZZ"), "region", "MD Madrid"),
    ],
)
def test_a_country_or_region_not_known_is_told_with_those_that_are(
    declared: PublicHolidays, where: str, told: str, tmp_path: Path
) -> None:
    library = with_holidays(PublicHolidays("ES"), declared)
    with pytest.raises(BadSetUp) as fault:
        with_public_days(library, TODAY)
    (problem,) = fault.value.problems
    assert problem.where == f"calendars[main].holidays[2].{where}"
    assert told in problem_words(problem, "en")
    write_library(tmp_path / "library.toml", library)
    with pytest.raises(BadLibrary, match=re.escape(told)):
        read_library(tmp_path / "library.toml", TODAY)


def test_the_regions_of_a_country_are_known_by_code_and_name() -> None:
    assert "MD" in known_regions("ES")
    assert region_names("ES")["MD"] == "Madrid"
    assert known_regions("XX") == ()
    assert {"ES", "MX", "AR", "GB"} <= set(known_countries())


# The example, and the words


def test_the_example_says_every_term_and_has_no_problem() -> None:
    library = read_library(EXAMPLE, TODAY)
    assert all_problems(library) == []
    assert {term for line in library.policies for term in line.says} == set(KINDS)


@pytest.mark.parametrize(
    "kind",
    [
        Library,
        Branch,
        Category,
        ItemType,
        Calendar,
        Closure,
        Opening,
        PublicHolidays,
        FixedTerm,
        TermSpan,
        BlockRule,
        Policy,
    ],
)
def test_the_example_says_every_name_that_a_file_may_say(kind: type) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    apart = {"past", "revision", "says"}  # of records, and of the events that they come from
    for name in {f.name for f in fields(kind)} - apart:
        assert re.search(rf"(?m)^(  \{{.*\b{name}|\[\[{name}\]\]|{name}) ?=?", text), name


def test_the_example_explains_each_term_in_its_line_or_above_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    plain = [x for x in lines[lines.index('name = "Everything, for everybody"') :] if re.match(r"\w+ = ", x)]
    first = {x.split(" = ")[0]: "#" in x for x in reversed(plain)}
    assert {name for name, explained in first.items() if not explained} - {"name", "category", "item_type"} <= {
        "max_loans",
        "requests",
        "request_fee",
        "fee_per_day",
        "max_owed",
        "max_overdue",
        "max_recalls_overdue",
        "hard_due",
    }


def test_every_problem_has_its_sentence_in_both_languages() -> None:
    from deskapp.wording.set_up_words import _SAID

    assert set(_SAID) == set(ProblemCode)
    for spanish, english in _SAID.values():
        assert sorted(re.findall(r"{\w+}", spanish)) == sorted(re.findall(r"{\w+}", english))
        assert spanish != english


def test_the_library_to_begin_with_has_no_problem() -> None:
    assert all_problems(starting_library()) == []
