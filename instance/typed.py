"""What somebody typed in a form that could not be taken: given back, not lost."""

# Never shown again: secrets, and what the page itself filled in (`seen`).
SECRET = ("password", "csrfmiddlewaretoken", "code", "credential", "token", "seen")
SECRET += ("writer", "is-back")
# A form with one of these is not sent again from a page that holds its values.
NOT_AGAIN = ("password", "code", "credential")


def typed_in(data):
    return [
        text
        for name, texts in data.lists()
        if not _is_about(name, SECRET)
        for text in texts
        if text.strip()
    ]


def to_send_again(request):
    """(name, value) of the whole form, for a button that sends it once more."""
    if any(_is_about(name, NOT_AGAIN) for name in request.POST):
        return []
    return [(name, text) for name, texts in request.POST.lists() for text in texts]


def _is_about(name, words):
    return any(word in name.lower() for word in words)
