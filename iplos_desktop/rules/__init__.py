"""The rule book: one file a chapter or a part of one; importing this room fills the book."""

from iplos_desktop.catalogue.rule import BOOK
from iplos_desktop.rules import (
    diagnose,
    dogntilbud,
    funksjon,
    identmelding,
    innhinfo,
    kalender,
    leveranse,
    monster,
    organisasjon,
    person,
    person_i_kommunen,
    personoppl,
    struktur,
    tjeneste,
    vedtak,
)

RULE_BOOK_VERSION = "2"
"""Rises when a rule is added, changed or taken away; reports and manifests name it."""

CHAPTERS = {
    "L": "Leveransen: fila som helhet",
    "S": "Struktur: slik formatet krever det",
    "K": "Kalender: datoer",
    "I": "INNHINFO: opplysninger om uttrekket",
    "M": "Identmeldingen: hvem personene er",
    "P": "PERSON: personen",
    "O": "PERSONOPPL: opplysninger om personen",
    "F": "FUNKSJON: bistandsbehov",
    "T": "TJENESTE: tjenester",
    "D": "DIAGNOSE: diagnoser",
    "G": "DOGNTILBUD: døgntilbud",
}

__all__ = [
    "BOOK",
    "CHAPTERS",
    "RULE_BOOK_VERSION",
    "diagnose",
    "dogntilbud",
    "funksjon",
    "identmelding",
    "innhinfo",
    "kalender",
    "leveranse",
    "monster",
    "organisasjon",
    "person",
    "person_i_kommunen",
    "personoppl",
    "struktur",
    "tjeneste",
    "vedtak",
]
