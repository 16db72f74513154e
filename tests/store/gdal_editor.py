"""Run in a process of its own: real GDAL opens city.gpkg and edits it, as QGIS does beneath its windows.

Usage: python gdal_editor.py CITY.gpkg. Changes address 1, moves address 2, deletes address 3, adds one.
Prints one JSON document; knows nothing of this project.
"""

import ctypes
import json
import sys
from pathlib import Path

import pyogrio

OPEN_VECTOR_FOR_UPDATE = 0x04 | 0x01
ADDED = (384_200.0, 4_383_210.0)


def library() -> ctypes.CDLL:
    folder = Path(pyogrio.__file__).parent.parent / "pyogrio.libs"
    gdal = ctypes.CDLL(str(next(folder.glob("libgdal*"))))
    for name in ("GDALOpenEx", "GDALDatasetGetLayer", "GDALDatasetGetLayerByName", "OGR_L_GetFeature"):
        getattr(gdal, name).restype = ctypes.c_void_p
    for name in ("OGR_L_GetLayerDefn", "OGR_F_Create", "OGR_G_CreateGeometry", "OGR_L_GetSpatialRef"):
        getattr(gdal, name).restype = ctypes.c_void_p
    for name in ("OGR_L_GetName", "OSRGetAuthorityCode"):
        getattr(gdal, name).restype = ctypes.c_char_p
    gdal.OGR_L_GetFeatureCount.restype = ctypes.c_longlong
    gdal.GDALAllRegister()
    return gdal


gdal = library()


def pointer(value: int) -> ctypes.c_void_p:
    return ctypes.c_void_p(value)


def point(x: float, y: float) -> ctypes.c_void_p:
    shape = pointer(gdal.OGR_G_CreateGeometry(1))
    gdal.OGR_G_SetPoint_2D(shape, 0, ctypes.c_double(x), ctypes.c_double(y))
    return shape


def row(layer: ctypes.c_void_p, fid: int) -> ctypes.c_void_p:
    return pointer(gdal.OGR_L_GetFeature(layer, ctypes.c_longlong(fid)))


def layers(dataset: ctypes.c_void_p) -> dict[str, int]:
    found = [pointer(gdal.GDALDatasetGetLayer(dataset, at)) for at in range(gdal.GDALDatasetGetLayerCount(dataset))]
    return {gdal.OGR_L_GetName(layer).decode(): gdal.OGR_L_GetFeatureCount(layer, 1) for layer in found}


def edit(layer: ctypes.c_void_p) -> list[int]:
    definition = pointer(gdal.OGR_L_GetLayerDefn(layer))
    full = gdal.OGR_FD_GetFieldIndex(definition, b"full")
    changed, moved = row(layer, 1), row(layer, 2)
    gdal.OGR_F_SetFieldString(changed, full, "改过的地址1号".encode())
    gdal.OGR_F_SetGeometryDirectly(moved, point(384_300.0, 4_383_200.0))
    new = pointer(gdal.OGR_F_Create(definition))
    gdal.OGR_F_SetFieldString(new, full, "新增的地址2号".encode())
    gdal.OGR_F_SetGeometryDirectly(new, point(*ADDED))
    results = [gdal.OGR_L_SetFeature(layer, changed), gdal.OGR_L_SetFeature(layer, moved)]
    results += [gdal.OGR_L_DeleteFeature(layer, ctypes.c_longlong(3)), gdal.OGR_L_CreateFeature(layer, new)]
    return results


def main() -> None:
    dataset = pointer(gdal.GDALOpenEx(sys.argv[1].encode(), OPEN_VECTOR_FOR_UPDATE, None, None, None))
    before = layers(dataset)
    layer = pointer(gdal.GDALDatasetGetLayerByName(dataset, b"addresses"))
    crs = gdal.OSRGetAuthorityCode(pointer(gdal.OGR_L_GetSpatialRef(layer)), None)
    results = edit(layer)
    gdal.GDALClose(dataset)
    print(json.dumps({"layers": before, "crs": crs.decode(), "results": results}))


main()
