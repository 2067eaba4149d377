"""The look: one palette for Fusion, the few colours that mean something, and the icons."""

from __future__ import annotations

from functools import cache
from typing import Final

import qtawesome
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

ACTIVE: Final = "#5a2ca0"  # the active patron, and nothing else
ACTIVE_SOFT: Final = "#ece5f7"
GOOD: Final = "#17663a"
GOOD_SOFT: Final = "#e3f2e8"
BAD: Final = "#a3161d"
BAD_SOFT: Final = "#fbe6e6"
WARN: Final = "#7a4b00"
WARN_SOFT: Final = "#fdf0d5"
CALM: Final = "#24507a"
CALM_SOFT: Final = "#e4edf6"
TEXT: Final = "#1a1d21"
QUIET: Final = "#555d66"
LINE: Final = "#c9ced4"
_ICON_SIZES: Final = (16, 24, 32, 48)
WINDOW: Final = "#f3f4f6"
RAIL: Final = "#2a323c"


def dress(application: QApplication) -> None:
    """Give the application its style, palette and font."""
    application.setStyle("Fusion")
    application.setPalette(palette())
    font = QFont(application.font())
    font.setPointSizeF(10.5)
    application.setFont(font)


def palette() -> QPalette:
    """Calm, and dark enough to read from a chair's distance."""
    colours = QPalette(QColor("#e6e8eb"), QColor(WINDOW))
    role = QPalette.ColorRole
    for which, colour in (
        (role.WindowText, TEXT),
        (role.Text, TEXT),
        (role.ButtonText, TEXT),
        (role.Base, "#ffffff"),
        (role.AlternateBase, "#f7f8fa"),
        (role.Highlight, CALM),
        (role.HighlightedText, "#ffffff"),
        (role.PlaceholderText, "#6b737c"),
        (role.ToolTipBase, "#ffffff"),
        (role.ToolTipText, TEXT),
        (role.Link, CALM),
    ):
        colours.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        colours.setColor(QPalette.ColorGroup.Disabled, which, QColor("#767e87"))
    colours.setColor(QPalette.ColorGroup.Inactive, role.Highlight, QColor("#cfdbe7"))
    colours.setColor(QPalette.ColorGroup.Inactive, role.HighlightedText, QColor(TEXT))
    return colours


@cache
def icon(name: str, colour: str = TEXT) -> QIcon:
    """One of the Material Design icons, by its name without prefix, drawn once: its font would be painted each time."""
    drawn = QIcon()
    for size in _ICON_SIZES:
        drawn.addPixmap(pixmap(name, colour, size))
    drawn.addPixmap(pixmap(name, "#9aa1a9", _ICON_SIZES[0]), QIcon.Mode.Disabled)
    return drawn


@cache
def pixmap(name: str, colour: str = TEXT, size: int = 18) -> QPixmap:
    drawn: QPixmap = qtawesome.icon(f"mdi6.{name}", color=colour).pixmap(QSize(size, size))
    return drawn


def tint(widget: QWidget, *, text: str | None = None, back: str | None = None) -> None:
    """Colour one widget by its palette, if it is not so coloured already; a style sheet would cost paints."""
    wanted = (text, back)
    if getattr(widget, "tinted", None) == wanted:
        return
    widget.tinted = wanted  # type: ignore[attr-defined]
    colours = widget.palette()
    if text is not None:
        colours.setColor(QPalette.ColorRole.WindowText, QColor(text))
        colours.setColor(QPalette.ColorRole.Text, QColor(text))
        colours.setColor(QPalette.ColorRole.ButtonText, QColor(text))
    if back is not None:
        colours.setColor(QPalette.ColorRole.Window, QColor(back))
        colours.setColor(QPalette.ColorRole.Button, QColor(back))
        widget.setAutoFillBackground(True)
    widget.setPalette(colours)


def sized(widget: QWidget, points: float, *, bold: bool = False) -> None:
    """Set a widget's letters to this many points."""
    font = QFont(widget.font())
    if font.pointSizeF() == points and font.bold() is bold:
        return
    font.setPointSizeF(points)
    font.setBold(bold)
    widget.setFont(font)


def reveal(widget: QWidget, yes: bool) -> None:
    """Show or hide a widget, if it is not so already."""
    if widget.isHidden() is yes:
        widget.setVisible(yes)


def put(label: QLabel, text: str) -> None:
    """Set a label's text only when it differs: setting it anew lays the window out again."""
    if label.text() != text:
        label.setText(text)
