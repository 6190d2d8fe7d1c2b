"""The one scale that every distance in the window stands on, in pixels."""

NONE = 0
TINY = 4
"""Between lines that are read as one."""
SMALL = 8
"""Between a thing and what belongs to it: a mark and its words, two buttons."""
MEDIUM = 12
"""Between the parts of a card."""
LARGE = 16
"""Inside a card, and between cards."""
WIDE = 24
"""Round a page."""
HUGE = 32
"""Above a heading that begins something new."""

SCALE = (NONE, TINY, SMALL, MEDIUM, LARGE, WIDE, HUGE)
