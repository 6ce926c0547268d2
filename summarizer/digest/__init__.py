"""One story out of many records: which events are one, how figures go together, who says what. Calls no model."""
