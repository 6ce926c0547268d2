"""What each means gives on the quotation corpus: the signs that grammar reads, and the ways of asking the small model.

    python benchmarks/means.py CORPUS            # a folder with train.jsonl and dev.jsonl; prints the tables
    python benchmarks/means.py CORPUS --write    # also writes them into evals/README.md
    python benchmarks/means.py CORPUS --model    # also asks the embedded model, on 20 articles of dev

Each line takes one means away. Without `--model` the first speaker that grammar proposes is taken and nobody is asked.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.page import put  # noqa: E402
from summarizer.drafting import asking as requests  # noqa: E402
from summarizer.drafting import prompts, question, sentence_draft, shown  # noqa: E402
from summarizer.drafting.drafter import Drafter  # noqa: E402
from summarizer.endpoint.errors import Nonsense  # noqa: E402
from summarizer.evaluation.corpus import QuotedArticle, quotations_of, read_corpus, sample, to_article  # noqa: E402
from summarizer.evaluation.quotations import Table, score  # noqa: E402
from summarizer.language.de import speech  # noqa: E402
from summarizer.language.speech import ReportedSpeech  # noqa: E402

SAMPLE = 20
"""Articles of dev on which the model is asked: each way of asking takes some ten minutes."""

SIGNS: dict[str, tuple[str, ...]] = {
    "all signs": (),
    "without frames (laut, nach Angaben, zufolge)": ("_prepositional_frame",),
    "without verbs of saying and their clause": ("_verbal_frame",),
    "without nouns of saying (die Sorge, dass …)": ("_noun_of_saying", "_saying_came_from"),
    "without quotation marks": ("_quotation",),
    "without hearsay (soll … haben)": ("_hearsay",),
    "without verbs that tell a saying (forderte …)": ("_told_saying",),
    "without the Konjunktiv": ("_subjunctive", "_accordingly"),
}


class Unasked:
    """Stands in for the model: the first speaker, no event, no repair."""

    async def ask(self, *, response_model: Any, **_: Any) -> Any:
        if not issubclass(response_model, question.Answer):
            raise Nonsense("nobody is asked", "", "unasked")
        return response_model.model_validate({n: first(f.annotation) for n, f in response_model.model_fields.items()})


def first(answer_model: Any) -> dict[str, Any]:
    says = answer_model.model_fields.get("says")
    event = {"event": None} if "event" in answer_model.model_fields else {}
    return event | ({"says": says.annotation.__args__[0]} if says else {})


@contextmanager
def together(patches: list[Any]) -> Iterator[None]:
    with ExitStack() as stack:
        for each in patches:
            stack.enter_context(each)
        yield


def without(finders: tuple[str, ...]) -> Any:
    return together([patch.object(speech, name, lambda *_: None) for name in finders])


def reading(change: Callable[[ReportedSpeech, str], ReportedSpeech]) -> Any:
    """Change what grammar reads of each sentence."""
    language = sentence_draft.languages.get("de")

    def changed(sentence: str) -> ReportedSpeech | None:
        found = speech.reported_speech(sentence)
        return change(found, sentence) if found else None

    return patch.object(sentence_draft.languages, "get", lambda code: replace(language, reported_speech=changed))


def proposed(article: QuotedArticle, name: str) -> tuple[str, list[Any]]:
    """What grammar alone finds in an article, one means taken away."""
    changes: dict[str, Callable[[], Any]] = {
        "whole sentences, not content clauses": lambda: reading(lambda s, text: replace(s, content=((0, len(text)),))),
        "no speakers of sentences before": lambda: reading(lambda s, _: replace(s, earlier_speaker=False)),
    }
    with changes[name]() if name in changes else without(SIGNS[name]):
        drafter = Drafter(Unasked(), ROOT / "prompts", "sentence")  # type: ignore[arg-type]  # it asks, which is all
        found = asyncio.run(drafter.statements(to_article(article)))
    return article.id, quotations_of(SimpleNamespace(claims=found.claims))  # type: ignore[arg-type]  # has claims


def by_grammar(articles: list[QuotedArticle], name: str, pool: ProcessPoolExecutor) -> Table:
    return score(articles, dict(pool.map(partial(proposed, name=name), articles, chunksize=8)))


ASKING = (
    "as it is",
    "its “nobody” ignored",
    "each sentence in a request of its own",
    "the sentences round and between them in view",
    "the lead in view",
)


async def by_model(articles: list[QuotedArticle], name: str) -> Table:
    """The embedded model's choices, asked in the way that `name` says."""
    from summarizer.running.pipeline import Summarizer  # noqa: PLC0415

    found = {}
    with asking(name):
        async with Summarizer(model="embedded") as summarizer:
            for article in articles:
                found[article.id] = quotations_of(await summarizer.asummarize(to_article(article)))
    return score(articles, found)


