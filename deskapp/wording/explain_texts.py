"""The texts of `explain_words`, in Spanish and English: one for each code, and for each fact that says it differently.

A text under "also ..." is put in only when the fact it is for is there.
"""

from __future__ import annotations

from deskapp.domain.told import Told

VARIES = {
    Told.INTERVALS: "kind",
    Told.HARD_DUE: "rule",
    Told.CLOSED_DAY: "why",
    Told.MOVED: "rule",
    Told.KEPT: "why",
    Told.GRACE: "effect",
    Told.RATE: "unit",
    Told.NO_FEE: "end",
    Told.REFUND: "rule",
    Told.BLOCK_LOAN: "state",
    Told.QUEUE_SUSPENDED: "until",
    Told.QUEUE_ON_SHELF: "until",
    Told.QUEUE_TURN: "before",
    Told.RENEWED: "count",
    Told.SUSPENSION_DAYS: "per_days",
    Told.QUEUE_WAITS: "count",
}
"""The fact that decides which text is said."""

WHY: dict[str, tuple[str, str]] = {
    "too_early": ("daría una fecha demasiado temprana", "it would give too early a date"),
    "hard_due": ("pasaría de la fecha tope", "it would pass the latest date"),
    "expiry": ("pasaría de la caducidad del carné", "it would pass the card's expiry"),
    "longest": ("pasaría del préstamo más largo", "it would pass the longest loan"),
}
"""Why a due date was not moved as policy says."""

