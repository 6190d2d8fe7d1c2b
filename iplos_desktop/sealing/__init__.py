"""Everything that touches a key: certificates, key lists, the sealed message, opening it again."""
