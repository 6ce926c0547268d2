"""The way to a model: `open_endpoint` puts the stack together, every other module is one layer of it.

Knows requests and answers, and nothing of articles.
"""
