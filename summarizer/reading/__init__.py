"""Reading: bytes in, articles out, with the body marked and every offset true to the source."""

from summarizer.reading.reader import read
from summarizer.reading.sentences import Sentence, split

__all__ = ["Sentence", "read", "split"]
