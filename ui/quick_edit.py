"""Quick user management: a patron's basic data on one form, checked at the field, and back to the transaction."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import fields as dataclass_fields
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deskapp.desk.answers import Declined
from deskapp.desk.views import PatronPanel
from deskapp.domain.outcome import Block, Blocked, Permission
from deskapp.domain.values import PatronFields
from ui import style, words
from ui.blocks_box import BlocksBox
from ui.full_record import FullRecord
from ui.lane import Message, Tone, refusal
from ui.note_line import NoteLine
from ui.patron_form import PatronForm
from ui.scan import Scanned, ScanQueue

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk

_GROUPS = tuple(field.name for field in dataclass_fields(PatronFields))
_CHECK_AFTER_MS = 300
AFTER_PAINT_MS = 80


class QuickEdit(QWidget):
    """Edits one patron. What was typed stays when the record changes meanwhile, and the form says so."""

    saved = Signal(object)  # PatronId: back to where staff came from
    said = Signal(object)  # Message

    def __init__(self, desk: Desk, parent: QWidget | None = None, scans: ScanQueue | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scans = scans
        self._capturing = ExitStack()
        self._panel: PatronPanel | None = None
        self._base: PatronFields | None = None  # the record as the form last took it over
        self._behind = False  # there is a newer panel than what the form shows
        self._overtaken = False  # somebody else changed what was being typed
        self._form = PatronForm(desk)
        self._blocks = BlocksBox(desk)
        self._form.side.addWidget(self._blocks)
        self.setFocusProxy(self._form)
        self._full = FullRecord(desk)
        self._note = NoteLine()
        self._make_buttons()
        self._arrange()
        self._check = QTimer(self, singleShot=True, interval=_CHECK_AFTER_MS)
        self._check.timeout.connect(self._validate)
        self._form.changed.connect(self._typed)
        self._blocks.said.connect(self.said)
        self._full.said.connect(self.said)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "F10"):
            QShortcut(QKeySequence(keys), self, self.save, context=Qt.ShortcutContext.WindowShortcut)

    # What the tab asks

    def show_panel(self, panel: PatronPanel) -> None:
        """Show a patron. Nothing is laid out while the form is out of sight: a scan must not wait for it."""
        if self._panel is None or self._panel.id != panel.id:
            self._base = None
        self._panel, self._behind = panel, True
        if self.isVisible():
            self._take_over()

    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        if self._base is None:
            return False
        return bool(self._form.unreadable()) or self._form.typed(self._base) != self._base

    def discard(self) -> None:
        """Forget what was typed and show the record as it is."""
        self._base = None
        if self._panel is not None:
            self._take_over()

    def save(self) -> None:
        """Record what was changed; what cannot be recorded is said at its field."""
        if self._panel is None or self._base is None or self._pages.currentWidget() is self._full:
            return
        if unreadable := self._form.unreadable():
            self._complain(unreadable)
            return
        patron = self._panel.id
        typed = self._form.typed(self._base)
        outcome = self._desk.edit(patron, typed, self._base)
        if isinstance(outcome, Declined):
            self._declined(outcome)
            return
        self._base = typed
        self._overtaken = False
        self._complain({})
        self._lock()
        self._show_dirty()
        name = self._panel.name  # the new one, where a tab shows it
        self.said.emit(Message(Tone.DONE, self.tr("User updated: {name}").format(name=name)))
        self.saved.emit(patron)

    # Showing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self._take_over()

    def hideEvent(self, event: QHideEvent) -> None:
        self._capturing.close()
        super().hideEvent(event)

    def _take_over(self) -> None:
        """Show the panel as it is now. A group that staff have changed on the form keeps what was typed."""
        assert self._panel is not None
        self._behind = False
        now, base = self._panel.fields, self._base
        self.setUpdatesEnabled(False)
        if base is None:
            self._base = now  # before the form says that it changed
            self._overtaken = False
            self._form.put(now)
            self._complain({})
            self._pages.setCurrentWidget(self._editor)
        else:
            self._merge(base, now)
        self._lock()
        self._blocks.show_panel(self._panel)
        if self._pages.currentWidget() is self._full:
            self._full.show_panel(self._panel)
        self._show_dirty()
        self.setUpdatesEnabled(True)

    def _merge(self, base: PatronFields, now: PatronFields) -> None:
        typed = self._form.typed(base)
        self._base = now
        for group, field in self._form.fields.items():
            old, new, mine = (getattr(values, group) for values in (base, now, typed))
            if new == old:
                continue
            if mine == old and not field.problem():
                field.put(new)
            elif mine != new:
                field.complain(self.tr("Changed elsewhere meanwhile; what you typed is kept."), wrong=False)
                self._overtaken = True

    def _lock(self) -> None:
        """Make read-only what is not ours to change, and say whose it is."""
        assert self._panel is not None
        may_edit = Permission.EDIT_PATRON in self._desk.permissions
        owned = self._desk.owned_elsewhere(self._panel.id)
        for group, field in self._form.fields.items():
            locked = not may_edit or self._panel.elsewhere or group in owned
            if field.locked != locked:
                field.lock(locked)
        self._blocks.setEnabled(may_edit)
        if self._overtaken:
            self._note.warn(self.tr("This record was changed elsewhere while you were editing. Your text is kept."))
        elif not may_edit:
            self._note.tell(self.tr("You may read this data but not change it."))
        elif self._panel.elsewhere:
            self._note.tell(self.tr("A patron of another library: what is kept of them there comes from central."))
        elif owned:
            self._note.tell(
                self.tr("External account: the registrar's system owns the grey fields. Have them changed there.")
            )
        else:
            self._note.nothing()

    # Checking

    def _typed(self) -> None:
        self._show_dirty()
        self._check.start()

    def _validate(self) -> None:
        """Say at each changed field what is wrong with it."""
        if self._panel is None or self._base is None:
            return
        typed = self._form.typed(self._base)
        wrong = _wrong(self._desk.check_fields(self._panel.id, typed))
        changed = {group for group in _GROUPS if getattr(typed, group) != getattr(self._base, group)}
        self._complain({group: why for group, why in wrong.items() if group in changed} | self._form.unreadable())

    def _complain(self, problems: Mapping[str, str]) -> None:
        self._check.stop()
        for group, field in self._form.fields.items():
            if text := problems.get(group, ""):
                field.complain(words.field_problem(text))
            elif not field.complaint.isHidden():
                field.complain("")

    def _declined(self, declined: Declined) -> None:
        """Say each block at its field; what belongs to no field goes to the lane."""
        if all(block.code is Blocked.NOTHING_CHANGED for block in declined.blocks):
            assert self._panel is not None
            self.saved.emit(self._panel.id)
            return
        wrong = _wrong(declined.blocks)
        self._complain(wrong)
        first = next((field for group, field in self._form.fields.items() if group in wrong), None)
        if first is not None:
            first.take_focus()
        self.said.emit(refusal(declined))

    def _show_dirty(self) -> None:
        dirty = self.dirty()
        self._discard.setEnabled(dirty)
        self._state.setText(self.tr("Not saved yet") if dirty else "")

    # Buttons

    def _make_buttons(self) -> None:
        self._update = _button("content-save-outline", self.tr("Update user"), self.save)
        self._update.setToolTip(self.tr("Saves and goes back to where you were (Ctrl+Enter or F10)"))
        self._discard = _button("undo-variant", self.tr("Discard changes"), self.discard)
        self._show_full = _button("card-account-details-outline", self.tr("Full information"), self._open_full)
        self._back = _button("arrow-left", self.tr("Quick user management"), self._close_full)
        self._card = _button("barcode-scan", self.tr("Scan a new card"), self._capture_card)
        self._card.setCheckable(True)
        if self._scans is None:  # shown before it has a parent, it would be a window of its own
            self._card.hide()
        self._state = QLabel()
        style.tint(self._state, text=style.WARN)

    def _arrange(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._form)
        buttons = QHBoxLayout()
        for left in (self._show_full, self._card):
            buttons.addWidget(left)
        buttons.addStretch()
        buttons.addWidget(self._state)
        for right in (self._discard, self._update):
            buttons.addWidget(right)
        self._editor = QWidget()
        column = QVBoxLayout(self._editor)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self._note)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)
        self._full.bottom.insertWidget(0, self._back)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._editor)
        self._pages.addWidget(self._full)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _open_full(self) -> None:
        if self._panel is not None:
            patron = self._panel.id
            self._full.show_panel(self._panel)
            self._pages.setCurrentWidget(self._full)
            QTimer.singleShot(AFTER_PAINT_MS, self, lambda: self._desk.saw(patron, "full"))

    def _close_full(self) -> None:
        self._pages.setCurrentWidget(self._editor)

    def _capture_card(self, wanted: bool) -> None:
        """Let the next scan be this patron's new card instead of what it would mean at the desk."""
        self._capturing.close()
        if wanted and self._scans is not None:
            self._capturing.enter_context(self._scans.capture(self._new_card))
            self._capturing.callback(self._card.setChecked, False)

    def _new_card(self, scan: Scanned) -> None:
        self._capturing.close()
        self._form.cards.put_first(scan.raw.strip())


def _wrong(blocks: tuple[Block, ...]) -> dict[str, str]:
    """Which group is wrong, and why: a code, or a sentence where the group is not ours to change."""
    found: dict[str, str] = {}
    for block in blocks:
        facts = dict(block.facts)
        if block.code is Blocked.FIELD_INVALID:
            found[facts.get("field", "")] = facts.get("why", "")
        elif block.code is Blocked.NOT_OWNED_HERE:
            found[facts.get("field", "")] = words.block(block)
    return found


def _button(icon: str, text: str, call: object) -> QPushButton:
    button = QPushButton(style.icon(icon), text)
    button.setAutoDefault(False)
    button.clicked.connect(call)
    return button
