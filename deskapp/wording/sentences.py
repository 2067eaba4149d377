"""What the command line says when something is wrong: what happened, what is safe, what to do; Spanish and English."""

from __future__ import annotations

import locale
from typing import Any, Literal

Language = Literal["es", "en"]


def language_of(chosen: str) -> Language:
    """The chosen language, else the system's; Spanish, or English for any other."""
    spoken = chosen or (locale.getlocale()[0] or "")
    return "es" if spoken.lower().startswith(("es", "spanish")) else "en"


def sentence(fault: BaseException, language: Language) -> str | None:
    """The sentence for a fault that was expected; None for one that was not."""
    texts = _SAID.get(_name(fault))
    if texts is not None:
        return texts[language == "en"].format_map(_Facts(fault))
    other = getattr(fault, "sentence", None)
    said: str | None = other(language) if callable(other) else None
    return said


def _name(fault: BaseException) -> str:
    name = type(fault).__name__
    return f"{name}:{fault.code}" if name == "FileProblem" else name  # type: ignore[attr-defined]


class _Facts(dict[str, Any]):
    """What a sentence may name of a fault."""

    def __init__(self, fault: BaseException) -> None:
        super().__init__()
        self._fault = fault

    def __missing__(self, name: str) -> Any:
        return getattr(self._fault, name, str(self._fault))


