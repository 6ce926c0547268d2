"""LangExtract on articles of a file, for `benchmarks/embedded.py`: runs in the environment that has it.

    python langextract_client.py BASE_URL KEY WORKERS ARTICLES.json

Prints seconds, extractions and tokens as one line of JSON. An article it gives up on is named by its error.
"""

import json
import sys
import time
from pathlib import Path

import langextract as lx
from langextract.providers.openai import OpenAILanguageModel
from openai.resources.chat.completions import Completions

WORDS = "Laut Minister Berger wird Norland im Mai 300 Helfer nach Ostheim schicken."
CONTENT = "wird Norland im Mai 300 Helfer nach Ostheim schicken"
PROMPT = (
    "Extract events (what happened or is planned: type, status, actor, recipient, place) and claims (who says what) "
    "from the news article, verbatim, in order."
)


def shown(kind, **attributes):
    return lx.data.Extraction(extraction_class=kind, extraction_text=CONTENT, attributes=attributes)


def counting(used):
    """Have every answer's tokens added up: LangExtract does not tell them."""
    create = Completions.create

    def counted(self, **body):
        answer = create(self, **body)
        used["input"] += answer.usage.prompt_tokens
        details = answer.usage.prompt_tokens_details
        used["cached"] += (details and details.cached_tokens) or 0
        used["output"] += answer.usage.completion_tokens
        used["requests"] += 1
        return answer

    Completions.create = counted


def main():
    base_url, key, workers, path = sys.argv[1:]
    used = {"input": 0, "cached": 0, "output": 0, "requests": 0, "failed": []}
    counting(used)
    claim = shown("claim", speaker="Minister Berger", attribution="indirect")
    event = shown("event", type="AID", status="planned", actor="Norland")
    examples = [lx.data.ExampleData(text=WORDS, extractions=[claim, event])]
    model = OpenAILanguageModel("embedded", api_key=key, base_url=base_url, max_workers=int(workers))
    how = {"max_char_buffer": 1000, "max_workers": int(workers), "show_progress": False}
    found, began = 0, time.perf_counter()
    for text in json.loads(Path(path).read_text("utf-8")):
        try:
            document = lx.extract(text, prompt_description=PROMPT, examples=examples, model=model, **how)
            found += len(document.extractions or [])
        except Exception as error:
            used["failed"].append(type(error).__name__)
    print(json.dumps({"seconds": time.perf_counter() - began, "found": found, **used}))


if __name__ == "__main__":
    main()
