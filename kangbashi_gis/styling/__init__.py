"""Styles from and for other programs: QML of QGIS and SLD. What cannot be carried over is listed, never dropped."""
