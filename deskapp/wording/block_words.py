"""Why the desk refuses, what a permission and a fee are called; Spanish and English."""

from __future__ import annotations

from deskapp.domain.outcome import Blocked, Permission
from deskapp.domain.records import HoldState
from deskapp.domain.values import FeeKind, ItemState
from deskapp.wording.sentences import Language


def blocked(code: str, language: Language) -> str:
    """What stands in the way, as a sentence; its limits and amounts are said beside it."""
    return _of(BLOCKED, code, language)


def permission(code: str, language: Language) -> str:
    return _of(PERMISSIONS, code, language)


def fee(kind: str, language: Language) -> str:
    return _of(FEES, kind, language)


def stopped(state: str, language: Language) -> str:
    """What became of a loan that stands still."""
    return _of(STOPPED, state, language)


def hold(state: str, language: Language) -> str:
    return _of(HOLDS, state, language)


def _of(texts: dict[str, tuple[str, str]], code: str, language: Language) -> str:
    return texts.get(code, (code, code))[language == "en"]


BLOCKED: dict[str, tuple[str, str]] = {
    Blocked.PATRON_BLOCKED: ("El usuario está bloqueado por el personal", "The patron is blocked by staff"),
    Blocked.PATRON_EXPIRED: ("El carné ha caducado", "The membership has ended"),
    Blocked.PATRON_INACTIVE: ("La cuenta está inactiva", "The account is inactive"),
    Blocked.OWES_TOO_MUCH: ("Debe más de lo permitido", "More is owed than allowed"),
    Blocked.TOO_MANY_LOANS: ("Tiene todos los préstamos permitidos", "There are as many loans as allowed"),
    Blocked.TOO_MANY_OVERDUE: ("Tiene demasiados préstamos atrasados", "Too many loans are overdue"),
    Blocked.NOT_FOR_LOAN: ("Este ejemplar no se presta", "This item is not for loan"),
    Blocked.ALREADY_ON_LOAN_TO_PATRON: ("Este usuario ya lo tiene prestado", "This patron already has it on loan"),
    Blocked.ON_LOAN_TO_OTHER: ("Lo tiene prestado otra persona", "It is on loan to somebody else"),
    Blocked.HELD_FOR_OTHER: ("Está reservado para otra persona", "It is kept for somebody else's request"),
    Blocked.STUB_LIMIT: ("Un carné desconocido no puede llevarse más", "An unknown card may borrow no more"),
    Blocked.LOAN_ELSEWHERE: (
        "Está prestado en otra biblioteca, cuyos préstamos no se guardan aquí",
        "It is on loan at another library, whose loans are not kept here",
    ),
    Blocked.PATRON_ELSEWHERE: (
        "Es de otra biblioteca: sus datos llegan cuando responde la central",
        "Of another library: the details come when central answers",
    ),
    Blocked.NOT_ON_LOAN: ("No está prestado", "It is not on loan"),
    Blocked.TOO_MANY_RENEWALS: ("Ya se ha renovado las veces permitidas", "It was renewed as often as allowed"),
    Blocked.REQUESTED_BY_OTHER: ("Otra persona lo ha solicitado", "Somebody else has requested it"),
    Blocked.RENEWAL_NOT_LATER: ("La nueva fecha no sería posterior", "The new due date would not be later"),
    Blocked.ALREADY_REQUESTED: ("Este usuario ya lo ha solicitado", "This patron has already requested it"),
    Blocked.HOLD_CLOSED: ("La solicitud ya está cerrada", "The request is already closed"),
    Blocked.NOT_OWNED_HERE: ("Ese dato es de otro sistema", "Another system owns this data"),
    Blocked.FIELD_INVALID: ("Un dato no es válido", "A field is not valid"),
    Blocked.NOTHING_CHANGED: ("No se ha cambiado nada", "Nothing was changed"),
    Blocked.PERMISSION_MISSING: ("Falta un permiso", "A permission is missing"),
    Blocked.NOTHING_OWED: ("No debe nada", "Nothing is owed"),
    Blocked.NOTHING_TO_VOID: ("No hay pago que anular, o falta el motivo", "No payment to void, or no reason given"),
    Blocked.DUE_IN_PAST: ("La fecha de devolución ya ha pasado", "The due date is already past"),
    Blocked.SOMETHING_CAME_AFTER: ("Después ocurrió otra cosa", "Something else happened since"),
    Blocked.MONEY_IS_VOIDED: ("El dinero no se deshace: se anula el pago", "Money is not undone: void the payment"),
    Blocked.NOTHING_TO_UNDO: ("No hay nada que deshacer", "There is nothing to undo"),
    Blocked.PATRON_BARRED: ("El usuario tiene prohibido el préstamo", "The patron is barred from borrowing"),
    Blocked.ADDRESS_INVALID: ("La dirección del usuario no es válida", "The patron's address is not valid"),
    Blocked.CARD_LOST: ("El carné consta como perdido", "The card was reported lost"),
    Blocked.SUSPENDED: ("El usuario está suspendido", "The patron is suspended"),
    Blocked.LONG_OVERDUE: ("Tiene un préstamo con mucho atraso", "A loan is long overdue"),
    Blocked.TOO_MANY_LOST: ("Ha perdido demasiados ejemplares", "Too many items are lost"),
    Blocked.TOO_MANY_CLAIMS: (
        "Afirma de demasiados ejemplares haberlos devuelto o no haberlos tenido",
        "Too many items are claimed returned or never checked out",
    ),
    Blocked.RECALL_OVERDUE: ("No ha hecho una devolución anticipada", "A recalled item has not come back"),
    Blocked.EXPIRES_SOON: ("El carné caduca pronto", "The membership ends soon"),
    Blocked.LONG_OVERDUE_SOON: ("Un préstamo lleva mucho atraso", "A loan has been overdue for long"),
    Blocked.REFERRED: ("Un préstamo atrasado se ha remitido", "An overdue loan was referred"),
    Blocked.TOO_MANY_OF_TYPE: ("Tiene todos los permitidos de este tipo", "As many of this type as allowed"),
    Blocked.TOO_MANY_AT_BRANCH: ("Tiene todos los permitidos en esta biblioteca", "As many at this branch as allowed"),
    Blocked.TOO_MANY_ON_SITE: ("Tiene en sala todos los ejemplares permitidos", "As many on-site loans as allowed"),
    Blocked.TOO_MANY_OF_TITLE: ("Tiene todos los permitidos de este título", "As many of this title as allowed"),
    Blocked.IN_HOUSE_ONLY: ("Solo se consulta en la sala", "It is for in-house use alone"),
    Blocked.ITEM_MARKED: ("El ejemplar está marcado", "The item is marked"),
    Blocked.NOT_WHILE_OFFLINE: ("No se presta sin conexión", "It is not lent while central is away"),
    Blocked.NOT_A_PROXY: ("No puede llevarse préstamos de este usuario", "Not somebody who may borrow for this patron"),
    Blocked.TOO_EARLY_TO_RENEW: ("Es pronto para renovar", "It is too early to renew"),
    Blocked.OVERDUE_NOT_RENEWED: ("Con atraso no se renueva", "What is overdue is not renewed"),
    Blocked.TOO_MANY_UNSEEN: (
        "Hay que traer el ejemplar para renovarlo otra vez",
        "The item has to be brought to be renewed again",
    ),
    Blocked.REQUEST_NOT_ALLOWED: ("No se puede solicitar", "It cannot be requested"),
    Blocked.TOO_MANY_REQUESTS: ("Tiene todas las solicitudes permitidas", "There are as many requests as allowed"),
    Blocked.COPY_AVAILABLE: ("Hay un ejemplar en la estantería", "A copy stands on the shelf"),
    Blocked.LEVEL_NOT_ALLOWED: ("No se solicita de ese modo", "It cannot be requested like that"),
    Blocked.PICKUP_NOT_ALLOWED: ("No se recoge en esa biblioteca", "It cannot be picked up there"),
    Blocked.NOT_RECALLABLE: ("No admite devolución anticipada", "It cannot be recalled"),
    Blocked.NOTHING_TO_RECALL: ("No hay ninguna devolución que adelantar", "There is nothing to recall"),
    Blocked.NOT_RETURNED: ("No se ha devuelto", "It was not returned"),
    Blocked.NOT_LATE: ("Se devolvió a tiempo", "It came back in time"),
    Blocked.NOT_EARLIER: ("La fecha no es anterior", "The date is not earlier"),
    Blocked.STATE_NOT_POSSIBLE: ("Ese estado no es posible", "That state is not possible"),
    Blocked.REASON_MISSING: ("Falta el motivo", "A reason is missing"),
    Blocked.AMOUNT_TOO_LARGE: ("El importe es demasiado grande", "The amount is too large"),
    Blocked.NO_CREDIT: ("No tiene saldo a favor", "There is no credit"),
    Blocked.NOT_SUSPENDED: ("No está suspendido", "There is no suspension"),
    Blocked.NOT_EXCHANGEABLE: ("La suspensión no se cambia por dinero", "The suspension cannot be exchanged for money"),
    Blocked.HOLD_NOT_WAITING: ("La solicitud no está en espera", "The request is not waiting"),
    Blocked.POLICY_INVALID: ("La política no es válida", "The policy is not valid"),
    Blocked.OWN_ACCOUNT: (
        "Nadie hace esto para sí mismo ni para su casa",
        "Nobody does this for themselves or their household",
    ),
    Blocked.SECOND_PERSON: ("Hace falta una segunda persona", "A second member of staff is needed"),
    Blocked.ROLE_LACKED: (
        "Nadie da ni quita un rol que no tiene",
        "Nobody gives or takes a role that they do not hold",
    ),
    Blocked.TOO_MUCH_APART: (
        "Sin conexión no se condona ni se devuelve más por hoy",
        "While central is away, no more is waived or given back for today",
    ),
    Blocked.NAME_TAKEN: ("Ese nombre ya es de alguien", "That name belongs to somebody already"),
    Blocked.FIRST_AT_CENTRAL: (
        "La primera cuenta del personal se crea en central",
        "The first account of staff is made at central",
    ),
}

