"""What happened to a patron, in words: events by their kind, in Spanish and English."""

from __future__ import annotations

from deskapp.wording.sentences import Language

_SAID: dict[str, tuple[str, str]] = {
    "PatronViewed": ("vio el registro", "saw the record"),
    "PatronRegistered": ("dio de alta al usuario", "registered the patron"),
    "PatronEdited": ("cambió el registro", "changed the record"),
    "StubMade": ("aceptó un carné desconocido", "accepted an unknown card"),
    "Identified": ("reconoció el carné como de este usuario", "recognised the card as this patron's"),
    "CodeShared": ("encontró el mismo carné en dos registros", "found one card on two records"),
    "BlockPlaced": ("puso un bloqueo", "placed a block"),
    "BlockLifted": ("quitó un bloqueo", "lifted a block"),
    "FeeCharged": ("anotó un cargo", "charged a fee"),
    "FeeKept": ("conservó la suma de un préstamo disociado", "kept the sum of a dissociated loan"),
    "FeeWaived": ("condonó un cargo", "waived a fee"),
    "FeeReversed": ("anuló un cargo", "took back a fee"),
    "PaymentReceived": ("cobró", "took a payment"),
    "PaymentVoided": ("anuló un cobro", "voided a payment"),
    "RefundPaid": ("reembolsó", "paid a refund"),
    "CreditGranted": ("abonó un saldo a favor", "granted a credit"),
    "SuspensionLifted": ("levantó una suspensión", "lifted a suspension"),
    "ItemCheckedOut": ("prestó un ejemplar", "lent an item"),
    "ItemCheckedIn": ("recibió una devolución", "took a return"),
    "CheckInBackdated": ("cambió la fecha de una devolución", "backdated a return"),
    "LoanRenewed": ("renovó un préstamo", "renewed a loan"),
    "LoanRecalled": ("adelantó la fecha de un préstamo", "recalled a loan"),
    "ItemMarked": ("marcó el ejemplar prestado", "marked the item on loan"),
    "LimitExceeded": ("encontró más préstamos de los permitidos", "found more loans than allowed"),
    "BeyondPermission": ("encontró un acto sin permiso", "found an act without the right to it"),
    "HoldPlaced": ("hizo una solicitud", "placed a request"),
    "HoldTrapped": ("apartó un ejemplar", "put a copy on the hold shelf"),
    "TransitStarted": ("envió un ejemplar", "sent a copy"),
    "HoldCancelled": ("canceló una solicitud", "cancelled a request"),
    "HoldSuspended": ("suspendió una solicitud", "suspended a request"),
    "HoldResumed": ("reanudó una solicitud", "resumed a request"),
    "HoldMoved": ("cambió el turno de una solicitud", "moved a request in the queue"),
    "HoldReinstated": ("restableció una solicitud", "restored a request"),
    "PickupChanged": ("cambió dónde se recoge", "changed where it is picked up"),
    "CheckOutUndone": ("deshizo un préstamo", "undid a check-out"),
    "CheckInUndone": ("deshizo una devolución", "undid a check-in"),
    "RenewalUndone": ("deshizo una renovación", "undid a renewal"),
    "RecallUndone": ("deshizo un adelanto de fecha", "undid a recall"),
    "MarkUndone": ("deshizo una marca", "undid a mark"),
    "DiscrepancyClosed": ("cerró una discrepancia", "closed a discrepancy"),
}


def event_words(kind: str, language: Language) -> str:
    """What somebody did, to follow their name; of a kind that is not known here, its own name."""
    said = _SAID.get(kind)
    return said[language == "en"] if said else kind
