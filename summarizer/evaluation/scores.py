"""The scores of a run against the gold.

Items: precision, recall and F1, *soft* and *strict* (see `matching`). Optional gold neither rewards nor punishes: what
is matched with it is left out of the predictions, and it is left out of what there was to find. Fields are scored on
matched compulsory pairs. Nothing that cannot be scored is counted as 0: it is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from summarizer.evaluation import refusals
from summarizer.evaluation.digests import score_digest
from summarizer.evaluation.fields import claim_fields, event_fields
from summarizer.evaluation.gold import Gold, GoldClaim, GoldEvent, GoldRun
from summarizer.evaluation.matching import Matching, match_claims, match_events
from summarizer.evaluation.measures import Counts
from summarizer.evaluation.overlap import Tokens
from summarizer.evaluation.results import ArticleResult, FoundItem, Item, Kind, Result, Usage
from summarizer.evaluation.runs import RunFolder
from summarizer.evaluation.support import names_quoted, supported
from summarizer.schema import Claim, Event, Record
from summarizer.schema import Tokens as TokenCount


def score_run(run: RunFolder, gold: Mapping[str, Gold], across: GoldRun | None = None) -> Result:
    """Score every labelled article of a run, and its digest if something is labelled `across` them.

    Articles without labels are passed over.
    """
    results: list[ArticleResult] = []
    broken: list[str] = []
    for name, labelled in gold.items():
        broken += [f"{name}: {fault}" for fault in _faults(name, labelled, run)]
        record = run.records.get(name)
        if record and record.article.text_sha256 == labelled.text_sha256:
            results.append(score_article(labelled, record, run.verbatim[name]))
            broken += [f"{name}: summary: {fault}" for fault in results[-1].unsupported]
    return Result(
        program=run.run.program,
        model=run.run.model,
        endpoint=run.run.endpoint,
        prompts=run.run.prompts,
        created=datetime.now(UTC),
        articles=results,
        broken=broken,
        usage=_usage([record for name, record in run.records.items() if name in gold]),
        digest=score_digest(run.digest, run.records, gold, across) if across else None,
    )


def score_article(gold: Gold, record: Record, verbatim: Counts) -> ArticleResult:
    """Score one record against the labels of the same text; `verbatim` counts its quotes that stand in the text."""
    text = record.article.text
    events = match_events(text, gold.events, record.events)
    claims = match_claims(text, gold.claims, record.claims)
    tokens = Tokens.of(text)
    found: dict[str, FoundItem] = {}
    partners = {record.events[pair.found].id: gold.events[pair.gold].id for pair in events.pairs}
    partners |= {record.claims[pair.found].id: gold.claims[pair.gold].id for pair in claims.pairs}
    for pair in events.pairs:
        event = gold.events[pair.gold]
        fields = event_fields(tokens, event, record.events[pair.found], partners)
        found[event.id] = FoundItem(title=event.title, optional=event.optional, strict=pair.strict, fields=fields)
    for pair in claims.pairs:
        claim = gold.claims[pair.gold]
        fields = claim_fields(tokens, claim, record.claims[pair.found], partners)
        found[claim.id] = FoundItem(title=claim.content, optional=claim.optional, strict=pair.strict, fields=fields)
    sentences, unsupported = supported(record)
    judged = [
        refusals.judge(text, each, *((gold.claims, claims) if each.kind == "claim" else (gold.events, events)))
        for each in record.rejected
    ]
    return ArticleResult(
        article_id=record.article.id,
        gold_sha256=gold.digest(),
        counts={
            **_items("events", gold.events, len(record.events), events),
            **_items("claims", gold.claims, len(record.claims), claims),
            "summary.key_events": _key_events(gold, record, events),
            "summary.supported": sentences,
            "summary.names_quoted": names_quoted(record),
            "grounding.verbatim": verbatim,
            "refusals.right": refusals.counts(judged),
        },
        found=found,
        missed={
            **_missed("events", gold.events, events),
            **_missed("claims", gold.claims, claims),
        },
        false=[
            *(_item("events", record.events[j]) for j in events.extra),
            *(_item("claims", record.claims[j]) for j in claims.extra),
        ],
        unsupported=unsupported,
        refusals=judged,
    )


def _faults(name: str, gold: Gold, run: RunFolder) -> Iterator[str]:
    """What must never be, whatever the scores."""
    if name in run.verbatim:
        true, quotes = run.verbatim[name][:2]
        if true < quotes:
            yield f"{quotes - true:.0f} of {quotes:.0f} quotes do not stand in the text"
    if name in run.invalid:
        yield f"the record is not valid: {run.invalid[name]}"
    elif name in run.records:
        if run.records[name].article.text_sha256 != gold.text_sha256:
            yield "the text is not the one that was labelled"
    else:
        yield f"no record: {run.failures.get(name, 'the run has neither a record nor a failure for it')}"


def _items(
    kind: Kind, gold: Sequence[GoldEvent] | Sequence[GoldClaim], found: int, matching: Matching
) -> dict[str, Counts]:
    compulsory = sum(not item.optional for item in gold)
    pairs = [pair for pair in matching.pairs if not gold[pair.gold].optional]
    predicted = found - (len(matching.pairs) - len(pairs))
    hits = {"soft": len(pairs), "strict": sum(pair.strict for pair in pairs)}
    return {
        f"{kind}.{name}": (float(hit), float(predicted), float(hit), float(compulsory)) for name, hit in hits.items()
    }


def _missed(kind: Kind, gold: Sequence[GoldEvent] | Sequence[GoldClaim], matching: Matching) -> dict[str, Item]:
    return {gold[i].id: _item(kind, gold[i]) for i in matching.missed if not gold[i].optional}


def _key_events(gold: Gold, record: Record, events: Matching) -> Counts:
    """Key events that a sentence of the summary cites, out of all."""
    cited = {ref for sentence in record.summary for ref in sentence.cites}
    keys = [i for i, event in enumerate(gold.events) if event.key]
    met = [pair for pair in events.pairs if pair.gold in keys and record.events[pair.found].id in cited]
    return float(len(met)), float(len(keys))


def _item(kind: Kind, item: Event | Claim) -> Item:
    first = item.quotes[0]
    title = item.title if isinstance(item, Event) else item.content
    return Item(kind=kind, title=title, exact=first.exact, start=first.start)


def _usage(records: Sequence[Record]) -> Usage:
    made = [record.provenance for record in records]
    costs = [each.cost for each in made if each.cost is not None]
    return Usage(
        requests=sum(each.requests for each in made),
        attempts=sum(each.attempts for each in made),
        tokens=TokenCount(
            input=sum(each.tokens.input for each in made),
            cached=sum(each.tokens.cached for each in made),
            output=sum(each.tokens.output for each in made),
        ),
        cost=sum(costs) if len(costs) == len(made) and made else None,
        seconds=sum(each.seconds for each in made),
    )
