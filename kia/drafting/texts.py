"""Texts as people type them, on any system."""

from django import forms


class Text(forms.CharField):
    """A browser sends a line end as two characters; it is kept, and counts, as one."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
