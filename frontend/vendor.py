"""Copy the vendored files out of node_modules and write down what they are.

Run by hand after a change of package.json:

    cd frontend && npm ci --ignore-scripts && python vendor.py

It needs fonttools and brotli, to unpack the fonts for pictures of charts.

Nothing here runs on the server: the copies are committed.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PACKAGES = HERE / "node_modules"

SANS = "@fontsource-variable/source-sans-3"
SERIF = "@fontsource-variable/source-serif-4"
# A PDF needs a file for each weight: its writer cannot read variable fonts.
SANS_CUTS = "@fontsource/source-sans-3"
SERIF_CUTS = "@fontsource/source-serif-4"
ICONS = "@tabler/icons"
AXE = "axe-core"

# target in the project: (package, file in the package)
COPIES = {
    "static/fonts/source-sans-3.woff2": (
        SANS,
        "files/source-sans-3-latin-wght-normal.woff2",
    ),
    "static/fonts/source-sans-3-italic.woff2": (
        SANS,
        "files/source-sans-3-latin-wght-italic.woff2",
    ),
    "static/fonts/source-serif-4.woff2": (
        SERIF,
        "files/source-serif-4-latin-wght-normal.woff2",
    ),
    "dossiers/fonts/source-sans-3-400.woff2": (
        SANS_CUTS,
        "files/source-sans-3-latin-400-normal.woff2",
    ),
    "dossiers/fonts/source-sans-3-600.woff2": (
        SANS_CUTS,
        "files/source-sans-3-latin-600-normal.woff2",
    ),
    "dossiers/fonts/source-serif-4-400.woff2": (
        SERIF_CUTS,
        "files/source-serif-4-latin-400-normal.woff2",
    ),
    # For the browser tests only, so not among the static files.
    "portal/tests/vendor/axe.min.js": (AXE, "axe.min.js"),
}

# What draws a chart as PNG reads no compressed fonts: the same ones, unpacked.
UNPACKED = {
    f"charts/fonts/source-sans-3-{weight}.ttf": (
        f"dossiers/fonts/source-sans-3-{weight}.woff2"
    )
    for weight in (400, 600)
}

SPRITE = "static/icons.svg"
ICONS_USED = [
    "alert-triangle",
    "arrow-left",
    "arrow-right",
    "check",
    "equal",
    "info-circle",
    "layout-grid",
    "quote",
    "table",
]


def write_sprite():
    symbols = []
    for name in ICONS_USED:
        svg = (PACKAGES / ICONS / f"icons/outline/{name}.svg").read_text()
        shapes = re.findall(r"<(?:path|circle|rect|line|polyline)\b[^>]*/>", svg)
        # Each icon starts with an invisible square that only sets its size.
        shapes = [shape for shape in shapes if 'stroke="none"' not in shape]
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" '
            'stroke="currentColor" stroke-width="2" stroke-linecap="round" '
            f'stroke-linejoin="round">{"".join(shapes)}</symbol>'
        )
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""]
    (ROOT / SPRITE).write_text("\n".join(lines))


def unpack():
    for target, source in UNPACKED.items():
        font = TTFont(ROOT / source, recalcTimestamp=False)
        font.flavor = None
        (ROOT / target).parent.mkdir(parents=True, exist_ok=True)
        font.save(ROOT / target, reorderTables=False)


def main():
    for target, (package, source) in COPIES.items():
        (ROOT / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PACKAGES / package / source, ROOT / target)
    unpack()
    write_sprite()

    targets = {target: package for target, (package, _) in COPIES.items()}
    targets |= dict.fromkeys(UNPACKED, SANS_CUTS)
    targets[SPRITE] = ICONS
    packages, licences = [], []
    for name in sorted(set(targets.values())):
        about = json.loads((PACKAGES / name / "package.json").read_text())
        packages.append(
            {
                "name": name,
                "version": about["version"],
                "licence": about["license"],
                "files": {
                    target: hashlib.sha256((ROOT / target).read_bytes()).hexdigest()
                    for target in sorted(targets)
                    if targets[target] == name
                },
            }
        )
        text = (PACKAGES / name / "LICENSE").read_text().strip()
        licences.append(f"{name} {about['version']} ({about['license']})\n\n{text}\n")
    (HERE / "VENDOR.json").write_text(json.dumps(packages, indent=2) + "\n")
    rule = "\n" + "=" * 72 + "\n\n"
    (ROOT / "static/LICENTIES.txt").write_text(rule.join(licences))


if __name__ == "__main__":
    main()
