"""What is made from the sources before the first page: compiled words, collected static files."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def make_assets() -> None:
    """Compile catalogues and collect static files where they are older than their sources."""
    compile_catalogues()
    from django.conf import settings
    from django.core.management import call_command

    manifest = settings.STATIC_ROOT / "staticfiles.json"
    sources = [*PACKAGE.glob("*/static/**/*"), PACKAGE / "site" / "settings.py"]
    newest = max(path.stat().st_mtime for path in sources)
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)


def compile_catalogues() -> None:
    """Turn each ``.po`` into the ``.mo`` that gettext reads; msgfmt is not needed."""
    import polib

    for source in PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
