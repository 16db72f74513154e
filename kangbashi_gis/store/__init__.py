"""Keep it: the workspace's GeoPackage, the vault of personal data and the log of operations."""
