"""Collections and reports that the tests of the evidence room stand on, with sentences of our own."""

from __future__ import annotations

from hashlib import sha256

from django.utils import timezone

from secretariat.evidence import collections
from secretariat.evidence.examiner import examined
from secretariat.evidence.models import Collection, Report
from secretariat.evidence.storing import keep
from secretariat.network.models import User

KENYA = """Voluntary National Review 2026

Republic of Kenya

1. Labour migration

In 2025 the Ministry of Labour licensed 210 recruitment agencies and banned recruitment fees for migrant workers.

By 2028 the Government will extend social protection to all domestic migrant workers and their families.

Migrants, older persons and persons with disabilities are among the vulnerable groups.

2. Refugees

The country hosts 520,000 refugees and asylum-seekers, most of them in two camps.

3. Energy

Electricity reached 76 per cent of households in 2025.
"""
FRANCE = """Examen national volontaire 2026

République française

1. Migrations

Le gouvernement a ouvert en 2024 douze centres d'information pour les travailleurs migrants dans leur langue.

Des lacunes subsistent dans l'accès des migrants en situation irrégulière aux soins de santé.
"""
SILENT = """Voluntary National Review 2026

Republic of Iceland

1. Oceans

Catches of cod fell by 4 per cent in 2025, and two new marine protected areas were declared.
"""


def make_collection(by: User, title: str = "Reviews of 2026", *, opened: bool = True) -> Collection:
    """Make a collection of Voluntary National Reviews."""
    made = collections.create(by, title=title, cycle="vnr", year=2026)
    return collections.open_to_readers(by, collection=made) if opened else made


def make_report(collection: Collection, text: str = KENYA, name: str = "kenya-vnr-2026.txt") -> Report:
    """Write a report that waits to be examined."""
    data = text.encode()
    digest = sha256(data).hexdigest()
    return Report.objects.create(
        collection=collection,
        name=name,
        sha256=digest,
        size=len(data),
        stored_name=f"{digest[:2]}/{digest[:32]}",
        uploaded_by=collection.created_by,
        uploaded_at=timezone.now(),
    )


def examine_into(report: Report, text: str = KENYA) -> Report:
    """Examine a text as the report's and store the result, as the background job does."""
    keep(report, examined(text.encode(), report.name))
    report.refresh_from_db()
    return report
