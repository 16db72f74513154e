"""QGIS draws a GeoPackage's parcels, filled and outlined; run with the Python that QGIS belongs to.

    python3 benchmarks/render_parts/peer.py CITY.gpkg KILOMETRES…

Prints {"kilometres": seconds}; 0 kilometres is the whole extent. The better of two turns.
"""

import json
import sys
import time

from qgis.core import (  # type: ignore[import-not-found]
    QgsApplication,
    QgsFillSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize  # type: ignore[import-not-found]

SIZE = 1600, 1000


def main() -> None:
    """Print the seconds of each window."""
    app = QgsApplication([], False)
    app.initQgis()
    layer = QgsVectorLayer(f"{sys.argv[1]}|layername=parcels", "parcels", "ogr")
    symbol = QgsFillSymbol.createSimple({"color": "#f6efe0", "outline_color": "#b8a888", "outline_width": "0.15"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    print(
        json.dumps({kilometres: min(drawn(layer, float(kilometres)) for _ in range(2)) for kilometres in sys.argv[2:]})
    )
    app.exitQgis()


def drawn(layer: "QgsVectorLayer", kilometres: float) -> float:
    """Draw one window; gives the seconds."""
    whole = layer.extent()
    half_x, half_y = kilometres * 500, kilometres * 500 * SIZE[1] / SIZE[0]
    middle = whole.center()
    window = QgsRectangle(middle.x() - half_x, middle.y() - half_y, middle.x() + half_x, middle.y() + half_y)
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(QSize(*SIZE))
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(window if kilometres else whole)
    job = QgsMapRendererParallelJob(settings)
    begun = time.perf_counter()
    job.start()
    job.waitForFinished()
    return round(time.perf_counter() - begun, 3)


if __name__ == "__main__":
    main()
