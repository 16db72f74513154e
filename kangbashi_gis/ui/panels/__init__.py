"""Docked panels of the window."""
