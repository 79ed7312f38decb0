"""鍵 — the opaque identity of a row. Places are made of keys, never of positions."""

from base64 import b32encode
from hashlib import blake2b
from typing import Annotated

from pydantic import Field

Key = Annotated[str, Field(pattern=r"^[a-z0-9]{4,40}$")]


def derive_key(*parts: object) -> str:
    """The same key for the same parts, always and everywhere; their order and boundaries matter.

    >>> derive_key("48", "(1)") == derive_key("48", "(1)")
    True
    >>> len({derive_key("48", "1"), derive_key("1", "48"), derive_key("481"), derive_key("48", 1)})
    4
    """
    digest = blake2b(digest_size=10)
    for part in parts:
        kind = "i" if isinstance(part, int) else "s" if isinstance(part, str) else type(part).__name__
        said = f"{part:d}" if kind == "i" else str(part)
        data = said.encode("utf-8", "surrogatepass")
        digest.update(f"{kind}{len(data)}:".encode())
        digest.update(data)
    return b32encode(digest.digest()).decode().lower()[:10]
