"""Lines that come back across a batch."""

from __future__ import annotations

from summarizer.reading.body import body
from summarizer.reading.recurrence import line_digest, recurring_lines

NOTICE = "Der Sender berichtet jeden Abend aus der Region und der ganzen Welt."
STORIES = [
    "Die Feuerwehr hat am Montag einen Brand in einer Lagerhalle gelöscht. Verletzt wurde niemand.",
    "Der Gemeinderat stimmt am Dienstag über den neuen Haushalt ab. Es fehlen zwei Millionen Euro.",
    "Ein Sturm hat in der Nacht zum Mittwoch mehrere Dächer abgedeckt. Die Schule bleibt geschlossen.",
]


def test_a_line_in_three_articles_is_furniture_even_if_it_reads_like_text() -> None:
    texts = [f"{story}\n{story[:40]} und mehr, wie es am Abend hieß.\n{NOTICE}" for story in STORIES]
    assert body(texts[0])[-1].end == len(texts[0]), "alone nothing tells"
    recurring = recurring_lines(texts)
    assert recurring == {line_digest(NOTICE)}
    assert body(texts[0], recurring)[-1].end == texts[0].index(NOTICE) - 1


def test_the_order_of_a_batch_has_no_effect() -> None:
    texts = [f"{story}\n{NOTICE}" for story in STORIES]
    backwards = texts[::-1]
    assert recurring_lines(texts) == recurring_lines(backwards)


def test_an_article_that_comes_twice_does_not_mark_itself() -> None:
    assert recurring_lines([STORIES[0]] * 5) == frozenset()


def test_a_reprint_keeps_its_body_though_all_of_it_recurs() -> None:
    reprints = [f"{STORIES[0]}\n{STORIES[1]}\nBlatt {number}" for number in range(3)]
    assert body(reprints[0], recurring_lines(reprints))[0].end >= len(f"{STORIES[0]}\n{STORIES[1]}")
