"""Run by QGIS's own Python: opens a layer of city.gpkg as a person would, and changes, adds and deletes a row.

Usage: python3 qgis_edit.py CITY.gpkg. Prints one JSON document; knows nothing of this project.
"""

import json
import sys

from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer, edit

app = QgsApplication([], False)
app.initQgis()
found = {}
for name in ("divisions", "roads", "addresses", "buildings", "parcels", "landuse", "entities"):
    layer = QgsVectorLayer(f"{sys.argv[1]}|layername={name}", name, "ogr")
    found[name] = {"valid": layer.isValid(), "crs": layer.crs().authid(), "rows": layer.featureCount()}

layer = QgsVectorLayer(f"{sys.argv[1]}|layername=addresses", "addresses", "ogr")
rows = sorted(layer.getFeatures(), key=lambda row: row.id())
changed, moved, gone = rows[0], rows[1], rows[2]
with edit(layer):
    ok = layer.changeAttributeValue(changed.id(), layer.fields().indexOf("full"), "在QGIS里改过的地址1号")
    point = moved.geometry().asPoint()
    ok &= layer.changeGeometry(moved.id(), QgsGeometry.fromPointXY(QgsPointXY(point.x() + 10, point.y())))
    ok &= layer.deleteFeature(gone.id())
    new = QgsFeature(layer.fields())
    new.setAttribute("full", "在QGIS里新增的地址2号")
    new.setGeometry(QgsGeometry.fromPointXY(point))
    ok &= layer.addFeature(new)
print(json.dumps({"ok": bool(ok), "layers": found, "changed": changed.id(), "moved": moved.id(), "gone": gone.id()}))
del layer, new, rows, changed, moved, gone, point  # QGIS crashes where its objects outlive it
app.exitQgis()
