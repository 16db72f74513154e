"""What a user may ask for: permission, transaction, log, then the pure part."""
