"""A long day at one desk, at random: what staff see is what central makes of it, and nothing is a discrepancy."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from deskapp.desk.views import ItemPage, PatronPanel
from tests.desk.steps import codes, page, panel, title_of
from tests.desks import Place, Workstation, sync

CARDS = ("P1", "P2", "P3")
BARCODES = ("I1", "I2", "I3", "I4", "I5")


def acts(one: Workstation, chance: random.Random) -> dict[str, Callable[[], Any]]:
    """What may happen next; many of these are refused, which is as well."""
    desk = one.desk
    card, barcode = chance.choice(CARDS), chance.choice(BARCODES)
    patron, item = one.patron(card), one.item(barcode)
    holds = panel(one, card).holds
    return {
        "lend": lambda: desk.check_out(patron, item),
        "insist": lambda: desk.check_out(patron, item, reason="she insists"),
        "take back": lambda: desk.check_in(item),
        "renew": lambda: desk.renew_item(item),
        "ask": lambda: desk.request(patron, title_of(one, barcode), chance.choice(("MAIN", "EAST"))),
        "ask for this copy": lambda: desk.request(patron, title_of(one, barcode), "MAIN", item),
        "cancel": lambda: desk.cancel_request(chance.choice(holds).hold) if holds else None,
        "undo": desk.undo,
        "edit": lambda: desk.edit(patron, replace(panel(one, card).fields, notes=(str(chance.random()),))),
        "pay": lambda: desk.pay(patron, chance.randrange(1, 200)),
        "wait": lambda: one.clock.pass_(days=chance.randrange(1, 9)),
    }


def seen(one: Workstation) -> tuple[list[PatronPanel], list[ItemPage]]:
    """What the screens show, less the marks that say what is pending."""
    panels = [panel(one, card) for card in CARDS]
    calm = [
        replace(
            p,
            doubt=type(p.doubt).NONE,
            loans=tuple(replace(r, doubt=type(r.doubt).NONE) for r in p.loans),
            holds=tuple(replace(r, doubt=type(r.doubt).NONE) for r in p.holds),
        )
        for p in panels
    ]
    pages = [page(one, barcode) for barcode in BARCODES]
    plain = [
        replace(
            i,
            doubt=type(i.doubt).NONE,
            acts=tuple((a.kind, a.staff) for a in i.acts),  # type: ignore[misc]  # stamps are central's to correct
            holds=tuple(replace(r, doubt=type(r.doubt).NONE) for r in i.holds),
        )
        for i in pages
    ]
    return calm, plain


@pytest.mark.parametrize("seed", range(8))
def test_a_day_at_one_desk_is_the_same_before_and_after_central(place: Place, main: Workstation, seed: int) -> None:
    chance = random.Random(seed)
    done: list[str] = []
    main.clock.pass_(hours=1)
    for _ in range(3):
        for _ in range(12):
            name, act = chance.choice(sorted(acts(main, chance).items()))
            act()
            done.append(name)
        before = seen(main)
        sync(place, main)
        assert seen(main) == before, done
        assert codes(main) == [], done
    for shown in before[0]:
        for row in shown.loans:
            assert page(main, row.barcode).borrower == shown.id, done
