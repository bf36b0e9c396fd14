"""Documents that leave as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from secretariat.writing import file_name, format_named, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.writing.documents import Document

FORMS: Mapping[str, str | Promise] = {
    "docx": _("Word"),
    "pdf": _("PDF"),
    "markdown": _("Markdown"),
    "html": _("Web page"),
}


def document_response(document: Document, form: str) -> HttpResponse:
    """Return a document as a file to be kept.

    Raises:
        Http404: for a format that is not offered.
    """
    if form not in FORMS:
        raise Http404
    answer = HttpResponse(write(document, form), content_type=format_named(form).media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(document, form)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
