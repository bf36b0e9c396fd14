"""Mail where no server is set: each letter is printed on the terminal, as plain text."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend as ConsoleBackend


class EmailBackend(ConsoleBackend):
    """Prints what matters to somebody who tries the program out: to whom, what about, the text."""

    def write_message(self, message: EmailMessage) -> None:
        """Print one letter."""
        rule = "─" * 79
        head = f"Letter to {', '.join(message.to)}\n{message.subject}"
        self.stream.write(f"{rule}\n{head}\n\n{message.body}{rule}\n")
