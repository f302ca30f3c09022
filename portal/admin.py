"""How much of the letter the register holds, and what an editor does about it."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst

from exchange.models import ImportFile
from instance.admin_base import RegisterAdmin
from instance.admin_forms import RegisterForm
from portal.admin_import import ImportFileAdmin
from portal.coverage import coverage
from portal.rows import models_of
from sources.admin_filters import ground_model
from sources.admin_quoting import SENTENCE, asked_sentence
from sources.models import Cited, DocumentText, Link, Sentence, SentenceContext

admin.site.register(ImportFile, ImportFileAdmin)


class MarkForm(RegisterForm):
    """`sentence` is the one that a new mark is for."""

    sentence = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.sentence:
            self.instance.sentence = self.sentence


@admin.register(SentenceContext)
class SentenceContextAdmin(RegisterAdmin):
    """A mark begins on the page of coverage: nobody picks a sentence from a list."""

    form = MarkForm
    list_display = ["words", "why", "note"]
    list_filter = ["why"]
    list_select_related = ["sentence__paragraph__text"]
    search_fields = ["note"]
    readonly_fields = ["words"]
    fieldsets = [(None, {"fields": ["words", "why", "note"]})]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and bool(unmarked(request))

    def get_changeform_initial_data(self, request):
        return {}

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return form if obj else type("New", (form,), {"sentence": unmarked(request)})

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(reverse("coverage"))

    @admin.display(description="zin")
    def words(self, mark):
        return words_of(mark.sentence) if mark.sentence_id else None


def unmarked(request):
    """The sentence that the address names, if nobody marked it yet."""
    sentence = asked_sentence(request)
    return sentence if sentence and not hasattr(sentence, "context") else None


def words_of(sentence):
    return sentence.paragraph.text.body[sentence.start : sentence.end]


def texts(request):
    """The coverage of each text that is cut into sentences."""
    found = DocumentText.objects.select_related("document")
    held = [(text, coverage(text)) for text in found]
    return page(request, "admin/coverage.html", "Dekking", {"texts": held})


def make(request, number):
    """Every kind of record and link that can be made from one sentence."""
    sentences = Sentence.objects.select_related("paragraph__text")
    sentence = get_object_or_404(sentences, pk=number)
    query = f"{SENTENCE}={number}"
    context = {
        "words": words_of(sentence),
        "new": [(name(m), f"{add(m)}?{query}") for m in models_of(Cited)],
        "more": [
            (name(m), f"{add(ground_model(m))}?{query}") for m in models_of(Cited)
        ],
        "links": [(name(m), f"{add(m)}?{query}") for m in models_of(Link)],
    }
    return page(request, "admin/coverage_make.html", "Maak een gegeven", context)


def name(model):
    return capfirst(model._meta.verbose_name)


def add(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def page(request, template, title, context):
    around = admin.site.each_context(request)
    return render(request, template, {**around, "title": title, **context})
