"""Finds out what is the matter with a foreign file, before anything of it is let in. Writes nothing, asks when unsure."""
