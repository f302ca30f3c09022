"""What grounds and links share in the admin: a passage is pasted, never picked."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.text import Truncator

from instance.admin_base import RegisterAdmin
from sources.admin_ground_form import Kind
from sources.admin_preview import PREVIEW, preview
from sources.models import Passage, Sentence

# In an address: the sentence of a text that the new row will cite.
SENTENCE = "zin"


def site_link(passage):
    url = passage.get_absolute_url()
    return format_html('<a href="{}">Bekijk op de site</a>', url)


def asked_sentence(request):
    """The sentence that the address names, or None."""
    number = request.GET.get(SENTENCE, "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    found = Sentence.objects.select_related("paragraph__text")
    return found.filter(pk=number).first()


class QuotingAdmin(RegisterAdmin):
    list_filter = []
    search_fields = ["passage__quotation", "reason"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("passage")

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        if sentence := asked_sentence(request):
            initial |= pasted(sentence)
        return initial

    def save_model(self, request, obj, form, change):
        obj.passage = None
        if form.hit:
            text = form.cleaned_data["text"]
            obj.passage = Passage.objects.at(text, form.hit.start, form.hit.end)
        super().save_model(request, obj, form, change)

    def previewed(self, row):
        """The records whose pages show this row; the first is the one to look at."""
        return [row.record]

    def response_add(self, request, obj, post_url_continue=None):
        if PREVIEW in request.POST:
            return preview(request, *self.previewed(obj))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if PREVIEW in request.POST:
            return preview(request, *self.previewed(obj))
        return super().response_change(request, obj)

    def view_on_site(self, row):
        return row.passage.get_absolute_url() if row.passage else None

    @admin.display(description="soort")
    def kind(self, row):
        return "redactie" if row.is_editorial else "passage"

    @admin.display(description="woorden")
    def words(self, row):
        if row.passage_id:
            return Truncator(row.passage.quotation).chars(400)
        return row.reason

    @admin.display(description="blz.", empty_value="–")
    def page(self, row):
        return row.passage.page if row.passage_id else None

    @admin.display(description="op de site", empty_value="–")
    def on_site(self, row):
        return site_link(row.passage) if row.passage_id else None


def pasted(sentence):
    """The form as if somebody had pasted this sentence into it."""
    text = sentence.paragraph.text
    return {
        "kind": Kind.PASSAGE,
        "text": text.pk,
        "pasted": text.body[sentence.start : sentence.end],
        "place_in_text": f"{sentence.start}-{sentence.end}",
    }
