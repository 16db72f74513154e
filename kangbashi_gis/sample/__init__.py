"""Makes the made-up sample district, at any size, as files to import."""

from kangbashi_gis.sample.district import write_district
from kangbashi_gis.sample.manifest import File, Manifest

__all__ = ["File", "Manifest", "write_district"]
