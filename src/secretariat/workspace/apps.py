"""The workspace as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkspaceConfig(AppConfig):
    """Pages for the secretariat, focal points and readers."""

    name = "secretariat.workspace"
    label = "workspace"
    verbose_name = _("workspace")