_SAID: dict[str, tuple[str, str]] = {
    "BadName": (
        "«{name}» no puede ser el nombre de un puesto. No se ha cambiado nada. Use letras minúsculas sin acento, "
        "cifras, puntos y guiones, empezando por letra o cifra.",
        "“{name}” cannot be a workstation's name. Nothing was changed. Use small letters, digits, dots and dashes, "
        "beginning with a letter or a digit.",
    ),
    "NameTaken": (
        "Ya hay un puesto {name}. No se ha cambiado nada. Elija otro nombre, o use --again si es el mismo puesto, "
        "instalado de nuevo: su acceso anterior deja de valer.",
        "There is a workstation {name} already. Nothing was changed. Choose another name, or --again if it is the same "
        "workstation set up anew: its earlier access ends.",
    ),
    "NotAdministrator": (
        "Ese acceso a PostgreSQL no puede crear ni cambiar puestos. No se ha cambiado nada. Use uno con CREATEROLE, "
        "por ejemplo el de postgres.",
        "That login at PostgreSQL may not make or change workstations. Nothing was changed. Use one with CREATEROLE, "
        "such as that of postgres.",
    ),
    "NoSuchWorkstation": (
        "No hay ningún puesto {name}. No se ha cambiado nada. deskapp central status los enumera.",
        "There is no workstation {name}. Nothing was changed. deskapp central status lists them.",
    ),
    "NoSuchBranch": (
        "La biblioteca no tiene ninguna sucursal {code}. No se ha cambiado nada. Las que tiene: {listed}.",
        "The library has no branch {code}. Nothing was changed. Those that it has: {listed}.",
    ),
    "Foreign": (
        "El archivo es el diario del puesto {name}, no del que se nombró. No se ha guardado nada de él desde ahí. "
        "Nombre ese puesto con --workstation-name.",
        "The file is the journal of the workstation {name}, not of the one that was named. Nothing of it was stored "
        "from there on. Name that one with --workstation-name.",
    ),
    "BadCode": (
        "Eso no es un código de puesto, o le falta una parte. No se ha cambiado nada. Cópielo entero, desde deskapp1 "
        "hasta el final, o pida otro a quien administra central.",
        "That is no workstation's code, or a part of it is missing. Nothing was changed. Copy it whole, from deskapp1 "
        "to the end, or ask whoever administers central for another.",
    ),
    "NoSuchMember": (
        "Nadie entra con el nombre {name}. No se ha cambiado nada. deskapp central staff list los enumera.",
        "Nobody signs in as {name}. Nothing was changed. deskapp central staff list lists them.",
    ),
    "MemberNameTaken": (
        "Ya hay alguien que entra como {name}; un nombre no se da dos veces. No se ha cambiado nada. Elija otro.",
        "Somebody signs in as {name} already; a name is not given twice. Nothing was changed. Choose another.",
    ),
    "FirstMember": (
        "La primera persona que puede entrar tiene que administrar el sistema: si no, nadie podría dar acceso a otros. "
        "No se ha cambiado nada. Añádala con --role system_administrator.",
        "The first who may sign in has to be a system administrator: nobody could let others in otherwise. Nothing was "
        "changed. Add them with --role system_administrator.",
    ),
    "NoSuchRole": (
        "{said} no es un rol. No se ha cambiado nada. Los roles son: {known}; con @ y un código valen en esa sucursal.",
        "{said} is no role. Nothing was changed. The roles are: {known}; with @ and a code they hold at that branch.",
    ),
    "NoKeyring": (
        "No hay ningún llavero seguro en este equipo ({why}). No se ha abierto ni escrito nada. Inicie sesión en un "
        "escritorio con llavero (por ejemplo, GNOME Keyring), o use --insecure-key-file solo para pruebas.",
        "There is no secure keyring on this machine ({why}). Nothing was opened or written. Sign in to a desktop with "
        "a keyring (GNOME Keyring, for one), or use --insecure-key-file for trials alone.",
    ),
    "KeyLost": (
        "El archivo {path} está cifrado y su clave ya no está en el llavero. El archivo no se ha tocado. Recupere el "
        "llavero, o aparte el archivo para que un administrador lo recupere, y vuelva a empezar.",
        "The file {path} is encrypted and its key is no longer in the keyring. The file was not touched. Restore the "
        "keyring, or put the file aside for an administrator to recover, and start again.",
    ),
    "InUse": (
        "Este puesto ya está abierto en otra ventana. No se ha cambiado nada. Use esa ventana, o ciérrela antes.",
        "This workstation is already open in another window. Nothing was changed. Use that window, or close it first.",
    ),
    "NoDisplay": (
        "No hay pantalla en la que abrir la ventana. No se ha cambiado nada. Inicie sesión en un escritorio, o indique "
        "DISPLAY.",
        "There is no screen to open the window on. Nothing was changed. Sign in to a desktop, or set DISPLAY.",
    ),
    "NoCentral": (
        "La central integrada no ha respondido: {said}. Lo anotado en este puesto está a salvo. Vuelva a "
        "intentarlo; si "
        "se repite, consulte el registro deskapp.log.",
        "The embedded central did not answer: {said}. What this workstation recorded is safe. Try again; if it "
        "happens again, look into deskapp.log.",
    ),
    "NotForEmbedded": (
        "Esa orden es para una central en PostgreSQL. No se ha cambiado nada. Indique --central postgresql://...",
        "That command is for a central on PostgreSQL. Nothing was changed. Give --central postgresql://...",
    ),
    "BadSettings": (
        "No se entienden los ajustes de {path}: {why}. No se ha cambiado nada. Corrija el archivo o apártelo.",
        "The settings in {path} cannot be understood: {why}. Nothing was changed. Correct the file or put it aside.",
    ),
    "NoSetUp": (
        "Ni la central ni este puesto tienen todavía la configuración de la biblioteca. No se ha escrito nada. "
        "Impórtela con «deskapp policy import», o espere al primer intercambio con la central.",
        "Neither central nor this workstation holds a library's set-up yet. Nothing was written. Import one with "
        "`deskapp policy import`, or wait for the first exchange with central.",
    ),
    "BadScenario": (
        "No se entiende el guion {path}: {why}. No se ha cambiado nada. Corrija el archivo; «deskapp replay --help» "
        "explica el formato.",
        "The scenario {path} cannot be understood: {why}. Nothing was changed. Correct the file; `deskapp replay "
        "--help` explains the format.",
    ),
    "BadExport": (
        "{path} no es un diario exportado: {why}. No se ha cambiado nada. Compruebe que el archivo está entero.",
        "{path} is not an exported journal: {why}. Nothing was changed. Check that the file is whole.",
    ),
    "Away": (
        "No se alcanza la central ({_}). Lo anotado en este puesto está a salvo y se enviará más tarde. "
        "Compruebe la red.",
        "Central cannot be reached ({_}). What this workstation recorded is safe and will be sent later. Check the "
        "network.",
    ),
    "NotReached": (
        "La central no responde, así que este equipo aún no se ha unido. Compruebe la red y vuelva a intentarlo; si "
        "entonces el código ya no sirve, pida otro.",
        "Central does not answer, so this machine has not joined yet. Check the network and try again; if the code is "
        "not taken then, ask for another.",
    ),
    "OperationalError": (
        "La base de datos de la central no responde o no admite esta conexión. No se ha cambiado nada. Compruebe la "
        "dirección, la contraseña y que el servidor esté en marcha.",
        "Central's database does not answer, or does not admit this connection. Nothing was changed. Check the "
        "address, the password, and that the server runs.",
    ),
    "NotAdmitted": (
        "La central no admite este puesto. Lo anotado está a salvo aquí. Pida a un administrador que lo dé de alta.",
        "Central does not admit this workstation. What was recorded is safe here. Ask an administrator to enrol it.",
    ),
    "OtherVersion": (
        "La central habla otra versión ({_}). No se ha enviado nada; lo anotado está a salvo aquí. Actualice el "
        "programa o la central.",
        "Central speaks another version ({_}). Nothing was sent; what was recorded is safe here. Update the program or "
        "central.",
    ),
    "Contested": (
        "La central tiene otros datos con los números de este diario ({_}): hay una copia de este puesto. Lo "
        "anotado está "
        "a salvo aquí. Avise a un administrador antes de seguir.",
        "Central holds other content under this journal's numbers ({_}): there is a copy of this workstation. What was "
        "recorded is safe here. Tell an administrator before going on.",
    ),
    "NotOwnName": (
        "La central no acepta lo anotado con el nombre de puesto {name}: el acceso con el que se entra es de otro. Lo "
        "anotado está a salvo aquí y no se ha enviado. Entre con el acceso de {name}, o dé a este puesto el nombre con "
        "el que se dio de alta (--workstation); deskapp central status los enumera.",
        "Central does not take what was recorded under the workstation name {name}: the login is another one's. What "
        "was recorded is safe here, and was not sent. Sign in with the login of {name}, or give this workstation the "
        "name it was enrolled under (--workstation); deskapp central status lists them.",
    ),
    "OtherLogin": (
        "Este trabajo iba a hacerse como puesto {name}, pero el acceso a la central es el de {login}: no aceptaría "
        "nada. No se ha anotado ni enviado nada. Repítalo con --workstation {login}, o con el acceso de {name}.",
        "This job was to be done as the workstation {name}, but the login at central is that of {login}: nothing of it "
        "would be taken. Nothing was recorded or sent. Do it again with --workstation {login}, or with the login of "
        "{name}.",
    ),
    "FileProblem:wrong_key": (
        "La clave del llavero no abre {path}. El archivo no se ha tocado. Recupere el llavero con el que se creó.",
        "The key in the keyring does not open {path}. The file was not touched. Restore the keyring it was made with.",
    ),
    "FileProblem:damaged": (
        "El archivo {path} está dañado. No se ha tocado; lo que la central ya recibió está a salvo allí. Apártelo y "
        "avise a un administrador, que puede recuperar el resto.",
        "The file {path} is damaged. It was not touched; what central had received is safe there. Put it aside "
        "and tell "
        "an administrator, who can recover the rest.",
    ),
    "CopyDamaged": (
        "La copia local de los datos está dañada: lo que se buscaba no se puede leer ahora. Lo anotado aquí está a "
        "salvo en el diario. La copia se vuelve a traer de la central por sí sola; repita lo último dentro de un "
        "minuto. Si la central no responde, avise a un administrador.",
        "The local copy of the records is damaged: what was looked for cannot be read now. What was recorded here is "
        "safe in the journal. The copy is fetched anew from central by itself; do the last thing again in a minute. "
        "If central does not answer, tell an administrator.",
    ),
    "FileProblem:newer": (
        "El archivo {path} es de una versión más nueva del programa. No se ha tocado. Actualice el programa.",
        "The file {path} is from a newer version of the program. It was not touched. Update the program.",
    ),
    "FileProblem:read_only": (
        "No se puede escribir en {path}. No se ha anotado nada. Compruebe los permisos del archivo y de su carpeta.",
        "{path} cannot be written. Nothing was recorded. Check the permissions of the file and of its folder.",
    ),
    "FileProblem:busy": (
        "Otro programa tiene ocupado {path}: lo último NO se ha anotado. Lo anterior está a salvo. Ciérrelo y repita.",
        "Another program keeps {path} busy: the last act was NOT recorded. Everything before it is safe. Close that "
        "program and do it again.",
    ),
    "FileProblem:full": (
        "El disco está lleno: lo último NO se ha anotado. Lo anterior está a salvo. Libere espacio antes de seguir.",
        "The disk is full: the last act was NOT recorded. Everything before it is safe. Free some space before "
        "going on.",
    ),
    "FileProblem:disk": (
        "El disco no lee o no escribe lo que se le pide en {path}: puede estar fallando, o se ha alcanzado su límite "
        "(cuota). Lo último NO se ha anotado. Lo anterior sigue en el archivo, que no se ha tocado. Avise a un "
        "administrador: que compruebe el disco y la cuota y, si falla, copie la carpeta entera a otro disco.",
        "The disk does not read or write what it is asked to in {path}: it may be failing, or its limit (quota) is "
        "reached. The last act was NOT recorded. Everything before it is still in the file, which was not touched. "
        "Tell an administrator: check the disk and the quota and, if it fails, copy the whole folder to another disk.",
    ),
    "Newer": (
        "La base de datos es de una versión más nueva ({_}). No se ha cambiado nada. Actualice el programa.",
        "The database is from a newer version of the program ({_}). Nothing was changed. Update the program.",
    ),
    "NotPermitted": (
        "El programa llegó a anotar algo que usted no puede hacer, y lo ha impedido. No se ha cambiado nada; lo "
        "anterior está a salvo. Avise a un administrador: es un fallo del programa.",
        "The program was about to record something that you may not do, and stopped it. Nothing was changed; what was "
        "recorded before is safe. Tell an administrator: it is a fault of the program.",
    ),
    "NotFound": (
        "Ese registro ya no se conoce aquí. No se ha cambiado nada. Vuelva a leer el carné o el ejemplar.",
        "That record is not known here any more. Nothing was changed. Scan the card or the item again.",
    ),
}
