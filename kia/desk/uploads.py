"""A document that somebody sends along: looked at before it is kept."""

import re
import unicodedata
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath

from django import forms

from kia.models import StoredFile

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 120
ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EMPTY = "Dit bestand is leeg. Kies het bestand opnieuw."
TOO_LARGE = "Dit bestand is groter dan 10 MB. Kies een kleiner bestand."
OTHER_KIND = "Kies een PDF, een Word-document (.docx) of een ODT. Dit is iets anders."
MESSAGES = {"required": "Kies het bestand.", "empty": EMPTY, "invalid": EMPTY}


class DocumentField(forms.FileField):
    """What the browser says of a file counts for nothing: its content decides."""

    def __init__(self, **kwargs):
        kwargs.setdefault("error_messages", MESSAGES)
        super().__init__(**kwargs)
        self.max_length = None

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file is None:
            return None
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        content = file.read()
        kind = kind_of(content)
        if kind is None:
            raise forms.ValidationError(OTHER_KIND)
        ending, content_type = kind
        return StoredFile(
            name=tidy(file.name, ending),
            content_type=content_type,
            content=content,
            sha256=sha256(content).hexdigest(),
        )


def kind_of(content):
    """(ending of the name, type of the content), or None when it is neither kind."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return ".pdf", "application/pdf"
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names and "[Content_Types].xml" in names:
                return ".docx", DOCX
            # The first entry, stored as it is: nothing is unpacked here.
            if content[30:].startswith(b"mimetype" + ODT.encode()):
                return ".odt", ODT
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
    return None


def tidy(name, ending):
    """A name that any system takes, with the ending of what the file is."""
    text = unicodedata.normalize("NFC", name or "")
    stem = PurePosixPath(text.replace("\\", "/")).stem
    kept = "".join(c if c.isprintable() else " " for c in stem)
    kept = re.sub(r'[<>:"/\\|?*]+|\s+', " ", kept).strip(" .")
    return (kept[:LONGEST_NAME].strip(" .") or "document") + ending
