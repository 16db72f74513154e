"""Let it in: read foreign files, match their columns, locate their rows; and export."""
