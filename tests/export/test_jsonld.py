"""Linked data, read by a JSON-LD processor that may fetch nothing."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from pyld import jsonld

from summarizer.export.jsonld import CONTEXT, OWN, JsonLd, iri
from summarizer.schema import Record
from tests.export.samples import HOSTILE, stories
from tests.running.samples import article, record

SCHEMA = "https://schema.org/"
OA = "http://www.w3.org/ns/oa#"


def document(records: list[Record]) -> dict[str, Any]:
    file = io.BytesIO()
    written = JsonLd(file)
    for each in records:
        written.write(each)
    written.close()
    made: dict[str, Any] = json.loads(file.getvalue())
    return made


def nothing_is_fetched(url: str, _: object) -> dict[str, Any]:
    raise AssertionError(f"{url} was asked for")


@pytest.fixture(scope="module")
def expanded() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = jsonld.expand(
        document([*stories(), record(article())]), {"documentLoader": nothing_is_fetched}
    )
    return found


def of_type(expanded: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [node for node in expanded if node["@type"] == [name]]


def test_every_term_is_known_and_of_a_vocabulary(expanded: list[dict[str, Any]]) -> None:
    def check(written: Any, read: Any) -> None:
        """Expansion drops what it cannot name: nothing may be dropped."""
        if isinstance(written, list):
            assert len(written) == len(read)
            for one, other in zip(written, read, strict=True):
                check(one, other)
        elif isinstance(written, dict):
            assert len(written) == len(read), (written, read)
            for key, value in read.items():
                assert key.startswith(("@", SCHEMA, OA, OWN))
                assert value not in ([], None)

    check(document([*stories(), record(article())])["@graph"], expanded)


def test_no_node_has_a_relative_name(expanded: list[dict[str, Any]]) -> None:
    quads = jsonld.to_rdf(expanded, {"documentLoader": nothing_is_fetched})["@default"]
    subjects = {quad["subject"]["value"] for quad in quads}
    named = {node["@id"] for node in expanded}
    assert len(named) == len(expanded)
    assert named <= subjects
    assert all(name.startswith("ni:///sha-256;") for name in named)


def test_items_hang_on_their_article(expanded: list[dict[str, Any]]) -> None:
    articles = {node["@id"] for node in of_type(expanded, f"{SCHEMA}NewsArticle")}
    assert len(articles) == 4
    for event in of_type(expanded, f"{SCHEMA}Event"):
        assert event[f"{SCHEMA}subjectOf"][0]["@id"] in articles
    claims = of_type(expanded, f"{SCHEMA}Claim")
    assert {claim[f"{SCHEMA}author"][0][f"{SCHEMA}name"][0]["@value"] for claim in claims} == {
        "Anna Berg",
        "Bob",
    }
    events = {node["@id"] for node in of_type(expanded, f"{SCHEMA}Event")}
    assert {ref["@id"] for claim in claims for ref in claim.get(f"{SCHEMA}about", [])} <= events


def test_an_annotation_leads_to_its_words(expanded: list[dict[str, Any]]) -> None:
    texts = {iri(each.article): each.article.text for each in [*stories(), record(article())]}
    items = {node["@id"] for node in expanded}
    annotations = of_type(expanded, f"{OA}Annotation")
    assert annotations
    for each in annotations:
        assert each[f"{OA}hasBody"][0]["@id"] in items
        (target,) = each[f"{OA}hasTarget"]
        text = texts[target[f"{OA}hasSource"][0]["@id"]]
        words, place = target[f"{OA}hasSelector"]
        start, end = (place[f"{OA}{name}"][0]["@value"] for name in ("start", "end"))
        assert text[start:end] == words[f"{OA}exact"][0]["@value"]
        before = words.get(f"{OA}prefix", [{"@value": ""}])[0]["@value"]
        assert text[:start].endswith(before)


def test_figures_dates_and_codes(expanded: list[dict[str, Any]]) -> None:
    planned, *_, met, _ = of_type(expanded, f"{SCHEMA}Event")
    assert planned[f"{SCHEMA}eventStatus"] == [{"@id": f"{SCHEMA}EventScheduled"}]
    assert planned[f"{OWN}action"] == [{"@value": "AID"}]
    assert planned[f"{OWN}plover"] == [{"@value": "AGREE"}]
    assert planned[f"{OWN}quantity"][0][f"{SCHEMA}value"] == [{"@value": 2000}]
    assert met[f"{SCHEMA}startDate"] == [{"@type": "http://www.w3.org/2001/XMLSchema#date", "@value": "2021-07-19"}]


def test_hostile_text_stays_text() -> None:
    found = [node for node in document(stories())["@graph"] if node["type"] == "NewsArticle"]
    assert HOSTILE in found[2]["text"]


def test_a_run_without_records_is_a_document() -> None:
    assert document([]) == {"@context": CONTEXT, "@graph": []}
