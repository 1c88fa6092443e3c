"""A site as people type it becomes the origin a browser sends, or is refused with the cure."""

from __future__ import annotations

import pytest

from bots import config
from bots.errors import ConfigError
from bots.schema.origin import origin

UNDERSTOOD = {
    "as it is": ("https://shop.example", "https://shop.example"),
    "a bare name": ("www.shop.example", "https://www.shop.example"),
    "an address of a page": ("https://www.Shop.example/help?a=b#c", "https://www.shop.example"),
    "a slash at its end": ("https://shop.example/", "https://shop.example"),
    "a bare name with a page": ("shop.example/en/", "https://shop.example"),
    "a port": ("shop.example:8443", "https://shop.example:8443"),
    "a port that goes without saying": ("https://shop.example:443", "https://shop.example"),
    "http that was meant": ("http://shop.example", "http://shop.example"),
    "this machine": ("127.0.0.1:8899", "http://127.0.0.1:8899"),
    "this machine by name": ("localhost:3000/page", "http://localhost:3000"),
    "this machine in six": ("[::1]:3000", "http://[::1]:3000"),
    "letters of another script": ("https://müller.example", "https://xn--mller-kva.example"),
    "a house name with its scheme": ("http://intranet", "http://intranet"),
}
REFUSED = (
    "*", "null", "our shop", "shop", "https://", "file:///home", "ftp://shop.example", "a@shop.example",
    "https://me:secret@shop.example", "https://*.shop.example", "shop.example:port", "-.example", "",
)  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_a_site_is_kept_as_browsers_name_it(typed: str, kept: str) -> None:
    assert origin(typed) == kept
    assert origin(kept) == kept


@pytest.mark.parametrize("typed", REFUSED)
def test_what_no_browser_sends_is_refused_with_the_cure(typed: str) -> None:
    with pytest.raises(ValueError, match="as it stands in the browser") as refused:
        origin(typed)
    assert "secret" not in str(refused.value), "messages hold no values"


def test_a_bot_file_is_read_the_same_way() -> None:
    file = "id: shop\nkind: support\nname: Shop\norigins: [{}]\n"
    assert config.load(file.format("www.shop.example/help")).origins == ("https://www.shop.example",)
    with pytest.raises(ConfigError) as refused:
        config.load(file.format('"*"'))
    assert [problem.where for problem in refused.value.problems] == ["bot.yaml, origins[0]"]
