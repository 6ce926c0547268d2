"""Bytes to text."""

from __future__ import annotations

import pytest

from summarizer.reading.decode import MAX_BYTES, decode
from summarizer.reading.errors import Unreadable

TEXT = "Die Größe der Münchner Straßen\r\n“gilt” – laut Händlern –\rals „überholt“, sagt Jürgen Müller.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_comes_back_character_for_character(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


def test_latin_1_is_read() -> None:
    assert decode("Ärger äußert sich überall, sagt Jürgen Müller.".encode("latin-1"), "a.txt").startswith("Ärger")


@pytest.mark.parametrize(
    ("data", "code", "named"),
    [
        (b"", "empty", "a.txt"),
        (b"\xef\xbb\xbf \r\n\t", "blank", "a.txt"),
        (b"%PDF-1.7\n\x00\x01\x02", "binary", "byte 9"),
        (b"abc\x01\x02\x03\x04\x05\x06" * 9, "binary", "byte 3"),
        ("Grüße aus Köln".encode() + b"\xff!", "encoding", "byte 17"),
        ("Привет, мир, это русский текст.".encode("cp1251"), "encoding", "byte 0"),
        ("Grüße".encode("utf-16") + b"\x00", "encoding", "byte 12"),
        (b"a" * (MAX_BYTES + 1), "too_large", f"{MAX_BYTES:,}"),
    ],
)
def test_what_is_no_text_is_refused_by_name_and_place(data: bytes, code: str, named: str) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(data, "a.txt")
    assert refused.value.code == code
    assert named in refused.value.message
    assert "a.txt" in refused.value.message
    assert refused.value.remedy
