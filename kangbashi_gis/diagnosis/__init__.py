"""Finds out what is the matter with a foreign file before any of it is let in; writes nothing, asks when unsure."""
