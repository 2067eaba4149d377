"""Names and titles for the made-up library: believable words in believable frequencies, the same for the same seed."""

from __future__ import annotations

import random
from itertools import accumulate

GIVEN = """
María Carmen Ana Isabel Laura Cristina Marta Sara Lucía Paula Elena Pilar Rosa Teresa Raquel Nuria Julia Irene Alba
Inés Begoña Ángela Mónica Silvia Rocío Antonio José Manuel Francisco David Juan Javier Daniel Carlos Jesús Alejandro
Miguel Rafael Pablo Pedro Ángel Sergio Fernando Jorge Luis Alberto Álvaro Óscar Íñigo Andrés Emma Olivia Grace Emily
Jack Harry George William James Thomas Noah Oliver
""".split()  # noqa: SIM905
SURNAMES = """
García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz
Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Morales
Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés Castillo Santos Lozano
Guerrero Cano Prieto Méndez Cruz Calvo Gallego Vidal León Márquez Herrera Peña Flores Cabrera Campos Vega Fuentes
Carrasco Diez Reyes Caballero Nieto Aguilar Pascual Herrero Santana Lorenzo Hidalgo Montero Ibáñez Giménez Ferrer
Duran Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts
Green Hall Wood Jackson Clarke
""".split()  # noqa: SIM905
_SMALL = """
de la el y en los las del un una the of and a in to for on with from
""".split()  # noqa: SIM905
_STARTS = """
b c ch d f g h j l ll m n p qu r s t v z br cr tr pl gr fl st pr cl
""".split()  # noqa: SIM905
_VOWELS = """
a e i o u a e o ia ie io ue á é í ó
""".split()  # noqa: SIM905
_ENDS = ["", "", "", "", "n", "s", "r", "l", "d", "nt", "rs"]


def _syllables(r: random.Random, least: int, most: int) -> str:
    parts = [r.choice(_STARTS) + r.choice(_VOWELS) for _ in range(r.randint(least, most))]
    return "".join(parts) + r.choice(_ENDS)


class Words:
    """Draws words so that a few come often and most seldom, as in a real catalogue."""

    def __init__(self, seed: int) -> None:
        r = random.Random(f"{seed}:vocabulary")
        self._surnames = SURNAMES + list(dict.fromkeys(_syllables(r, 2, 3).capitalize() for _ in range(20_000)))
        self._words = _SMALL + list(dict.fromkeys(_syllables(r, 2, 4) for _ in range(60_000)))
        self._of_names = list(accumulate(1 / (n + 8) for n in range(len(self._surnames))))
        self._of_given = list(accumulate(1 / (n + 4) for n in range(len(GIVEN))))
        self._of_words = list(accumulate(1 / (n + 3) for n in range(len(self._words))))

    def given(self, r: random.Random) -> str:
        return " ".join(r.choices(GIVEN, cum_weights=self._of_given, k=1 + (r.random() < 0.3)))

    def surnames(self, r: random.Random) -> str:
        return " ".join(r.choices(self._surnames, cum_weights=self._of_names, k=2))

    def author(self, r: random.Random) -> str:
        return f"{r.choices(self._surnames, cum_weights=self._of_names)[0]}, {r.choice(GIVEN)}"

    def title(self, r: random.Random) -> str:
        return " ".join(r.choices(self._words, cum_weights=self._of_words, k=r.randint(2, 9))).capitalize()
