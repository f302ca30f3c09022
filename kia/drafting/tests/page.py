"""The form as a browser fills it: every input of the page, changed, and posted."""

from html.parser import HTMLParser

from accounts.tests.builders import signed_in
from kia.drafting.tabs import SLUGS


class Inputs(HTMLParser):
    """{name: value} of the form that has these attributes: that of an entry."""

    def __init__(self, **wanted):
        super().__init__()
        self.wanted = wanted or {"id": "concept"}
        # The names of those in which people type as they like, and all attributes.
        self.typed, self.attributes = set(), {}
        self.values, self.inside, self.select, self.text = {}, False, None, None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self.inside = all(found.get(k) == v for k, v in self.wanted.items())
        if not self.inside:
            return
        name = found.get("name")
        if tag == "textarea" or (tag == "input" and found.get("type") == "text"):
            self.typed.add(name)
            self.attributes[name] = found
        if tag == "input" and name and name != "csrfmiddlewaretoken":
            ticked = found.get("type") in ("checkbox", "radio")
            if not ticked or "checked" in found:
                self.values[name] = found.get("value", "on" if ticked else "") or ""
        elif tag == "select":
            self.select = name
            self.values.setdefault(name, "")
        elif tag == "option" and self.select and "selected" in found:
            self.values[self.select] = found.get("value", "")
        elif tag == "textarea":
            self.text = name
            self.values[name] = ""

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            # A browser drops the first line end of a textarea.
            self.values[self.text] = self.values[self.text].removeprefix("\n")
            self.text = None
        elif tag == "form":
            self.inside = False

    def handle_data(self, data):
        if self.text:
            self.values[self.text] += data


class Page:
    """One person with one tab open; what is typed stays until it is sent."""

    def __init__(self, person, version, number, query=""):
        self.client = signed_in(person)
        self.address = f"/werk/bijdragen/{version.entry.slug}/{SLUGS[number]}/"
        self.answer = self.client.get(self.address + query)
        self.read()

    def read(self):
        inputs = Inputs()
        inputs.feed(self.answer.text)
        self.values, self.attributes = inputs.values, inputs.attributes
        self.typed = {n for n in inputs.typed if not n.startswith("budget-")}

    def type(self, **values):
        self.values |= values
        return self

    def untick(self, name):
        self.values.pop(name)
        return self

    def save(self, act="", **headers):
        """As the button does; the answer is the page that comes then."""
        data = self.values | ({"act": act} if act else {})
        self.answer = self.client.post(self.address, data, follow=True, headers=headers)
        if "json" not in self.answer["Content-Type"]:
            self.read()
        return self.answer

    def save_by_itself(self, *names):
        """As the script does, with the inputs of the cells that were changed."""
        data = {
            name: value
            for name, value in self.values.items()
            if any(name.removeprefix("seen-").startswith(n) for n in names)
        }
        headers = {"X-Bewaart-Zelf": "1"}
        found = self.client.post(self.address, data, headers=headers).json()
        self.values |= {f"seen-{name}": t for name, t in found["tokens"].items()}
        return found

    def rows(self, field):
        """The lineages of the rows of a field, in the order of the page."""
        start = f"seen-{field}-"
        return [n.removeprefix(start) for n in self.values if n.startswith(start)]
