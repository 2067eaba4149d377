"""Staff: who may sign in, with which roles where; for whoever may manage staff, to look at for everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from deskapp.domain.permission import roles_now
from deskapp.domain.records import Member
from ui import style
from ui.staff_form import StaffForm
from ui.staff_password import FirstPassword
from ui.staff_words import role_name
from ui.table import Cell, CellsModel, selected, table_view

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.domain.values import MemberId

COMMAND = "deskapp central staff add NAME --role system_administrator"


class StaffPage(QWidget):
    """A table, and beside it the form of whoever is chosen, or of a new member."""

    said = Signal(object)  # Message
    acted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._adding = False
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Name, role or badge"))
        self.filter.setAccessibleName(self.tr("Show only"))
        self.filter.setClearButtonEnabled(True)
        self.model = CellsModel((self.tr("Signs in as"), self.tr("Called"), self.tr("Roles"), self.tr("State")), self)
        self.view = table_view(self.model, (92, 104, 0, 66), self.tr("Staff"))
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        self.form, self.password = StaffForm(desk), FirstPassword(desk)
        self.new = QPushButton(style.icon("account-plus-outline"), self.tr("&New"))
        self._notice = QLabel()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._notice.setWordWrap(True)
        self._notice.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._notice.setContentsMargins(10, 8, 10, 8)
        style.tint(self._notice, text=style.WARN, back=style.WARN_SOFT)
        left, right, self._scroll = QWidget(), QWidget(), QScrollArea()
        scroll = self._scroll
        top, listed, form = QHBoxLayout(), QVBoxLayout(left), QVBoxLayout(right)
        top.addWidget(self.filter, 1)
        top.addWidget(self.new)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.addLayout(top)
        listed.addWidget(self.view, 1)
        form.setContentsMargins(0, 0, 0, 0)
        form.addWidget(self.form)
        form.addWidget(self.password)
        form.addStretch()
        scroll.setWidget(right)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(left)
        self._parts.addWidget(scroll)
        self._parts.setSizes([390, 570])
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addWidget(self._notice)
        column.addWidget(self._parts, 1)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.reload)
        self.view.selectionModel().selectionChanged.connect(self._chosen)
        self.new.clicked.connect(self.add)
        self.form.said.connect(self.said)
        self.form.saved.connect(self._saved)
        self.form.password.clicked.connect(self._ask_password)
        self.password.said.connect(self.said)
        self.password.left.connect(self.view.setFocus)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Show everybody that the filter lets through; whoever was chosen stays chosen."""
        chosen = self._member()
        wanted = self.filter.text().strip().casefold()
        rows = [(member, self._cells(member)) for member in self._desk.members()]
        shown = [(m, cells) for m, cells in rows if wanted in " ".join((*(c.text for c in cells), m.badge)).casefold()]
        self.model.set_rows(shown)
        self._tell()
        ids = [member.id for member, _ in shown]
        if not self._adding and ids:
            self._select(ids.index(chosen.id) if chosen is not None and chosen.id in ids else 0)

    def refresh(self) -> None:
        """Central has news: show them, unless somebody is writing here."""
        if not self._adding and not self.password.isVisible() and not self.form.save.isEnabled():
            self.reload()

    def add(self) -> None:
        """A new member: an empty form."""
        self._adding = True
        self.view.clearSelection()
        self.password.hide()
        self.form.show_member(None, locked=not self._may())

    def take_scan(self, raw: str) -> bool:
        """Whether a scan is for the form: somebody's badge, or their card as a reader."""
        if not self.isVisible() or not self._may() or not self._desk.asks_who:
            return False
        self.form.take_scan(raw)
        return True

    # Underneath

    def _may(self) -> bool:
        return self._desk.may_manage_staff

    def _tell(self) -> None:
        """Say what stands in the way of everything here."""
        nobody, may = not self._desk.asks_who, self._may()
        text = ""
        if nobody:
            text = self.tr(
                "Nobody has an account yet: whoever sits at a desk may do everything. The first account, a system "
                "administrator's, is made where central runs, together with its password:\n\n    {command}\n\n"
                "From then on every desk asks who is there, and further members are added here."
            ).format(command=COMMAND)
        elif not may:
            text = self.tr("You may look at everybody here; changing anything needs the permission to manage staff.")
        self._notice.setText(text)
        style.reveal(self._notice, bool(text))
        style.reveal(self._parts, not nobody)
        self.new.setEnabled(may and not nobody)
        self.new.setToolTip("" if may else text)

    def _cells(self, member: Member) -> list[Cell]:
        names = {branch.code: branch.name for branch in self._desk.library.branches} | {"": self.tr("everywhere")}
        roles = (f"{role_name(role)} ({names.get(at, at)})" for role, at in sorted(roles_now(member)))
        state = self.tr("open") if member.active else self.tr("closed")
        return [Cell(member.name), Cell(member.spoken), Cell(", ".join(roles)), Cell(state)]

    def _member(self) -> Member | None:
        return next((one for one in selected(self.view) if isinstance(one, Member)), None)

    def _select(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(self.model.index(row, 0), flags.ClearAndSelect | flags.Rows)
        self._chosen()

    def _chosen(self) -> None:
        member = self._member()
        if member is not None:
            self._adding = False
            self.password.hide()
            self.form.show_member(member, locked=not self._may())

    def _saved(self, id: MemberId, new: bool) -> None:
        self._adding = False
        self.acted.emit()
        self.filter.clear()
        self.reload()
        ids = [member.id for member in self._desk.members()]
        self._select(ids.index(id))
        if new:
            self._ask_password()

    def _ask_password(self) -> None:
        member = self._member()
        if member is not None:
            self.password.ask(member)
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.password))  # once it has its place
