"""What a visitor loads of script is small, and none of it stands in a page."""

import gzip

from django.conf import settings


def test_the_script_of_a_list_weighs_at_most_3_kb_compressed():
    script = (settings.BASE_DIR / "static" / "js" / "lijst.js").read_bytes()

    assert len(gzip.compress(script)) < 3_000
