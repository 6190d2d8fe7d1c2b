"""How the key list would be fetched; nothing is fetched now."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from urllib.request import getproxies

from iplos_desktop.flow.policy import Policy
from iplos_desktop.flow.ready.line import Line, State

AREA = "Nett"


def network(policy: Policy) -> Iterator[Line]:
    """Whether it may be used, the address, and the proxy."""
    if not policy.network:
        yield Line(AREA, State.OK, "Nettet er slått av for programmet.")
        return
    if policy.key_list_address is None:
        yield Line(AREA, State.OK, "Ingen adresse for nøkkellista, så nettet brukes ikke.")
        return
    yield Line(
        AREA, State.OK, f"Nøkkellista hentes fra {policy.key_list_address} når noen ber om det."
    )
    yield Line(AREA, State.OK, f"Proxy: {policy.proxy or _system()}")


def _system() -> str:
    """The system's own, without who signs in."""
    named = getproxies()
    given = named.get("https") or named.get("all") or ""
    parts = urlsplit(given if "//" in given else f"//{given}")
    if not parts.hostname:
        return "systemets, som ikke har noen fast (et proxyskript spørres først når lista hentes)"
    port = f":{parts.port}" if parts.port else ""
    return f"systemets, {parts.hostname}{port}"
