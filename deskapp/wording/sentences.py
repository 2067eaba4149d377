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
    "Newer": (
        "La base de datos es de una versión más nueva ({_}). No se ha cambiado nada. Actualice el programa.",
        "The database is from a newer version of the program ({_}). Nothing was changed. Update the program.",
    ),
    "NotFound": (
        "Ese registro ya no se conoce aquí. No se ha cambiado nada. Vuelva a leer el carné o el ejemplar.",
        "That record is not known here any more. Nothing was changed. Scan the card or the item again.",
    ),
}
