"""The attack on published statistics."""
