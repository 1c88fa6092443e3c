"""Knows: everything is added here and read aside; answers, pieces, test questions and gaps are worked on here."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from bots.fetching import Fetched
from builder.knows import say as words_of
from knowledge import OnFinding, Upload
from records.jobs import JobRow
from tests.pages.conftest import Shop, drawn, press, say, shown
from workspace import bench, corrections, jobs, sources, studio
from workspace.roles import Role

GOOD = b"# Shipping\n\nParcels leave us within two working days. Ask for Ines Moreau on +44 7700 900123.\n"
Open = Callable[..., AppTest]
NOW = datetime(2026, 1, 5, tzinfo=UTC)


def settled(page: AppTest, shop: Shop, bot: str, seconds: float = 240.0) -> AppTest:
    """The page after every job has ended."""
    base = sources.knowledge_base(shop.desk, studio.find(shop.desk, bot))
    until = time.monotonic() + seconds
    while base and jobs.open_jobs(shop.desk, base) and time.monotonic() < until:
        time.sleep(0.1)
    return page.run()


def view(page: AppTest, name: str) -> AppTest:
    page.session_state["knows:view"] = name
    return page.run()


def way(page: AppTest, name: str) -> AppTest:
    page.session_state["knows:way:Files"] = name
    return page.run()


def states(shop: Shop, bot: str) -> dict[str, str]:
    return {s.title or s.key: s.status.value for s in sources.list_sources(shop.desk, studio.find(shop.desk, bot))}


def test_a_broken_file_is_named_and_the_others_go_on(open_page: Open, own_bot: str, shop: Shop) -> None:
    page = open_page("knows", bot=own_bot)
    page.file_uploader[0].upload("shipping.md", GOOD)
    page.file_uploader[0].upload("broken.pdf", b"%PDF-1.7 and then nothing")
    page.run()
    page = settled(press(page, "Add 2 files"), shop, own_bot)
    assert not page.exception
    assert states(shop, own_bot)["Shipping"] == "indexed"
    assert "failed" in states(shop, own_bot).values()
    assert "Shipping" in shown(page)
    assert "broken" in shown(page)


def test_what_was_found_in_a_file_is_shown_as_bars(open_page: Open, own_bot: str, shop: Shop) -> None:
    page = open_page("knows", bot=own_bot)
    page.file_uploader[0].upload("shipping.md", GOOD)
    page.run()
    page = settled(press(page, "Add 1 file"), shop, own_bot)
    assert any("phone number" in text for text in drawn(page, "transcript"))
    assert not any("900123" in text for text in drawn(page, "transcript"))


def test_a_bot_that_knows_nothing_says_what_to_add(open_page: Open, own_bot: str) -> None:
    assert "Nothing to read yet" in shown(open_page("knows", bot=own_bot))


def test_a_typed_answer_is_added_and_stands_in_its_own_list(open_page: Open, own_bot: str, shop: Shop) -> None:
    page = way(view(open_page("knows", bot=own_bot), "answers"), "Question and answer")
    page.text_area[0].set_value("Do you engrave pens?")
    page.text_area[1].set_value("Yes, up to twelve letters.")
    page = press(page, "Add this answer")
    assert not page.exception
    page = view(page, "answers")
    assert "Do you engrave pens?" in shown(page)
    assert any("twelve letters" in text for text in drawn(page, "transcript"))


def test_pasted_text_is_read(open_page: Open, own_bot: str, shop: Shop) -> None:
    page = way(open_page("knows", bot=own_bot), "Text")
    page.text_input(key="title:0").set_value("December")
    page.text_area(key="text:0").set_value("In December the shop is open until eight in the evening.")
    page = settled(press(page, "Add this text"), shop, own_bot)
    assert states(shop, own_bot) == {"December": "indexed"}


def test_a_website_is_read_page_by_page(
    open_page: Open, own_bot: str, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = {
        "https://shop.example/": b'<html><h1>Shop</h1><p>We sell fountain pens.</p><a href="/faq">x</a></html>',
        "https://shop.example/faq": b"<html><h1>Questions</h1><p>Ink is free with every pen.</p></html>",
    }

    def fetch(_: str, url: str, **__: object) -> Fetched:
        return Fetched(200, site[url], "text/html") if url in site else Fetched(404, b"")

    monkeypatch.setattr(shop.app, "fetch_page", fetch)
    monkeypatch.setattr(shop.app, "wait", lambda _: None)
    page = way(open_page("knows", bot=own_bot), "Website")
    page = page.text_input(key="knows:address").set_value("https://shop.example/").run()
    page = settled(press(page, "Read this website"), shop, own_bot)
    assert not page.exception
    assert states(shop, own_bot) == {"Shop": "indexed", "Questions": "indexed"}
    assert "2 new" in shown(page)
    assert "Website, 2 pages" in " ".join(str(m.value) for m in page.markdown)


def test_what_is_no_address_is_said(open_page: Open, own_bot: str) -> None:
    page = way(open_page("knows", bot=own_bot), "Website")
    page = page.text_input(key="knows:address").set_value("pens").run()
    page = press(page, "Read this website")
    assert "web address" in page.error[0].value


def test_documents_in_another_language_are_made_searchable_by_one_press(
    open_page: Open, own_bot: str, shop: Shop
) -> None:
    bot = studio.find(shop.desk, own_bot)
    german = "# Versand {0}\n\nWir liefern Pakete innerhalb von {0} Tagen nach Hause, auch wenn Sie nicht da sind."
    texts = [GOOD, *[german.format(n).encode() for n in (3, 4)]]
    assert [
        s.status.value
        for s in sources.add_sources(shop.desk, bot, [Upload(f"{n}.md", text) for n, text in enumerate(texts)])
    ] == ["indexed"] * 3
    page = open_page("knows", bot=own_bot)
    assert "is in German" in shown(page)
    page = settled(press(page, "Search in many languages"), shop, own_bot)
    assert sources.model(shop.desk, bot) == sources.MODELS[1]
    assert "is in German" not in shown(page)


def test_own_answers_open_on_the_form_for_a_pair(open_page: Open, own_bot: str) -> None:
    page = view(open_page("knows", bot=own_bot), "answers")
    assert not page.exception
    assert not page.file_uploader
    assert [area.label for area in page.text_area] == ["The question", "Your answer"]


def test_what_is_the_shops_own_is_shown_after_it_was_said_to_be(open_page: Open, own_bot: str, shop: Shop) -> None:
    bot, phone, other = studio.find(shop.desk, own_bot), "+44 7700 900123", "+44 7700 900456"
    file = Upload("shipping.md", GOOD + f"\nA customer, call back on {other}.\n".encode())
    list(sources.add_sources(shop.desk, bot, [file]))
    (source,) = sources.list_sources(shop.desk, bot)
    assert phone not in sources.chunks(shop.desk, bot, source.id)[0].text
    page = press(open_page("knows", bot=own_bot), "This is ours, show it")
    page.text_area(key=f"ours:{source.id}").set_value(phone)
    page = page.button(key=f"ours:save:{source.id}").click().run()
    assert not page.exception
    assert studio.get_draft(shop.desk, bot).config.policy.keep == (phone,)
    list(sources.add_sources(shop.desk, bot, [file]))
    text = sources.chunks(shop.desk, bot, sources.list_sources(shop.desk, bot)[0].id)[0].text
    assert phone in text
    assert other not in text, "nothing else is let through"


def test_what_was_added_in_this_tab_is_read_again_without_adding_it_again(
    open_page: Open, own_bot: str, shop: Shop
) -> None:
    bot, phone = studio.find(shop.desk, own_bot), "+44 7700 900123"
    page = way(open_page("knows", bot=own_bot), "Text")
    page.text_input(key="title:0").set_value("Shipping")
    page.text_area(key="text:0").set_value(f"Parcels leave us in two days. Ask for Ines Moreau on {phone}.")
    page.text_input(key="licence:text").set_value("Written by Ines")
    page = settled(press(page.run(), "Add this text"), shop, own_bot)
    (source,) = sources.list_sources(shop.desk, bot)
    assert phone not in sources.chunks(shop.desk, bot, source.id)[0].text
    page = press(page, "This is ours, show it")
    assert "It is then read again." in shown(page)
    page.text_area(key=f"ours:{source.id}").set_value(phone)
    settled(page.button(key=f"ours:save:{source.id}").click().run(), shop, own_bot)
    (source,) = sources.list_sources(shop.desk, bot)
    assert phone in sources.chunks(shop.desk, bot, source.id)[0].text
    assert source.licence == "Written by Ines"


def test_a_test_question_ranks_the_passages_and_shows_the_answer(open_page: Open) -> None:
    page = view(open_page("knows", bot="quill"), "try")
    page.text_input(key="knows:question").set_value("How long can I return a pen?").run()
    assert not page.exception
    assert any("30 days" in text for text in drawn(page, "transcript"))
    assert "The bot would say" in shown(page)
    assert "meaning" in shown(page)


def test_a_question_is_kept_and_asked_with_its_trend(open_page: Open, own_bot: str, shop: Shop) -> None:
    bot = studio.find(shop.desk, own_bot)
    list(sources.add_sources(shop.desk, bot, [Upload("shipping.md", GOOD)]))
    page = view(open_page("knows", bot=own_bot), "try")
    page.text_input(key="knows:question").set_value("When do parcels leave?").run()
    page = press(page, "Keep as a test question")
    assert [(q.question, q.source) for q in bench.kept(shop.desk, bot)] == [("When do parcels leave?", "shipping")]
    for _ in range(2):
        page = settled(press(page, "Ask all of them now"), shop, own_bot)
    assert not page.exception
    assert "1 of 1 test question went right" in shown(page)
    assert page.get("arrow_vega_lite_chart") or page.get("vega_lite_chart")


def test_a_gap_gets_its_answer_in_place(open_page: Open, shop: Shop) -> None:
    say(shop, "Do you engrave fountain pens?")
    page = view(open_page("knows", bot="quill"), "gaps")
    assert not page.exception
    assert any("engrave" in text for text in drawn(page, "transcript"))
    page = press(page, "Write the answer")
    page.text_area[1].set_value("Yes, up to twelve letters.")
    page = press(page, "Add this answer")
    assert not page.exception
    assert not any("engrave fountain" in text for text in drawn(view(page, "gaps"), "transcript"))


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        ("bench", "waiting", "Next: asking the test questions"),
        ("read", "waiting", "Next: reading what was added"),
        ("model", "running", "Making everything searchable the other way (40%)"),
    ],
)
def test_a_job_says_what_it_does_or_what_comes_next(kind: str, state: str, said: str) -> None:
    assert words_of.doing(JobRow("j", kind, "kb", state, 0.4, {}, None, NOW, NOW)) == said


def test_a_file_set_aside_says_so(open_page: Open, own_bot: str, shop: Shop) -> None:
    bot = studio.find(shop.desk, own_bot)
    list(sources.add_sources(shop.desk, bot, [Upload("shipping.md", GOOD)], on_finding=OnFinding.QUARANTINE))
    page = open_page("knows", bot=own_bot)
    assert "Set aside" in shown(page)


def test_an_analyst_reads_and_changes_nothing(open_page: Open) -> None:
    page = open_page("knows", bot="quill", role=Role.ANALYST)
    assert not page.exception
    assert not any("Add" in b.label for b in page.button)


def test_an_answer_proposed_by_staff_is_approved_here(open_page: Open, shop: Shop) -> None:
    bot = studio.find(shop.desk, "quill")
    corrections.propose(shop.desk, bot, ["trn_any"], "Do you sell quills?", "Yes, cut from goose feathers.")
    views = next(group for group in open_page("knows", bot="quill").button_group if group.key == "knows:view")
    assert any(label.endswith(", 1 to decide)") for label in views.options)
    page = view(open_page("knows", bot="quill"), "answers")
    assert "Proposed answers" in shown(page)
    page = press(press(page, "Look at it and approve"), "Approve")
    assert not page.exception
    assert "Do you sell quills?" in states(shop, "quill")
    assert corrections.proposals(shop.desk, bot) == []
