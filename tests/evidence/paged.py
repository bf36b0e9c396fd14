"""A report as PDF that the tests of passages on their pages stand on."""

from __future__ import annotations

from secretariat.evidence.examiner import examined
from secretariat.evidence.intake import receive
from secretariat.evidence.models import Collection, Passage, Report
from secretariat.evidence.storing import keep
from secretariat.network.models import User
from secretariat.sources.storage import Incoming
from tests.reading.pdf_samples import MARGIN, WIDTH, Sheet, pdf

SENTENCE = (
    "In 2025 the Ministry of Labour licensed 210 recruitment agencies and banned recruitment fees for migrant workers."
)
COLUMN = (WIDTH - 2 * MARGIN - 20) / 2


def two_columns() -> bytes:
    """Return a PDF of one page in two columns, the passage in the second."""
    left = Sheet(width=COLUMN).paragraph("Electricity reached 76 per cent of households. " * 12)
    right = Sheet(x=MARGIN + COLUMN + 20, width=COLUMN).paragraph("Catches of cod fell by 4 per cent. " * 4)
    right.paragraph(SENTENCE)
    return pdf([[*left.words, *right.words]])


def make_paged_report(by: User, collection: Collection) -> tuple[Report, Passage]:
    """Receive the PDF into a collection and examine it; return the report and its passage."""
    data = two_columns()
    report = receive(by, collection=collection, files=[Incoming("kenya-vnr-2026.pdf", data)])[0].report
    assert report is not None
    keep(report, examined(data, report.name))
    return report, report.passages.get(text__contains="recruitment agencies")
