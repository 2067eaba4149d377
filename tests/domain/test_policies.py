"""The table of policies: which line says what for whom, each term for itself; what cannot be read is passed over."""

from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.period import Period, Unit
from deskapp.domain.policy import (
    ANY,
    CRITERIA,
    DEFAULT,
    KINDS,
    Case,
    Closed,
    HardDue,
    Policy,
    Terms,
    Use,
    policy,
    read_term,
    rule,
)
from deskapp.domain.rules import Library

DAY = date(2026, 11, 23)
CASE = Case("CHILD", "DVD", "EAST", "MAIN", "FILM")


def said(*lines: Policy, case: Case = CASE, on: date = DAY, **more: Any) -> Terms:
    return rule(lines, case, on, **more).terms


def test_where_no_line_says_anything_the_defaults_hold() -> None:
    assert said() == DEFAULT
    assert said(Policy(), policy("ADULT", loan=3)) == DEFAULT


def test_each_term_comes_from_the_most_specific_line_that_says_it() -> None:
    lines = (
        policy(loan=21, fee_per_day=5, renewals=4),
        policy(item_type="DVD", loan=7, fee_per_day=20),
        policy("CHILD", "DVD", fee_per_day=0),
    )
    terms = said(*lines)
    assert (terms.loan, terms.fee_per_day, terms.renewals, terms.max_loans) == (Period(7), 0, 4, DEFAULT.max_loans)


def test_the_line_that_said_a_term_is_named() -> None:
    plain, discs = policy(loan=21, renewals=4), policy(item_type="DVD", loan=7)
    ruling = rule((discs, plain), CASE, DAY)
    assert ruling.by == {"loan": discs, "renewals": plain}


LINE_FOR = {
    "category": policy("CHILD", loan=1),
    "item_type": policy(item_type="DVD", loan=2),
    "collection": policy(collection="FILM", loan=3),
    "owner": policy(owner="MAIN", loan=4),
    "branch": policy(branch="EAST", loan=5),
}


@pytest.mark.parametrize(("weightier", "lighter"), list(pairwise(CRITERIA)))
def test_one_criterion_weighs_more_than_the_next_wherever_the_line_stands(weightier: str, lighter: str) -> None:
    lines = [LINE_FOR[weightier], LINE_FOR[lighter]]
    wanted = LINE_FOR[weightier].says["loan"]
    assert said(*lines).loan == said(*reversed(lines)).loan == Period(wanted)  # type: ignore[arg-type]


def test_one_weighty_criterion_goes_before_all_the_lighter_ones_together() -> None:
    rest = replace(policy(item_type="DVD", collection="FILM", owner="MAIN", branch="EAST"), says={"loan": 9})
    assert said(LINE_FOR["category"], rest).loan == Period(1)


@given(st.permutations(CRITERIA), st.permutations(list(LINE_FOR.values())))
def test_a_library_may_weigh_the_criteria_in_its_own_order(order: list[str], lines: list[Policy]) -> None:
    library = Library(policies=tuple(lines), criteria=tuple(order))
    assert library.terms(CASE, DAY).loan == Period(LINE_FOR[order[0]].says["loan"])  # type: ignore[arg-type]


@pytest.mark.parametrize("criterion", CRITERIA)
def test_a_line_for_another_case_does_not_hold(criterion: str) -> None:
    other = replace(CASE, **{criterion: "OTHER"})
    assert said(LINE_FOR[criterion], case=other) == DEFAULT
    assert said(LINE_FOR[criterion]) != DEFAULT


def test_asked_whatever_the_item_only_lines_for_all_items_answer() -> None:
    lines = (policy(max_owed=500), policy(item_type="DVD", max_owed=1), policy("CHILD", max_owed=700))
    assert said(*lines, case=Case("CHILD", "", "EAST")).max_owed == 700
    assert said(*lines, case=Case("ADULT", "", "EAST")).max_owed == 500


# --- versions ---------------------------------------------------------------------------------------------

OLD = Policy(until=date(2026, 11, 30), says={"loan": 14})
NEW = Policy(since=date(2026, 12, 1), says={"loan": 21})


@pytest.mark.parametrize("lines", [(OLD, NEW), (NEW, OLD)], ids=["old first", "new first"])
@pytest.mark.parametrize(
    ("on", "days"), [(date(2026, 11, 30), 14), (date(2026, 12, 1), 21), (date(2030, 1, 1), 21), (date(2000, 1, 1), 14)]
)
def test_a_line_holds_from_its_first_to_its_last_day(lines: tuple[Policy, ...], on: date, days: int) -> None:
    assert said(*lines, on=on).loan == Period(days)


