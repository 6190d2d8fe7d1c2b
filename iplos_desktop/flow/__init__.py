"""The work without a window: checking, sealing, the wizard's session, what is remembered."""
