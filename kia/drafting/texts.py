"""Texts as people type them, on any system."""

from django import forms


class Text(forms.CharField):
    """A browser sends a line end as two characters; it is kept, and counts, as one."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")

    def widget_attrs(self, widget):
        """A browser would cut off what is too long and say nothing."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs
