"""From the scanner's last key to the painted panel: patrons with 30 loans each, from the second scan on."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from typing import Any

from tests.benchmarks.library import LOANS_EACH, Built, built, raw_connection
from tests.benchmarks.measure import Result, Setting, percentile, times
from tests.benchmarks.screen import Screen, a_home
from tests.benchmarks.typist import Typist

FRAME = 1000 / 60
_PARTS = {
    "keys": "from the last key at the X server to the scan's turn in the program",
    "find": "what the barcode stands for",
    "query": "SQL and decoding of the panel's rows",
    "view": "putting the view together",
    "model": "filling labels and table models",
    "rest": "who is active, the lane, the step itself",
    "wait": "until Qt begins to paint",
    "paint": "painting, and handing over to the X server",
}


def raw_panel(c: Any, card: str) -> int:
    """The rows of a patron's panel by raw SQL, nothing made of them; how many loans."""
    c.execute("BEGIN")
    ((_, patron),) = c.execute("SELECT kind, id FROM codes WHERE code = ?", (card,)).fetchall()
    head = "SELECT body FROM records WHERE id = ? AND kind = ?"
    for kind in ("patron", "account"):
        c.execute(head, (patron, kind)).fetchone()
    owned = "SELECT parent, body FROM records WHERE owner = ? AND kind = ? AND live"
    loans = c.execute(owned, (patron, "loan")).fetchall()
    for kind in ("hold", "patron"):
        c.execute(owned, (patron, kind)).fetchall()
    among = f"({', '.join('?' * len(loans))})"
    many = f"SELECT parent, body FROM records WHERE kind = ? AND id IN {among}"
    items = c.execute(many, ("item", *(item for item, _ in loans))).fetchall()
    titles = [title for title, _ in items]
    c.execute(many, ("title", *titles)).fetchall()
    wanted = f"SELECT DISTINCT parent FROM records WHERE kind = 'hold' AND live AND parent IN {among}"
    c.execute(wanted, titles).fetchall()
    c.execute("COMMIT")
    return len(loans)


def scan(setting: Setting) -> list[Result]:
    """The window alone with its cache."""
    library = built(setting.scale, setting.folder, setting.say)
    return _scans(library, setting, "scan", None)


def scan_busy(setting: Setting) -> list[Result]:
    """The same while another process pulls 5,000 rows at a time, and while one runs the applier."""
    library = built(setting.scale, setting.folder, setting.say)
    load = [sys.executable, "-m", "tests.benchmarks.load"]
    with_pull = _scans(library, setting, "scan_busy.pull", [*load, "pull", str(library.cache), setting.scale])
    return with_pull[:1] + _scans(library, setting, "scan_busy.applier", [*load, "apply", str(library.folder)])[:1]


def _scans(library: Built, setting: Setting, name: str, beside: list[str] | None) -> list[Result]:
    samples: list[float] = []
    floor: list[float] = []
    parts: defaultdict[str, list[float]] = defaultdict(list)
    paints: list[int] = []
    made, failed = library.made, 0
    with a_home(library) as settings:
        screen, typist, raw = Screen(settings, beside), Typist(), raw_connection(library.cache)
        if beside:
            _wait_for_load(screen)
        try:
            show(screen, typist, made.id("patron", made.busy[0]), made.card(made.busy[0]))
            for n, patron in enumerate(made.busy[1:], 1):
                if n % 2:  # in turn: whoever reads first may have to wait for the disk
                    floor.append(_floor(raw, made.card(patron)))
                try:
                    took, by_part, painted = _one(screen, typist, made.id("patron", patron), made.card(patron))
                except TimeoutError as fault:
                    typist.sent()
                    setting.say(f"{name}: scan {n} failed; longest pause {typist.longest_ms:.0f} ms: {fault}")
                    screen.window.top.field.clear()
                    failed += 1
                    continue
                samples.append(took)
                paints.append(painted)
                for part, ms in by_part.items():
                    parts[part].append(ms)
                if n % 2 == 0:
                    floor.append(_floor(raw, made.card(patron)))
                if n % 100 == 99:
                    setting.say(f"{name}: {n + 1} scans, p50 {percentile(samples, 0.5):.1f} ms")
        finally:
            typist.close()
            screen.close()
    over = sum(s > FRAME for s in samples)
    note = f"{over} of {len(samples)} over a frame of {FRAME:.1f} ms; {sum(paints) / len(paints):.2f} paints a scan"
    if failed:
        note += f"; {failed} SCANS FAILED"
    result = times(name, samples, floor, note)
    return [result, *(times(f"{name}.{part}", parts[part], note=_PARTS[part]) for part in _PARTS)]


def _floor(raw: Any, card: str) -> float:
    """Milliseconds of the raw rows."""
    began = time.perf_counter_ns()
    loans = raw_panel(raw, card)
    took = (time.perf_counter_ns() - began) / 1e6
    assert loans == LOANS_EACH, loans
    return took


def _wait_for_load(screen: Screen) -> None:
    """Until the other process reports for the first time."""
    from ui.link import LinkState

    link = screen.window.link
    screen.wait(lambda: link is not None and link.status.state is LinkState.ONLINE, patience=300)


def show(screen: Screen, typist: Typist, patron: object, card: str) -> None:
    """Scan a card and wait for the patron's tab, measuring nothing."""
    screen.begin_scan()
    typist.type(card)
    screen.wait(lambda: screen.window.active.id == patron and "handle" in screen.spent.ended)
    typist.sent()


def _one(screen: Screen, typist: Typist, patron: object, card: str) -> tuple[float, dict[str, float], int]:
    """Type the card, wait until the patron's panel stands: milliseconds, where they went, how often it painted."""
    screen.begin_scan()
    typist.type(card)

    def done() -> bool:
        tab = screen.work.services.current_patron_tab()
        return tab is not None and tab.patron() == patron and screen.has_painted()

    screen.wait(done)
    sent = typist.sent()
    spent = screen.spent
    painted = screen.painted_at()
    ms = spent.ms
    mine = [(a, b) for a, b in screen.paints if spent.ended["handle"] <= a and b <= painted]
    painting = sum(b - a for a, b in mine) / 1e6
    query = spent.queries["panel"]
    parts = {
        "keys": (spent.begun["handle"] - sent) / 1e6,
        "find": ms["find"],
        "query": query,
        "view": ms["panel"] - query,
        "model": ms["show"] - ms["panel"],
        "rest": ms["handle"] - ms["show"] - ms["find"],
        "wait": (painted - spent.ended["handle"]) / 1e6 - painting,
        "paint": painting,
    }
    return (painted - sent) / 1e6, parts, len(mine)
