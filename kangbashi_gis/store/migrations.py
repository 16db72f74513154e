"""Numbered formats of the store files, and the way from each to the next."""

FORMAT = 1
