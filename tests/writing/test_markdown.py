"""Records as Markdown: what a user wrote stands as it is and is no mark."""

from __future__ import annotations

import pytest

from secretariat.writing import ActionPoint, MeetingRecord, Part, write
from secretariat.writing.markdown import write_markdown
from secretariat.writing.page import Page, Paragraph, Run


def paragraph(words: str) -> str:
    page = Page(title="T", language="en", blocks=(Paragraph((Run(words),)),), running="", mark="", numbering="")
    return write_markdown(page).decode().removeprefix("# T\n\n").removesuffix("\n")


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("*star* _under_ `code`", r"\*star\* \_under\_ \`code\`"),
        ("[link](x) <b> a|b", r"\[link\](x) \<b\> a\|b"),
        ("# not a heading", r"\# not a heading"),
        ("1. not a list", r"1\. not a list"),
        ("12) not a list", r"12\) not a list"),
        ("- nor this", r"\- nor this"),
        ("> nor a quotation", r"\> nor a quotation"),
        ("&amp; $x$ ~~gone~~ \\", r"\&amp; \$x\$ \~\~gone\~\~ \\"),
        ("2021 - a year # of note", "2021 - a year # of note"),
    ],
)
def test_it_makes_no_mark_of_words(words: str, written: str) -> None:
    assert paragraph(words) == written


@pytest.mark.parametrize(("words", "written"), [("C #", r"C \#"), ("1. Pilots", "1. Pilots"), ("*a*", r"\*a\*")])
def test_it_keeps_the_words_of_headings(words: str, written: str) -> None:
    assert write(MeetingRecord(title=words), "markdown").decode() == f"# {written}\n"


def test_it_keeps_a_table_whole() -> None:
    record = MeetingRecord(
        title="Minutes",
        parts=(Part(title="Tides", action_points=(ActionPoint(text="Buy a|b\nand c", owners=("X",)),)),),
    )
    assert "| Buy a\\|b and c | X | – |" in write(record, "markdown").decode()
