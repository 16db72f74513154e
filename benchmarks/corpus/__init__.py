"""Damaged files with known answers, made by code that shares nothing with what has to find out."""
