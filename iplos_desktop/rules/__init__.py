"""The rule book: one file a chapter; importing this room fills the book."""

from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.rules import (
    funksjon,
    innhinfo,
    kalender,
    leveranse,
    person,
    struktur,
    tjeneste,
)

RULE_BOOK_VERSION = "1"
"""Rises when a rule is added, changed or taken away; reports and manifests name it."""

CHAPTERS = {
    "L": "Leveransen: fila som helhet",
    "S": "Struktur: slik formatet krever det",
    "K": "Kalender: datoer",
    "I": "INNHINFO: opplysninger om uttrekket",
    "P": "PERSON: personen",
    "F": "FUNKSJON: bistandsbehov",
    "T": "TJENESTE: tjenester",
}

__all__ = [
    "BOOK",
    "CHAPTERS",
    "RULE_BOOK_VERSION",
    "funksjon",
    "innhinfo",
    "kalender",
    "leveranse",
    "person",
    "struktur",
    "tjeneste",
]
