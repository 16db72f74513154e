"""What GEOS says is wrong with a shape, as keys of our own words."""

REASONS = {
    "Self-intersection": "self_crossing",
    "Ring Self-intersection": "self_touching",
    "Hole lies outside shell": "hole_outside",
    "Holes are nested": "holes_overlap",
    "Nested shells": "parts_overlap",
    "Duplicate Rings": "border_twice",
    "Too few points in geometry component": "too_few_corners",
    "Interior is disconnected": "falls_apart",
}


def fault(said: str) -> str:
    """Give the key for a reason of `shapely.is_valid_reason`, with or without its place; "border_broken" for others."""
    return REASONS.get(said.split("[")[0].strip(), "border_broken")
