"""Forms of this stage."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ngopeni.intake import boundary
from ngopeni.intake.layout import Layout
from ngopeni.intake.layouts import layouts

# No file of this kind is older; an earlier date is a slip of the keyboard.
EARLIEST = dt.date(2000, 1, 1)
SHORT_WORDS = "ART BAB BPS DTKS ID IDM IKE IKL IKS KK NIK P0 P3KE SDGs"
SPELLED = {word.lower(): word for word in SHORT_WORDS.split()}


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files in one field."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file; none at all is one that is missing."""
        files = (data or [None]) if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(each, initial) for each in files]


class BringForm(forms.Form):
    """Choose files."""

    documents = ManyFilesField(
        label=_("Berkas"),
        allow_empty_file=True,
        error_messages={"required": _("Pilih sedikitnya satu berkas.")},
    )


class ConfirmForm(forms.Form):
    """Say what a file is, of which date, and from whom."""

    as_of = forms.DateField(
        label=_("Tanggal keadaan data"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Isi tanggal keadaan data, misalnya 31 Desember 2024."),
            "invalid": _("Tanggal tidak dapat dibaca. Pilih lewat kalender atau tulis tahun-bulan-tanggal."),
        },
    )
    publisher = forms.CharField(
        label=_("Sumber"),
        max_length=200,
        error_messages={"required": _("Sebut lembaga dan judul terbitannya.")},
    )
    profile = forms.CharField(widget=forms.HiddenInput)

    def clean_as_of(self) -> dt.date:
        """A state cannot lie in the future."""
        as_of: dt.date = self.cleaned_data["as_of"]
        if as_of < EARLIEST:
            raise forms.ValidationError(_("Tanggal keadaan terlalu lama. Periksa tahunnya."))
        if as_of > dt.date.today():
            raise forms.ValidationError(_("Tanggal keadaan tidak mungkin sesudah hari ini."))
        return as_of


class WithdrawForm(forms.Form):
    """Why a source no longer counts."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 3}))


def profile_choices() -> list[tuple[str, str]]:
    """The kinds of files, for a person who knows better than the recognition."""
    return [(each.code, each.title) for each in layouts().values()] + [(boundary.PROFILE, boundary.TITLE)]


def needed_columns(layout: Layout) -> list[str]:
    """The columns that a file of a layout must have, as an official would write them."""
    is_placed = layout.level == "village" and not layout.is_place_optional
    place = [gettext("Kode desa (atau nama desa dan kecamatan)")] if is_placed else []
    return place + [_spelled(field.headers[0]) for field in layout.value_fields if field.is_required]


def _spelled(header: str) -> str:
    words = " ".join(SPELLED.get(word, word) for word in header.split())
    return words[:1].upper() + words[1:]
