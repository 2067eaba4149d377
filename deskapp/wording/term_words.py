"""What the terms of the policy table are called, and how their values read; Spanish and English."""

from __future__ import annotations

import re

from deskapp.domain.currency import decimals
from deskapp.wording.sentences import Language

_PERIOD = re.compile(r"(\d+) (minute|hour|day|week|month)s?")
_UNITS = {
    "minute": (("minuto", "minutos"), ("minute", "minutes")),
    "hour": (("hora", "horas"), ("hour", "hours")),
    "day": (("día", "días"), ("day", "days")),
    "week": (("semana", "semanas"), ("week", "weeks")),
    "month": (("mes", "meses"), ("month", "months")),
}


def money(amount: int, currency: str, language: Language) -> str:
    """Minor units as an amount with its currency's code: 1,20 EUR or 1.20 EUR."""
    places = decimals(currency)
    text = f"{amount / 10**places:,.{places}f}"
    if language == "es":
        text = text.translate(str.maketrans(",.", ".,"))
        text = text.replace(".", "") if abs(amount) < 10_000 * 10**places else text  # four digits are not grouped
    return f"{text} {currency}".strip()


def counted(count: int, unit: str, language: Language) -> str:
    """So many minutes, hours, days, weeks or months."""
    return f"{count} {_UNITS[unit][language == 'en'][count != 1]}"


def period(said: str, language: Language) -> str:
    """A period as a file has it ("14 days"), in words."""
    found = _PERIOD.fullmatch(said)
    return counted(int(found[1]), found[2], language) if found else said


def term(name: str, language: Language) -> str:
    """What a term is called; a name that is none stays."""
    return _TERMS.get(name, (name, name))[language == "en"]


def value(name: str, said: str, language: Language, currency: str = "") -> str:
    """The value of a term, as an explanation has it, in words."""
    english = language == "en"
    if (name, said) in _VALUES:
        return _VALUES[name, said][english]
    if said in _SAID:
        return _SAID[said][english]
    if "," in said:
        return ", ".join(value(name, part, language) for part in said.split(","))
    if not said.lstrip("-").isdigit():
        return period(said, language)
    if currency:
        return money(int(said), currency, language)
    if name.endswith(("_days", "_minutes")):
        return counted(int(said), name.rpartition("_")[2].removesuffix("s"), language)
    return f"{said} %" if name.endswith("_percent") else said