@contextmanager
def asking(name: str) -> Iterator[None]:
    shown_in: dict[str, list[str]] = {}
    draft, messages, claim = sentence_draft.draft_by_sentences, prompts.Prompt.messages, sentence_draft._Builder._claim

    async def remembering(article: Any, sentences: Any, endpoint: Any, prompt: Any) -> Any:
        said = [shown.shown(article.text[s.start : s.end]) for s in sentences]
        shown_in.update(dict.fromkeys(said, said))
        return await draft(article, sentences, endpoint, prompt)

    def in_view(self: Any, **values: str) -> Any:
        numbers = {line.partition("] ")[2]: line for line in values.get("sentences", "").splitlines()}
        article = shown_in.get(next(iter(numbers), ""), [])
        if "lead" in name:
            return messages(self, **values | {"sentences": "\n".join([*article[:2], *numbers.values()])})
        at = [n for n, sentence in enumerate(article) if sentence in numbers] or [0]
        near = [numbers.get(sentence, sentence) for sentence in article[max(0, at[0] - 1) : at[-1] + 2]]
        return messages(self, **(values | {"sentences": "\n".join(near)} if near else values))

    def kept(self: Any, number: int, question: Any, given: dict[str, Any]) -> Any:
        if given.get("says") == sentence_draft.NOBODY and question.speech.speakers:
            given = {**given, "says": question.sentence[slice(*question.speech.speakers[0])]}
        return claim(self, number, question, given)

    patches = [patch.object(sentence_draft._Builder, "_claim", kept)] if "ignored" in name else []
    if "request" in name:
        patches = [patch.object(requests, "TOGETHER", 1)]
    if "view" in name:
        from summarizer.drafting import drafter  # noqa: PLC0415

        patches = [
            patch.object(drafter, "draft_by_sentences", remembering),
            patch.object(prompts.Prompt, "messages", in_view),
        ]
    with together(patches):
        yield


def line(name: str, tables: list[Table]) -> str:
    scores = [f"{100 * (row.f1 or 0):.1f}" for t in tables for row in (t.message, t.source, t.joint)]
    return f"| {name} | {' | '.join(scores)} |"


def grammar_table(folder: Path) -> str:
    corpora = [read_corpus(folder / f"{split}.jsonl") for split in ("train", "dev")]
    head = "| grammar alone | train: message | source | joint | dev: message | source | joint |\n|" + "---|" * 7
    names = [*SIGNS, "whole sentences, not content clauses", "no speakers of sentences before"]
    with ProcessPoolExecutor() as pool:
        return "\n".join([head, *(line(name, [by_grammar(a, name, pool) for a in corpora]) for name in names)])


def model_table(folder: Path) -> str:
    articles = sample(read_corpus(folder / "dev.jsonl"), SAMPLE)
    head = f"| embedded model, {SAMPLE} articles of dev | message | source | joint |\n|" + "---|" * 4
    with ProcessPoolExecutor() as pool:
        rows = [line("not asked: the first speaker that grammar proposes", [by_grammar(articles, "all signs", pool)])]
    return "\n".join([head, *rows, *(line(name, [asyncio.run(by_model(articles, name))]) for name in ASKING)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder with train.jsonl and dev.jsonl")
    parser.add_argument("--write", action="store_true", help="write the tables into evals/README.md")
    parser.add_argument("--model", action="store_true", help="also ask the embedded model")
    options = parser.parse_args()
    parts = [
        "## What each means gives",
        "`python benchmarks/means.py CORPUS --model --write`: F1 on the quotation corpus, simplified track. Each line "
        "takes one means away, the others stay.",
        grammar_table(options.corpus),
        *([model_table(options.corpus)] if options.model else []),
    ]
    section = "\n\n".join(parts)
    print(section)
    if options.write:
        put(ROOT / "evals" / "README.md", "means", section)


if __name__ == "__main__":
    main()
