"""Whether this workstation is ready, for IT staff. Nothing is changed, and nobody is called."""
