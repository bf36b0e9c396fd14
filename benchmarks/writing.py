"""Measure the writing: ``python -m benchmarks.writing``. Each format beside its bare library, in the same run.

The bare side writes the same words, one paragraph each, with no tables, no styles and no properties: what a program
costs that only wants the words in a file of that kind. Nothing here passes or fails.
"""

from __future__ import annotations

import json
import os
import platform
import random
import time
from collections.abc import Callable
from html import escape
from io import BytesIO
from statistics import median

import docx
import typst
from lxml import etree
from rich.console import Console
from rich.table import Table

from secretariat.writing import ActionPoint, AgendaItem, Decision, MeetingRecord, Part, Participant, write

from .records import FAMILY, GIVEN, KINDS, MATTERS, OFFICES, PLACES, REMARKS, SORTS, TITLES

ROUNDS = 5
SAMPLE = 10
SIZES = (1, 10)
"""How many parts there are for each matter: a record of two pages, and one of twenty."""


def made(seed: int, size: int) -> MeetingRecord:
    """Return a made-up record; the same seed gives the same one."""
    some = random.Random(seed)
    sort, place = some.choice(SORTS), some.choice(PLACES)
    parts = tuple(_part(some, matter, sort) for matter, _ in MATTERS[:5] for _ in range(size))
    return MeetingRecord(
        title=f"Summary of the meeting of the {sort}",
        body=f"{place} {some.choice(KINDS)} {sort}",
        date="2023-03-14",
        start="09:30",
        end="12:00",
        participants=tuple(
            Participant(name=f"{given} {family}", title=some.choice(TITLES), organization=some.choice(OFFICES))
            for given, family in zip(some.sample(GIVEN, 8), some.sample(FAMILY, 8), strict=True)
        ),
        agenda=tuple(AgendaItem(number=str(at), title=matter) for at, (matter, _) in enumerate(MATTERS[:5], 1)),
        parts=parts,
    )


def _part(some: random.Random, matter: str, sort: str) -> Part:
    remarks = (
        remark.format(matter=matter, speaker="The Chair", number=some.randint(20, 90), counted="members", fewer=12)
        for remark in some.sample(REMARKS, 3)
    )
    task = ActionPoint(text=f"Circulate a note on {matter}", owners=(some.choice(OFFICES),), due="2023-05-31")
    decision = Decision(text=f"The {sort} approved {matter}.")
    return Part(title=matter.capitalize(), paragraphs=tuple(remarks), decisions=(decision,), action_points=(task, task))


def words_of(record: MeetingRecord) -> list[str]:
    """Return every paragraph, cell and heading that the record puts on the page."""
    people = [words for one in record.participants for words in (one.name, one.title, one.organization) if words]
    words = [record.title, record.body or "", *people, *(item.title for item in record.agenda)]
    for part in record.parts:
        words += [part.title, *part.paragraphs, *(one.text for one in part.decisions)]
        words += [text for one in part.action_points for text in (one.text, *one.owners, one.due or "")]
    return words


def bare_docx(words: list[str]) -> bytes:
    """Add a paragraph for each and save."""
    document = docx.Document()
    for one in words:
        document.add_paragraph(one)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def bare_pdf(words: list[str]) -> bytes:
    """Set a paragraph for each, the words handed over as data."""
    style = b"#for one in json(bytes(sys.inputs.words)) { par(one) }"
    return bytes(typst.compile(style, format="pdf", sys_inputs={"words": json.dumps(words)}))


def bare_markdown(words: list[str]) -> bytes:
    """Join them."""
    return "\n\n".join(words).encode()


def bare_html(words: list[str]) -> bytes:
    """Escape and wrap each."""
    return "".join(f"<p>{escape(one)}</p>" for one in words).encode()


def bare_akn(words: list[str]) -> bytes:
    """Make an element of each."""
    root = etree.Element("doc")
    for one in words:
        etree.SubElement(root, "p").text = one
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def bare_json(words: list[str]) -> bytes:
    """Dump the list."""
    return json.dumps(words, ensure_ascii=False, indent=2).encode()


BARE: dict[str, Callable[[list[str]], bytes]] = {
    "docx": bare_docx,
    "pdf": bare_pdf,
    "markdown": bare_markdown,
    "html": bare_html,
    "akn": bare_akn,
    "json": bare_json,
}


def measured(out: Console, size: int) -> None:
    """Print a table of all formats for records of one size."""
    records = [made(seed, size) for seed in range(SAMPLE)]
    words = [words_of(record) for record in records]
    table = Table(title=f"One record of {len(words[0])} paragraphs and cells, ms", title_justify="left", box=None)
    for number, column in enumerate(("format", "bare library", "written", "written / bare", "kB")):
        table.add_column(column, justify="right" if number else "left")
    for form, bare in BARE.items():
        ours, theirs = _sides(form, bare, list(zip(records, words, strict=True)))
        size_of_file = len(write(records[0], form)) / 1000
        table.add_row(form, *(f"{figure:.2f}" for figure in (theirs, ours, ours / theirs, size_of_file)))
    out.print(table)


def _sides(
    form: str, bare: Callable[[list[str]], bytes], records: list[tuple[MeetingRecord, list[str]]]
) -> tuple[float, float]:
    """Return what a record takes us, and the bare library; the two take turns at going first."""
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(ROUNDS + 1):
        for record, plain in records:
            took = {}
            for side in sorted(("ours", "theirs"), reverse=bool(turn % 2)):
                begun = time.perf_counter()
                _ = write(record, form) if side == "ours" else bare(plain)
                took[side] = (time.perf_counter() - begun) * 1000
            if turn:
                ours.append(took["ours"])
                theirs.append(took["theirs"])
    return median(ours), median(theirs)


def main() -> None:
    """Measure records of each size and print the tables."""
    out = Console(width=100, highlight=False)
    out.print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n")
    for size in SIZES:
        measured(out, size)


if __name__ == "__main__":
    main()
