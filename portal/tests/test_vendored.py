import hashlib
import json
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = json.loads((ROOT / "frontend/VENDOR.json").read_text())


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_vendored_files_are_what_the_package_gave(package):
    found = {
        target: hashlib.sha256((ROOT / target).read_bytes()).hexdigest()
        for target in package["files"]
    }

    assert found == package["files"]


def test_vendored_versions_are_the_pinned_ones_and_have_their_licence():
    pinned = json.loads((ROOT / "frontend/package.json").read_text())
    licences = (ROOT / "static/LICENTIES.txt").read_text()

    assert {package["name"]: package["version"] for package in PACKAGES} == pinned[
        "devDependencies"
    ]
    for package in PACKAGES:
        title = f"{package['name']} {package['version']} ({package['licence']})"
        assert title in licences


def test_every_font_and_sprite_is_vendored():
    """A file that nobody wrote down would have no licence and no known origin."""
    listed = {target for package in PACKAGES for target in package["files"]}
    present = {
        str(path.relative_to(ROOT))
        for path in [*(ROOT / "static/fonts").iterdir(), ROOT / "static/icons.svg"]
    }

    assert present <= listed


def test_fonts_weigh_at_most_110_kb():
    assert sum(path.stat().st_size for path in (ROOT / "static/fonts").iterdir()) <= (
        110_000
    )


def test_npm_lock_names_no_registry():
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text())

    assert [
        name for name, entry in lock["packages"].items() if "resolved" in entry
    ] == []
