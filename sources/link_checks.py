"""Ask the address of each document whether it still answers."""

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.utils import timezone

from sources.models import Document, LinkCheck

SECONDS = 10
SCHEMES = ("http://", "https://")
WHO = "Missieregister (controle van verwijzingen)"


def check_all(seconds=SECONDS):
    """Ask every address; yields each check. Forgets what has no address any more."""
    LinkCheck.objects.filter(document__url="").delete()
    for document in Document.objects.exclude(url=""):
        status, problem = ask(document.url, seconds)
        values = {"url": document.url, "status": status, "problem": problem}
        values["checked_at"] = timezone.now()
        yield LinkCheck.objects.update_or_create(values, document=document)[0]


def ask(url, seconds):
    """(status, what is wrong): the status is None when nothing answered."""
    if not url.lower().startswith(SCHEMES):
        return None, "Dit is geen webadres."
    try:
        # Not HEAD: some servers refuse it for pages that are there.
        request = Request(url, headers={"User-Agent": WHO})  # noqa: S310
        with urlopen(request, timeout=seconds) as answer:  # noqa: S310
            return answer.status, ""
    except HTTPError as error:
        error.close()
        return error.code, f"De server antwoordt met {error.code}."
    except TimeoutError:
        return None, f"Geen antwoord binnen {seconds:g} seconden."
    except (OSError, HTTPException, ValueError) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            return None, f"Geen antwoord binnen {seconds:g} seconden."
        return None, "De server is niet te bereiken."
