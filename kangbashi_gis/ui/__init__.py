"""The window: ask, start, show. No rule of the city is decided here."""
