from django.core.mail.backends.console import EmailBackend


class OnScreen(EmailBackend):
    """Shows a message as people read it: in the form in which it travels, a long
    link is cut in pieces that nobody can follow."""

    def write_message(self, message):
        to = ", ".join(message.to)
        self.stream.write(
            f"Aan: {to}\nOnderwerp: {message.subject}\n\n{message.body}\n"
        )
        self.stream.write("-" * 79 + "\n")
