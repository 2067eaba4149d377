"""The trace that a scan's keys leave in text fields, and how it is removed once they turn out to be a scan's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

State = str | int


@dataclass(slots=True)
class _Field:
    """A text field before keys went to it; `left` is what they made of it."""

    widget: QWidget
    now: Callable[[], State]
    put_back: Callable[[], None]
    left: State


@dataclass(slots=True)
class Trace:
    """The fields that keys of one burst went to: the focus may have moved between them."""

    _fields: list[_Field] = field(default_factory=list)

    def leave(self, widget: QWidget | None, send: Callable[[], object]) -> None:
        """Send a key to the widget, remembering how to take it back."""
        touched = self._touched(widget)
        send()
        if touched is not None:
            with suppress(RuntimeError):  # the field is gone
                touched.left = touched.now()

    def remove(self) -> None:
        """Make the fields again what they were. What something else has changed since then stays as it is."""
        for touched in reversed(self._fields):
            with suppress(RuntimeError):  # the field is gone
                if touched.now() == touched.left:
                    touched.put_back()

    def _touched(self, widget: QWidget | None) -> _Field | None:
        """The field as it was before the burst, or before its next key if something else has changed it meanwhile."""
        known = next((each for each in self._fields if each.widget is widget), None)
        if known is not None and known.now() == known.left:
            return known
        if known is not None:
            self._fields.remove(known)
        found = _memory_of(widget)
        if found is not None:
            self._fields.append(found)
        return found


def can_be_removed(widget: QWidget | None) -> bool:
    """Whether the trace of a key can be removed from it; what keys do in a list or to a button cannot."""
    return _memory_of(widget) is not None


def _memory_of(widget: QWidget | None) -> _Field | None:
    """How to make a text field again what it is now, after a few characters have been typed into it."""
    match widget:
        case QLineEdit():
            return _memory_of_line(widget, widget)
        case QTextEdit() | QPlainTextEdit():
            return _memory_of_text(widget)
        case QAbstractSpinBox() | QComboBox() if isinstance(line := widget.lineEdit(), QLineEdit):
            return _memory_of_line(widget, line)
    return None


def _memory_of_line(widget: QWidget, edit: QLineEdit) -> _Field:
    text, selected, cursor, modified = edit.text(), edit.selectedText(), edit.cursorPosition(), edit.isModified()
    start, length = (edit.selectionStart(), edit.selectionLength()) if selected else (cursor, 0)

    def put_back() -> None:
        if edit.text() != text:
            edit.setSelection(start, edit.cursorPosition() - start)
            edit.insert(selected)  # unlike setText, it leaves what can be undone
        if edit.text() != text:  # a mask, a validator or a completer had its say
            edit.setText(text)
        edit.setModified(modified)
        edit.setCursorPosition(cursor)
        if selected:
            edit.setSelection(*((start, length) if cursor > start else (start + length, -length)))

    return _Field(widget, edit.text, put_back, text)


def _memory_of_text(edit: QTextEdit | QPlainTextEdit) -> _Field:
    document, cursor = edit.document(), edit.textCursor()
    revision, modified, selected = document.revision(), document.isModified(), cursor.selection()
    anchor, position, start = cursor.anchor(), cursor.position(), cursor.selectionStart()

    def put_back() -> None:
        cursor = edit.textCursor()
        if document.revision() != revision:
            cursor.beginEditBlock()
            cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()  # to insert a fragment that is empty would remove nothing
            cursor.insertFragment(selected)
            cursor.endEditBlock()
            document.setModified(modified)
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)

    return _Field(edit, document.revision, put_back, revision)
