"""A small file over HTTPS, by the system's proxy and trust store. Nothing else here calls out."""
