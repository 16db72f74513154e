"""QML, the style files of QGIS: read from versions 2 and 3, written for 3.16 and later."""
