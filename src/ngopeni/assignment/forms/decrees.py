"""Forms of decrees: drafting one, naming a team, writing a clause, signing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ngopeni.accounts.forms import DayField, ReasonForm, today
from ngopeni.accounts.models import User
from ngopeni.assignment.actions.decrees import NOT_OVER, leading
from ngopeni.assignment.actions.team_members import ROLES
from ngopeni.assignment.models import Decree, Wave
from ngopeni.partners.models import Institution

# Offered where somebody's place on the team is written; any other may be written too.
PLACES_IN_TEAM = ("Pengarah", "Penanggung jawab", "Ketua", "Wakil Ketua", "Sekretaris", "Anggota")
SAME_PERIOD = _("Kosongkan bila sama dengan masa keputusan.")


class AgencyDecreeForm(forms.Form):
    """Whose team, from when to when."""

    institution = forms.ModelChoiceField(
        label=_("Perangkat daerah"),
        queryset=Institution.objects.none(),
        empty_label=_("pilih perangkat daerah"),
        error_messages={"required": _("Pilih perangkat daerahnya."), "invalid_choice": _("Pilih perangkat daerahnya.")},
    )
    starts_on = DayField(label=_("Masa tugas mulai"))
    ends_on = DayField(label=_("Masa tugas sampai"), help_text=_("Paling lama dua tahun, di dalam masa gelombangnya."))

    def __init__(self, *args: Any, wave: Wave, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["institution"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = without_decree(wave)


def without_decree(wave: Wave) -> Any:
    """Agencies that lead in a wave and have no decree of their own yet."""
    there = Decree.objects.filter(wave=wave, purpose=Decree.Purpose.NEW, state__in=NOT_OVER).exclude(institution=None)
    return leading(wave).exclude(pk__in=there.values("institution"))


class _Account(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.institution})" if obj.institution else str(obj)


def _account_field(help_text: Any) -> _Account:
    return _Account(
        label=_("Akun"),
        help_text=help_text,
        queryset=User.objects.none(),
        required=False,
        empty_label=_("tanpa akun"),
        error_messages={"invalid_choice": _("Pilih akun anggota tim atau kepala perangkat daerah.")},
    )


def _offer_accounts(form: forms.Form) -> None:
    field = form.fields["user"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = User.objects.filter(role_code__in=ROLES, is_active=True).order_by("full_name", "pk")


class FollowForm(ReasonForm):
    """Why a decree is amended or revoked: printed in the decree itself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].help_text = _("Tercetak di bagian Menimbang, sesudah kata “bahwa”. Jangan menulis NIK.")


class MemberForm(forms.Form):
    """Somebody on the team, as the annex will print it."""

    name = forms.CharField(
        label=_("Nama"),
        help_text=_("Dengan gelar, seperti tercetak di lampiran. Jangan menulis NIP atau NIK."),
        max_length=150,
        error_messages={"required": _("Tulis namanya.")},
    )
    position = forms.CharField(
        label=_("Jabatan di perangkat daerah"),
        max_length=150,
        error_messages={"required": _("Tulis jabatannya.")},
    )
    role = forms.CharField(
        label=_("Kedudukan dalam tim"),
        help_text=_("Misalnya Ketua, Sekretaris, atau Anggota."),
        max_length=100,
        widget=forms.TextInput(attrs={"list": "kedudukan", "autocomplete": "off"}),
        error_messages={"required": _("Tulis kedudukannya dalam tim.")},
    )
    starts_on = DayField(label=_("Masa tugas mulai"), help_text=SAME_PERIOD, required=False)
    ends_on = DayField(label=_("Masa tugas sampai"), help_text=SAME_PERIOD, required=False)
    note = forms.CharField(label=_("Keterangan"), required=False, max_length=200)
    user = _account_field(_("Yang berakun memperoleh hak di desanya begitu keputusan berlaku. Boleh kosong."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_accounts(self)


class AccountForm(forms.Form):
    """Whose account a member's is."""

    user = _account_field(_("Kosongkan bila akunnya keliru atau sudah tidak dipakai."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_accounts(self)


class SigningForm(forms.Form):
    """What stands on the signed paper."""

    number = forms.CharField(
        label=_("Nomor keputusan"),
        max_length=60,
        error_messages={"required": _("Tulis nomornya.")},
    )
    signed_on = DayField(label=_("Tanggal ditandatangani"), initial=today)
    signed_by = forms.CharField(
        label=_("Nama yang menandatangani"),
        help_text=_("Tercetak di bawah tanda tangan. Jangan menulis NIP."),
        max_length=150,
        error_messages={"required": _("Tulis nama yang menandatangani.")},
    )
    scan = forms.FileField(
        label=_("Pindaian"),
        help_text=_("PDF, JPG, atau PNG, paling besar 10 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    laws_checked = forms.BooleanField(
        label=_("Dasar hukum sudah diperiksa"),
        error_messages={"required": _("Periksa dasar hukumnya, lalu centang.")},
    )

    def __init__(self, *args: Any, has_unverified: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_unverified:
            del self.fields["laws_checked"]


class TextForm(forms.Form):
    """A clause, written anew; the action judges it."""

    code = forms.CharField(max_length=60)
    text = forms.CharField(required=False, max_length=4000, strip=True)


class LawForm(forms.Form):
    """What is said of a law in the list of a decree; the action judges its words."""

    code = forms.CharField(max_length=60)
    text = forms.CharField(required=False)
    is_verified = forms.BooleanField(required=False)
    is_left_out = forms.BooleanField(required=False)


class NewLawForm(forms.Form):
    """A law that the list does not hold yet."""

    section = forms.CharField(max_length=20)
    text = forms.CharField(required=False)
