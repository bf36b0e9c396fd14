"""What examining costs: ``python -m benchmarks.examine``, or with ``--quick`` on less.

Both sides of every ratio in one run, their order alternated, the median of five, each with what makes it count: that
both sides did the same work. Ratios hold on any machine, seconds do not. Peers that are not installed are named
(``pip install --group bench``).
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2

from secretariat.reading.loaders.pdf_lean import lean_pages
from secretariat.reading.loaders.pdf_reports import report_pages
from secretariat.reading.loaders.sniff import file_type
from secretariat.reading.reports.examine import Examined, Examiner
from secretariat.reading.reports.pages import page_record

from . import peers, scale
from .made_reports import DENSE, USUAL, report
from .ratios import Ratio, in_turns, missing, peer

PAGES, REPORTS, ROUNDS, SIZES = 100, 6, 5, (100, 1000)
QUICK_PAGES, QUICK_REPORTS, QUICK_ROUNDS, QUICK_SIZES = 30, 2, 3, (20, 100)


def bare(reports: Sequence[bytes]) -> list[str]:
    """Take the text of each page and nothing else."""
    pages = []
    for data in reports:
        document = pypdfium2.PdfDocument(data)
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
        document.close()
    return pages


def main() -> None:
    """Print all ratios."""
    quick = "--quick" in sys.argv[1:]
    count, many, rounds, sizes = (
        (QUICK_PAGES, QUICK_REPORTS, QUICK_ROUNDS, QUICK_SIZES) if quick else (PAGES, REPORTS, ROUNDS, SIZES)
    )
    usual, dense = (
        [report(seed, count, columns=1 + seed % 2, share=share) for seed in range(many)] for share in (USUAL, DENSE)
    )
    print(f"{many} reports of about {count} pages; reading order, two columns: {_order():.4f} of paragraphs in order\n")
    for ratio in _reading(usual, dense, rounds):
        print(ratio.line(), flush=True)
    pages = [page for data in usual for page in report_pages(data).pages]
    for ratio in peers.ratios(pages, rounds):
        print(ratio.line(), flush=True)
    for ratio in scale.ratios(usual, sizes, rounds):
        print(ratio.line(), flush=True)


def _reading(usual: Sequence[bytes], dense: Sequence[bytes], rounds: int) -> Iterator[Ratio]:
    """Yield what reading, examining and labelling again cost."""
    examiner = Examiner()
    lean = [page.words for data in usual for page in lean_pages(data, lambda _: True)]
    ours, theirs = in_turns(lambda: [lean_pages(data, lambda _: True) for data in usual], lambda: bare(usual), rounds)
    yield Ratio("G1 text step / bare pdfium, pages a second", theirs / ours, 0.8, f"same words: {lean == bare(usual)}")
    for name, reports in (("here and there", usual), ("on nearly every page", dense)):
        found = _examined(examiner, reports)
        ours, theirs = in_turns(lambda r=reports: _examined(examiner, r), lambda r=reports: bare(r), rounds)  # type: ignore[misc]
        gate = f"{_quoted(found)}; {sum(len(one.passages) for one in found) / len(bare(reports)):.2f} a page"
        yield Ratio(f"   examining / bare pdfium, migration {name}", ours / theirs, 1.3, gate, at_most=True)
    yield from _whole(usual, rounds)
    for name, reports in (("here and there", usual), ("on nearly every page", dense)):
        yield from _again(name, reports, rounds)


def _examined(examiner: Examiner, reports: Sequence[bytes]) -> list[Examined]:
    return [examiner.examine(data, "report.pdf") for data in reports]


def _quoted(found: Sequence[Examined]) -> str:
    """Return how many quotes equal the text of their page at their span."""
    texts = [(pages, passage) for one in found for pages in [one.texts] for passage in one.passages]
    right = sum(passage.span.of(pages[passage.page]) == passage.text for pages, passage in texts)
    return f"{right} of {len(texts)} quotes as on the page"


def _whole(reports: Sequence[bytes], rounds: int) -> Iterator[Ratio]:
    """Yield what it costs to hash, check, examine and keep every page, without the database."""
    examiner = Examiner(all_pages=True)
    with tempfile.TemporaryDirectory() as name:

        def ingest() -> None:
            for at, data in enumerate(reports):
                file_type(data, "report.pdf")
                pages = examiner.examine(data, "report.pdf").page_texts
                text = json.dumps([page_record(page) for page in pages], ensure_ascii=False)
                (Path(name) / f"{at}.json").write_text(text, encoding="utf-8")

        ours, theirs = in_turns(ingest, lambda: bare(reports), rounds)
        yield Ratio("G2 hash, type, examine, keep all pages / bare pdfium", theirs / ours, 0.4, "without the database")
        pypdf = peer("pypdf")
        if pypdf is None:
            yield Ratio("G4 the same / pypdf", None, 5, missing("pypdf"))
            return

        def other() -> list[str]:
            return [page.extract_text() for data in reports[:2] for page in pypdf.PdfReader(BytesIO(data)).pages]

        words, others = (Counter(" ".join(pages).split()) for pages in (bare(reports[:2]), other()))
        differ = (words - others).total() / words.total()
        ours, theirs = in_turns(ingest, other, 1)
        ratio = theirs / 2 / (ours / len(reports))
        yield Ratio("G4 the same / pypdf", ratio, 5, f"{differ:.1%} of words differ (at most 2 %)")


def _again(name: str, reports: Sequence[bytes], rounds: int) -> Iterator[Ratio]:
    """Yield how much faster it is to tell anew what was found than to read the files again."""
    examiner = Examiner(all_pages=True)
    found = _examined(examiner, reports)

    def labels() -> list[object]:
        return [examiner.label_again(p.text, one.language, p.given) for one in found for p in one.passages]

    def stored() -> list[object]:
        return [examiner.examine_stored(one.page_texts, one.language) for one in found]

    same = stored() == [one.passages for one in found]
    ours, theirs = in_turns(labels, lambda: _examined(examiner, reports), rounds)
    yield Ratio(f"   labels anew / reading anew, migration {name}", theirs / ours, 20, f"same passages: {same}")
    ours, theirs = in_turns(stored, lambda: _examined(examiner, reports), rounds)
    yield Ratio(f"   passages anew / reading anew, migration {name}", theirs / ours, 20, f"same passages: {same}")


def _order() -> float:
    """Return the share of numbered paragraphs that follow each other as they were set."""
    text = "\n".join(page.text for page in report_pages(report(1, 20, columns=2, numbered=True)).pages)
    numbers = [int(number) for number in re.findall(r"\[(\d{4})\]", text)]
    return sum(other == one + 1 for one, other in pairwise(numbers)) / (len(numbers) - 1)


if __name__ == "__main__":
    main()
