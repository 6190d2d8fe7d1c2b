"""IPLOS Desktop checks and encrypts a municipality's yearly IPLOS export."""

__version__ = "0.1.0"
