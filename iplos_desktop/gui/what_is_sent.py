"""What is about to be sealed, in words: what, to whom, from which file."""

from iplos_desktop.flow.checked import Checked
from iplos_desktop.flow.session import Session
from iplos_desktop.gui.facts import WHOLE, place_name
from iplos_desktop.gui.pages.nokkelkort import ROLES
from iplos_desktop.gui.text import count, day
from iplos_desktop.report.heading import summary
from iplos_desktop.sealing.certificate import Role

HOW = {
    "liste": "fra signert nøkkelliste",
    "rot": "fra nøkkelliste med en rot du har oppgitt",
    "fingeravtrykk": "bekreftet med fingeravtrykk du har skrevet inn",
}
"""What the trust in a key rests on, by its name in manifest and journal."""


def what_is_sent(session: Session, checked: Checked) -> list[tuple[str, str]]:
    """What is sent, to whom, from which file."""
    sender, year = session.sender, checked.year
    kind = "Rettet innsending" if session.corrected else "Første innsending"
    place = place_name(year, sender.municipality, sender.district)
    whole = f", bydel {WHOLE}" if sender.district == WHOLE else ""
    persons = count(checked.file.persons, "person", "personer")
    return [
        ("Hva", f"{kind} for dataåret {year.year}"),
        ("Kommune", f"{place}{whole}"),
        ("Organisasjonsnummer", sender.organisation_number),
        ("Innhold", f"{persons} · {summary(checked.findings)}"),
        ("Fra fila", checked.order.path.name),
        ("Kontrollert", f"{day(checked.at)} kl. {checked.at:%H.%M}"),
        *_receivers(session),
        ("Kontaktperson", sender.name),
        ("Kvittering til", sender.email),
    ]


def _receivers(session: Session) -> list[tuple[str, str]]:
    """Who gets what, and what says that the keys are theirs."""
    bureau, manager = ROLES[Role.STATISTIKK], ROLES[Role.PSEUDONYM]
    how = {key.role: HOW[key.how].capitalize() for key in session.keys}
    if Role.PSEUDONYM not in how:
        year = session.choice.year
        by_list = all(key.how != "fingeravtrykk" for key in session.keys)
        why = f"Nøkkellista har bare én nøkkel for {year}"
        return [
            ("Til", f"{bureau}, som får fødselsnumrene og helseopplysningene samlet"),
            ("Hvorfor samlet", why if by_list else f"Du har valgt bare nøkkelen til {bureau}"),
            ("Nøkkel", how[Role.STATISTIKK]),
        ]
    return [
        ("Fødselsnumrene til", f"{manager}, som ikke får se resten"),
        ("Nøkkel for dem", how[Role.PSEUDONYM]),
        ("Resten til", f"{bureau}, som ikke får se fødselsnumrene"),
        ("Nøkkel for resten", how[Role.STATISTIKK]),
    ]
