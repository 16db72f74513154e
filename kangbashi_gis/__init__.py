"""Kangbashi GIS: a desktop workstation for the foundational geospatial data of a city district."""

__version__ = "0.1.0"
