"""A picture as PNG, drawn by resvg with the register's own font.

resvg comes as a wheel and needs nothing of the system. Where there is no wheel for
a machine everything else works, and `MISSING` says what to install.
"""

from pathlib import Path

try:
    import resvg_py
except ImportError:
    resvg_py = None

FONTS = sorted(str(path) for path in (Path(__file__).parent / "fonts").glob("*.ttf"))
# What these files call themselves.
FAMILY = "Source Sans 3 ExtraLight"
# Sharp on paper and on a dense screen.
ZOOM = 2
MISSING = "Een PNG maken kan hier nog niet: op de server ontbreekt het pakket resvg-py."


def is_available() -> bool:
    return resvg_py is not None


def as_png(svg: str) -> bytes:
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=ZOOM,
        skip_system_fonts=True,
        font_files=FONTS,
        sans_serif_family=FAMILY,
    )
    return bytes(drawn)
