"""What participants say cannot act in Markdown, and can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.domain import Span
from assistant.export.escaping import anchor, escape, read_anchor, unescape, visible

SPEECH = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: visible(text) != "")
_BLOCKS = ["# ", "* ", "- ", "1. ", "> ", "```", "~~~", "|", "---", "===", "\n", "\t", " "]
_INLINES = ["<b>", "</b>", "<!-- -->", "&lt;", "&", "\\", "[a](http://b.c)", "![a](b)", "$x$", "_i_", "a", "é"]
_ADDRESSES = ["https://x.org", "www.x.org", "me@x.org", "mailto:me"]
MARKED = (
    st.lists(st.sampled_from(_BLOCKS + _INLINES + _ADDRESSES), min_size=1)
    .map("".join)
    .filter(lambda text: visible(text) != "")
)


def _tokens(markdown: str) -> list[Token]:
    return MarkdownIt("gfm-like", {"html": True}).enable("table").parse(markdown)


@given(SPEECH | MARKED)
def test_escaped_words_are_one_paragraph_of_plain_text(text: str) -> None:
    """Whatever somebody says, a reader of the Markdown sees it as text in its quote, and nothing else."""
    tokens = _tokens(f"> {escape(text)}\n")

    assert [token.type for token in tokens] == [
        "blockquote_open", "paragraph_open", "inline", "paragraph_close", "blockquote_close",
    ]  # fmt: skip
    children = tokens[2].children or []
    gaps = [child.content for child in children if child.type == "html_inline"]
    assert {child.type for child in children} <= {"text", "html_inline"}
    assert set(gaps) <= {"<!-- -->"}
    assert visible(text) == "".join(child.content for child in children if child.type == "text")


@given(SPEECH | MARKED)
def test_escaped_words_stay_in_their_table_cell(text: str) -> None:
    """A bar or a line break in what was said makes no new cell and no new row."""
    tokens = _tokens(f"| a | b |\n| --- | --- |\n| {escape(text)} | c |\n")

    assert [token.type for token in tokens].count("td_open") == 2


@given(SPEECH | MARKED)
def test_what_was_escaped_can_be_read_back(text: str) -> None:
    """Un-escaping gives the words as they are shown, up to white space."""
    assert " ".join(visible(text).split()) == unescape(escape(text))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a\x1b[31mred", "a␛[31mred"),
        ("one\r\ntwo\x00", "one two␀"),
        ("del\x7f", "del␡"),
        ("right\u202eleft", "right⟨U+202E⟩left"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
    ],
)
def test_characters_that_would_act_are_made_visible(said: str, shown: str) -> None:
    """Control characters and direction marks become signs; joined emoji stay what they are."""
    assert shown == visible(said)


@pytest.mark.parametrize(
    "said", ["https://evil.example", "www.evil.example", "me@evil.example", "mailto:me", "//evil", "shop.com"]
)
def test_addresses_are_not_made_links_by_eager_viewers(said: str) -> None:
    """What GitHub and browsers turn into links by themselves is broken up, invisibly."""
    assert "<!-- -->" in escape(said)
    assert said == unescape(escape(said))


@pytest.mark.parametrize("said", ["He said “no” — twice", "He said “no” —"])
def test_words_are_not_taken_for_the_end_of_a_quote(said: str) -> None:
    """Behind that stands who said it, so the report breaks up the same signs in what somebody said."""
    assert "” — " not in f"{escape(said)} "
    assert unescape(escape(said)) == said


def test_an_anchor_says_where_a_quote_stands() -> None:
    """An anchor is read back as it was written, whatever the source is called."""
    assert read_anchor(anchor(Span("s a--b>", 3, 9))) == ("s a--b>", 3, 9)
