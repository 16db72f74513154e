"""Ways to look at the map: back and forward, boxes, bookmarks, an overview, a second map, a comparison."""
