"""Where messages go without a mail server: shown, or kept, as people read them. In
the form in which mail travels, a long link is cut in pieces that nobody can follow."""

from django.core.mail.backends import console, filebased

RULE = "-" * 79


def readable(message) -> str:
    to = ", ".join(message.to)
    return f"Aan: {to}\nOnderwerp: {message.subject}\n\n{message.body}\n{RULE}\n"


class OnScreen(console.EmailBackend):
    def write_message(self, message):
        self.stream.write(readable(message))


class InFiles(filebased.EmailBackend):
    """A file per sending."""

    def write_message(self, message):
        self.stream.write(readable(message).encode())