def test_of_two_lines_for_the_same_the_one_that_began_later_holds_else_the_one_further_down() -> None:
    always, summer = policy(loan=14), Policy(since=date(2026, 6, 1), says={"loan": 30})
    autumn = Policy(since=date(2026, 10, 1), says={"loan": 7})
    assert said(autumn, summer, always).loan == Period(7)
    assert said(policy(loan=1), policy(loan=2)).loan == Period(2)


def test_a_newer_line_does_not_beat_a_more_specific_one() -> None:
    assert said(LINE_FOR["category"], Policy(since=DAY, says={"loan": 30})).loan == Period(1)


def test_a_newer_line_leaves_what_it_does_not_say_to_the_older() -> None:
    assert said(policy(loan=14, renewals=5), Policy(since=DAY, says={"loan": 30})).renewals == 5


# --- values -----------------------------------------------------------------------------------------------

READ: list[tuple[str, Any, Any]] = [
    ("loan", "2 weeks", Period(2, Unit.WEEKS)),
    ("loan", 3, Period(3)),
    ("loan_if_requested", None, None),
    ("loan_if_requested", "", None),
    ("max_loans", None, None),
    ("max_loans", 0, 0),
    ("fee_cap", 0, 0),
    ("renewal_while_overdue", False, False),
    ("hard_due", "2027-01-10", date(2027, 1, 10)),
    ("hard_due", date(2027, 1, 10), date(2027, 1, 10)),
    ("hard_due", None, None),
    ("hard_due_is", "exactly", HardDue.EXACTLY),
    ("use", "in_house", Use.IN_HOUSE),
    ("closed", "keep", Closed.KEEP),
    ("pickup_at", ["MAIN", "EAST"], ("MAIN", "EAST")),
    ("fixed_term", "", ""),
    ("due_at", "closing", "closing"),
]


@pytest.mark.parametrize(("name", "value", "wanted"), READ)
def test_a_term_is_read_as_a_file_has_it(name: str, value: Any, wanted: Any) -> None:
    assert read_term(name, value) == wanted


BAD: list[tuple[str, Any]] = [
    ("loan", "a fortnight"),
    ("loan", -1),
    ("loan", True),
    ("loan", None),
    ("loan", ""),
    ("renewals", "two"),
    ("renewals", -1),
    ("renewals", True),
    ("fee_per_day", None),
    ("fee_per_day", ""),
    ("fee_per_day", 1.5),
    ("fee_skips_closed", "yes"),
    ("fee_skips_closed", 1),
    ("fee_skips_closed", ""),
    ("closed", "sometimes"),
    ("closed", ""),
    ("hard_due", "soon"),
    ("pickup_at", "MAIN"),
    ("pickup_at", ""),
    ("due_at", 9),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_value_that_does_not_fit_is_passed_over_and_the_next_line_holds(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_term(name, value)
    good = {f.name: f.default for f in fields(Terms)}[name]
    assert said(Policy(), policy("CHILD", **{name: value}, loan_colour="red")) == DEFAULT
    assert getattr(said(policy("CHILD", **{name: value})), name) == good


def test_a_name_that_is_no_term_is_an_error_to_read_and_nothing_to_the_table() -> None:
    with pytest.raises(KeyError):
        read_term("loan_colour", "red")
    assert said(policy(loan_colour="red", loan=3)).loan == Period(3)


JUNK: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 10**9), st.text(max_size=8), st.lists(st.text(max_size=3), max_size=2)
)
CODES = st.sampled_from([ANY, "CHILD"])


@given(
    st.lists(
        st.builds(
            Policy,
            CODES,
            since=st.sampled_from([None, None, DAY, date(2030, 1, 1)]),
            says=st.dictionaries(st.sampled_from([*KINDS, "loan_colour"]), JUNK, max_size=4),
        ),
        max_size=5,
    )
)
def test_whatever_a_table_holds_it_gives_terms_of_the_right_types(lines: list[Policy]) -> None:
    terms = said(*lines)
    for name, kind in KINDS.items():
        value = getattr(terms, name)
        assert (value is None and kind.endswith("| None")) or type(value).__name__ == kind.split("[")[0].split(" ")[0]
