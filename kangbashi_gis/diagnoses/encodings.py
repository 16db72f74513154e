"""Words for findings on encodings: codes that begin with encoding_."""

from collections.abc import Mapping

from kangbashi_gis.diagnoses.diagnosis import Diagnosis

ENCODINGS: Mapping[str, Diagnosis] = {}
