"""The work from a terminal: ``iplos kontroller | krypter | nokkel | mottak | regler | demo``."""
