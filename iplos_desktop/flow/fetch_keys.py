"""The key list from the address the machine's policy names."""

from urllib.parse import urlsplit

from iplos_desktop.errors import UserError
from iplos_desktop.fetch.https import Limits, fetch
from iplos_desktop.fetch.trouble import another_file
from iplos_desktop.flow.policy import Policy
from iplos_desktop.sealing.keylist import LARGEST_LIST, is_whole_list
from iplos_desktop.watch import Watch

_CARRY = (
    "Hent nøkkellista på en annen maskin, og ta den med hit på en minnepinne. Det er like trygt."
)


def no_way(policy: Policy) -> UserError | None:
    """Why the list cannot be fetched on this machine; None when it can be tried."""
    if policy.trouble is not None:
        return policy.trouble
    if not policy.network:
        return UserError("Nettet er slått av for dette programmet.", _CARRY)
    if policy.key_list_address is None:
        return UserError(
            "Programmet vet ikke hvor på nettet nøkkellista ligger.",
            f"Det er IT-avdelingen som legger inn adressen. {_CARRY}",
        )
    return None


def fetch_list(policy: Policy, year: int, watch: Watch) -> bytes:
    """The list of a data year, its signature not yet looked at. Raises UserError and Cancelled."""
    hindered = no_way(policy)
    if hindered is not None:
        raise hindered
    address = (policy.key_list_address or "").replace("{aar}", str(year))
    data = fetch(address, Limits(LARGEST_LIST), policy.proxy, watch)
    if not is_whole_list(data):
        raise another_file(urlsplit(address).hostname or "")
    return data
