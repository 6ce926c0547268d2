"""Small runs to report on: one of a village in spring, one by somebody who wants to break out of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from summarizer.digest.build import digest
from summarizer.report.material import Material
from summarizer.schema import (
    Article,
    Counts,
    Failure,
    Quantity,
    Reason,
    Record,
    Rejected,
    Run,
    Span,
    SummarySentence,
    Tokens,
    text_digest,
)
from summarizer.schema.digest import Figure, Reading
from tests.digest.samples import Story, number, on

MONDAY = on("am Montag", "2025-03-03")
MENU = "Menü\nStartseite\nAbonnement\nUnsere Zeitung zum Hören und Lesen, jetzt vier Wochen lang kostenlos testen: \
einfach anmelden, die Kündigung geht jederzeit und ohne Angabe von Gründen.\n\n"
FOOTER = "\n\nTeilen"


def a_run(**counts: int) -> Run:
    """What `run.json` says."""
    day = datetime(2025, 3, 9, tzinfo=UTC)
    return Run(
        program="summarizer 0",
        model="m",
        endpoint="embedded",
        prompts=[],
        inputs=["in"],
        started=day,
        updated=day,
        state="done",
        counts=Counts(**counts),
        tokens=Tokens(),
        seconds=1,
    )


def material(records: Sequence[Record], failures: Sequence[Failure] = ()) -> Material:
    """Records with their digest."""
    rejected = sum(len(record.rejected) for record in records)
    return Material(a_run(rejected=rejected), digest(records, "summarizer 0"), lambda: records, failures)


def framed(story: Story, **fields: Any) -> Record:
    """A record whose article has a menu before its body and a line after it."""
    record = story.record()
    shift = len(MENU)
    text = f"{MENU}{story.text}{FOOTER}"
    content = [Span(start=shift, end=shift + len(story.text))]
    article = record.article.model_copy(
        update={"text": text, "text_sha256": text_digest(text), "content": content} | fields
    )
    given = record.model_dump()
    for item in (*given["events"], *given["claims"]):
        quotes = [*item["quotes"], *([item["speaker"]["mention"]] if item.get("speaker") else [])]
        for quote in quotes:
            start, end = quote["start"] + shift, quote["end"] + shift
            quote |= {
                "start": start,
                "end": end,
                "prefix": text[max(0, start - 32) : start],
                "suffix": text[end : end + 32],
            }
    return Record.model_validate(given | {"article": article.model_dump()})


def village() -> list[Record]:
    """Three articles: a protest counted differently, a claim and its denial, a plan."""
    one = Story(
        "a",
        "Am Montag protestierten in Weidenau 300 Landwirte.",
        "Melo sagte, Norwegen habe am Montag 40 Boote geliefert.",
        published="2025-03-04",
    )
    one.event(
        "In Weidenau protestierten am Montag 300 Landwirte",
        "PROTEST",
        location="Weidenau",
        when=MONDAY,
        quantities=[number("300", 300, "Landwirte")],
    )
    one.event("Norwegen lieferte 40 Boote", "AID", "Norwegen", at=1, when=MONDAY, asserted_by=["c1"])
    one.claim("Norwegen habe am Montag 40 Boote geliefert", "Melo", about="e2")
    two = Story("b", "Am Montag protestierten in Weidenau 340 Landwirte.", published="2025-03-04")
    two.event(
        "In Weidenau protestierten am Montag 340 Landwirte",
        "PROTEST",
        location="Weidenau",
        when=MONDAY,
        quantities=[number("340", 340, "Landwirte")],
    )
    three = Story(
        "c",
        "Norwegen lieferte am Montag 40 Boote.",
        "Aas bestritt, dass am Montag Boote geliefert worden seien.",
        "Die Gemeinde will eine Brücke bauen.",
        published="2025-03-06",
    )
    three.event("Norwegen lieferte 40 Boote", "AID", "Norwegen", when=MONDAY)
    three.claim("dass am Montag Boote geliefert worden seien", "Aas", about="e1", polarity="negative")
    three.event("Die Gemeinde will eine Brücke bauen", "OTHER", "Gemeinde", at=2, status="planned")
    refused = Rejected(
        kind="event",
        draft={"title": "Ein Boot sank", "quantities": []},
        reason=Reason(code="number_not_in_quote", sentence="„ein“ steht nicht im Zitat."),
    )
    first = framed(one, title="Protest in Weidenau", outlet="Weidenauer Blatt", url="https://example.org/weidenau")
    first = first.model_copy(
        update={"rejected": [refused], "summary": [SummarySentence(text="300 Landwirte protestierten.", cites=["e1"])]}
    )
    return [first, framed(two, title="340 bei Protest"), framed(three, title="Streit um Boote")]


HOSTILE = (
    "<script>window.broken = 1</script>"
    '<img src=x onerror="window.broken = 2">'
    "\" onclick='window.broken = 3' x=\""
    "</script></style></title><!--"
    "{{ 7 * 7 }} \u202eTXET\u202c javascript:alert(1)"
)


def hostile() -> list[Record]:
    """One article that is hostile wherever text can stand."""
    story = Story(
        "evil", f"Der Rat {HOSTILE} tagte am Montag.", f"Laut {HOSTILE} kamen 300 Gäste <b>.", published="2025-03-04"
    )
    unit = "Gäste<script>window.broken = 4</script>"
    story.event(
        HOSTILE, "CONSULT", HOSTILE, HOSTILE, location=HOSTILE, when=MONDAY.model_copy(update={"text": HOSTILE})
    )
    story.event("Gäste kamen", "OTHER", at=1, quantities=[number("300", 300, unit)], asserted_by=["c1"])
    story.claim("kamen 300 Gäste <b>", HOSTILE, about="e2", quantities=[number("300", 310, unit, "at_least")])
    bad = Rejected(kind="claim", draft={HOSTILE: HOSTILE}, reason=Reason(code="invalid", sentence=HOSTILE))
    record = story.record()
    claims = [
        each.model_copy(update={"speaker": each.speaker and each.speaker.model_copy(update={"role": HOSTILE})})
        for each in record.claims
    ]
    article = record.article.model_copy(
        update={"title": HOSTILE, "outlet": HOSTILE, "url": "javascript:window.broken=5", "source": HOSTILE}
    )
    return [record.model_copy(update={"article": article, "claims": claims, "rejected": [bad]})]


def hostile_failures() -> list[Failure]:
    """A failure whose words are hostile."""
    return [Failure(source=HOSTILE, stage="reading", code="empty", message=HOSTILE, remedy=HOSTILE)]


def reading(value: float | None = None, article: str = "a", **fields: Any) -> Reading:
    """A reading of a figure: `value`, or `low` and `high`."""
    low, high = fields.pop("low", None), fields.pop("high", None)
    bound = fields.pop(
        "bound", "exact" if value is not None else "range" if low and high else "at_least" if low else "at_most"
    )
    published = fields.pop("published", None)
    text = str(value if value is not None else low or high)
    quote = Story("q", f"Es waren {text} Boote.").quote(f"{text} Boote")
    given: dict[str, Any] = {"item_id": "e1", "status": "is", "speakers": []}
    return Reading(
        article_id=article,
        quantity=Quantity(value=value, low=low, high=high, bound=bound, unit=fields.pop("unit", "Boote"), text=text),
        published=date.fromisoformat(published) if published else None,
        quote=quote,
        **given | fields,
    )


def figure(*readings: Reading, **fields: Any) -> Figure:
    """A figure of these readings."""
    given: dict[str, Any] = {"verdict": "updated", "because": [], "conflicting": []}
    return Figure(id="f1", label="Boote", unit="Boote", readings=list(readings), **given | fields)


def an_article(text: str, *content: tuple[int, int]) -> Article:
    """An article with these stretches of body; all of it if none is given."""
    return Article(
        id="a",
        source="a.txt",
        text_sha256=text_digest(text),
        language="de",
        text=text,
        content=[Span(start=start, end=end) for start, end in content or [(0, len(text))]],
    )
