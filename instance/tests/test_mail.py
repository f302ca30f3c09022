from io import StringIO

from django.core.mail import EmailMessage

from instance.mail import OnScreen


def test_a_long_link_stays_whole_on_the_screen():
    screen, link = StringIO(), "http://127.0.0.1:8000/" + "x" * 200
    message = EmailMessage("Eén onderwerp", f"Volg {link} één keer.", to=["a@b.nl"])

    OnScreen(stream=screen).send_messages([message])

    assert f"Volg {link} één keer." in screen.getvalue()
    assert "Aan: a@b.nl\nOnderwerp: Eén onderwerp\n" in screen.getvalue()
