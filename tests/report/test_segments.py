"""The text in pieces: nothing lost, every piece knows what rests on it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.report.segments import Block, Mark, Piece, blocks
from tests.report.samples import an_article


def pieces(found: list[Block]) -> list[Piece]:
    return [piece for block in found for paragraph in block.paragraphs for piece in paragraph.pieces]


def joined(found: list[Block]) -> str:
    paragraphs = [paragraph for block in found for paragraph in block.paragraphs]
    return "".join("".join(piece.text for piece in each.pieces) + each.after for each in paragraphs)


def test_overlapping_quotes_are_cut_where_they_begin_and_end() -> None:
    marks = [Mark(0, 6, "e1"), Mark(3, 9, "c1"), Mark(3, 6, "e2")]
    found = pieces(blocks(an_article("abcdefghijk"), marks))
    assert [(piece.text, piece.items) for piece in found] == [
        ("abc", ("e1",)),
        ("def", ("e1", "e2", "c1")),
        ("ghi", ("c1",)),
        ("jk", ()),
    ]
    assert [piece.begins for piece in found] == [((0, 6),), ((3, 6), (3, 9)), (), ()]


def test_a_quote_over_two_paragraphs_begins_once() -> None:
    found = pieces(blocks(an_article("ab\n\ncd"), [Mark(1, 6, "e1")]))
    assert [(piece.text, piece.begins) for piece in found] == [("a", ()), ("b", ((1, 6),)), ("cd", ())]
    assert [piece.items for piece in found] == [(), ("e1",), ("e1",)]


def test_what_surrounds_the_body_is_kept_and_collapsed_if_long() -> None:
    text = "Menü " * 50 + "Der Text.\n\nTeilen"
    start = text.index("Der Text.")
    found = blocks(an_article(text, (start, start + 9)), [])
    assert [(block.body, block.collapsed) for block in found] == [(False, True), (True, False), (False, False)]
    assert joined(found) == text


@given(st.text(alphabet="ab \n\r", min_size=1, max_size=40), st.data())
def test_the_pieces_are_the_text(text: str, data: st.DataObject) -> None:
    if not text.strip():
        text = f"a{text}"
    places = st.integers(0, len(text))
    pair = st.tuples(places, places).filter(lambda each: each[0] != each[1]).map(sorted)
    marks = [Mark(*each, item=f"e{n}") for n, each in enumerate(data.draw(st.lists(pair, max_size=5)), 1)]  # type: ignore[misc]
    start, end = data.draw(pair)
    found = blocks(an_article(text, (start, end)), marks)
    assert joined(found) == text
    for piece in pieces(found):
        assert text[piece.start : piece.end] == piece.text
        over = {mark.item for mark in marks if mark.start <= piece.start and piece.end <= mark.end}
        assert set(piece.items) == over
    printed = {(m.start, m.end) for m in marks if text[m.start : m.end].strip("\r\n ")}
    assert {words for piece in pieces(found) for words in piece.begins} >= printed
