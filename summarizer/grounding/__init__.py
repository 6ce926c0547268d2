"""Holding what a model said against the words of the source. No model is called here."""
