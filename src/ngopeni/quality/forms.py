"""Forms of this stage."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ngopeni.accounts.forms import PurposeForm

SHORTEST_LETTER = 5
NO_LETTER = _("Tulis nomor suratnya: berkas ini memuat warga lebih dari satu desa.")


class WaiveForm(forms.Form):
    """Why findings are right as they are, and until when that is believed; the action judges both."""

    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Apa yang sudah dilihat, oleh siapa. Jangan menulis nama, NIK, atau nomor KK."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    expires_on = forms.DateField(
        label=_("Berlaku sampai"),
        help_text=_("Paling lama dua tahun. Sesudahnya temuan ini dihitung lagi."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": _("Tanggal tidak dapat dibaca. Pilih lewat kalender atau tulis tahun-bulan-tanggal.")
        },
    )


class LetterForm(PurposeForm):
    """What rows of several villages are taken along for: never without the letter that asks for them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        note = self.fields["note"]
        note.label, note.required = _("Nomor surat tugas dan keterangan"), True
        note.error_messages["required"] = NO_LETTER

    def clean_note(self) -> str:
        """A dash is no letter."""
        note = super().clean_note()
        if len(note) < SHORTEST_LETTER:
            raise forms.ValidationError(NO_LETTER)
        return note
