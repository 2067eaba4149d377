"""What each role may do, as a table: the same that the desk and central go by."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QVBoxLayout, QWidget

from deskapp.domain.outcome import Permission
from deskapp.domain.permission import ROLES
from ui import style, words
from ui.staff_words import role_name, role_says
from ui.table import Cell, CellsModel, table_view

_ROLE_WIDTH = 92  # pixels
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)


class RolesView(QWidget):
    """A row for each permission, a column for each role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        about = QLabel(
            self.tr(
                "A role holds at one branch or everywhere; somebody with several may do what any of them allows. "
                "Nobody waives, lifts or changes limits for themselves or their household, whatever their role."
            )
        )
        about.setWordWrap(True)
        style.tint(about, text=style.QUIET)
        model = CellsModel((self.tr("May"), *(role_name(role) for role in ROLES)), self)
        for column, role in enumerate(ROLES, 1):
            model.setHeaderData(column, Qt.Orientation.Horizontal, role_says(role), Qt.ItemDataRole.ToolTipRole)
            model.setHeaderData(column, Qt.Orientation.Horizontal, _WRAPPED, Qt.ItemDataRole.TextAlignmentRole)
        model.set_rows([(permission, _cells(permission)) for permission in Permission])
        self.view = table_view(model, (0, *(_ROLE_WIDTH for _ in ROLES)), self.tr("What each role may do"))
        header = self.view.horizontalHeader()
        style.sized(header, 9)
        header.setFixedHeight(header.fontMetrics().height() * 3 + 6)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(8, 8, 8, 4)
        column_.addWidget(about)
        column_.addWidget(self.view, 1)


def _cells(permission: Permission) -> list[Cell]:
    said = words.permission(permission)
    return [Cell(said), *(Cell("✓" if permission in held else "", tip=said) for held in ROLES.values())]
