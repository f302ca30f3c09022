"""Fill in a form of the admin as a browser would."""

from django.urls import reverse


def admin_url(model, page, *args):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=args)


def change_url(record):
    return admin_url(type(record), "change", record.pk)


def opened(client, url):
    """What a browser would send back for the form at this address, unchanged."""
    return sent_back(client.get(url))


def sent_back(answer):
    """What a browser would send for the form in this answer, unchanged."""
    sent = _values(answer.context["adminform"].form)
    for inline in answer.context["inline_admin_formsets"]:
        for form in (inline.formset.management_form, *inline.formset.forms):
            sent |= _values(form)
    return sent


def _values(form):
    values = {form.add_prefix(name): form[name].value() for name in form.fields}
    filled = {n: v for n, v in values.items() if v is not None and v is not False}
    return {name: "on" if v is True else v for name, v in filled.items()}


def errors(answer):
    """Every sentence that the form shows."""
    assert answer.status_code == 200
    found = answer.context["adminform"].form.errors
    return [str(sentence) for sentences in found.values() for sentence in sentences]


def typed(answer, name):
    """What stands in a field of the form that came back."""
    return answer.context["adminform"].form[name].value()


def told(answer):
    return [(message.level_tag, str(message)) for message in answer.context["messages"]]


def act(client, action, *records, **data):
    """Choose an action for these records in their list."""
    model = type(records[0])
    data |= {"action": action, "_selected_action": [r.pk for r in records]}
    return client.post(admin_url(model, "changelist"), data, follow=True)
