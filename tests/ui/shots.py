"""Drives the window on a small demonstration library and saves a picture of each screen.

`python -m tests.ui.shots FOLDER [LANGUAGE]`, with a display of 1366 x 768; not part of the test run.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from deskapp.desk.desk import Desk
from deskapp.domain.values import Address
from tests.desks import FakeClock, Place, a_library, a_patron, a_title, an_item, sync, the_set_up
from ui.application import make_window, speak
from ui.link import LinkState, LinkStatus
from ui.scan import Scanned
from ui.scan_flow import Page
from ui.window import MainWindow

HINTS = (
    ("Una lectora:", "A reader:", "21234000000018"),
    ("un libro:", "a book:", "31234000000017"),
    ("otro, reservado:", "another, requested:", "31234000000025"),
)


def a_believable_desk(folder: Path) -> tuple[Desk, FakeClock]:
    """Patrons with notes, blocks and overdue loans; requests on the hold shelf and in transit."""
    place = Place(folder, FakeClock(datetime(2026, 10, 19, 9, 0, tzinfo=UTC)))
    facts = [the_set_up(a_library())]
    people = (
        ("21234000000018", "María José", "Fernández de Córdoba y Álvarez de Toledo"),
        ("21234000000026", "Emma", "Wilson"),
        ("21234000000034", "Iñaki", "Etxebarria Núñez"),
    )
    for card, given, surname in people:
        address = Address(("Calle Mayor, 12, 3.º B",), "Bilbao", "Bizkaia", "48001", "ES")
        facts.append(
            a_patron(
                card, given, surname,
                emails=("lectora@example.org",), phones=("+34 944 000 000",), addresses=(address,), language="es",
                expires=date(2026, 11, 1) if given == "Emma" else date(2027, 6, 30),
                notes=("Prefiere letra grande; recoge siempre por la tarde.",) if given.startswith("M") else (),
                account_type="external" if given == "Emma" else "internal",
            )[1]
        )  # fmt: skip
    for number, title in enumerate(_TITLES, 1):
        id, told = a_title(title, "", "9788497592208" if number == 1 else "")
        facts += [told, an_item(id, f"3123400000{number:04d}", ("BOOK", "DVD", "BOOK", "BOOK", "REF")[number % 5])[1]]
        facts += [an_item(id, f"3123400001{number:04d}", "BOOK", "EAST")[1]] if number == 1 else []
    place.tell(*facts)
    main, east = place.workstation("desk-1"), place.workstation("desk-2", "EAST")
    sync(place, main, east)
    people_ids = [main.patron(card) for card, _, _ in people]
    for number in (1, 2, 5):
        main.desk.check_out(people_ids[0], main.item(f"3123400000{number:04d}"))
    for number in (8, 10):
        main.desk.check_out(people_ids[2], main.item(f"3123400000{number:04d}"))
    page = main.desk.item_page(main.item("31234000010001"))
    assert page.title_id is not None
    main.desk.request(people_ids[2], page.title_id, "MAIN")
    place.clock.pass_(days=20)
    for number in (11, 12, 13):
        main.desk.check_out(people_ids[0], main.item(f"3123400000{number:04d}"))
    sync(place, main, east)
    east.desk.refresh()
    place.clock.pass_(days=1)
    return main.desk, place.clock


_TITLES = (
    "Cien años de soledad", "Kind of blue", "Middlemarch", "La sombra del viento", "Rayuela", "Beloved",
    "El nombre de la rosa, seguido de las Apostillas a El nombre de la rosa", "The remains of the day", "Ficciones",
    "Obabakoak", "Never let me go", "Patria", "Nada", "Diccionario de uso del español",
)  # fmt: skip


def main() -> None:
    folder, language = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "es"
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    speak(application, language)
    with tempfile.TemporaryDirectory() as home:
        desk, clock = a_believable_desk(Path(home))
        window = make_window(application, hints=HINTS)
        window._now = clock.now
        window.show()
        window.begin(desk)
        window.foot.show_link(LinkStatus(LinkState.ONLINE))
        _photograph(application, window, folder, language)


def _photograph(application: QApplication, window: MainWindow, folder: Path, language: str) -> None:
    number = 0

    def shot(name: str) -> None:
        nonlocal number
        number += 1
        for _ in range(20):
            application.processEvents()
        picture = window.grab()
        top = application.activeModalWidget()
        picture = window.screen().grabWindow(0) if top else picture
        picture.save(str(folder / f"{number:02d}-{name}-{language}.png"))

    for name, deed in _scenes(window):
        _while_dialogs_answer(deed, lambda name=name: shot(f"{name}-dialog"))
        shot(name)


def _while_dialogs_answer(deed: Callable[[], object], seen: Callable[[], None]) -> None:
    """Do something that may open a dialog: look at it, and reject it."""

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            seen()
            dialog.reject()

    timer = QTimer(interval=400)
    timer.timeout.connect(leave)
    timer.start()
    deed()
    timer.stop()


def _scenes(window: MainWindow) -> list[tuple[str, Callable[[], object]]]:
    work = window.work
    assert work is not None

    def scan(code: str, repeated: bool = False) -> None:
        assert work is not None
        work.scanned(Scanned(code, repeated))

    def tab(index: int) -> None:
        assert work is not None
        page = work.services.current_patron_tab()
        assert page is not None
        page.subtabs.setCurrentIndex(index)

    def typed(text: str) -> None:
        window.top.field.setFocus()
        window.top.field.setText(text)
        window.top.field.textEdited.emit(text)
        window.top.field._look()

    return [
        ("welcome", lambda: None),
        ("search", lambda: typed("el")),
        ("patron", lambda: (window.top.field.dismiss(), window.top.field.clear(), scan("21234000000018"))),
        ("lent", lambda: (scan("31234000000003"), scan("31234000000006"))),
        ("declined", lambda: scan("31234000000014")),
        ("override", lambda: window.lane.act("F8")),
        ("already", lambda: (scan("31234000000002"), scan("31234000000002", True))),
        ("renewed", lambda: (work.select_all(), work.renew_selected())),
        ("requests", lambda: tab(1)),
        ("quick-edit", lambda: tab(2)),
        ("second-patron", lambda: (tab(0), scan("21234000000034"))),
        ("look-elsewhere", lambda: work.services.step(-1)),
        ("undo", lambda: window.shortcuts.undo()),
        ("finished", lambda: (window.shortcuts.escape(), window.shortcuts.escape())),
        ("item", lambda: scan("31234000000008")),
        ("external", lambda: (scan("21234000000026"), tab(2))),
        ("unknown", lambda: (scan("31234000009999"), scan("31234000009999"))),
        ("check-in-start", lambda: window.turn(Page.CHECK_IN)),
        ("check-in-shelf", lambda: scan("31234000000002")),
        ("check-in-hold", lambda: (scan("31234000000001"), work.check_in.reveal(True))),
        ("check-in-transit", lambda: scan("31234000010001")),
        ("renew", lambda: (window.turn(Page.RENEW), scan("31234000000008"))),
        ("renew-not", lambda: scan("31234000000009")),
        ("discrepancies", lambda: window.turn(Page.DISCREPANCIES)),
        ("offline", lambda: (window.foot.show_link(LinkStatus(LinkState.OFFLINE)), window.turn(Page.SERVICES))),
        ("fault", lambda: window.fault("Algo ha fallado: pero todo está guardado.", "report")),
    ]


if __name__ == "__main__":
    main()
