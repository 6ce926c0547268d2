"""What templates show beyond the words of the contract."""

from __future__ import annotations

from summarizer.report import views
from summarizer.report.addresses import Addresses
from summarizer.report.index import Facets, Index
from summarizer.report.texts import Texts
from summarizer.schema import Quote, Reason, Rejected
from summarizer.schema.digest import Citation
from tests.digest.samples import Story
from tests.report.samples import material, village

TEXT = "Der Rat tagte am Montag in Bonn."


def cite(start: int, end: int, article: str = "a") -> Citation:
    return Citation(article_id=article, item_id="e1", quote=Quote.of(TEXT, start, end))


def test_words_inside_other_words_are_cited_once() -> None:
    whole, inside, other, elsewhere = cite(0, 20), cite(4, 8), cite(24, 31), cite(4, 8, "b")
    assert views.apart([inside, whole, whole, other, elsewhere]) == [whole, other, elsewhere]


def test_a_refused_draft_in_one_line() -> None:
    reason = Reason(code="invalid", sentence="x")
    said = {"title": "Boote", "actors": ["A", "B"], "when": None, "long": "x" * 200}
    found = views.draft(Rejected(kind="event", draft=said, reason=reason))
    assert found.startswith('title: Boote · actors: ["A", "B"] · long: xxx')
    assert found.endswith("x…")
    assert len(found) < 140


def test_wordings_that_differ_in_marks_only() -> None:
    assert views.same("Der Rat tagte.", "Der Rat tagte")
    assert views.same("„Wir bleiben“", "Wir bleiben")
    assert not views.same("Der Rat tagte nicht.", "Der Rat tagte.")


def test_sides_of_a_disagreement_in_the_readers_words() -> None:
    assert views.side_value("status", "planned", Texts("en")) == "planned"
    assert views.side_value("asserted_by", "article", Texts("de")) == "Der Artikel selbst"
    assert views.side_value("location", "planned", Texts("de")) == "planned"


def test_a_row_shows_the_figure_in_its_words() -> None:
    made = material(village())
    at, index = Addresses.of([each.id for each in made.digest.articles]), Index(made.digest)
    view = views.figure_view(made.digest.figures[0], at, index, Texts("de"))
    row = view.rows[0]
    assert (row.before, row.found, row.after) == ("Am Montag protestierten in Weidenau ", "300", " Landwirte.")
    assert row.name == "300 Landwirte; berichtet; Artikel 1; 4. März 2025"
    assert [row.odd for row in view.rows] == [True, True]
    assert view.legend == ["reported", "conflict_legend"]


def test_a_figure_whose_words_are_not_in_the_quote_marks_nothing() -> None:
    made = material(village())
    figure = made.digest.figures[0]
    changed = [
        each.model_copy(update={"quantity": each.quantity.model_copy(update={"text": "dreihundert"})})
        for each in figure.readings
    ]
    at, index = Addresses.of([each.id for each in made.digest.articles]), Index(made.digest)
    row = views.figure_view(figure.model_copy(update={"readings": changed}), at, index, Texts("de")).rows[0]
    assert (row.before, row.found, row.after) == ("Am Montag protestierten in Weidenau 300 Landwirte.", "", "")


def test_facets_say_by_what_something_is_found() -> None:
    records = village()
    made = material(records)
    index = Index(made.digest)
    names = [speaker.name for speaker in made.digest.speakers]
    melo = names.index("Melo") + 1
    boats = records[0].events[1]
    assert index.of_event("a", boats) == Facets(("AID",), ("occurred",), (melo,), (1,))
    (claim,) = records[0].claims
    assert index.of_claim("a", claim) == Facets(("AID",), ("occurred",), (melo,), (1,))
    happening = index.happening("a", "e1")
    assert happening is not None
    assert index.of_happening(happening).articles == (1, 2)
    assert index.of_figure(made.digest.figures[0]) == Facets(("PROTEST",), ("occurred",), (), (1, 2))


def test_addresses_lead_to_other_pages_only_where_there_are_any() -> None:
    quote = Story("a", TEXT).quote("Rat")
    one = Addresses.of(["a", "b"])
    assert (one.words("b", quote), one.article("a"), one.item("b", "c1")) == ("#t2-4-7", "#a1", "#i2-c1")
    assert one.together("d1") == "#d1"
    several = Addresses({"a": 1, "b": 2}, {"a": "r-2.html", "b": "r-3.html"}, "r.html", "r-2.html")
    assert several.words("a", quote) == "#t1-4-7"
    assert several.words("b", quote) == "r-3.html#t2-4-7"
    assert several.together("d1") == "r.html#d1"