SAID: dict[str, tuple[str, str]] = {
    # the rule
    Told.CASE: (
        "{category_es}, {item_type_es}, en {branch_name}, el {at:when}.",
        "{category_en}, {item_type_en}, at {branch_name}, on {at:when}.",
    ),
    Told.POLICY_LINE: (
        "{term:term}: {said} (línea «{line:line}»{since:also since}).",
        "{term:term}: {said} (line “{line:line}”{since:also since}).",
    ),
    "policy_line:unknown": (
        "{term:term}: lo decidió la línea «{line:line}»{since:also since}.",
        "{term:term}: the line “{line:line}”{since:also since} decided it.",
    ),
    "also since": (", desde el {it:date}", ", since {it:date}"),
    Told.DEFAULT_TERM: (
        "{term:term}: {said} (ninguna línea dice otra cosa).",
        "{term:term}: {said} (no line says otherwise).",
    ),
    Told.REVISION: (
        "Versión de las reglas: {revision}{calendar:also calendar}.",
        "Version of the rules: {revision}{calendar:also calendar}.",
    ),
    "also calendar": ("; del calendario: {it}", "; of the calendar: {it}"),
    Told.NOT_FOR_LOAN: ("No se presta.", "It is not for loan."),
    Told.NOT_KEPT: (
        "No se guardó el porqué de esta fecha.",
        "The reasons for this date were not kept.",
    ),
    # what happened
    Told.LENT: (
        "{item:label}se prestó el {at:when} en {branch_name}.",
        "{item:label}it was lent on {at:when} at {branch_name}.",
    ),
    Told.RENEWED: ("Se ha renovado {count} veces.", "It was renewed {count} times."),
    "renewed:1": ("Se ha renovado una vez.", "It was renewed once."),
    Told.RECALLED: (
        "Se reclamó su devolución anticipada, porque otra persona lo necesita: la fecha pasó del {before:when} al "
        "{date:when}.",
        "It was recalled because somebody else needs it: the date changed from {before:when} to {date:when}.",
    ),
    Told.RETURNED: ("Se devolvió el {at:when}.", "It came back on {at:when}."),
    Told.STOPPED: (
        "Desde el {at:when} consta: {state:stopped}; ya no corre el plazo.",
        "Since {at:when} it is {state:stopped}; time no longer runs.",
    ),
    Told.AS_OF: (
        "Sigue prestado; la cuenta llega hasta el {at:when}.",
        "It is still out; this counts until {at:when}.",
    ),
    Told.IF_RETURNED: ("Si se devuelve el {at:when}:", "If it comes back on {at:when}:"),
    Told.WAS_DUE: ("La fecha de devolución era el {at:when}.", "It was due on {at:when}."),
    # the due date
    Told.PERIOD: (
        "{period:period} desde el {from:when}: {date:when}.",
        "{period:period} from {from:when}: {date:when}.",
    ),
    Told.SHORTER_REQUESTED: (
        "Otras personas lo esperan: el plazo se acorta a {period:period}.",
        "Others wait for it: the period is shortened to {period:period}.",
    ),
    Told.FIXED_TERM: (
        "Lo que se presta entre el {first:day} y el {last:day} vence el {date:day} (plazo fijo «{name}»).",
        "What is lent between {first:day} and {last:day} is due on {date:day} (fixed term “{name}”).",
    ),
    Told.HARD_DUE: ("La regla fija el {date:day}.", "The rule sets {date:day}."),
    "hard_due:latest": (
        "La regla no permite pasar del {date:day}.",
        "The rule allows no date after {date:day}.",
    ),
    "hard_due:exactly": (
        "La regla fija exactamente el {date:day}.",
        "The rule sets exactly {date:day}.",
    ),
    "hard_due:earliest": (
        "La regla no permite una fecha anterior al {date:day}.",
        "The rule allows no date before {date:day}.",
    ),
    Told.EXPIRY: (
        "El carné caduca el {date:day}: el préstamo no puede pasar de ese día.",
        "The card expires on {date:day}: the loan may not go beyond it.",
    ),
    Told.LONGEST: (
        "Con renovaciones, el préstamo dura como máximo {days:days}: hasta el {date:day}.",
        "With renewals the loan lasts at most {days:days}: until {date:day}.",
    ),
    Told.ON_SITE: (
        "Es para consulta en sala: se devuelve antes de cerrar.",
        "It is for in-house use: it comes back before closing.",
    ),
    Told.CLOSED_DAY: ("{date:day}: cerrado{name:paren}.", "{date:day}: closed{name:paren}."),
    "closed_day:public_holiday": ("{date:day}: festivo{name:paren}.", "{date:day}: public holiday{name:paren}."),
    "closed_day:hours": ("{date:day}: cerrado a esa hora.", "{date:day}: closed at that hour."),
    Told.MOVED: ("La fecha pasa al {date:when}.", "The date moves to {date:when}."),
    "moved:end_of_next_open_day": (
        "Pasa al siguiente día abierto: {date:when}{because:also because}.",
        "It moves to the next open day: {date:when}{because:also because}.",
    ),
    "moved:next_same_weekday": (
        "Pasa al mismo día de la semana siguiente que se abre: {date:when}.",
        "Moved to the same weekday of the next week that is open: {date:when}.",
    ),
    "moved:end_of_previous_open_day": (
        "Pasa al último día abierto anterior: {date:when}{because:also because}.",
        "It moves to the last open day before: {date:when}{because:also because}.",
    ),
    "moved:next_opening": (
        "Pasa a la siguiente apertura: {date:when}{because:also because}.",
        "It moves to the next opening: {date:when}{because:also because}.",
    ),
    "moved:same_hour_next_open_day": (
        "Pasa a la misma hora del siguiente día abierto: {date:when}{because:also because}.",
        "It moves to the same hour on the next open day: {date:when}{because:also because}.",
    ),
    "also because": (
        ", porque la regla habitual no cabe ({it:why})",
        ", because the usual rule does not fit ({it:why})",
    ),
    Told.KEPT: (
        "Queda el {date:when}, porque no se puede pasar de ese tope.",
        "It stays on {date:when}, because that limit may not be passed.",
    ),
    "kept:policy": (
        "La regla deja la fecha aunque esté cerrado: {date:when}.",
        "The rule lets the date stand though it is closed: {date:when}.",
    ),
    "kept:never_open": (
        "No se encuentra ningún día abierto: queda el {date:when}.",
        "No open day is found: it stays on {date:when}.",
    ),
    Told.CLOSING: ("La biblioteca cierra: {date:when}.", "The library closes: {date:when}."),
    Told.TYPED: ("La fecha la escribió el personal.", "Staff typed the date."),
    Told.CHANGED_SINCE: (
        "Después cambió: ahora vale el {date:day}, por ejemplo porque se deshizo una renovación.",
        "It changed afterwards: {date:day} holds now, for one because a renewal was undone.",
    ),
    Told.DUE_PAST: (
        "Esa fecha ya ha pasado: así no se presta.",
        "That date is already past: it is not lent like this.",
    ),
    Told.DUE: ("Fecha de devolución: {at:when}.", "Due date: {at:when}."),
    # what being late costs
    Told.NOT_LATE: (
        "No hay retraso.",
        "It is not late.",
    ),
    Told.LATE_SPAN: (
        "Desde el {due:when} hasta el {until:when}: {days:days} de retraso.",
        "From {due:when} to {until:when}: {days:days} late.",
    ),
    "late_span:minutes": (
        "Desde el {due:when} hasta el {until:when}: {minutes:minutes} de retraso.",
        "From {due:when} to {until:when}: {minutes:minutes} late.",
    ),
    Told.CLOSED_DAYS_NOT_COUNTED: (
        "El cierre ({days:days}) no cuenta: en total, {left:days}.",
        "Closed days ({days:days}) do not count: that makes {left:days}.",
    ),
    Told.CLOSED_TIME_NOT_COUNTED: (
        "El tiempo de cierre ({minutes:minutes}) no cuenta.",
        "Closed time ({minutes:minutes}) does not count.",
    ),
    Told.GRACE: ("Hay una cortesía{grace:paren}.", "There is a time of grace{grace:paren}."),
    "grace:within": (
        "Está dentro de la cortesía ({grace}): no cuesta nada.",
        "It is within the time of grace ({grace}): it costs nothing.",
    ),
    "grace:deducted": (
        "La cortesía ({grace}) se descuenta.",
        "The time of grace ({grace}) is deducted.",
    ),
    "grace:passed": (
        "Se ha pasado la cortesía ({grace}): cuenta todo el retraso.",
        "The time of grace ({grace}) is over: all of the delay counts.",
    ),
    Told.RECALL_RATE: (
        "Se había reclamado su devolución anticipada: cada día cuesta {rate:money}.",
        "It had been recalled: each day costs {rate:money}.",
    ),
    Told.INTERVALS: (
        "Se cobra por cada {every} días empezados: {groups}.",
        "Charged for every {every} days begun: {groups}.",
    ),
    "intervals:day:begun": (
        "Se cobra por cada {every:days} empezados: {units:days} son {groups}.",
        "Charged for every {every:days} begun: {units:days} make {groups}.",
    ),
    "intervals:day:whole": (
        "Se cobra por cada {every:days} completos: {units:days} son {groups}.",
        "Charged for every {every:days} that are whole: {units:days} make {groups}.",
    ),
    "intervals:hour:begun": (
        "Se cobra por cada {every:hours} empezadas: {units:hours} son {groups}.",
        "Charged for every {every:hours} begun: {units:hours} make {groups}.",
    ),
    "intervals:hour:whole": (
        "Se cobra por cada {every:hours} completas: {units:hours} son {groups}.",
        "Charged for every {every:hours} that are whole: {units:hours} make {groups}.",
    ),
    Told.RATE: (
        "{units} × {rate:money} = {amount:money}.",
        "{units} × {rate:money} = {amount:money}.",
    ),
    "rate:day": (
        "{units:days} de retraso × {rate:money} = {amount:money}.",
        "{units:days} late × {rate:money} = {amount:money}.",
    ),
    "rate:hour": (
        "{units:hours} de retraso × {rate:money} = {amount:money}.",
        "{units:hours} late × {rate:money} = {amount:money}.",
    ),
    Told.NO_RATE: ("El retraso no cuesta dinero.", "Being late costs no money."),
    Told.SPANS: ("Todos los retrasos juntos: {amount:money}.", "All delays together: {amount:money}."),
    Told.CAP: (
        "La multa de un préstamo tiene un tope: {amount:money}.",
        "The fine for one loan is capped: {amount:money}.",
    ),
    Told.PRICE_CAP: (
        "La multa no puede pasar del precio del ejemplar: {amount:money}.",
        "The fine may not exceed the price of the item: {amount:money}.",
    ),
    Told.AMNESTY: ("El retraso se perdonó: 0 de multa.", "The delay was forgiven: no fine."),
    Told.NO_FEE: ("Este préstamo no tiene multa.", "This loan has no fine."),
    "no_fee:undone": ("El préstamo se deshizo: no tiene multa.", "The loan was undone: there is no fine."),
    "no_fee:superseded": (
        "El ejemplar se prestó a otra persona sin que conste cuándo volvió: no hay multa.",
        "The item was lent to somebody else and nobody saw when it came back: there is no fine.",
    ),
    Told.FEE_DROPPED: (
        "El ejemplar se cobra como perdido: la multa por retraso se quita.",
        "The item is billed as lost: the fine for being late is dropped.",
    ),
    Told.ACCOUNT_CAP: (
        "Las multas sin pagar no pueden pasar juntas de {cap:money}: de esta se cobran {amount:money}.",
        "Unpaid fines together may not exceed {cap:money}: of this one {amount:money} is charged.",
    ),
    Told.OVERDUE: ("Multa por retraso: {amount:money}.", "Fine for being late: {amount:money}."),
    # what else a loan costs
    Told.RENTAL: ("Alquiler: {amount:money}.", "Rental: {amount:money}."),
    Told.REPLACEMENT: ("Reposición del ejemplar: {amount:money}.", "Replacement of the item: {amount:money}."),
    Told.PROCESSING: ("Gastos de gestión: {amount:money}.", "Processing: {amount:money}."),
    Told.REFUND: ("Apareció: se descuentan {amount:money}.", "It was found: {amount:money} is taken off."),
    "refund:replacement": (
        "Apareció: se descuenta el precio, no los gastos: {amount:money}.",
        "It was found: the price is taken off, not the processing: {amount:money}.",
    ),
    "refund:part": (
        "Apareció: se descuenta el {percent} % del precio: {amount:money}.",
        "It was found: {percent} % of the price is taken off: {amount:money}.",
    ),
    Told.NO_REFUND: (
        "Apareció, pero la regla no descuenta nada.",
        "It was found, but the rule takes nothing off.",
    ),
    Told.REFUND_TOO_LATE: (
        "Apareció pasado el plazo para descontarlo ({until:when}).",
        "It was found too late to take anything off ({until:when}).",
    ),
    Told.CHARGED: (
        "{kind:fee}{note:paren}, el {at:day}: {amount:money}.",
        "{kind:fee}{note:paren}, on {at:day}: {amount:money}.",
    ),
    Told.SUM: ("En total: {amount:money}.", "In all: {amount:money}."),
    Told.WAIVED: ("Condonado: {amount:money}.", "Waived: {amount:money}."),
    Told.PAID: ("Pagado: {amount:money}.", "Paid: {amount:money}."),
    Told.CREDITED: (
        "Cubierto con el saldo a favor: {amount:money}.",
        "Covered by the credit of the account: {amount:money}.",
    ),
    Told.OVERPAID: (
        "Pagado de más, a favor del usuario: {amount:money}.",
        "Paid beyond it, now the patron's credit: {amount:money}.",
    ),
    Told.LEFT: ("Queda por pagar: {amount:money}.", "Left to pay: {amount:money}."),
    # days without borrowing
    Told.NOT_SUSPENDED: ("No hay suspensión.", "There is no suspension."),
    Told.SUSPENSION_LATE: (
        "{item:label}retraso que cuenta para la suspensión: {days:days}.",
        "{item:label}delay that counts for a suspension: {days:days}.",
    ),
    Told.SUSPENSION_GRACE: (
        "Hasta {days:days} de retraso no hay suspensión.",
        "Up to {days:days} late there is no suspension.",
    ),
    Told.SUSPENSION_AFTER_GRACE: (
        "Los primeros {days:days} no cuentan: quedan {left:days}.",
        "The first {days:days} do not count: {left:days} are left.",
    ),
    Told.SUSPENSION_PROPORTION: (
        "{late:days} de retraso × {each} / {per_days}, sin fracciones: {days:days} de suspensión.",
        "{late:days} late × {each} / {per_days}, without fractions: {days:days} of suspension.",
    ),
    Told.SUSPENSION_DAYS: (
        "{late:days} de retraso, por cada {per_days:days} {each:days}: {groups} × {each} = {days:days} de suspensión.",
        "{late:days} late, for every {per_days:days} {each:days}: {groups} × {each} = {days:days} of suspension.",
    ),
    "suspension_days:1": (
        "{late:days} de retraso × {each:days} = {days:days} de suspensión.",
        "{late:days} late × {each:days} = {days:days} of suspension.",
    ),
    Told.SUSPENSION_CAP: (
        "La suspensión dura como máximo {days:days}.",
        "A suspension lasts at most {days:days}.",
    ),
    Told.SUSPENSION_STARTS: (
        "Empieza al día siguiente de la devolución: {date:day}.",
        "It begins on the day after the return: {date:day}.",
    ),
    Told.SUSPENSION_STARTS_AFTER: (
        "Empieza cuando termina la anterior ({after:day}): {date:day}.",
        "It begins when the one before ends ({after:day}): {date:day}.",
    ),
    Told.SUSPENSION_SERVES_OPEN: (
        "Solo se cumple en días abiertos; los de cierre ({closed:days}) no cuentan.",
        "It is served on open days alone; closed ones ({closed:days}) do not count.",
    ),
    Told.SUSPENSION_ENDS: (
        "Suspensión del {first:day} al {last:day}, los dos incluidos.",
        "Suspended from {first:day} to {last:day}, both included.",
    ),
    Told.SUSPENSION_PRICE: (
        "Puede cambiarse por dinero: {price:money} por todos los días.",
        "It can be exchanged for money: {price:money} for all of its days.",
    ),
    Told.SUSPENSION_LIFTED: (
        "Se levantó el {at:when}{reason:also reason}.",
        "It was lifted on {at:when}{reason:also reason}.",
    ),
    "also reason": (": {it}", ": {it}"),
    # blocks
    Told.BLOCK: ("{block:blocked}.", "{block:blocked}."),
    Told.BLOCK_NOTE: (
        "Nota del personal, del {since:day}{expires:also until}{note:also reason}.",
        "Note of staff, {since:day}{expires:also until}{note:also reason}.",
    ),
    "also until": (" y hasta el {it:day}", ", until {it:day}"),
    Told.BLOCK_LOAN: (
        "{item:name}: {state:stopped}; vencía el {due:when}.",
        "{item:name}: {state:stopped}; due on {due:when}.",
    ),
    "block_loan:on_loan": ("{item:name}: para el {due:when}.", "{item:name}: due on {due:when}."),
    Told.BLOCK_FEE: (
        "{item:label}{kind:fee}{note:paren}, el {at:day}: quedan {left:money} de {amount:money}.",
        "{item:label}{kind:fee}{note:paren}, on {at:day}: {left:money} is left of {amount:money}.",
    ),
    Told.BLOCK_COUNT: ("Son {count}; el límite es {limit}.", "That is {count}; the limit is {limit}."),
    Told.BLOCK_OWED: (
        "En total debe {owed:money}; el límite es {limit:money}.",
        "In all {owed:money} is owed; the limit is {limit:money}.",
    ),
    Told.OVERRIDE: (
        "Se puede autorizar con el permiso «{permission:permission}».",
        "The permission “{permission:permission}” may lift it.",
    ),
    Told.NO_OVERRIDE: ("Nadie puede autorizarlo.", "Nobody may lift it."),
    # the queue
    Told.QUEUE_PLACED: (
        "Se solicitó el {at:when}, para recoger en {pickup_name}.",
        "It was requested on {at:when}, to be picked up at {pickup_name}.",
    ),
    Told.QUEUE_PRIORITY: (
        "Su prioridad es {priority}: por delante van {before} con más prioridad, por detrás {after} con menos.",
        "Its priority is {priority}: {before} with a higher one go before, {after} with a lower one come after.",
    ),
    Told.QUEUE_TURN: (
        "Con la misma prioridad, {before} van antes por orden de llegada.",
        "Of the same priority, {before} are earlier in turn.",
    ),
    "queue_turn:0": (
        "Con la misma prioridad, nadie va antes.",
        "Of the same priority, nobody is earlier.",
    ),
    "queue_turn:1": (
        "Con la misma prioridad, una solicitud va antes por orden de llegada.",
        "Of the same priority, one request is earlier in turn.",
    ),
    Told.QUEUE_MOVED: ("El personal la cambió de sitio en la cola.", "Staff moved it within the queue."),
    Told.QUEUE_WAITS: (
        "De las que van antes, {count} no pueden atenderse ahora.",
        "Of those before it, {count} cannot be served now.",
    ),
    "queue_waits:1": (
        "De las que van antes, una no puede atenderse ahora.",
        "Of those before it, one cannot be served now.",
    ),
    Told.QUEUE_SUSPENDED: (
        "Está en pausa hasta el {until:day}: hasta entonces pasan otras antes.",
        "It is suspended until {until:day}: until then others go before.",
    ),
    "queue_suspended:": (
        "Está en pausa hasta que se reanude: mientras tanto pasan otras antes.",
        "It is suspended until it is resumed: meanwhile others go before.",
    ),
    Told.QUEUE_LAPSED: ("Caducó el {date:day} sin atenderse.", "It lapsed on {date:day}, unfilled."),
    Told.QUEUE_LAPSES: (
        "Si no se atiende, caduca el {date:day}.",
        "If it is not filled, it lapses after {date:day}.",
    ),
    Told.QUEUE_STALLED: (
        "Hasta el {until:day} espera a un ejemplar que vuelva a {pickup_name}.",
        "Until {until:day} it waits for a copy that comes back at {pickup_name}.",
    ),
    Told.QUEUE_ON_SHELF: (
        "Está en el estante de reservas hasta el {until:when}.",
        "It is on the hold shelf until {until:when}.",
    ),
    "queue_on_shelf:": ("Está en el estante de reservas.", "It is on the hold shelf."),
    Told.QUEUE_IN_TRANSIT: ("Va en tránsito a la biblioteca de recogida.", "It is in transit to the pickup branch."),
    Told.QUEUE_CLOSED: ("La solicitud está cerrada: {state:hold}.", "The request is closed: {state:hold}."),
    Told.QUEUE_POSITION: ("Puesto en la cola: {position} de {of}.", "Position in the queue: {position} of {of}."),
}
