"""Placing blocks: what kind, what they stop, until when, and why."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from deskapp.desk.desk import Desk
from deskapp.domain.values import BlockKind, PatronId
from tests.desks import a_place, sync
from tests.ui.screen import button, choose_row, column, combo, line, table
from ui.blocks_box import BlocksBox
from ui.explanation import ExplanationDialog


def a_box(bot: QtBot, folder: Path) -> tuple[BlocksBox, Desk, PatronId]:
    place = a_place(folder)
    one = place.workstation("desk-1")
    sync(place, one)
    patron = one.patron("P1")
    box = BlocksBox(one.desk)
    bot.addWidget(box)
    one.desk.changed.append(lambda _: box.show_panel(one.desk.panel(patron)))
    box.show_panel(one.desk.panel(patron))
    box.show()
    return box, one.desk, patron


def stops(box: BlocksBox, action: str) -> QCheckBox:
    return next(each for each in box.findChildren(QCheckBox) if each.text() == action)


def test_a_block_stops_everything_unless_something_is_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    box, desk, patron = a_box(qtbot, tmp_path)
    line(box, "Why the patron is blocked").setText("wet books")
    button(box, "Add block").click()
    line(box, "Why the patron is blocked").setText("never fetches")
    stops(box, "Check-out").setChecked(False)
    stops(box, "Renewal").setChecked(False)
    button(box, "Add block").click()
    assert [block.actions for block in desk.panel(patron).manual_blocks] == [(), ("request",)]
    assert column(table(box, "Blocks on this patron"), 0) == ["wet books", "never fetches (request)"]
    assert stops(box, "Check-out").isChecked(), "the next one begins anew"


def test_a_block_that_stops_nothing_cannot_be_placed(qtbot: QtBot, tmp_path: Path) -> None:
    box, _, _ = a_box(qtbot, tmp_path)
    line(box, "Why the patron is blocked").setText("wet books")
    for action in ("Check-out", "Renewal", "Request"):
        stops(box, action).setChecked(False)
    assert not button(box, "Add block").isEnabled()


def test_a_kind_needs_no_note_and_a_note_needs_one(qtbot: QtBot, tmp_path: Path) -> None:
    box, desk, patron = a_box(qtbot, tmp_path)
    assert not button(box, "Add block").isEnabled()
    kinds = combo(box, "Kind of block")
    kinds.setCurrentIndex(kinds.findData(BlockKind.CARD_LOST))
    line(box, "Last day of the block, or nothing").setText("1/1/2027")
    button(box, "Add block").click()
    (placed,) = desk.panel(patron).manual_blocks
    assert (placed.kind, str(placed.expires)) == (BlockKind.CARD_LOST, "2027-01-01")
    assert column(table(box, "Blocks on this patron"), 0) == ["Card lost"]


def test_a_block_explains_itself(qtbot: QtBot, tmp_path: Path) -> None:
    box, desk, patron = a_box(qtbot, tmp_path)
    desk.place_block(patron, "wet books", kind=BlockKind.BARRED)
    choose_row(table(box, "Blocks on this patron"), 0)
    qtbot.keyClick(table(box, "Blocks on this patron"), Qt.Key.Key_Return)
    (told,) = box.findChildren(ExplanationDialog)
    assert any("wet books" in text for text in told.lines)
    assert any("override patron blocks" in text for text in told.lines)
    told.accept()


@pytest.mark.parametrize("name", ["Why the patron is blocked", "Last day of the block, or nothing", "Kind", "Renewal"])
def test_enter_in_any_field_adds_the_block_once(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    box, desk, patron = a_box(qtbot, tmp_path)
    fields = {"Kind": combo(box, "Kind of block"), "Renewal": stops(box, "Renewal")}
    field = fields.get(name) or line(box, name)
    line(box, "Why the patron is blocked").setText("wet books")
    field.setFocus()
    for _ in range(2):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [block.note for block in desk.panel(patron).manual_blocks] == ["wet books"]
