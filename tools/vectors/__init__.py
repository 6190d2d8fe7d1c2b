"""Makes tests/vectors/ anew: files for whoever writes a receiver or a sender of their own.

Type python -m tools.vectors. Keys and nonces are new each time, so it is done only when the
format has changed, and is no part of make generated.
"""
