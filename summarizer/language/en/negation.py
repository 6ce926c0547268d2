"""English negation and denial."""

from __future__ import annotations

import re

from summarizer.language.base import NegationWords
from summarizer.language.en.function_words import FUNCTION_WORDS
from summarizer.language.page import words

NEGATION = NegationWords(
    negators=re.compile(
        r"not|no|none|never|nobody|nothing|nowhere|neither|nor|without|hardly|barely|scarcely|cannot|\w+n['’]t"
    ),
    not_negating=re.compile(
        r"not (?:only|just|merely|least)|(?:no|not) (?:more|less|fewer) than|nothing but|no doubt",
        re.IGNORECASE,
    ),
    denials=re.compile(
        r"\b(?:den(?:y|ies|ied|ying|ials?)|refut\w+|reject\w*|repudiat\w+|disput(?:e|es|ed|ing)|dismiss(?:es|ed|ing)?"
        r"|disavow\w*)\b",
        re.IGNORECASE,
    ),
    side_openers=words("although though while whereas because since after before which who whose whom where"),
    restrictors=re.compile(r"\b(?:only|just|merely|solely)\b", re.IGNORECASE),
    not_restricting=re.compile(r"\bnot (?:only|just|merely|solely)\b", re.IGNORECASE),
    prefixes=("un", "non-", "non", "dis", "in", "im"),
    empty=FUNCTION_WORDS,
)