PERMISSIONS: dict[str, tuple[str, str]] = {
    Permission.OVERRIDE_PATRON_BLOCK: ("autorizar con bloqueo", "override patron blocks"),
    Permission.OVERRIDE_EXPIRY: ("autorizar con carné caducado", "override expired memberships"),
    Permission.OVERRIDE_DEBT: ("autorizar con deudas", "override debts"),
    Permission.OVERRIDE_LIMIT: ("autorizar por encima de los límites", "override limits"),
    Permission.OVERRIDE_HOLD: (
        "prestar lo que otra persona tiene o espera",
        "override others' loans and requests",
    ),
    Permission.OVERRIDE_NOT_FOR_LOAN: ("prestar lo que no se presta", "lend what is not for loan"),
    Permission.OVERRIDE_RENEWALS: ("renovar más de lo permitido", "renew beyond the limit"),
    Permission.OVERRIDE_REQUEST: ("solicitar más de lo permitido", "request beyond the rules"),
    Permission.OVERRIDE_ITEM_STATE: ("prestar ejemplares marcados", "lend marked items"),
    Permission.OVERRIDE_OFFLINE: ("prestar sin conexión lo que no se presta así", "lend anything while offline"),
    Permission.OVERRIDE_SUSPENSION: ("autorizar con suspensión", "override suspensions"),
    Permission.BACKDATE: ("poner fecha retroactiva", "backdate returns"),
    Permission.GRANT_AMNESTY: ("perdonar el atraso", "grant amnesty"),
    Permission.WAIVE: ("condonar", "waive fees"),
    Permission.REFUND: ("reembolsar", "refund"),
    Permission.LIFT_SUSPENSION: ("levantar suspensiones", "lift suspensions"),
    Permission.MARK_ITEM: ("marcar ejemplares", "mark items"),
    Permission.REORDER_QUEUE: ("cambiar el orden de la cola", "reorder the queue"),
    Permission.SET_POLICY: ("cambiar las políticas", "set policies"),
    Permission.EDIT_PATRON: ("editar usuarios", "edit patrons"),
    Permission.TAKE_MONEY: ("cobrar", "take money"),
    Permission.CATALOGUE: ("catalogar", "catalogue"),
    Permission.CIRCULATE: ("prestar y devolver", "lend and take back"),
    Permission.CLOSE_DISCREPANCY: ("cerrar discrepancias", "close discrepancies"),
    Permission.MANAGE_STAFF: ("gestionar el personal", "manage staff"),
    Permission.SEE_ACCESS: ("ver quién consultó a un usuario", "see who looked at a patron"),
    Permission.ERASE_PATRON: ("borrar usuarios", "erase patrons"),
}

