"""A manifest as it has come: whether each field is there, and of the kind the schema says.

docs/manifest-statistikk.schema.json and docs/manifest-pseudonym.schema.json say the same. Further
fields are let pass: a later version of the same format may have them.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, get_args

from iplos_desktop.errors import UserError
from iplos_desktop.sealing.certificate import Role
from iplos_desktop.sealing.manifest import DIGESTS, FORMAT, IDENT_MESSAGE
from iplos_desktop.sealing.trust import How

_Judge = Callable[[Any], bool]


def _matches(pattern: str) -> _Judge:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _count(value: Any) -> bool:  # noqa: ANN401 - whatever JSON can hold
    return type(value) is int and value >= 0


def _flag(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, bool)


def _one_of(*values: object) -> _Judge:
    return lambda value: any(type(value) is type(one) and value == one for one in values)


def _or_none(judge: _Judge) -> _Judge:
    return lambda value: value is None or judge(value)


def _object(fields: Mapping[str, _Judge]) -> _Judge:
    return lambda value: (
        isinstance(value, dict)
        and all(name in value and judge(value[name]) for name, judge in fields.items())
    )


def _each(judge: _Judge) -> _Judge:
    return lambda value: isinstance(value, dict) and all(map(judge, value.values()))


def _some(judge: _Judge) -> _Judge:
    return lambda value: isinstance(value, list) and bool(value) and all(map(judge, value))


_TEXT = _matches(r"(?s).*")
_VERSION = _matches(r"(?s).+")
_SHA256 = _matches(r"[0-9a-f]{64}")
_ROLE = _one_of(*(role.value for role in Role))
_KEY = {
    "role": _ROLE,
    "fingerprint": _SHA256,
    "trusted_by": _one_of(*get_args(How)),
    "key_list_version": _or_none(_count),
}
_COMMON: dict[str, _Judge] = {
    "format": _one_of(FORMAT),
    "receiver": _ROLE,
    "program_version": _VERSION,
    "rule_book_version": _VERSION,
    "year_package_version": _VERSION,
    "created": _matches(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"),
    "delivery_id": _matches(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "data_year": _count,
    "municipality": _matches(r"\d{4}"),
    "district": _matches(r"\d\d"),
    "organisation_number": _TEXT,
    "contact": _object({"name": _TEXT, "email": _TEXT, "phone": _or_none(_TEXT)}),
    "corrected": _flag,
    "test": _flag,
    "keys": _some(_object(_KEY)),
    "persons": _count,
    "identmelding_sha256": _or_none(_SHA256),
}
_FORMS = {
    Role.STATISTIKK: _object(
        {
            **_COMMON,
            "parts": _one_of(1, 2),
            "records": _each(_count),
            "findings": _each(_object({"level": _TEXT, "count": _count})),
            "innhold_sha256": _SHA256,
        }
    ),
    Role.PSEUDONYM: _object({**_COMMON, "parts": _one_of(2), "innhold_p7m_sha256": _SHA256}),
}


def check_manifest(manifest: Mapping[str, Any], receiver: Role, entries: Collection[str]) -> None:
    """Raise UserError when it is not what goes to this receiver with these entries."""
    told = {name for field, name in DIGESTS.items() if manifest.get(field) is not None}
    whole = _FORMS[receiver](manifest) and manifest["receiver"] == receiver.value
    if not whole or not told <= set(entries) or _is_misplaced(manifest, receiver, entries):
        raise another_manifest()


def _is_misplaced(manifest: Mapping[str, Any], receiver: Role, entries: Collection[str]) -> bool:
    """Whether the bureau of two receivers has got the ident message, which is the manager's."""
    for_two = receiver is Role.STATISTIKK and manifest["parts"] == 2  # noqa: PLR2004 - parts
    return for_two and IDENT_MESSAGE in entries


def another_manifest() -> UserError:
    """What is in the file and what its manifest says are two things."""
    return UserError(
        "Innholdet i fila er ikke det følgebrevet i den sier.",
        "Ingenting er skrevet. Be avsenderen kryptere og sende på nytt.",
    )
