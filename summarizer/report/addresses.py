"""Where things stand: every article, statement, happening and stretch of words has one address in the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.schema import Quote, Span

Words = tuple[int, int]
"""Start and end of a stretch of `Article.text`."""


@dataclass(frozen=True)
class Addresses:
    """Addresses as seen from one page of the report. Ids are built from numbers: no text of an article is in them."""

    numbers: Mapping[str, int]
    """Article id to its number in the report, from 1."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """Article id to the file it stands in; empty where the report is one page."""
    first: str = ""
    """The file that says what the articles say together; empty where the report is one page."""
    here: str = ""
    """The file these addresses are written into."""

    @classmethod
    def of(cls, ids: Sequence[str]) -> Addresses:
        """Addresses in a report that is one page."""
        return cls({each: number for number, each in enumerate(ids, 1)})

    def article(self, article_id: str) -> str:
        """The article."""
        return f"{self._file(article_id)}#a{self.numbers[article_id]}"

    def words(self, article_id: str, words: Quote | Span) -> str:
        """Words of an article, in place."""
        return f"{self._file(article_id)}#{self.words_id(article_id, (words.start, words.end))}"

    def words_id(self, article_id: str, words: Words) -> str:
        """The id where a stretch of words begins."""
        return f"t{self.numbers[article_id]}-{words[0]}-{words[1]}"

    def item(self, article_id: str, item_id: str) -> str:
        """An event or claim of an article's record."""
        return f"{self._file(article_id)}#{self.item_id(article_id, item_id)}"

    def item_id(self, article_id: str, item_id: str) -> str:
        """The id of an event or claim."""
        return f"i{self.numbers[article_id]}-{item_id}"

    def together(self, name: str) -> str:
        """A section, happening or figure of what the articles say together."""
        return f"{'' if self.here == self.first else self.first}#{name}"

    def _file(self, article_id: str) -> str:
        file = self.pages.get(article_id, self.here)
        return "" if file == self.here else file
