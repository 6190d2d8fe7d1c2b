"""What a setting of the machine is now, in words a user can read."""

from iplos_desktop.flow.managed import (
    ADDRESS,
    BY_HAND,
    LOG_FOLDER,
    NETWORK,
    OUTPUT_FOLDER,
    PROXY,
    ROOTS,
    SENDERS,
    TEST_MODE,
    Setting,
)
from iplos_desktop.flow.policy import Policy


def shown(setting: Setting, policy: Policy) -> str:
    """The value in force, on one line."""
    return {
        SENDERS: lambda: (
            ", ".join(f"{one.municipality}/{one.district}" for one in policy.senders)
            or "som fylt ut på siden Avsender"
        ),
        OUTPUT_FOLDER: lambda: str(policy.output_folder or "som valgt på siden Krypter"),
        LOG_FOLDER: lambda: str(policy.log_folder or "brukerens egen"),
        TEST_MODE: lambda: _yes(policy.test_mode),
        NETWORK: lambda: _yes(policy.network),
        PROXY: lambda: policy.proxy or "systemets egen",
        ADDRESS: lambda: policy.key_list_address or "ingen",
        ROOTS: lambda: f"{len(policy.roots)} i tillegg til dem som følger med",
        BY_HAND: lambda: _yes(policy.trust_by_hand),
    }[setting]()


def _yes(allowed: bool) -> str:  # noqa: FBT001 - what is shown
    return "ja" if allowed else "nei"
