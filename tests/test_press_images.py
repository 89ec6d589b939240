"""Sizes of pictures from their first bytes, and nothing worse than (0, 0) from any bytes."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.edition.picturesize import size_of

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480)
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08" + struct.pack(">HH", 480, 640)
VP8X = b"RIFF\0\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0" + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")
VP8L = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + (639 | 479 << 14).to_bytes(4, "little")
VP8 = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640, 480)


@pytest.mark.parametrize(
    "data",
    [
        PNG,
        JPEG,
        VP8X,
        VP8L,
        VP8,
        b"GIF89a" + struct.pack("<HH", 640, 480),
        b'<svg xmlns="x" width="640" height="480px">',
        b'<?xml version="1.0"?>\n<svg viewBox="0 0 640 480">',
    ],
)
def test_sizes(data: bytes) -> None:
    assert size_of(data) == (640, 480)
    assert size_of(data[: len(data) - 5])[0] in (0, 640)


@given(
    st.sampled_from([b"", PNG[:8], b"\xff\xd8\xff", b"RIFFxxxxWEBPVP8X", b"GIF89a", b"<svg"]), st.binary(max_size=40)
)
def test_any_bytes(start: bytes, rest: bytes) -> None:
    width, height = size_of(start + rest)
    assert width >= 0
    assert height >= 0