FEES: dict[str, tuple[str, str]] = {
    FeeKind.MANUAL: ("cargo", "fee"),
    FeeKind.OVERDUE: ("multa por atraso", "overdue fine"),
    FeeKind.RENTAL: ("alquiler", "rental"),
    FeeKind.REPLACEMENT: ("reposición", "replacement"),
    FeeKind.PROCESSING: ("gastos de gestión", "processing"),
    FeeKind.DAMAGE: ("daños", "damage"),
    FeeKind.CARD: ("carné nuevo", "new card"),
    FeeKind.REQUEST: ("solicitud", "request"),
    FeeKind.UNFETCHED: ("solicitud no recogida", "request never picked up"),
    FeeKind.SUSPENSION: ("suspensión cambiada por dinero", "suspension exchanged for money"),
    FeeKind.GIVEN_BACK: ("dinero devuelto sin saldo a favor", "money given back beyond the credit"),
}

STOPPED: dict[str, tuple[str, str]] = {
    ItemState.ON_LOAN: ("prestado", "on loan"),
    ItemState.LOST: ("perdido", "lost"),
    ItemState.CLAIMED_RETURNED: ("el usuario afirma haberlo devuelto", "claimed returned"),
    ItemState.CLAIMED_NEVER_HAD: ("el usuario afirma no haberlo tenido", "claimed never checked out"),
}

HOLDS: dict[str, tuple[str, str]] = {
    HoldState.WAITING: ("en espera", "waiting"),
    HoldState.IN_TRANSIT: ("en tránsito", "in transit"),
    HoldState.ON_SHELF: ("en el estante de reservas", "on the hold shelf"),
    HoldState.FILLED: ("recogida", "picked up"),
    HoldState.CANCELLED: ("cancelada", "cancelled"),
    HoldState.EXPIRED: ("caducada", "lapsed"),
    HoldState.UNFETCHED: ("no recogida a tiempo", "not picked up in time"),
}
