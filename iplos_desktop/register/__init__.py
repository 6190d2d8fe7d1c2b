"""What the register's own words mean: classes, elements, value types, identifiers."""
