"""The head of a patron's tab: who it is, how they stand, and whether they are the active patron."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from deskapp.desk.views import PatronPanel
from deskapp.domain.outcome import Blocked
from ui import style, words


class ElidedLabel(QLabel):
    """A line that ends in "…" where the room does, and is read whole in its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(40)

    def put(self, text: str) -> None:
        if text != self._whole:
            self._whole = text
            self.setToolTip(text)
            self.setAccessibleName(text)
            self._fit()

    def whole(self) -> str:
        return self._whole

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = self._whole.split("\n")
        room = max(self.contentsRect().width(), 40)
        shown = (self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines)
        style.put(self, "\n".join(shown))


class PatronHeader(QFrame):
    """Name, card, category, status and account; below, what blocks, what is owed, and the notes."""

    make_active = Signal()
    pay = Signal()
    why = Signal()  # about what blocks

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stripe = QFrame()
        self._stripe.setFixedWidth(8)
        self._name, self._facts = ElidedLabel(), ElidedLabel()
        self._blocks, self._notes = ElidedLabel(), ElidedLabel()
        self._blocked = QWidget()
        self._why = QPushButton(self.tr("Why?"))
        self._why.setToolTip(self.tr("What makes up each block"))
        self._why.setAccessibleName(self.tr("Why the patron is blocked"))
        self._why.clicked.connect(self.why)
        style.sized(self._why, 9)
        self._owed = QLabel()
        self._active = QLabel()
        self._make_active = QPushButton(style.icon("account-arrow-left", style.ACTIVE), self.tr("&Make active (F2)"))
        self._make_active.clicked.connect(self.make_active)
        self._pay = QPushButton(style.icon("cash"), self.tr("Money…"))
        self._pay.setToolTip(self.tr("Fees and payments (F4)"))
        self._pay.clicked.connect(self.pay)
        style.sized(self._name, 16, bold=True)
        style.sized(self._owed, 13, bold=True)
        style.sized(self._active, 10, bold=True)
        style.sized(self._blocks, 10.5, bold=True)
        style.tint(self._blocks, text=style.BAD)
        style.tint(self._notes, text=style.WARN)
        self._arrange()

    def _arrange(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(2)
        right.setSpacing(4)
        blocks = QHBoxLayout(self._blocked)
        blocks.setContentsMargins(0, 0, 0, 0)
        blocks.addWidget(self._blocks, 1)
        blocks.addWidget(self._why)
        left.addWidget(self._name)
        left.addWidget(self._facts)
        left.addWidget(self._blocked)
        left.addWidget(self._notes)
        right.addWidget(self._active, alignment=Qt.AlignmentFlag.AlignRight)
        money = QHBoxLayout()
        money.addStretch()
        money.addWidget(self._owed)
        money.addWidget(self._pay)
        right.addLayout(money)
        right.addWidget(self._make_active, alignment=Qt.AlignmentFlag.AlignRight)
        steady = self._make_active.sizePolicy()
        steady.setRetainSizeWhenHidden(True)  # a header of another height would lay out and paint the whole tab twice
        self._make_active.setSizePolicy(steady)
        right.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.addWidget(self._stripe)
        row.addSpacing(4)
        row.addLayout(left, 1)
        row.addLayout(right)
        left.setContentsMargins(0, 6, 0, 6)
        right.setContentsMargins(0, 6, 0, 6)

    def show_panel(self, panel: PatronPanel) -> None:
        self._name.put(panel.name)
        self._facts.put("   ·   ".join(part for part in self._fact_words(panel) if part))
        blocks = [b for b in panel.blocks if b.code is not Blocked.SUSPENDED or not panel.suspensions]  # it has a strip
        self._blocks.put("   ".join(f"⚠ {words.block(block, panel.currency)}" for block in blocks))
        style.reveal(self._blocked, bool(blocks))
        notes = "   ".join(f"✎ {note}" for note in panel.fields.notes)
        if panel.elsewhere:
            notes = self.tr("Of another library: loans, debts and the rest come from central.")
        self._notes.put(notes)
        style.reveal(self._notes, bool(notes))
        style.put(self._owed, self._owed_words(panel))
        style.tint(self._owed, text=style.BAD if panel.owed > 0 else style.QUIET)

    def show_active(self, is_active: bool, other: str) -> None:
        """Whether this patron is the active one; otherwise who is."""
        said = self.tr("ACTIVE PATRON") if is_active else self.tr("not active")
        if not is_active and other:
            said = self.tr("Items go to {name}").format(name=other)
        style.put(self._active, said)
        style.tint(self._active, text=style.ACTIVE if is_active else style.QUIET)
        style.tint(self._stripe, back=style.ACTIVE if is_active else style.LINE)
        style.tint(self, back=style.ACTIVE_SOFT if is_active else "#ffffff")
        style.reveal(self._make_active, not is_active)

    def _fact_words(self, panel: PatronPanel) -> tuple[str, ...]:
        status = self.tr("active account") if panel.fields.active else self.tr("inactive account")
        if panel.expired:
            status = self.tr("expired")
        if panel.stub:
            shown = self.tr("showed: {document}").format(document=panel.document) if panel.document else ""
            return (panel.card, self.tr("unknown card, accepted offline"), shown, words.doubt(panel.doubt))
        return (
            panel.card,
            words.in_language(panel.category_name),
            status,
            words.account_type(panel.fields.account_type),
            panel.branch_name,
            words.doubt(panel.doubt),
            self.tr("needs a newer program") if panel.needs_newer else "",
        )

    def _owed_words(self, panel: PatronPanel) -> str:
        if panel.elsewhere:
            return self.tr("Debts not known")
        if panel.owed > 0:
            return self.tr("Owes {amount}").format(amount=words.money(panel.owed, panel.currency))
        if panel.owed < 0:
            return self.tr("Credit {amount}").format(amount=words.money(-panel.owed, panel.currency))
        return self.tr("Owes nothing")
