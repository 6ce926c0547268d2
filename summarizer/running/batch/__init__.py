"""The same questions as a run asks, sent by the Batch API: half the price, answers within a day.

    batch/state.json            which files there are and how far each has come (`state`)
    batch/0001.requests.jsonl   one request a line, as uploaded (`requests`)
    batch/0001.output.jsonl     what the server answered, as downloaded (`results`)
    batch/0001.errors.jsonl     what it could not answer

A request goes by the key its answer has in the cache, so answers find their way back in any order, and whatever has an
answer is not asked again. Everything else follows from the run folder: what is missing is what an ordinary run over
the same inputs would still have to ask.
"""
