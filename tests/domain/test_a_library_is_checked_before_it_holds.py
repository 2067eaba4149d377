"""A set-up is gone over before it holds: what is wrong is named with its place, and what is harmless only warned of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deskapp.domain.calendar import Calendar, Closure, Opening
from deskapp.domain.due_date import FixedTerm, TermSpan
from deskapp.domain.outcome import Blocked
from deskapp.domain.policy import KINDS, Policy, Said, policy
from deskapp.domain.problem import Problem, ProblemCode
from deskapp.domain.rules import BlockRule, Branch, Category, ItemType, Library
from deskapp.domain.set_up import PATRON_BLOCKS, problems

GOOD = Library(
    name="Villanueva",
    branches=(Branch("MAIN", "Main", calendar="main"), Branch("EAST", "East")),
    categories=(Category("ADULT", "Adulto", "Adult"),),
    item_types=(ItemType("BOOK", "Libro", "Book"),),
    calendars=(Calendar("main"),),
    fixed_terms=(FixedTerm("course", (TermSpan(date(2026, 9, 1), date(2027, 1, 15), date(2027, 1, 29)),)),),
    policies=(policy("ADULT", "BOOK", "MAIN", "EAST", "LOCAL", loan="14 days", fixed_term="course"),),
)


def told(**changed: object) -> list[tuple[str, str]]:
    """Where something is wrong with the good library, changed, and what."""
    return [(p.where, p.code.value) for p in problems(replace(GOOD, **changed))]  # type: ignore[arg-type]


def the_problem(**changed: object) -> Problem:
    (problem,) = problems(replace(GOOD, **changed))  # type: ignore[arg-type]
    return problem


def facts(problem: Problem) -> dict[str, str]:
    return dict(problem.facts)


def line(**says: Said) -> tuple[Policy, ...]:
    return (Policy(name="Films", says=says),)


def test_a_good_library_has_no_problems() -> None:
    assert problems(GOOD) == []


def test_a_library_has_at_least_one_branch() -> None:
    assert told(branches=(), policies=()) == [("branches", "no_branch")]


@pytest.mark.parametrize(
    ("table", "rows", "where"),
    [
        ("branches", (Branch("A", "A"), Branch("A", "Another")), "branches[A].code"),
        ("categories", (Category("ADULT", "", ""), Category("ADULT", "", "")), "categories[ADULT].code"),
        ("item_types", (ItemType("BOOK", "", ""), ItemType("BOOK", "", "")), "item_types[BOOK].code"),
        ("calendars", (Calendar("main"), Calendar("main")), "calendars[main].name"),
        ("block_rules", (BlockRule("suspended"), BlockRule("suspended")), "block_rules[suspended].code"),
        ("fixed_terms", (*GOOD.fixed_terms, *GOOD.fixed_terms), "fixed_terms[course].name"),
    ],
)
def test_no_two_rows_of_a_table_have_the_same_code(table: str, rows: object, where: str) -> None:
    assert (where, "twice") in told(**{table: rows})


def test_a_row_without_a_code_is_named_by_its_number() -> None:
    assert told(branches=(*GOOD.branches, Branch("  ", "No name"))) == [("branches[3].code", "empty_code")]


def test_the_sign_for_all_is_no_code() -> None:
    assert told(item_types=(*GOOD.item_types, ItemType("*", "", ""))) == [("item_types[*].code", "reserved_code")]


def test_a_branch_names_a_calendar_that_there_is() -> None:
    problem = the_problem(branches=(Branch("MAIN", "Main", calendar="mian"), Branch("EAST", "East")))
    assert (problem.where, problem.code) == ("branches[MAIN].calendar", ProblemCode.UNKNOWN_CALENDAR)
    assert facts(problem) == {"said": "mian", "nearest": "main"}


@pytest.mark.parametrize("zone", ["Europe/Madrit", "", "../etc/passwd", "Europe"])
def test_a_branch_lies_in_a_time_zone_that_there_is(zone: str) -> None:
    assert told(branches=(*GOOD.branches, Branch("PORT", "", zone))) == [("branches[PORT].zone", "unknown_zone")]


def test_a_time_zone_written_wrong_is_guessed() -> None:
    assert facts(the_problem(branches=(*GOOD.branches, Branch("P", "", "Europe/Madrit"))))["nearest"] == "Europe/Madrid"


@pytest.mark.parametrize("said", ["", "eur", "EURO", "€", "E1R"])
def test_a_currency_is_three_capital_letters(said: str) -> None:
    assert told(currency=said) == [("currency", "not_a_currency")]
    branches = (*GOOD.branches, Branch("P", "", currency=said))
    assert told(branches=branches) == ([("branches[P].currency", "not_a_currency")] if said else [])


def test_days_of_the_week_are_counted_from_0_to_6() -> None:
    branches = (*GOOD.branches, Branch("P", "", closed_weekdays=(6, 7)))
    assert told(branches=branches) == [("branches[P].closed_weekdays", "not_a_weekday")]


def test_a_branch_that_is_closed_on_every_day_is_never_open() -> None:
    branches = (*GOOD.branches, Branch("P", "", closed_weekdays=tuple(range(7))))
    assert told(branches=branches) == [("branches[P].closed_weekdays", "never_open")]


def test_days_that_a_branch_says_beside_its_calendar_are_warned_of() -> None:
    days = (date(2026, 12, 24),)
    branches = (Branch("MAIN", "", calendar="main", closed_dates=days), Branch("EAST", "", closed_dates=days))
    problem = the_problem(branches=branches)
    assert (problem.where, problem.code) == ("branches[MAIN].closed_dates", ProblemCode.BESIDE_CALENDAR)
    assert not problem.fatal


@pytest.mark.parametrize(
    ("calendar", "where", "code"),
    [
        (Calendar(hours=(("09:00-14:00",),) * 3), "hours", "not_seven_days"),
        (Calendar(hours=((),) * 7), "hours", "never_open"),
        (Calendar(hours=((), ("9 to 5",), *(("09:00-14:00",),) * 5)), "hours.tuesday", "not_hours"),
        (Calendar(hours=(("14:00-09:00",), *(("09:00-14:00",),) * 6)), "hours.monday", "ends_before_it_begins"),
        (Calendar(hours=(("09:00-14:00", "13:00-20:00"), *(("09:00-14:00",),) * 6)), "hours.monday", "overlapping"),
        (Calendar(closures=(Closure(date(2026, 8, 9), date(2026, 8, 1)),)), "closures[1]", "ends_before_it_begins"),
        (Calendar(openings=(Opening(date(2026, 8, 9)), Opening(date(2026, 8, 9)))), "openings[2]", "twice"),
        (Calendar(zone="Europe/Madrit"), "zone", "unknown_zone"),
    ],
)
def test_what_is_wrong_with_a_calendar_is_named_with_its_place(calendar: Calendar, where: str, code: str) -> None:
    problem = the_problem(calendars=(*GOOD.calendars, replace(calendar, name="other")))
    assert (problem.where, problem.code, problem.fatal) == (f"calendars[other].{where}", code, True)


def test_hours_out_of_order_are_no_more_than_warned_of() -> None:
    calendar = Calendar("other", hours=(("16:00-20:00", "09:00-14:00"), *(("09:00-14:00",),) * 6))
    problem = the_problem(calendars=(*GOOD.calendars, calendar))
    assert (problem.where, problem.code) == ("calendars[other].hours.monday", ProblemCode.NOT_IN_ORDER)
    assert not problem.fatal


def test_a_calendars_own_zone_is_warned_of_where_a_branch_has_another() -> None:
    problem = the_problem(calendars=(Calendar("main", zone="America/Mexico_City"),))
    assert (problem.where, problem.code, problem.fatal) == ("calendars[main].zone", ProblemCode.OTHER_ZONE, False)
    assert facts(problem) == {"said": "America/Mexico_City", "branches": "MAIN"}


@pytest.mark.parametrize(
    ("spans", "where", "code", "fatal"),
    [
        ([], "spans", "no_spans", False),
        ([("2026-09-01", "2026-08-01", "2026-10-01")], "spans[1]", "ends_before_it_begins", True),
        ([("2026-09-01", "2026-12-01", "2026-08-01")], "spans[1].due", "due_before_first", True),
        ([("2026-09-01", "2026-12-01", "2026-11-01")], "spans[1].due", "due_before_last", False),
        (
            [("2026-09-01", "2026-12-01", "2026-12-09"), ("2026-12-01", "2027-03-01", "2027-03-09")],
            "spans[2]",
            "overlapping",
            True,
        ),
        (
            [("2027-01-01", "2027-03-01", "2027-03-09"), ("2026-09-01", "2026-12-01", "2026-12-09")],
            "spans[2]",
            "not_in_order",
            False,
        ),
    ],
)
def test_the_spans_of_a_fixed_term_follow_each_other(
    spans: list[tuple[str, str, str]], where: str, code: str, fatal: bool
) -> None:
    term = FixedTerm("term", tuple(TermSpan(*map(date.fromisoformat, span)) for span in spans))
    problem = the_problem(fixed_terms=(*GOOD.fixed_terms, term))
    assert (problem.where, problem.code, problem.fatal) == (f"fixed_terms[term].{where}", code, fatal)


@pytest.mark.parametrize(
    "order",
    [(), ("category",), ("category", "item_type", "collection", "owner", "owner"), ("kind", *GOOD.criteria)],
)
def test_the_order_of_criteria_names_each_of_them_once(order: tuple[str, ...]) -> None:
    assert told(criteria=order) == [("criteria", "not_all_criteria")]
    assert told(criteria=tuple(reversed(GOOD.criteria))) == []


@pytest.mark.parametrize(
    "name",
    [
        "max_owed", "max_overdue", "hold_shelf_days", "expiry_warning_days", "stub_items", "offline_minutes",
        "lock_minutes", "staff_days", "money_apart", "waive_alone", "break_glass_hours",
        "history_days",
    ],
)  # fmt: skip
def test_no_figure_is_less_than_nothing_or_larger_than_reckoning_bears(name: str) -> None:
    assert told(**{name: -1}) == [(name, "too_little")]
    assert told(**{name: 10**12}) == [(name, "too_much")]


@pytest.mark.parametrize(
    ("name", "most"), [("lock_minutes", 24 * 60), ("staff_days", 366), ("break_glass_hours", 7 * 24)]
)
def test_a_rule_about_access_is_not_stretched_until_it_protects_nothing(name: str, most: int) -> None:
    assert told(**{name: most}) == []
    assert told(**{name: most + 1}) == [(name, "too_much")]


def test_a_membership_lasts_for_no_less_than_nothing_and_a_card_costs_no_less() -> None:
    wrong = ("too_little", "too_little")
    found = told(categories=(Category("ADULT", "", "", -1, -200),))
    assert found == list(zip(("categories[ADULT].years", "categories[ADULT].card_fee"), wrong, strict=True))


def test_unknown_cards_borrow_by_a_category_that_there_is() -> None:
    problem = the_problem(stub_category="ADUL")
    assert (problem.code, problem.fatal) == (ProblemCode.UNKNOWN_CATEGORY, False)
    assert facts(problem) == {"said": "ADUL", "nearest": "ADULT"}


@pytest.mark.parametrize("code", PATRON_BLOCKS)
def test_a_block_rule_is_for_a_block_that_stands_against_a_patron(code: Blocked) -> None:
    assert told(block_rules=(BlockRule(code, (), "override_debt"),)) == []


@pytest.mark.parametrize("code", [Blocked.HELD_FOR_OTHER, Blocked.NOT_ON_LOAN, Blocked.EXPIRES_SOON, "owes_to_much"])
def test_a_block_rule_for_anything_else_is_named(code: str) -> None:
    assert told(block_rules=(BlockRule(code),)) == [(f"block_rules[{code}].code", "unknown_block")]


def test_a_block_rule_names_a_permission_that_there_is_or_none() -> None:
    assert told(block_rules=(BlockRule("suspended", permission=""),)) == []
    problem = the_problem(block_rules=(BlockRule("suspended", permission="overide_suspension"),))
    assert problem.where == "block_rules[suspended].permission"
    assert facts(problem)["nearest"] == "override_suspension"


# Policies


@pytest.mark.parametrize(
    ("criterion", "code"),
    [
        ("category", "unknown_category"),
        ("item_type", "unknown_item_type"),
        ("branch", "unknown_branch"),
        ("owner", "unknown_branch"),
    ],
)
def test_a_line_for_what_there_is_not_yet_is_warned_of(criterion: str, code: str) -> None:
    problem = the_problem(policies=(policy(**{criterion: "NEW"}, loan="7 days"),))
    assert (problem.where, problem.code, problem.fatal) == (f"policies[1].{criterion}", code, False)


def test_collections_are_free() -> None:
    assert told(policies=(policy(collection="ANY OLD THING", loan="7 days"),)) == []


def test_a_line_is_named_by_its_number_and_its_name() -> None:
    policies = (policy(loan="7 days"), Policy("ADULT", name="Films", says={"loan": "soon"}))
    assert told(policies=policies) == [("policies[2: Films].loan", "does_not_fit")]


@pytest.mark.parametrize(
    ("name", "meant"), [("lona", "loan"), ("fee_per_dya", "fee_per_day"), ("Renewals", "renewals"), ("zzz", "")]
)
def test_a_term_that_is_none_is_named_with_the_nearest(name: str, meant: str) -> None:
    problem = the_problem(policies=line(**{name: 1}))
    assert (problem.where, problem.code) == (f"policies[1: Films].{name}", ProblemCode.UNKNOWN_TERM)
    assert problem.fatal
    assert facts(problem)["nearest"] == meant


@pytest.mark.parametrize(
    ("says", "wanted"),
    [
        ({"loan": "two weeks"}, "Period"),
        ({"loan": None}, "Period"),
        ({"renewals": "many"}, "int"),
        ({"fee_per_day": -10}, "int"),
        ({"fee_per_day": None}, "int"),
        ({"requests": "yes"}, "bool"),
        ({"hard_due": "2026-02-30"}, "date"),
        ({"pickup_at": "MAIN"}, "tuple[str, ...]"),
        ({"fixed_term": 3}, "str"),
    ],
)
def test_a_value_that_does_not_fit_its_term_is_named_with_what_would(says: dict[str, Said], wanted: str) -> None:
    problem = the_problem(policies=line(**says))
    assert problem.code is ProblemCode.DOES_NOT_FIT
    assert facts(problem)["kind"] == wanted


def test_one_of_few_values_is_told_with_all_of_them_and_the_nearest() -> None:
    found = facts(the_problem(policies=line(use="in_hose")))
    assert found["one_of"] == "loan, in_house, reference"
    assert found["nearest"] == "in_house"


@pytest.mark.parametrize("said", ["", "noon", "24:00", "9:00", "20:60", "20:00:00"])
def test_loans_in_days_are_due_at_an_hour_that_a_clock_shows(said: str) -> None:
    assert told(policies=line(due_at=said)) == [("policies[1: Films].due_at", "not_a_time_of_day")]


@pytest.mark.parametrize("said", ["end_of_day", "closing", "00:00", "09:30", "23:59"])
def test_loans_in_days_are_due_at_the_end_of_the_day_at_closing_or_at_an_hour(said: str) -> None:
    assert told(policies=line(due_at=said)) == []


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ({"fixed_term": "curse"}, "unknown_fixed_term"),
        ({"pickup_at": ("MAIN", "EATS")}, "unknown_branch"),
        ({"request_levels": ("title", "issue")}, "unknown_level"),
    ],
)
def test_a_term_that_names_what_there_is_not_is_an_error(says: dict[str, Said], code: str) -> None:
    problem = the_problem(policies=line(**says))
    assert (problem.where, problem.code, problem.fatal) == (f"policies[1: Films].{next(iter(says))}", code, True)


def test_no_fixed_term_at_all_is_a_term_too() -> None:
    assert told(policies=line(fixed_term="")) == []


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ({"refund_percent": 101}, "too_much"),
        ({"suspension_per_days": 0}, "too_little"),
        ({"fee_per_day": 10**12}, "too_much"),
        ({"overdue_lost_days": 100_000}, "too_much"),
        ({"loan": 100_000}, "too_much"),
    ],
)
def test_a_figure_out_of_bounds_is_an_error(says: dict[str, Said], code: str) -> None:
    assert told(policies=line(**says)) == [(f"policies[1: Films].{next(iter(says))}", code)]


@pytest.mark.parametrize("says", [{"loan": "0 days"}, {"loan": 0}, {"refund_percent": 100}, {"max_loans": None}])
def test_nothing_and_no_limit_are_values_like_others(says: dict[str, Said]) -> None:
    assert told(policies=line(**says)) == []


def test_a_line_does_not_end_before_it_begins() -> None:
    ends = Policy(since=date(2026, 7, 1), until=date(2026, 6, 30), says={"loan": 7})
    assert told(policies=(ends,)) == [("policies[1].until", "ends_before_it_begins")]
    assert told(policies=(replace(ends, until=ends.since),)) == []


def test_two_lines_for_the_same_case_and_since_the_same_day_are_warned_of() -> None:
    one, other = policy("ADULT", loan=7), policy("ADULT", loan=14)
    problem = the_problem(policies=(one, other))
    assert (problem.where, problem.code, problem.fatal) == ("policies[2]", ProblemCode.SAME_CASE, False)
    assert facts(problem) == {"other": "policies[1]"}
    assert told(policies=(one, replace(other, since=date(2027, 1, 1)))) == []


def test_what_blocks_a_patron_cannot_depend_on_an_item() -> None:
    problem = the_problem(policies=(policy(item_type="BOOK", max_owed=500),))
    assert (problem.where, problem.code) == ("policies[1].max_owed", ProblemCode.WHATEVER_THE_ITEM)
    assert not problem.fatal
    assert told(policies=(policy("ADULT", max_owed=500),)) == []


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("said", [True, -1, 10**30, "", "\x00", ("",), None])
def test_no_value_of_any_term_is_too_strange_to_be_checked(name: str, said: Said) -> None:
    for problem in problems(replace(GOOD, policies=line(**{name: said}))):
        assert problem.where == f"policies[1: Films].{name}"
