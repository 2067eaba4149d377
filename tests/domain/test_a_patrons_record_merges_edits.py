"""The folds of a patron and of the library's set-up: edits merge group by group, blocks come and go."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from deskapp.domain.events import (
    BlockLifted,
    BlockPlaced,
    Identified,
    LibrarySetUp,
    PatronEdited,
    PatronRegistered,
    StubMade,
)
from deskapp.domain.fold_patron import GROUPS
from deskapp.domain.records import Code, Discrepancy
from deskapp.domain.rules import Library
from deskapp.domain.values import LIBRARY, BlockId, Line, Name, PatronFields
from tests.domain.builders import ANA, LUIS, an_event, fields, found, happened, lent, patron_after

REGISTERED = PatronRegistered(ANA, fields(cards=("P1",), emails=("ana@old.example",), phones=("600 000 000",)))
B1, B2 = BlockId(UUID(int=601)), BlockId(UUID(int=602))


def edited(**changes: Any) -> PatronEdited:
    """An edit made by somebody who saw the record as it was registered."""
    before, after = REGISTERED.fields, replace(REGISTERED.fields, **changes)
    groups = tuple(changes)
    two = [replace(PatronFields(), **{g: getattr(f, g) for g in groups}) for f in (before, after)]
    return PatronEdited(ANA, groups, *two)


def fields_after(*bodies: Any) -> PatronFields:
    head: Any = patron_after(REGISTERED, *bodies).head
    return head.fields  # type: ignore[no-any-return]


def listed(*bodies: Any) -> list[Discrepancy]:
    return list(patron_after(REGISTERED, *bodies).discrepancies.values())


def test_a_patron_somebody_only_mentioned_is_a_stub() -> None:
    head: Any = patron_after(lent()).head
    assert (head.id, head.stub) == (ANA, True)


def test_an_unknown_card_makes_a_stub_that_a_registration_replaces() -> None:
    stub = StubMade(ANA, Line.PATRON, "P1")
    head: Any = patron_after(stub).head
    assert (head.stub, head.fields.cards) == (True, ("P1",))
    head = patron_after(stub, REGISTERED).head
    assert (head.stub, head.fields) == (False, REGISTERED.fields)
    assert patron_after(REGISTERED, stub).head.fields == REGISTERED.fields  # type: ignore[union-attr]


def test_an_identified_stub_points_to_the_patron_it_turned_out_to_be() -> None:
    assert patron_after(Identified(ANA, LUIS, Line.PATRON)).head.same_as == LUIS  # type: ignore[union-attr]
    assert patron_after(Identified(LUIS, ANA, Line.PATRON)).head.same_as is None  # type: ignore[union-attr]


def test_an_edit_changes_its_groups_alone() -> None:
    after = fields_after(edited(emails=("ana@new.example",)))
    assert after == replace(REGISTERED.fields, emails=("ana@new.example",))


def test_edits_of_different_groups_at_two_desks_both_stand() -> None:
    apart = [edited(emails=("ana@new.example",)), an_event(edited(phones=("611 111 111",)), by="B")]
    after = fields_after(*apart)
    assert (after.emails, after.phones) == (("ana@new.example",), ("611 111 111",))
    assert listed(*apart) == []


def test_edited_apart_the_later_value_stands_and_both_are_listed() -> None:
    apart = [edited(emails=("here@x.example",)), an_event(edited(emails=("there@x.example",)), by="B")]
    assert fields_after(*apart).emails == ("there@x.example",)
    (one,) = listed(*apart)
    assert (one.code, one.desk, one.other_desk, one.patron) == (Code.EDITED_APART, "desk-B", "desk-A", ANA)
    detail = dict(one.detail)
    assert detail["group"] == "emails"
    assert "there@x.example" in detail["kept"]
    assert "here@x.example" in detail["other"]


def test_the_same_edit_at_two_desks_is_no_discrepancy() -> None:
    assert listed(edited(emails=("a@x.example",)), an_event(edited(emails=("a@x.example",)), by="B")) == []


def test_two_groups_edited_apart_are_both_listed() -> None:
    here = edited(emails=("here@x.example",), phones=("611",))
    there = edited(emails=("there@x.example",), phones=("622",))
    assert sorted(dict(d.detail)["group"] for d in listed(here, an_event(there, by="B"))) == ["emails", "phones"]


def test_a_name_is_one_group_half_of_it_is_never_merged() -> None:
    apart = [edited(name=Name("Pérez", "Ana")), an_event(edited(name=Name("García", "Anna")), by="B")]
    assert fields_after(*apart).name == Name("García", "Anna")
    assert found(patron_after(REGISTERED, *apart)) == [Code.EDITED_APART]


def test_a_group_of_a_newer_program_is_passed_over() -> None:
    newer = replace(edited(emails=("a@x.example",)), groups=("shoe_size", "emails"))
    assert fields_after(newer).emails == ("a@x.example",)


def test_an_undone_edit_has_the_old_values_again() -> None:
    change = edited(emails=("a@x.example",), notes=("moved",))
    back = PatronEdited(ANA, change.groups, change.after, change.before)
    assert fields_after(change, back) == REGISTERED.fields
    assert listed(change, back) == []


def test_every_field_staff_can_edit_is_a_group_that_merges() -> None:
    assert set(GROUPS) == set(PatronFields.__dataclass_fields__)


def test_a_block_stands_from_its_event_until_it_is_lifted() -> None:
    placed = an_event(BlockPlaced(ANA, B1, "book returned wet", date(2027, 1, 1)))
    head: Any = patron_after(placed, BlockPlaced(ANA, B2, "other")).head
    assert [(b.id, b.note, b.since, b.expires) for b in head.blocks[:1]] == [
        (B1, "book returned wet", placed.stamp.at, date(2027, 1, 1))
    ]
    head = patron_after(placed, BlockPlaced(ANA, B2, "other"), BlockLifted(ANA, B1), BlockLifted(ANA, B1)).head
    assert [b.id for b in head.blocks] == [B2]


def test_a_block_told_twice_stands_once() -> None:
    head: Any = patron_after(BlockPlaced(ANA, B1, "x"), BlockPlaced(ANA, B1, "x")).head
    assert len(head.blocks) == 1


@pytest.mark.parametrize("order", [1, -1])
def test_the_latest_set_up_of_the_library_holds(order: int) -> None:
    bodies = [LibrarySetUp(Library("Old")), LibrarySetUp(Library("New"))][::order]
    head: Any = happened(Line.LIBRARY, LIBRARY, bodies).head
    assert head.library == bodies[-1].library
