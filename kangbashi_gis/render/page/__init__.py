"""Printed sheets: a page becomes ink (flat arrays in millimetres), and ink becomes PDF, SVG, pixels or paper."""
