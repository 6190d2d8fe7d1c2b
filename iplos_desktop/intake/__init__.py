"""From an export file on disk to batches of records, in one read."""
