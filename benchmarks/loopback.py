"""A model server on the loopback interface that answers after a fixed time, and the invented articles it knows.

    python benchmarks/loopback.py SECONDS     # prints its port; lives until standard input closes

It speaks just enough HTTP/1.1 for `POST …/chat/completions`. Which article it is asked about it reads from the title in
the prompt; the answer is made by the same generator as the article, so it needs no state. Requests below `/langextract`
are answered in the form that LangExtract asks for.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
from collections.abc import Iterator
from typing import Any

SHORT = "Kurzmeldung"
FLASH = "Eilmeldung"
SERIAL = re.compile(rb"[Mm]eldung (\d+)")
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)

TOWNS = ("Altenrode", "Brunnstedt", "Eschwitz", "Falkenried", "Grünhagen", "Hirschau", "Lindenfurt", "Neumühl")
RIVERS = ("Ohle", "Zwenke", "Murde", "Selte", "Warfe")
SENT = "{town} hat am Montag {helpers} Helfer in das Hochwassergebiet an der {river} geschickt."
FIRST = ("Anna", "Bernd", "Clara", "Dieter", "Elif", "Frank", "Greta", "Hannes")
LAST = ("Berger", "Cordes", "Dahlmann", "Eickhoff", "Friedrichs", "Gerlach", "Holtmann", "Ilgner")
TELLING = """\
{town} hat am Montag {helpers} Helfer in das Hochwassergebiet an der {river} geschickt. Sie fuhren mit {cars} \
Fahrzeugen über die gesperrte Landstraße, die seit dem Wochenende nur noch für Rettungskräfte offen ist. \
Bürgermeisterin {first} {last} sagte am Abend, die Arbeiten würden mindestens {weeks} Wochen dauern. In den \
Kellern zwischen {other} und der Mündung steht das Wasser noch immer kniehoch.

„Wir lassen unsere Nachbarn in {other} nicht allein“, betonte {last}. Auf dem Marktplatz von {town} hatten \
sich schon am Morgen Freiwillige mit Schaufeln und Pumpen versammelt. Viele von ihnen kennen den Ort von den \
Festen im Sommer, manche haben dort Verwandte, deren Häuser nun leer stehen.

Der Kreistag beschloss außerdem, {millions} Millionen Euro für neue Deiche an der {river} bereitzustellen. Das \
Geld stammt aus einer Rücklage, die nach dem letzten Hochwasser gebildet worden war und seither nicht \
angetastet wurde. Nach Angaben des Deichverbands {river} sind {houses} Häuser beschädigt worden. Wie viele \
davon wieder bewohnbar werden, ist offen; die Gutachter kommen in {other} nur langsam voran, weil Brücken \
fehlen.

Zugleich geht der Blick in {town} nach vorn, denn der Pegel der {river} fällt seit der Nacht. {other} plant \
für den kommenden Frühling ein gemeinsames Übungslager mit {town}. Dort sollen die Feuerwehren beider Orte \
üben, wie sie Boote, Sandsäcke und Stromaggregate schneller an die richtige Stelle bringen. Auch die Schulen \
wollen sich beteiligen; sie hatten im Winter {pupils} Kinder in die Turnhalle von {town} aufgenommen, als die \
Heizungen in {other} ausfielen.

