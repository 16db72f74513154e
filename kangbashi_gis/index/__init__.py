"""Find it fast: indexes that can always be rebuilt from the store."""