_TERMS: dict[str, tuple[str, str]] = {
    "loan": ("plazo de préstamo", "loan period"),
    "loan_skips_closed": ("solo cuenta el tiempo de apertura", "only open time counts"),
    "loan_if_requests": ("solicitudes que lo acortan", "requests that shorten it"),
    "loan_if_requested": ("plazo si hay solicitudes", "loan period while others wait"),
    "fixed_term": ("plazo fijo", "fixed term"),
    "use": ("uso", "use"),
    "hard_due": ("fecha fija", "fixed date"),
    "hard_due_is": ("la fecha fija es", "the fixed date is"),
    "within_expiry": ("no pasa de la caducidad del carné", "never beyond the card's expiry"),
    "closed": ("si vence con la biblioteca cerrada", "when it falls due while closed"),
    "due_at": ("hora de vencimiento", "time of day it is due"),
    "max_loans": ("máximo de préstamos", "most loans"),
    "max_loans_of_type": ("máximo de este tipo", "most loans of this type"),
    "max_loans_at_branch": ("máximo en esta biblioteca", "most loans at this branch"),
    "max_on_site": ("máximo de consultas en sala", "most items used on-site"),
    "max_loans_of_title": ("máximo del mismo título", "most loans of one title"),
    "renewals": ("renovaciones", "renewals"),
    "renewal": ("plazo de renovación", "renewal period"),
    "renewal_from": ("la renovación cuenta desde", "a renewal counts from"),
    "renewal_not_before_days": ("se renueva desde (antes del vencimiento)", "may be renewed from (before it is due)"),
    "renewal_if_requested": ("renovar si otro lo solicita", "renewing what others requested"),
    "renewal_forgives_fee": ("renovar perdona la multa", "renewing forgives the fee"),
    "renewal_while_overdue": ("renovar con atraso", "renewing while overdue"),
    "unseen_renewals": ("renovaciones seguidas sin el ejemplar", "renewals in a row without the item"),
    "automatic_renewal": ("renovación automática", "automatic renewal"),
    "longest_loan_days": ("préstamo más largo, con renovaciones", "longest loan, renewals included"),
    "recallable": ("admite devolución anticipada", "may be recalled"),
    "recall_guaranteed": ("plazo garantizado ante una devolución anticipada", "guaranteed time before a recall"),
    "recall_within": ("plazo de la devolución anticipada", "time to bring back what is recalled"),
    "recall_fee_per_day": ("multa por día, reclamada la devolución anticipada", "fine per day once recalled"),
    "requests": ("solicitudes", "requests"),
    "max_requests": ("máximo de solicitudes", "most requests"),
    "request_when": ("se solicita", "may be requested"),
    "request_levels": ("se solicita por", "may be requested by"),
    "request_days": ("una solicitud caduca a los", "a request lapses after"),
    "request_fee": ("cargo por solicitud", "fee for a request"),
    "request_priority": ("prioridad de la solicitud", "priority of a request"),
    "stalling_days": ("espera a un ejemplar de la biblioteca de recogida", "waits for a copy at the pickup branch"),
    "pickup": ("se recoge", "may be picked up"),
    "pickup_at": ("bibliotecas de recogida", "pickup branches"),
    "shelf_days": ("días en el estante de reservas", "days on the hold shelf"),
    "shelf_fee": ("cargo por no recoger", "fee for not picking up"),
    "fee_per_day": ("multa por día", "fine per day"),
    "fee_per_hour": ("multa por hora", "fine per hour"),
    "fee_grace_days": ("cortesía de la multa, en días", "days of grace before a fine"),
    "fee_grace_minutes": ("cortesía de la multa, en minutos", "minutes of grace before a fine"),
    "fee_after_grace": ("la cortesía se descuenta", "grace is deducted"),
    "fee_every": ("la multa es por cada tantos", "the fee is for every so many"),
    "fee_whole_only": ("solo cuentan los completos", "only whole ones count"),
    "fee_skips_closed": ("el tiempo de cierre no cuenta para la multa", "closed time costs nothing"),
    "fee_cap": ("tope de la multa", "cap on the fine"),
    "fee_cap_price": ("la multa no pasa del precio", "the fine never exceeds the price"),
    "account_fee_cap": ("tope de todas las multas sin pagar", "cap on all unpaid fines"),
    "rental": ("alquiler", "rental"),
    "rental_per_day": ("alquiler por día", "rental per day"),
    "replacement": ("precio de reposición", "replacement price"),
    "processing": ("gastos de gestión", "processing fee"),
    "damage": ("cargo por daños", "damage fee"),
    "suspension_days": ("días de suspensión", "days of suspension"),
    "suspension_per_days": ("por cada (atraso)", "for each (late)"),
    "suspension_whole_only": ("suspensión en proporción, sin fracciones", "suspension in proportion, no fractions"),
    "suspension_after_grace": ("la cortesía se descuenta de la suspensión", "grace is taken off the suspension"),
    "suspension_grace_days": ("cortesía de la suspensión", "grace before a suspension"),
    "suspension_skips_closed": ("el cierre no cuenta como atraso", "closed days do not count as late"),
    "suspension_serves_open": ("la suspensión se cumple en días abiertos", "served on open days alone"),
    "suspension_cap_days": ("suspensión máxima", "longest suspension"),
    "suspensions_add_up": ("las suspensiones se suman", "suspensions add up"),
    "suspension_price_per_day": ("precio por día de suspensión", "price of a day of suspension"),
    "overdue_warn_days": ("aviso por atraso largo", "warning of a long overdue loan"),
    "overdue_block_days": ("bloqueo por atraso largo", "block for a long overdue loan"),
    "overdue_lost_days": ("se da por perdido", "counts as lost"),
    "overdue_refer_days": ("se remite", "is referred"),
    "refund": ("reembolso si aparece", "refund when found"),
    "refund_percent": ("parte que se reembolsa", "part that is refunded"),
    "refund_within_days": ("plazo del reembolso", "time for a refund"),
    "lost_keeps_fee": ("la multa se mantiene al perderse", "the fine stays when it is lost"),
    "found_charges_fee": ("la multa corre hasta que aparece", "the fine runs on until it is found"),
    "max_owed": ("deuda máxima", "most that may be owed"),
    "max_overdue": ("máximo de atrasados", "most overdue loans"),
    "max_lost": ("máximo de perdidos", "most lost items"),
    "max_claims": ("máximo de afirmaciones del usuario", "most claims"),
    "max_recalls_overdue": ("máximo de devoluciones anticipadas con atraso", "most overdue recalls"),
}

