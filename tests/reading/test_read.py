"""From inputs to articles and failures: every way in, and every way it can go wrong."""

from __future__ import annotations

import io
import json
import os
from datetime import date
from pathlib import Path

import pytest

from summarizer.reading import read
from summarizer.schema import Article, Failure, text_digest

BODY = (
    "Die Feuerwehr hat am Montag einen Brand in einer Lagerhalle gelöscht. Verletzt wurde nach Angaben der Polizei "
    "niemand, der Schaden liegt bei zwei Millionen Euro."
)
ENGLISH = "The fire brigade put out a fire in a warehouse on Monday. Nobody was hurt, the police said in the evening."


def _html(title: str = "Brand in Lagerhalle") -> str:
    paragraphs = "".join(f"<p>{BODY} Das war der {number}. Einsatz in dieser Woche.</p>" for number in range(2, 6))
    return (
        f"<!doctype html><html lang='de'><head><title>{title}</title><meta property='og:title' content='{title}'>"
        "<meta property='og:site_name' content='Nordblatt'><meta property='article:published_time' "
        "content='2025-03-04T10:00:00+01:00'></head><body><nav><a href='/'>Startseite</a><a href='/abo'>Abo</a></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article><footer>Impressum 01.02.2020</footer></body></html>"
    )


def _line(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


def _only(path: Path) -> Article | Failure:
    (result,) = read([path])
    return result


def test_text_files_keep_every_character(tmp_path: Path) -> None:
    text = f"{BODY}\r\n\r\n\u202eEnde\u202c\x01 der Meldung.\u00a0\r\n"
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    article = _only(tmp_path / "a.txt")
    assert isinstance(article, Article)
    assert article.text == text
    assert article.source == str(tmp_path / "a.txt")
    assert article.language == "de"


def test_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# Brand in einer Lagerhalle\n\n{ENGLISH}\n", encoding="utf-8")
    article = _only(tmp_path / "a.md")
    assert isinstance(article, Article)
    assert (article.title, article.language) == ("Brand in einer Lagerhalle", "en")


def test_html(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(_html(), encoding="utf-8")
    article = _only(tmp_path / "a.html")
    assert isinstance(article, Article)
    assert (article.title, article.outlet, article.published) == ("Brand in Lagerhalle", "Nordblatt", date(2025, 3, 4))
    assert "Startseite" not in article.text
    assert article.text[article.content[0].start :].startswith("Die Feuerwehr")


def test_html_date_is_never_taken_from_the_text(tmp_path: Path) -> None:
    without = _html().replace("article:published_time", "x")
    (tmp_path / "a.html").write_text(without, encoding="utf-8")
    article = _only(tmp_path / "a.html")
    assert isinstance(article, Article)
    assert article.published is None


def test_jsonl_fields_and_extras(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        _line(id="x1", text=BODY, title="Brand", url="https://example.org/1", published="2025-03-04", desk=[1, None])
        + "\n"
        + _line(html=_html(), published="neulich"),
        encoding="utf-8",
    )
    first, second = read([path])
    assert isinstance(first, Article)
    assert (first.id, first.title, first.url, first.published) == (
        "x1",
        "Brand",
        "https://example.org/1",
        date(2025, 3, 4),
    )
    assert first.extra == {"desk": [1, None]}
    assert first.source == f"{path}#1"
    assert isinstance(second, Article)
    assert (second.id, second.source, second.outlet) == ("a-3", f"{path}#3", "Nordblatt")
    assert second.extra == {"published": "neulich"}


def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [_line(id=1, text=BODY), '{"id": 2, "text": \n', "[1]\n", _line(id=4, title="leer"), _line(id=5, text="  ")]
    path.write_bytes("".join(lines).encode() + b'{"text": "\xff"}\n' + _line(id=7, text=ENGLISH).encode())
    results = list(read([path]))
    assert [r.code if isinstance(r, Failure) else r.id for r in results] == [
        "1",
        "broken_json",
        "broken_json",
        "no_text",
        "no_text",
        "encoding",
        "7",
    ]
    assert f"{path}#2" in results[1].message  # type: ignore[union-attr]


def test_folders_are_walked_sorted_and_other_files_ignored(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/3.txt", "1.txt", "a/picture.png", ".cache/4.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    assert [r.id for r in read([tmp_path]) if isinstance(r, Article)] == ["1", "3", "2"]


def test_globs(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.png"):
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    assert [r.id for r in read([str(tmp_path / "*")]) if isinstance(r, Article)] == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (BODY, ["stdin"]),
        (_html(), ["stdin"]),
        (_line(id="x", text=BODY) + _line(text=ENGLISH), ["x", "stdin-2"]),
    ],
)
def test_standard_input(data: str, ids: list[str]) -> None:
    results = list(read(["-"], stdin=io.BytesIO(data.encode())))
    assert [r.id for r in results if isinstance(r, Article)] == ids
    assert all(r.source.startswith("-") for r in results)


@pytest.mark.parametrize(
    ("name", "safe"),
    [("Bericht über Köln (neu)", "Bericht-uber-Koln-neu"), ("..a", "a"), ("https://x.org/a?b=1", "https-x.org-a-b-1")],
)
def test_ids_are_safe_file_names(name: str, safe: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(_line(id=name, text=BODY), encoding="utf-8")
    article = _only(tmp_path / "a.jsonl")
    assert isinstance(article, Article)
    assert article.id == safe


def test_an_id_of_no_latin_letter_still_gets_one(tmp_path: Path) -> None:
    (tmp_path / "新闻.txt").write_text(BODY, encoding="utf-8")
    article = _only(tmp_path / "新闻.txt")
    assert isinstance(article, Article)
    assert article.id.startswith("article-")


def test_duplicate_ids_name_both_places(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(BODY, encoding="utf-8")
    first, second = read([tmp_path])
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert second.code == "duplicate_id"
    assert str(tmp_path / "a" / "same.txt") in second.message
    assert str(tmp_path / "b" / "same.txt") in second.message


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.txt", b" \n", "blank"),
        ("a.txt", b"GIF89a\x00\x00", "binary"),
        ("a.txt", "Grüße".encode() + b"\xff", "encoding"),
        ("a.txt", b"Wort " * 1_000_001, "too_large"),
        ("a.jsonl", b'{"text": "' + b"Wort " * 1_000_001 + b'"}', "too_large"),
        ("a.html", b"<html><body><img src='a.png'></body></html>", "no_article"),
        ("a.txt", "Menü\nSuche\nAnmelden".encode(), "no_body"),
        (
            "a.txt",
            b"Le gouvernement a annonce hier une reforme, mais l'opposition n'est pas satisfaite.",
            "language_unsupported",
        ),
        ("a.pdf", b"%PDF", "suffix_unsupported"),
    ],
)
def test_failures_name_place_and_remedy_and_reading_goes_on(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(data)
    good.write_text(BODY, encoding="utf-8")
    failure, article = read([bad, good])
    assert isinstance(failure, Failure)
    assert (failure.code, failure.stage) == (code, "reading")
    assert str(bad) in failure.message
    assert failure.source.startswith(str(bad))
    assert failure.remedy
    assert isinstance(article, Article)


@pytest.mark.parametrize("name", ["", "no.txt", "a\0b.txt", "a\ud800b", "[x", "x" * 5000, "nothing-*.txt"])
def test_names_that_lead_nowhere(name: str) -> None:
    (failure,) = read([name])
    assert isinstance(failure, Failure)
    assert failure.code in {"missing", "unreadable"}
    assert failure.model_dump_json()


def test_a_file_name_in_another_encoding(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/B\xe9richt.txt"))
    path.write_text(BODY, encoding="utf-8")
    article = _only(path)
    assert isinstance(article, Article)
    assert (article.id, article.source) == ("B-richt", f"{tmp_path}/B?richt.txt")


def test_missing_paths_and_empty_folders(tmp_path: Path) -> None:
    (tmp_path / "picture.png").touch()
    missing, nothing = read([tmp_path / "no.txt", tmp_path])
    assert isinstance(missing, Failure)
    assert isinstance(nothing, Failure)
    assert (missing.code, nothing.code) == ("missing", "nothing_readable")


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_unreadable_files(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / name).write_text(_line(text=BODY), encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    failure = _only(tmp_path / name)
    assert isinstance(failure, Failure)
    assert failure.code == "unreadable"
    assert "Permission denied" in failure.message


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n\x00\x01\u202e\ufeff\u200b {BODY}",
        f"{BODY} \ud83d {BODY}",
        "Die Lage ist ernst und " * 40_000,
        "." * 200_000 + BODY,
        "\n" * 200_000 + BODY,
        "(" * 100_000 + BODY,
        "„" * 100_000 + BODY,
    ],
    ids=["controls", "lone surrogate", "one long line", "dots", "line breaks", "brackets", "quotation marks"],
)
def test_hostile_texts_do_no_harm(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}), encoding="utf-8")
    article = _only(tmp_path / "a.jsonl")
    assert isinstance(article, Article)
    assert len(article.text) == len(text)
    assert Article.model_validate_json(article.model_dump_json()) == article


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    results = read([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert isinstance(next(results), Article)
    (tmp_path / "b.txt").write_text(ENGLISH, encoding="utf-8")
    assert isinstance(next(results), Article), "a file is looked for when its turn comes"


def test_what_is_known_comes_in_place_of_the_article_and_is_not_understood(tmp_path: Path) -> None:
    lines = [_line(id="menu", text="Startseite"), _line(id="new", text=BODY), _line(id="page", html=_html())]
    (tmp_path / "a.jsonl").write_text("".join(lines), encoding="utf-8")
    *_, page = read([tmp_path / "a.jsonl"])
    assert isinstance(page, Article)
    records = {"menu": text_digest("Startseite"), "new": text_digest("older"), "page": page.text_sha256}
    found = list(read([tmp_path / "a.jsonl"], known=lambda name, digest: name if records[name] == digest else None))
    assert [each.id if isinstance(each, Article) else each for each in found] == ["menu", "new", "page"]
    assert [type(each) for each in found] == [str, Article, str]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_refused_without_waiting_for_its_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    failure = _only(pipe)
    assert isinstance(failure, Failure)
    assert failure.code == "no_file"
    assert str(pipe) in failure.message
    assert "standard input" in failure.remedy
