"""What developers run: generated pages, measurements, set-up."""
