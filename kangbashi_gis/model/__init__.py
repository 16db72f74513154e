"""What things are: frozen data, no files, no Qt."""
