"""What a reply may look like: words and listed links; images, HTML, hidden characters, foreign links go."""

from __future__ import annotations

import pytest

from guardrails.markup import allowed, tidy

HOSTS = frozenset({"shop.example"})


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("See ![x](https://evil.example/a.png?d=secret) here", "See x here"),
        ("See [our page](https://shop.example/returns) here", "See [our page](https://shop.example/returns) here"),
        ("See [our page](https://evil.example/returns) here", "See our page here"),
        ("See [q](https://shop.example/?d=secret)", "See q"),
        ("Go to https://evil.example/x?d=1.", "Go to ."),
        ("Go to https://help.shop.example/a.", "Go to https://help.shop.example/a."),
        ("Go to evil.example/x1 now", "Go to  now"),
        ("Go to shop.example/returns now", "Go to shop.example/returns now"),
        ("Open hxxps://evil[.]example/x now", "Open  now"),
        ("Open evil[.]example/x now", "Open  now"),
        ("Sizes 38/39 and/or 24.12./25.12.", "Sizes 38/39 and/or 24.12./25.12."),
        ("<b onclick=alert(1)>Hi</b> you", "Hi you"),
        ("Put `<script>` there", "Put `<script>` there"),
        ("[run](javascript:alert(1))", "run)"),
        ("a\u200bb\u202ec", "abc"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
    ],
)
def test_tidy(said: str, shown: str) -> None:
    assert tidy(said, HOSTS) == shown


def test_a_link_that_stands_in_a_source_may_be_named() -> None:
    assert tidy("See https://maker.example/care.", HOSTS, ("Read https://maker.example/care first",)).endswith("care.")


@pytest.mark.parametrize(
    "address", ["https://shop.example@evil.example/", "https://evilshop.example", "ftp://shop.example", "http://[::1"]
)
def test_a_look_alike_host_is_not_allowed(address: str) -> None:
    assert not allowed(address, HOSTS)
