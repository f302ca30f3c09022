from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from policy.models import Amount, Example, Instrument, ProcessMilestone, Rule, Term


@require_safe
def instrument_list(request):
    found = Instrument.objects.public()
    return render(request, "policy/instrument_list.html", {"records": found})


@require_safe
def instrument_detail(request, slug):
    record = get_object_or_404(Instrument.objects.public().with_grounds(), slug=slug)
    return render(request, "policy/instrument_detail.html", {"record": record})


@require_safe
def example_list(request):
    found = Example.objects.public()
    return render(request, "policy/example_list.html", {"records": found})


@require_safe
def example_detail(request, slug):
    record = get_object_or_404(Example.objects.public().with_grounds(), slug=slug)
    return render(request, "policy/example_detail.html", {"record": record})


@require_safe
def rule_list(request):
    found = Rule.objects.public()
    return render(request, "policy/rule_list.html", {"records": found})


@require_safe
def rule_detail(request, slug):
    record = get_object_or_404(Rule.objects.public().with_grounds(), slug=slug)
    return render(request, "policy/rule_detail.html", {"record": record})


@require_safe
def term_list(request):
    found = Term.objects.public()
    return render(request, "policy/term_list.html", {"records": found})


@require_safe
def term_detail(request, slug):
    record = get_object_or_404(Term.objects.public().with_grounds(), slug=slug)
    return render(request, "policy/term_detail.html", {"record": record})


@require_safe
def amount_list(request):
    found = Amount.objects.public().with_grounds()
    return render(request, "policy/amount_list.html", {"records": found})


@require_safe
def milestone_list(request):
    found = ProcessMilestone.objects.public().with_grounds()
    return render(request, "policy/milestone_list.html", {"records": found})
