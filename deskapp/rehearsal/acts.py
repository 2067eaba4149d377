"""Each `do` of a scenario, as the desk's own act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from deskapp.desk.desk import Desk
from deskapp.desk.views import CheckedIn, Declined, ItemHit, Lent, PatronHit, Recorded, TitleHit
from deskapp.domain.events import ItemId, PatronFields, PatronId, TitleId
from deskapp.rehearsal.scenario import BadScenario, Step
from deskapp.store.overlay import Overlay

Answer = Lent | Declined | CheckedIn | Recorded | UUID


def perform(desk: Desk, overlay: Overlay, step: Step) -> tuple[str, ...]:
    """Do it; the codes of the blocks if the desk refuses."""
    try:
        answer = _Acts(desk, overlay, {**step.said, "do": step.do}).answer(step.do)
    except (KeyError, TypeError, ValueError, msgspec.ValidationError) as fault:
        raise BadScenario("", f"step {step.number}: {type(fault).__name__} {fault}") from fault
    return tuple(str(b.code) for b in answer.blocks) if isinstance(answer, Declined) else ()


class _Acts:
    """One step's words, and the desk that carries them out."""

    def __init__(self, desk: Desk, overlay: Overlay, said: dict[str, Any]) -> None:
        self._desk, self._overlay, self._said = desk, overlay, said

    def answer(self, do: str) -> Answer:
        desk, said = self._desk, self._said
        match do:
            case "check_out":
                return self._check_out()
            case "check_in":
                item = self._item()
                return desk.check_in(item) if item else desk.check_in_unknown(said["item"])
            case "renew":
                return desk.renew_item(self._known_item(), self._due(), said.get("reason"))
            case "request":
                copy = self._item() if "item" in said else None
                title = self._title(said.get("title"), copy)
                pickup = said.get("pickup", desk.branch.code)
                return desk.request(self._patron(), title, pickup, copy, said.get("reason"))
            case "cancel":
                panel = desk.panel(self._patron())
                return desk.cancel_request(next(h.hold for h in panel.holds if h.title == said["title"]))
            case "undo":
                return desk.undo()
            case "unknown_card":
                return desk.accept_unknown_card(said["patron"])
            case "quick_add":
                return desk.quick_add(said["item"], said["title"], said.get("type", "BOOK"))
            case _:
                return self._about_patron(do)

    def _about_patron(self, do: str) -> Answer:
        desk, said, patron = self._desk, self._said, self._patron()
        match do:
            case "edit":
                return desk.edit(patron, self._edited(desk.panel(patron).fields))
            case "block":
                expires = date.fromisoformat(said["expires"]) if "expires" in said else None
                return desk.place_block(patron, said["note"], expires)
            case "lift":
                blocks = desk.panel(patron).manual_blocks
                return desk.lift_block(patron, next(b.block for b in blocks if b.note == said["note"]))
            case "pay":
                return desk.pay(patron, said["amount"])
            case "charge":
                return desk.charge(patron, said["amount"], said.get("note", ""))
            case "void":
                paid = [p for p in desk.panel(patron).payments if not p.voided]
                return desk.void_payment(patron, paid[-1].payment, said["reason"])
            case _:
                raise KeyError(do)

    def _check_out(self) -> Answer:
        item = self._item()
        if item is None:
            return self._desk.check_out_unknown(self._patron(), self._said["item"])
        return self._desk.check_out(self._patron(), item, self._due(), self._said.get("reason"))

    def _due(self) -> date | None:
        return date.fromisoformat(self._said["due"]) if "due" in self._said else None

    def _edited(self, fields: PatronFields) -> PatronFields:
        said = {k: v for k, v in self._said.items() if k not in ("patron", "do")}
        name = {k: said.pop(k) for k in ("given", "surname") if k in said}
        as_said = msgspec.to_builtins(fields) | said
        read = msgspec.convert(as_said, PatronFields, strict=False)
        return replace(read, name=replace(read.name, **name))

    def _hits(self, text: str) -> Iterable[Any]:
        return self._desk.find(text).hits

    def _patron(self) -> PatronId:
        card = self._said["patron"]
        found = [h.id for h in self._hits(card) if isinstance(h, PatronHit)]
        if not found and self._said["do"] == "check_out":
            return self._desk.accept_unknown_card(card)
        if not found:
            raise KeyError(f"no patron {card!r} is known at this desk")
        return found[0]

    def _item(self) -> ItemId | None:
        return next((h.id for h in self._hits(self._said["item"]) if isinstance(h, ItemHit)), None)

    def _known_item(self) -> ItemId:
        item = self._item()
        if item is None:
            raise KeyError(f"no item {self._said['item']!r} is known at this desk")
        return item

    def _title(self, text: str | None, copy: ItemId | None) -> TitleId:
        if copy is not None:
            title = self._desk.item_page(copy).title_id
        else:
            hits = [h for h in self._hits(text or "") if isinstance(h, TitleHit)]
            title = next((h.id for h in hits if h.title == text), hits[0].id if hits else None)
        if title is None:
            raise KeyError(f"no title {text!r} is known at this desk")
        return title
