"""Runs within the Python of QGIS: loads each style file of a folder onto a layer and saves it again beside it."""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import QgsApplication, QgsVectorLayer

FIELDS = "field=用途:string&field=area_m2:double&field=staff:double&field=name:string&field=class:string"
KINDS = {"fill": "Polygon", "line": "LineString", "marker": "Point"}


def main(folder: Path) -> None:
    """Say for each file whether QGIS took it, and what it made of it."""
    application = QgsApplication([], False)
    application.initQgis()
    said = {}
    for file in sorted(folder.iterdir()):
        kind = file.name.split("-")[0]
        layer = QgsVectorLayer(f"{KINDS[kind]}?crs=EPSG:4546&{FIELDS}", "图层", "memory")
        if file.suffix == ".sld":
            message, good = layer.loadSldStyle(str(file))
        else:
            message, good = layer.loadNamedStyle(str(file))
        saved = folder / f"{file.stem}.again{file.suffix}"
        layer.saveSldStyle(str(saved)) if file.suffix == ".sld" else layer.saveNamedStyle(str(saved))
        said[file.name] = {"good": good, "message": message, "renderer": layer.renderer().type()}
    print(json.dumps(said, ensure_ascii=False))
    application.exitQgis()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
