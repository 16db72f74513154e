"""Words for findings on references: codes that begin with reference_."""

from collections.abc import Mapping

from kangbashi_gis.diagnoses.diagnosis import Diagnosis

REFERENCES: Mapping[str, Diagnosis] = {}