_SAID: dict[str, tuple[str, str]] = {
    "true": ("sí", "yes"),
    "false": ("no", "no"),
    "none": ("sin límite", "no limit"),
    "": ("ninguno", "none"),
}
_VALUES: dict[tuple[str, str], tuple[str, str]] = {
    ("loan", "0 days"): ("no se presta", "not for loan"),
    ("loan_if_requested", "none"): ("el mismo", "the same"),
    ("use", "loan"): ("préstamo", "loan"),
    ("use", "in_house"): ("solo consulta en sala", "in-house use alone"),
    ("use", "reference"): ("no se presta ni se entrega", "not handed out"),
    ("hard_due", "none"): ("ninguna", "none"),
    ("hard_due_is", "latest"): ("la más tardía", "the latest"),
    ("hard_due_is", "exactly"): ("la exacta", "exact"),
    ("hard_due_is", "earliest"): ("la más temprana", "the earliest"),
    ("closed", "keep"): ("se queda ese día", "that day stands"),
    ("closed", "end_of_next_open_day"): ("siguiente día abierto", "next open day"),
    ("closed", "next_same_weekday"): ("el mismo día de otra semana", "same weekday, another week"),
    ("closed", "end_of_previous_open_day"): ("día abierto anterior", "previous open day"),
    ("closed", "next_opening"): ("siguiente apertura", "next opening"),
    ("closed", "same_hour_next_open_day"): ("misma hora del siguiente día abierto", "same hour on the next open day"),
    ("due_at", "end_of_day"): ("al final del día", "at the end of the day"),
    ("due_at", "closing"): ("al cierre", "at closing time"),
    ("renewal", "none"): ("el del préstamo", "as for the loan"),
    ("renewal_from", "today"): ("hoy", "today"),
    ("renewal_from", "due"): ("el vencimiento", "the due date"),
    ("renewal_not_before_days", "none"): ("en cualquier momento", "at any time"),
    ("renewal_if_requested", "block"): ("no", "no"),
    ("renewal_if_requested", "shorten"): ("sí, por menos tiempo", "yes, for a shorter time"),
    ("renewal_if_requested", "allow"): ("sí", "yes"),
    ("request_when", "always"): ("siempre", "always"),
    ("request_when", "none_available"): ("si no hay ninguno en las estanterías", "when none stands on a shelf"),
    ("request_when", "none_here"): ("si no hay ninguno aquí", "when none stands here"),
    ("request_levels", "title"): ("título", "title"),
    ("request_levels", "copy"): ("ejemplar", "copy"),
    ("request_levels", "volume"): ("volumen", "volume"),
    ("request_days", "none"): ("nunca", "never"),
    ("pickup", "anywhere"): ("en cualquier biblioteca", "anywhere"),
    ("pickup", "owner"): ("en la biblioteca del ejemplar", "at the item's own branch"),
    ("pickup", "patrons_branch"): ("en la biblioteca del usuario", "at the patron's branch"),
    ("pickup", "lending_branch"): ("donde se solicita", "where it is requested"),
    ("pickup_at", ""): ("todas", "all"),
    ("fee_cap", "0"): ("sin tope", "no cap"),
    ("suspension_price_per_day", "none"): ("no se cambia por dinero", "cannot be exchanged for money"),
    ("overdue_warn_days", "none"): ("nunca", "never"),
    ("overdue_block_days", "none"): ("nunca", "never"),
    ("overdue_lost_days", "none"): ("nunca", "never"),
    ("overdue_refer_days", "none"): ("nunca", "never"),
    ("refund", "all"): ("todo", "all"),
    ("refund", "replacement"): ("el precio, sin los gastos", "the price, not the processing"),
    ("refund", "part"): ("una parte del precio", "a part of the price"),
    ("refund", "none"): ("nada", "nothing"),
    ("refund_within_days", "none"): ("sin plazo", "at any time"),
}