Für die kommenden Tage erwartet der Wetterdienst in {town} trockene Luft aus Osten und Nächte um den \
Gefrierpunkt. Den Helfern an der {river} kommt das entgegen, denn auf gefrorenem Boden lassen sich die \
schweren Pumpen leichter bewegen. Am Rand der Wiesen vor {other} haben Landwirte Stroh ausgelegt, damit die \
Fahrzeuge nicht einsinken."""


def values(serial: int) -> dict[str, Any]:
    """What is particular to an article."""
    rng = random.Random(serial)  # noqa: S311 - reproducible articles, no secret
    town, other = rng.sample(TOWNS, 2)
    people = {"first": rng.choice(FIRST), "last": rng.choice(LAST), "river": rng.choice(RIVERS)}
    figures = {"helpers": rng.randint(20, 900), "cars": rng.randint(13, 99), "weeks": rng.randint(3, 11)}
    more = {"millions": rng.randint(2, 80), "houses": rng.randint(101, 950), "pupils": rng.randint(30, 99)}
    return {"town": town, "other": other, **people, **figures, **more}


def article(serial: int) -> dict[str, str]:
    """A JSONL line of about 2,000 characters, unlike that of any other serial."""
    told = values(serial)
    text = f"{TELLING.format(**told)} Dies ist Meldung {serial} aus {told['town']}."
    title = f"Hilfe für {told['other']}: Meldung {serial}"
    return {"id": f"a{serial:06}", "title": title, "published": "2024-02-06", "text": text}


def articles(count: int, first: int = 0) -> Iterator[dict[str, str]]:
    """`count` articles from serial `first` on."""
    return (article(serial) for serial in range(first, first + count))


def short(count: int, first: int = 0) -> Iterator[dict[str, str]]:
    """`count` articles of two sentences, about which the server has nothing to say."""
    for serial in range(first, first + count):
        yield _two_sentences(SHORT, serial)


def flashes(count: int, first: int = 0) -> Iterator[dict[str, str]]:
    """`count` articles of two sentences, about which the server has one event to tell."""
    for serial in range(first, first + count):
        yield _two_sentences(FLASH, serial)


def _two_sentences(title: str, serial: int) -> dict[str, str]:
    v = values(serial)
    text = f"{SENT.format(**v)} Das ist eine Kurznachricht aus {v['town']}, und sie trägt die Nummer {serial}."
    return {"id": f"a{serial:06}", "title": f"{title} {serial}", "text": text}


def draft(serial: int) -> dict[str, Any]:
    """Three events and three claims of an article, partly in other words than its own, and a summary."""
    v = values(serial)
    town, other, river, last = v["town"], v["other"], v["river"], v["last"]
    granted = f"Der Kreistag beschloss außerdem, {v['millions']} Millionen Euro für neue Deiche an der {river} "
    granted += "bereitzustellen."
    planned = f"{other} plant für den kommenden Frühling ein gemeinsames Übungslager mit {town}."
    damaged = f"sind {v['houses']} Häuser beschädigt worden"
    return {
        "events": [
            _help_sent(v) | {"recipients": [other]},
            _event(
                f"Kreistag beschloss {v['millions']} Millionen Euro für Deiche",
                "AID",
                "planned",
                "Kreistag",
                (8, granted),
            )
            | {"figures": [f"{v['millions']} Millionen Euro"]},
            _event(f"{other} plant Übungslager mit {town}", "COOPERATE", "planned", other, (13, planned))
            | {"recipients": [town], "location": other},
        ],
        "claims": [
            _claim(f"{v['first']} {last}", 3, f"Bürgermeisterin {v['first']} {last}", "Bürgermeisterin", "sagte")
            | _content(3, f"die Arbeiten würden mindestens {v['weeks']} Wochen dauern", ["e1"]),
            _claim(f"{v['first']} {last}", 5, last, None, "betonte")
            | _content(5, f"„Wir lassen unsere Nachbarn in {other} nicht allein“", ["e1"])
            | {"attribution": "direct", "polarity": "negative"},
            _claim(f"Deichverband {river}", 10, f"Deichverbands {river}", None, "Nach Angaben")
            | _content(10, damaged, []),
        ],
        "summary": [
            {"text": f"{town} schickte {v['helpers']} Helfer in das Hochwassergebiet an der {river}.", "cites": ["e1"]},
            {"text": f"Der Kreistag beschloss {v['millions']} Millionen Euro für neue Deiche.", "cites": ["e2"]},
        ],
    }


def flash(serial: int) -> dict[str, Any]:
    """The one event of an article of two sentences."""
    return {"events": [_help_sent(values(serial))], "claims": [], "summary": []}


def _help_sent(v: dict[str, Any]) -> dict[str, Any]:
    title = f"{v['town']} schickt {v['helpers']} Helfer an die {v['river']}"
    told = {"when": "am Montag", "figures": [f"{v['helpers']} Helfer"]}
    return _event(title, "AID", "occurred", v["town"], (1, SENT.format(**v))) | told


def _event(title: str, kind: str, status: str, actor: str, place: tuple[int, str]) -> dict[str, Any]:
    nothing = {"recipients": [], "location": None, "when": None, "figures": [], "asserted_by": ["article"]}
    told = {"title": title, "type": kind, "status": status, "certainty": "certain", "actors": [actor]}
    return {**told, **nothing, "quotes": [{"sentence": place[0], "words": place[1]}]}


def _claim(name: str, sentence: int, mention: str, role: str | None, cue: str) -> dict[str, Any]:
    speaker = {"name": name, "mention": {"sentence": sentence, "words": mention}, "role": role}
    return {"speaker": speaker, "cue": cue, "attribution": "indirect", "polarity": "positive", "certainty": "certain"}


def _content(sentence: int, words: str, about: list[str]) -> dict[str, Any]:
    return {"content": words, "about": about, "quotes": [{"sentence": sentence, "words": words}]}


def extractions(serial: int) -> dict[str, Any]:
    """The same statements as LangExtract wants them: verbatim words with attributes."""
    told = draft(serial)
    events = [
        {"event": e["quotes"][0]["words"], "event_attributes": {k: e[k] for k in ("title", "type", "status")}}
        for e in told["events"]
    ]
    claims = [
        {"claim": c["quotes"][0]["words"], "claim_attributes": {"speaker": c["speaker"]["name"], "cue": c["cue"]}}
        for c in told["claims"]
    ]
    return {"extractions": [*events, *claims]}


def answer(path: bytes, body: bytes) -> bytes:
    """The chat completion for a request."""
    serial = int(SERIAL.findall(body)[-1])
    if SHORT.encode() in body:
        said: dict[str, Any] = {"events": [], "claims": [], "summary": []}
    elif FLASH.encode() in body:
        said = flash(serial)
    else:
        said = extractions(serial) if b"langextract" in path else draft(serial)
    message = {"role": "assistant", "content": json.dumps(said, ensure_ascii=False), "refusal": None}
    usage = {"prompt_tokens": 3500, "completion_tokens": 900, "total_tokens": 4400}
    choice = {"index": 0, "finish_reason": "stop", "message": message, "logprobs": None}
    whole = {"id": f"chatcmpl-{serial}", "object": "chat.completion", "created": 1, "model": "loopback"}
    return json.dumps({**whole, "choices": [choice], "usage": usage}).encode()


class Connection(asyncio.Protocol):
    """One keep-alive connection; a request is answered `seconds` after its last byte."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.received = b""
        self.parts: list[bytes] = []
        self.missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport

    def data_received(self, data: bytes) -> None:
        if self.missing > 0:
            self.parts.append(data)
            self.missing -= len(data)
        else:
            self.received += data
            head, found, rest = self.received.partition(b"\r\n\r\n")
            length = _LENGTH.search(head)
            if not found or not length:
                return
            self.received = b""
            self.path = head.split(b" ", 2)[1]
            self.parts, self.missing = [rest], int(length[1]) - len(rest)
        if self.missing <= 0:
            asyncio.get_running_loop().call_later(self.seconds, self.reply, self.path, b"".join(self.parts))

    def reply(self, path: bytes, body: bytes) -> None:
        said = answer(path, body)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(said)
        self.transport.write(head + said)


async def serve(seconds: float) -> None:
    """Serve until standard input closes."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(seconds), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1])))
