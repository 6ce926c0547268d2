"""Flat tables and linked data for downstream systems. Made from records and digest alone."""
