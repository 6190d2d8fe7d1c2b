"""What codes mean, where the public code lists or the element's own name say it.

Source: the code lists of Norsk pasientregister and KITH (volven.no), by their numbers.
"""

from collections.abc import Mapping

Meanings = Mapping[str, str]

_HOUSEHOLD = {"1": "Bor alene", "2": "Bor sammen med andre", "3": "Bor sammen med foreldre"}
_PLAN = {
    "1": "Ja, virksom plan",
    "2": "Nei",
    "3": "Ønsker ikke individuell plan",
    "9": "Ikke relevant",
}
_NEED = {
    "1": "Ja, behov for bistand",
    "2": "Nei, ikke behov for bistand",
    "9": "Ikke relevant",
}
_HELPED = {
    "1": "Ja, mottar bistand",
    "2": "Ja, mottar bistand, men udekket behov",
    "9": "Nei, mottar ikke bistand",
}
_NEED_OF_TRANSPORT = {
    "1": "Ja, behov for transport",
    "2": "Nei, ikke behov for transport",
    "9": "Ikke relevant",
}
_TRANSPORTED = {
    "1": "Ja, mottar transport",
    "2": "Ja, mottar transport, men udekket behov",
    "9": "Nei, mottar ikke transport",
}
_CONTACT = {
    "1": "Innsendingsansvarlig",
    "2": "IPLOS kontaktperson",
    "3": "Alternativ IPLOS kontaktperson",
}

CODE_LISTS: Mapping[str, str] = {
    "Type": "9341",
    "poHusstand": "9335",
    "poIndPlan": "9336",
    **dict.fromkeys(("poArbBistBehov", "poFriBistBehov"), "9337"),
    **dict.fromkeys(("poArbBistMottar", "poFriBistMottar"), "9338"),
    **dict.fromkeys(("poArbTranspBehov", "poFriTranspBehov"), "9339"),
    **dict.fromkeys(("poArbTranspMottar", "poFriTranspMottar"), "9340"),
    "fnFunkType": "9111",
    "tjTjenType": "9151",
}
"""The number of the code list an element takes its codes from."""

_LISTS: Mapping[str, Meanings] = {
    "9335": _HOUSEHOLD,
    "9336": _PLAN,
    "9337": _NEED,
    "9338": _HELPED,
    "9339": _NEED_OF_TRANSPORT,
    "9340": _TRANSPORTED,
    "9341": _CONTACT,
}
_OWN: Mapping[str, Meanings] = {"peKjonn": {"K": "Kvinne", "M": "Mann"}}


def meanings(element: str) -> Meanings:
    """What an element's codes mean, by code; nothing for those that are not known."""
    return _OWN.get(element) or _LISTS.get(CODE_LISTS.get(element, ""), {})
