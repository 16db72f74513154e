"""Pictures of the ground under the map: GeoTIFF, MBTiles and folders of tiles, warped to the workspace's CRS."""
