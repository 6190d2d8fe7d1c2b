"""Makes what IT staff install, from the locked packages: `python -m installer`."""
