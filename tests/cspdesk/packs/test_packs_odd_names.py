"""Names of every kind, in every field that a pack prints: nothing breaks, nothing is lost."""

from __future__ import annotations

import page
import pytest
from pack_demo import page_words

from cspdesk.agenda.commands import EditItem
from cspdesk.agenda.queries import item_cards
from cspdesk.desk import Desk
from cspdesk.homework.commands import SetHomework
from cspdesk.packs.export import Exported, export_board_pack, meeting_for
from cspdesk.packs.pdf.check import audit
from cspdesk.packs.pdf.fonts import face, fallback
from cspdesk.people.commands import EditOrganisation
from cspdesk.people.queries import organisations
from cspdesk.settings.commands import SetPartnership
from cspdesk.settings.queries import partnership

MARKUP = "<b>R&amp;D</b> & <i>O'Neill"
EMOJI = "Şükrü 👍🏽 Ünal"
ARABIC = "علي حسن من هارينغي"
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
CONTROL = "tab\there\x07 and\u200b zero\u00adwidth"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Exported:
    path = tmp_path_factory.mktemp("odd") / "sample.cspdesk"
    with Desk.create(path, sample=True) as desk:
        board = meeting_for(desk, "next")
        owner = desk.ask(partnership)
        desk.run(SetPartnership(owner.id, owner.version, name=EMOJI, borough=ARABIC,
                                contact=MARKUP))  # fmt: skip
        first, second, third, fourth, *_ = desk.ask(item_cards, board)
        desk.run(EditItem(first.id, first.version, title=f"{EMOJI} {MARKUP}", short_title=EMOJI,
                          lead=ARABIC, purpose=MARKUP))  # fmt: skip
        desk.run(EditItem(second.id, second.version, title=ARABIC, short_title=ARABIC,
                          value_added=f"Ọláyínká, Ελένη, Ирина, Nguyễn {EMOJI}"))  # fmt: skip
        desk.run(EditItem(third.id, third.version, title=LONG, short_title=LONG, lead=LONG,
                          decision_sought=f"Agree {LONG}"))  # fmt: skip
        desk.run(EditItem(fourth.id, fourth.version, community_heard=CONTROL, sidetrack="😀"))
        partner = desk.ask(organisations)[0]
        desk.run(EditOrganisation(partner.id, partner.version, name=f"{MARKUP} {ARABIC}"))
        desk.run(SetHomework(second.id, partner.id, f"{ARABIC} {MARKUP} {EMOJI}?"))
        return export_board_pack(desk, path.with_name("pack.pdf"), meeting_id=board)


@pytest.fixture(scope="module")
def words(made: Exported) -> str:
    return " ".join(" ".join(page_words(made.path.read_bytes())).split())


def test_the_pack_is_valid_whatever_the_names(made: Exported) -> None:
    found = page.validate_pdf(str(made.path), profile=page.ValidationProfile.PDF_UA_1)
    assert [f"{one.rule_id}: {one.message}" for one in found.failures] == []
    assert audit(made.path).faults == []


def test_marks_of_a_language_for_pages_are_printed_as_they_were_typed(words: str) -> None:
    assert MARKUP in words


def test_letters_of_other_alphabets_come_back_as_they_are(words: str) -> None:
    assert "Ọláyínká, Ελένη, Ирина, Nguyễn" in words


def test_what_no_font_has_is_named_in_brackets(words: str) -> None:
    assert "Şükrü [thumbs up sign] Ünal" in words
    assert "Item 2: [Arabic text]" in words
    assert "Item 2: [Arabic text] [" not in words
    assert "Not for today: [grinning face]" in words


def test_no_printed_character_is_one_that_the_fonts_lack(made: Exported) -> None:
    """A letter that its font lacks would be drawn as a blank box, charts and headers included."""
    shown = set("".join(page_words(made.path.read_bytes())))
    letters = face().letters | fallback().letters
    assert {"Ş", "Ọ", "И", "["} <= shown
    assert shown - letters == {"\n"}


def test_a_word_longer_than_its_line_is_cut_and_not_lost(words: str) -> None:
    letters = words.replace(" ", "")
    assert LONG in letters
    # The facts beside a name that takes all the room keep theirs.
    assert "2:25pm, 25 minutes" in words


def test_control_characters_and_hidden_ones_are_not_printed(words: str) -> None:
    assert "tab here and zerowidth" in words
