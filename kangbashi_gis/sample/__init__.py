"""Makes the made-up sample district, at any size, as files to import."""
