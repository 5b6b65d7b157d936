"""The hint on plain English: what it measures, what it suggests, and that it never stumbles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.comms.readability import (
    HARD,
    jargon,
    jargon_in,
    lix_of,
    read_plainly,
    sentences_of,
    words_of,
)

PLAIN = "You can get help at home. Ring 101 at any time. If you are in danger, ring 999."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("O’Neill and Şükrü spoke.", 4),
        ("A self-help group", 3),
        ("Up 2.5% on 1,234 last year", 6),
        ("Ring 101", 2),
    ],
)
def test_words_are_counted_as_people_count_them(text: str, count: int) -> None:
    assert len(words_of(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("…", 0),
        ("One. Two! Three?", 3),
        ("No full stop", 1),
        ("It rose by 2.5% to 1.9.", 1),
        ("Ask Dr Green, e.g. by phone.", 1),
        ("Ask Dr. Green today.", 1),
        ("“Come in.” They came.", 2),
        ("A list\nof lines", 2),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    assert len(sentences_of(text)) == count


def test_lix_is_words_a_sentence_plus_the_share_of_long_words() -> None:
    # Ten words, two sentences, two of over six letters: 5 + 20.
    text = "We opened another club here. Several people came in winter."
    assert lix_of(text) == pytest.approx(10 / 2 + 100 * 2 / 10)
    assert lix_of("") == 0.0


def test_plain_words_get_no_hint_and_are_told_so() -> None:
    found = read_plainly(PLAIN)
    assert found.is_plain
    assert found.summary == "Reads plainly. 6 words a sentence; Lix 6."


def test_a_long_sentence_is_named_by_how_it_begins() -> None:
    text = "We have been told that " + "one more thing and then " * 5 + "the last."
    found = read_plainly(text)
    assert any("“We have been told…” has 32 words" in hint for hint in found.hints)


def test_heavy_words_ask_for_shorter_ones() -> None:
    text = (
        "Neighbourhood representatives acknowledged considerable organisational improvements " * 3
    )
    found = read_plainly(text)
    assert found.lix is not None
    assert found.lix > HARD
    assert any("read it aloud" in hint for hint in found.hints)


def test_under_fifteen_words_the_measure_says_nothing() -> None:
    assert read_plainly("Neighbourhood representatives acknowledged improvements.").lix is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The cohort grew.", ["cohort"]),
        ("The Cohort grew.", ["Cohort"]),
        ("The MARAC met; the marac did not.", ["MARAC"]),
        ("A meeting on people at high risk (MARAC) was held.", []),
        ("The MARAC (a meeting on people at high risk) was held.", []),
        ("Our asb team.", []),
        ("Our ASB team and the ASB line.", ["ASB"]),
        ("A cohort-based plan", []),
        ("Multi-agency work, going forward", ["Multi-agency", "going forward"]),
        ("The commissioner spoke.", []),
    ],
)
def test_words_of_the_trade_are_found_whole_and_unexplained(text: str, found: list[str]) -> None:
    assert [term.found for term in jargon_in(text, jargon())] == found


def test_each_term_has_a_plain_form_that_is_no_jargon_itself() -> None:
    for term, instead in jargon().items():
        assert instead.strip(), term
        assert not jargon_in(instead, jargon()), f"{term} → {instead}"


@given(st.text(max_size=300))
def test_any_text_is_read_without_stumbling_and_the_sums_agree(text: str) -> None:
    found = read_plainly(text)
    assert found.words == len(words_of(text))
    assert sum(len(words_of(one)) for one in sentences_of(text)) <= found.words
    assert bool(found.summary) == bool(found.words)
    assert found.is_plain == (not found.hints)
    assert (found.lix is None) == (found.words < 15)


@given(st.lists(st.sampled_from(["we", "came", "home", "together", "again"]), min_size=1))
def test_splitting_a_text_into_more_sentences_never_makes_it_harder(words: list[str]) -> None:
    assert lix_of(". ".join(words)) <= lix_of(" ".join(words))
