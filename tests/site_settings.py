"""The settings of the site, in a data folder of its own that goes when the tests end."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="secretariat-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["SECRETARIAT_HOME"] = _home

from secretariat.site.settings import *  # noqa: E402, F403 - the folder must be known first

# Quick to compute, and nobody's: passwords in tests are not secrets.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
