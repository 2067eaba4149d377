"""Each `do` of a scenario, as the desk's own act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from deskapp.desk.answers import CheckedIn, Declined, ItemHit, Lent, PatronHit, Recorded, Sorted, TitleHit
from deskapp.desk.desk import Desk
from deskapp.desk.overnight import Night
from deskapp.domain.values import BlockKind, FeeKind, ItemId, ItemState, PatronFields, PatronId, TitleId
from deskapp.rehearsal.scenario import BadScenario, Step, set_up_of
from deskapp.store.overlay import Overlay

Answer = Lent | Declined | CheckedIn | Recorded | Sorted | Night | UUID

T = TypeVar("T")


def perform(desk: Desk, overlay: Overlay, step: Step) -> tuple[str, ...]:
    """Do it; the codes of the blocks if the desk refuses."""
    try:
        answer = _Acts(desk, overlay, {**step.said, "do": step.do}).answer(step.do)
    except (LookupError, TypeError, ValueError, msgspec.ValidationError) as fault:
        raise BadScenario("", f"step {step.number} ({step.do}): {_hint(fault)}") from fault
    return tuple(str(b.code) for b in answer.blocks) if isinstance(answer, Declined) else ()


def _hint(fault: Exception) -> str:
    """What is wrong with a step, for whoever wrote it."""
    if isinstance(fault, KeyError) and fault.args and isinstance(fault.args[0], str) and " " not in fault.args[0]:
        return f"{fault.args[0]!r} is missing"
    return str(fault.args[0]) if isinstance(fault, LookupError) and fault.args else str(fault)


def _the(found: Iterable[T], what: str) -> T:
    """The first; `what` names what there is none of."""
    for one in found:
        return one
    raise LookupError(f"there is no {what}")


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
                if item is None:
                    return desk.check_in_unknown(said["item"])
                return desk.check_in(item, self._effective(), amnesty=said.get("amnesty", False))
            case "undo":
                return desk.undo()
            case "unknown_card":
                return desk.accept_unknown_card(said["patron"], said.get("document", ""))
            case "quick_add":
                return desk.quick_add(said["item"], said["title"], said.get("type", "BOOK"))
            case "overnight":
                return desk.overnight()
            case "close":
                return desk.close_discrepancy(
                    _the(
                        (d.id for d in desk.discrepancies() if d.code == said["code"]), f"discrepancy {said['code']!r}"
                    )
                )
            case "set_up":
                return desk.set_up(set_up_of(said["library"], desk.now().date()))
            case "inventory":
                return desk.take_inventory(said["item"])
            case "sort":
                return desk.sort(said["item"])
            case "backdate" | "use_in_house" | "renew" | "recall" | "mark":
                return self._about_item(do, self._known_item())
            case "request" | "cancel" | "suspend" | "resume" | "move" | "pickup":
                return self._about_request(do)
            case "pay" | "charge" | "waive" | "refund" | "credit" | "void" | "lift_suspension" | "exchange_suspension":
                return self._about_money(do, self._patron())
            case _:
                return self._about_patron(do)

    def _about_item(self, do: str, item: ItemId) -> Answer:
        desk, said = self._desk, self._said
        match do:
            case "backdate":
                return desk.backdate(item, self._moment(said["effective"]), said.get("reason", ""))
            case "use_in_house":
                return desk.use_in_house(item, said.get("times", 1))
            case "renew":
                return desk.renew_item(item, self._due(), said.get("reason"), unseen=said.get("unseen", False))
            case "mark":
                return desk.mark_item(item, ItemState(said["state"]), said.get("note", ""), said.get("damage_fee", 0))
            case _:
                title = desk.item_page(item).title_id
                holds = desk.panel(self._patron()).holds if "patron" in said else ()
                hold = next((h.hold for h in holds if h.title_id == title), None)
                return desk.recall(item, hold, said.get("reason"))

    def _about_request(self, do: str) -> Answer:
        desk, said = self._desk, self._said
        if do == "request":
            copy = self._item() if "item" in said else None
            title = self._title(said.get("title"), copy)
            pickup = said.get("pickup", desk.branch.code)
            volume, expires = said.get("volume", ""), self._day("expires")
            return desk.request(self._patron(), title, pickup, copy, said.get("reason"), volume=volume, expires=expires)
        panel = desk.panel(self._patron())
        hold = _the((h.hold for h in panel.holds if h.title == said["title"]), f"open request for {said['title']!r}")
        match do:
            case "cancel":
                return desk.cancel_request(hold, said.get("reason", ""))
            case "suspend":
                return desk.suspend_request(hold, self._day("until"))
            case "resume":
                return desk.resume_request(hold)
            case "move":
                return desk.move_request(hold, said["to"], said.get("reason", ""))
            case _:
                return desk.change_pickup(hold, said["pickup"])

    def _about_patron(self, do: str) -> Answer:
        desk, said, patron = self._desk, self._said, self._patron()
        match do:
            case "edit":
                return desk.edit(patron, self._edited(desk.panel(patron).fields))
            case "block":
                kind = BlockKind(said.get("kind", "note"))
                return desk.place_block(
                    patron, said["note"], self._day("expires"), kind, tuple(said.get("actions", ()))
                )
            case "lift":
                blocks = desk.panel(patron).manual_blocks
                return desk.lift_block(
                    patron, _the((b.block for b in blocks if b.note == said["note"]), f"block {said['note']!r}")
                )
            case _:
                raise KeyError(do)

    def _about_money(self, do: str, patron: PatronId) -> Answer:
        desk, said = self._desk, self._said
        if not isinstance(said.get("amount", 0), int):
            raise ValueError(f"{said['amount']!r} is no amount in minor units")
        fees = desk.panel(patron).fees
        match do:
            case "pay":
                chosen = [f.fee for f in fees if f.kind in said.get("kinds", ())]
                return desk.pay(patron, said["amount"], chosen)
            case "charge":
                return desk.charge(patron, said["amount"], said.get("note", ""), FeeKind(said.get("kind", "manual")))
            case "waive":
                fee = _the((f for f in fees if f.kind == said.get("kind", f.kind)), "such fee that is left")
                return desk.waive(patron, fee.fee, said.get("reason", ""), said.get("amount"))
            case "refund":
                return desk.refund(patron, said["amount"], said.get("reason", ""))
            case "credit":
                return desk.credit(patron, said["amount"], said.get("reason", ""))
            case "lift_suspension":
                return desk.lift_suspensions(patron, said.get("reason", ""))
            case "exchange_suspension":
                return desk.exchange_suspensions(patron, said.get("reason", ""))
            case _:
                paid = [p.payment for p in reversed(desk.panel(patron).payments) if not p.voided]
                return desk.void_payment(patron, _the(paid, "payment to void"), said["reason"])

    def _check_out(self) -> Answer:
        said, item = self._said, self._item()
        if item is None:
            return self._desk.check_out_unknown(self._patron(), said["item"], self._due())
        taken_by = self._holder(said["taken_by"]) if "taken_by" in said else None
        return self._desk.check_out(
            self._patron(),
            item,
            self._due(),
            said.get("reason"),
            on_site=said.get("on_site", False),
            taken_by=taken_by,
        )

    def _effective(self) -> datetime | None:
        said = self._said.get("effective")
        return self._desk.last_closing() if said == "drop" else self._moment(said) if said else None

    def _moment(self, said: str) -> datetime:
        """A moment; in the desk's zone where it names none."""
        moment = datetime.fromisoformat(said)
        return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(self._desk.branch.zone)).astimezone(UTC)

    def _day(self, name: str) -> date | None:
        return date.fromisoformat(self._said[name]) if name in self._said else None

    def _due(self) -> date | datetime | None:
        said = self._said.get("due")
        return None if said is None else self._moment(said) if "T" in said else date.fromisoformat(said)

    def _edited(self, fields: PatronFields) -> PatronFields:
        said = {k: v for k, v in self._said.items() if k not in ("patron", "do")}
        name = {k: said.pop(k) for k in ("given", "surname") if k in said}
        as_said = msgspec.to_builtins(fields) | said
        read = msgspec.convert(as_said, PatronFields, strict=False)
        return replace(read, name=replace(read.name, **name))

    def _hits(self, text: str) -> Iterable[Any]:
        return self._desk.find(text).hits

    def _holder(self, card: str) -> PatronId:
        return _the((h.id for h in self._hits(card) if isinstance(h, PatronHit)), f"patron {card!r} at this desk")

    def _patron(self) -> PatronId:
        card = self._said["patron"]
        found = [h.id for h in self._hits(card) if isinstance(h, PatronHit)]
        if not found and self._said["do"] == "check_out":
            accepted = self._desk.accept_unknown_card(card)
            if isinstance(accepted, Declined):
                raise LookupError(f"the card {card!r} is not accepted at this desk")
            return accepted
        if not found:
            raise LookupError(f"no patron {card!r} is known at this desk")
        return found[0]

    def _item(self) -> ItemId | None:
        return next((h.id for h in self._hits(self._said["item"]) if isinstance(h, ItemHit)), None)

    def _known_item(self) -> ItemId:
        item = self._item()
        if item is None:
            raise LookupError(f"no item {self._said['item']!r} is known at this desk")
        return item

    def _title(self, text: str | None, copy: ItemId | None) -> TitleId:
        if copy is not None:
            title = self._desk.item_page(copy).title_id
        else:
            hits = [h for h in self._hits(text or "") if isinstance(h, TitleHit)]
            title = next((h.id for h in hits if h.title == text), hits[0].id if hits else None)
        if title is None:
            raise LookupError(f"no title {text!r} is known at this desk")
        return title
