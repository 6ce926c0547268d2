"""Measuring what the program finds against what people have labelled."""
