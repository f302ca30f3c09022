"""What somebody follows and wants by mail; and the link in a mail that stops it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.models import User
from instance.methods import reads_and_posts
from instance.requests import takes_posts
from kia.mailing import following, words
from kia.mailing.forms import ChoiceForm, FollowForm
from kia.models import MailChoice


@login_required
@reads_and_posts
def choices(request):
    if request.method == "POST":
        choice, _ = MailChoice.objects.get_or_create(person=request.user)
        ChoiceForm(request.POST, instance=choice).save()
        messages.success(request, "Uw keuze is opgeslagen.")
        return redirect("mailing:choices")
    return page(request)


@login_required
@require_POST
def follow(request):
    form = FollowForm(request.POST)
    if not form.is_valid():
        return page(request, follow_form=form)
    one = following.follow(request.user, form.cleaned_data["what"])
    messages.success(request, f"U volgt nu: {one}.")
    return redirect("mailing:choices")


@login_required
@require_POST
def unfollow(request, pk):
    one = following.followed_by(request.user).filter(pk=pk).first()
    if one:
        messages.success(request, f"U volgt niet meer: {one}.")
        one.delete()
    return redirect("mailing:choices")


def page(request, follow_form=None):
    choice = MailChoice.objects.filter(person=request.user).first() or MailChoice()
    wanted = {"what": request.GET.get("wat", "")}
    context = {
        "form": ChoiceForm(instance=choice),
        "follow_form": follow_form or FollowForm(initial=wanted),
        "followed": following.followed_by(request.user),
    }
    return render(request, "kia/mailing/choices.html", context)


@takes_posts
def unsubscribe(request, token):
    """Without signing in: who has the link had the mail. A mail program may post here
    by itself (RFC 8058); a person presses a button, so that a scanner of links that
    only looks changes nothing."""
    found = words.read_token(token)
    person = found and User.objects.filter(pk=found[0]).first()
    if not person or found[1] not in (words.DIGEST, words.AT_ONCE):
        raise Http404
    if request.method == "POST":
        MailChoice.objects.update_or_create(person=person, defaults={found[1]: False})
    context = {"kind": found[1], "is_done": request.method == "POST"}
    return render(request, "kia/mailing/unsubscribe.html", context)
