"""Runs within the Python of QGIS: opens a project and says what is in it."""

import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import QgsApplication, QgsProject

application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
good = project.read(sys.argv[1])
shown = [node.layer() for node in project.layerTreeRoot().findLayers()]
said = {
    "good": good,
    "title": project.title(),
    "crs": project.crs().authid(),
    "order": [layer.name() for layer in shown],
    "names": [layer.source().split("layername=")[1] for layer in shown],
    "layers": {
        layer.name(): {"valid": layer.isValid(), "rows": layer.featureCount(), "renderer": layer.renderer().type()}
        for layer in shown
    },
}
print(json.dumps(said, ensure_ascii=False))
application.exitQgis()
