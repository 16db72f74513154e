"""Lengths, areas and coordinates as people write them."""

from PySide6.QtCore import QCoreApplication


def length(length_m: float) -> str:
    """Write a length: metres below a kilometre."""
    if length_m >= 1000:
        return QCoreApplication.translate("Units", "{number} km").format(number=f"{length_m / 1000:,.2f}")
    return QCoreApplication.translate("Units", "{number} m").format(number=f"{length_m:,.0f}")


def area(area_m2: float) -> str:
    """Write an area: square metres below a hectare."""
    if area_m2 >= 10_000:
        return QCoreApplication.translate("Units", "{number} ha").format(number=f"{area_m2 / 10_000:,.2f}")
    return QCoreApplication.translate("Units", "{number} m²").format(number=f"{area_m2:,.0f}")


def coordinates(x: float, y: float) -> str:
    """Write a place in the workspace's CRS, east first."""
    return QCoreApplication.translate("Units", "E {x}  N {y}").format(x=f"{x:,.1f}", y=f"{y:,.1f}")
