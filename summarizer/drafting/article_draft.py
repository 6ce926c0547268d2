"""A draft from the whole article at once, or from as few windows as the model's context allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.drafting.draft import Draft, DraftClaim, DraftEvent, DraftSentence
from summarizer.drafting.prompts import Prompt
from summarizer.drafting.shown import numbered, shown
from summarizer.drafting.windows import CHARACTERS_A_TOKEN, windows
from summarizer.endpoint.capture import NotSent
from summarizer.endpoint.errors import ContextTooLong, ItemFailed, Truncated
from summarizer.reading.language import UNDETERMINED, language_of
from summarizer.reading.sentences import Sentence
from summarizer.schema import Article

if TYPE_CHECKING:
    from summarizer.endpoint.stack import Endpoint

_ANSWER_SHARE = 0.5
"""Of the room left beside the prompt, what is kept for the answer: a draft is about as long as what it tells."""
_MOST_ANSWER_TOKENS = 16384
_TELLING = 60
"""Characters from which on the language of an answer can be told."""


async def draft_by_windows(
    article: Article, sentences: Sequence[Sentence], endpoint: Endpoint, prompt: Prompt
) -> Draft:
    """Show the article in windows and join what each gives. A window that is too long for the model is halved.

    Raises:
        EndpointError: as the endpoint raises it, once a window cannot be halved any more.
    """
    overhead = sum(len(m["content"]) for m in _messages(article, [], prompt)) / CHARACTERS_A_TOKEN
    room = max(endpoint.context_tokens - int(overhead), 512)
    answer_tokens = min(int(room * _ANSWER_SHARE), _MOST_ANSWER_TOKENS)
    drafts: list[Draft] = []
    waiting = list(windows(sentences, room - answer_tokens))[::-1]
    not_sent: NotSent | None = None
    while waiting:
        window = waiting.pop()
        try:
            drafts.append(
                await endpoint.ask(
                    messages=_messages(article, window, prompt), response_model=Draft, max_tokens=answer_tokens
                )
            )
        except (ContextTooLong, Truncated):
            if len(window) == 1:
                raise
            middle = len(window) // 2
            waiting += [window[middle:], window[:middle]]
        except NotSent as captured:  # the questions about the other windows do not hang on the answer
            not_sent = captured
    if not_sent:
        raise not_sent
    draft = joined(drafts) if len(drafts) > 1 else drafts[0]
    _require_language(article, draft)
    return draft


def _require_language(article: Article, draft: Draft) -> None:
    """A model that answers in another language has not kept to the article's words, whatever single checks may say."""
    told = " ".join(
        [*(e.title for e in draft.events), *(c.content for c in draft.claims), *(s.text for s in draft.summary)]
    )
    if len(told) < _TELLING:
        return
    answered = language_of(told)
    if answered not in (article.language, UNDETERMINED):
        raise ItemFailed(
            f"The model answered in the language {answered!r}; the article is in {article.language!r}.",
            "Use a model that knows the article's language.",
            "wrong_language",
        )


def _messages(article: Article, window: Sequence[Sentence], prompt: Prompt) -> list[dict[str, str]]:
    return prompt.messages(
        title=shown(article.title or "-"),
        published=article.published.isoformat() if article.published else "-",
        sentences=numbered(article.text, window),
    )


def joined(drafts: Sequence[Draft]) -> Draft:
    """One draft of several, with the ids of each moved on by what came before.

    What refers to nothing in its own window must not come to refer to an item of another: it is moved past the end.
    """
    events: list[DraftEvent] = []
    claims: list[DraftClaim] = []
    summary: list[DraftSentence] = []
    past = {"e": f"e{sum(len(d.events) for d in drafts) + 1}", "c": f"c{sum(len(d.claims) for d in drafts) + 1}"}
    for draft in drafts:
        new = {"article": "article"}
        new |= {f"e{n}": f"e{n + len(events)}" for n in range(1, len(draft.events) + 1)}
        new |= {f"c{n}": f"c{n + len(claims)}" for n in range(1, len(draft.claims) + 1)}
        events += [e.model_copy(update={"asserted_by": _moved(e.asserted_by, new, past)}) for e in draft.events]
        claims += [c.model_copy(update={"about": _moved(c.about, new, past)}) for c in draft.claims]
        summary += [s.model_copy(update={"cites": _moved(s.cites, new, past)}) for s in draft.summary]
    return Draft(events=events, claims=claims, summary=summary)


def _moved(refs: Sequence[str], new: dict[str, str], past: dict[str, str]) -> list[str]:
    return [new.get(ref) or past[ref[0]] for ref in refs]
