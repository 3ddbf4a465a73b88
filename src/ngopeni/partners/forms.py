"""Forms of this stage. They read what was typed; the actions judge it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ngopeni.accounts.forms import DayField, today
from ngopeni.accounts.models import User
from ngopeni.accounts.place_names import areas_of_grants
from ngopeni.accounts.roles import ROLES, Group
from ngopeni.kernel.wording import write_number
from ngopeni.measures.need import needs
from ngopeni.partners.fields import Field, Part, Type, fields_of, label_of
from ngopeni.partners.kind import AgreementKind, MandateLevel, kind_words, other_words
from ngopeni.partners.mandates import subjects
from ngopeni.partners.models import Institution
from ngopeni.partners.typed import degrees, plain_text, whole_number

Choices = list[tuple[str, Any]]
# Who may stand for an institution.
OF_INSTITUTIONS = [code for code, role in ROLES.items() if role.group in {Group.AGENCIES, Group.PARTNERS}]


class TypedField(forms.CharField):
    """A number as people write it; empty where nobody knows it."""

    def __init__(self, read: Callable[[str], Any], fault: Any, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(required=False, max_length=40, widget=widget, **options)
        self.read, self.fault = read, fault

    def clean(self, value: Any) -> Any:
        """The number, or None."""
        text = super().clean(value)
        try:
            return self.read(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(self.fault) from error

    def prepare_value(self, value: Any) -> Any:
        """As an Indonesian page shows it."""
        return value if isinstance(value, str) or value is None else write_number(value)


class PlainField(forms.CharField):
    """A text whose lines end alike."""

    def clean(self, value: Any) -> str:
        """The text as it is kept."""
        return plain_text(super().clean(value))


NOT_WHOLE = _("Tulis bilangan bulat, misalnya 2 atau 12.500.000; kosongkan bila belum diketahui.")
NOT_DEGREES = _("Tulis derajat desimal, misalnya -6,9697; kosongkan bila belum diketahui.")


def form_field(field: Field, language: str) -> forms.Field:
    """A field as a form asks for it."""
    label = field.label[language]
    if field.kind is Type.WHOLE:
        return TypedField(whole_number, NOT_WHOLE, label=label)
    if field.kind is Type.DECIMAL:
        return TypedField(degrees, NOT_DEGREES, label=label)
    if field.kind is Type.DATE:
        return DayField(label=label, required=False)
    if field.kind is Type.CHOICE:
        return forms.ChoiceField(label=label, required=False)
    is_long = field.most > 300
    widget = forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput()
    return PlainField(label=label, required=False, max_length=field.most, widget=widget)


class InstitutionForm(forms.Form):
    """What an institution is, where it stands, whom to call."""

    def __init__(
        self, *args: Any, regency_code: str, language: str, institution: Institution | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for each in fields_of(Part.INSTITUTION):
            if each.key != "code" or institution is None:
                self.fields[each.key] = form_field(each, language)
        labels = {code: words[language] for code, words in kind_words().items()}
        self._choose("kind", [("", _("pilih jenis")), *labels.items()])
        listed = [(code, each.label[language]) for code, each in subjects().items()]
        self._choose("subject", [("", "–"), *listed])
        districts = [(each.district_code, each.district_name) for each in areas_of_grants(regency_code).districts]
        self._choose("district_code", [("", "–"), *districts], _("Kecamatan"))
        others = Institution.objects.filter(parent=None, is_active=True)
        if institution:
            others = others.exclude(pk=institution.pk)
        self._choose("parent", [("", "–"), *others.values_list("code", "name")], _("Lembaga induk"))
        self.fields["name"].required = self.fields["kind"].required = True
        self.fields["name"].error_messages["required"] = _("Tulis nama resminya, seperti pada surat.")
        self.fields["kind"].error_messages["required"] = _("Pilih jenisnya.")
        if "code" in self.fields:
            self.fields["code"].help_text = _("Boleh kosong: dibuat dari namanya. Sesudah disimpan tidak dapat diubah.")
        self.fields["subject"].help_text = _("Hanya untuk perangkat daerah; menentukan mandat awalnya.")
        self.fields["parent"].help_text = _("Misalnya Setda bagi sebuah Bagian, atau MKKS bagi sebuah SMK.")
        self.fields["contact_name"].help_text = _("Orang yang dihubungi; hanya terbuka bagi yang bertugas.")
        people = User.objects.filter(is_active=True, role_code__in=OF_INSTITUTIONS).order_by("full_name")
        self.fields["head"] = forms.ModelChoiceField(
            label=_("Pengguna yang mewakili"),
            queryset=people,
            required=False,
            empty_label="–",
            help_text=_("Orang dari lembaga itu sendiri yang masuk ke sistem ini."),
        )

    def _choose(self, key: str, choices: Choices, label: Any = "") -> None:
        """Let one of a list be chosen; what stands there already stays possible."""
        old = self.fields[key]
        here = str(self.initial.get(key) or "")
        extra = [] if here in dict(choices) else [(here, here)]
        self.fields[key] = forms.ChoiceField(
            label=label or old.label, choices=[*choices, *extra], required=False, help_text=old.help_text
        )

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, by key of the fields."""
        return {key: value for key, value in self.cleaned_data.items() if key != "head"}


class MandateForm(forms.Form):
    """For each need whether it is served, how, and under which programme."""

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.language = language
        levels = [(str(each), other_words("levels")[each][language]) for each in MandateLevel]
        for need in needs():
            self.fields[f"level_{need.code}"] = forms.ChoiceField(
                label=_("Tingkat"), choices=[("", _("tidak melayani")), *levels], required=False
            )
            self.fields[f"programme_{need.code}"] = PlainField(
                label=_("Kode program SIPD"), max_length=30, required=False
            )
        self.fields["source"] = PlainField(
            label=_("Dasar perubahan"),
            max_length=300,
            required=False,
            help_text=_("Misalnya peraturan tentang tugas dan fungsi; disimpan pada mandat yang berubah."),
        )

    @property
    def triples(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each need with its two fields, as the page draws them."""
        return [
            (need.label[self.language], self[f"level_{need.code}"], self[f"programme_{need.code}"]) for need in needs()
        ]

    @property
    def mandates(self) -> list[dict[str, str]]:
        """The needs that are served."""
        told = self.cleaned_data
        return [
            {
                "need_code": need.code,
                "level": told[f"level_{need.code}"],
                "programme_code": told[f"programme_{need.code}"],
            }
            for need in needs()
            if told[f"level_{need.code}"]
        ]


class CapacityForm(forms.Form):
    """What an institution can do in a year."""

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for each in fields_of(Part.CAPACITY):
            self.fields[each.key] = form_field(each, language)
        self.fields["year"] = forms.IntegerField(
            label=label_of("year", language),
            min_value=2000,
            max_value=2100,
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _("Tulis tahunnya.")),
        )
        self.fields["leads_max"].help_text = _("0 berarti tidak sanggup; kosong berarti belum diketahui.")


class AgreementForm(forms.Form):
    """A signed agreement, with its scan."""

    number = PlainField(label=_("Nomor"), max_length=100, error_messages={"required": _("Tulis nomor suratnya.")})
    title = PlainField(label=_("Judul"), max_length=200, error_messages={"required": _("Tulis judul suratnya.")})
    signed_on = DayField(label=_("Ditandatangani"), initial=today)
    ends_on = DayField(label=_("Berlaku sampai"), required=False, help_text=_("Kosongkan bila tanpa batas waktu."))
    file = forms.FileField(
        label=_("Pindaian surat"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, PNG, atau JPEG, paling besar 10 MB."),
    )

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        words = other_words("agreements")
        self.fields["kind"] = forms.ChoiceField(
            label=_("Jenis surat"), choices=[(str(each), words[each][language]) for each in AgreementKind]
        )
        self.order_fields(["kind"])


class ConflictForm(forms.Form):
    """With whom an institution must not be paired, and why."""

    against = forms.ChoiceField(
        label=_("Berbenturan dengan"),
        error_messages={
            "required": _("Pilih desa, kecamatan, atau lembaga."),
            "invalid_choice": _("Pilih dari daftar."),
        },
    )
    since = DayField(label=_("Sejak"), initial=today)
    reason = forms.CharField(
        label=_("Alasan"),
        min_length=5,
        max_length=300,
        help_text=_("Terbaca semua pengguna. Jangan menulis nama atau NIK warga."),
        error_messages={
            "required": _("Tulis alasannya."),
            "min_length": _("Tulis alasannya, sedikitnya %(limit_value)d huruf."),
        },
    )

    def __init__(self, *args: Any, institution: Institution, regency_code: str, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        areas, words = areas_of_grants(regency_code), other_words("against")
        names = {each.district_code: each.district_name for each in areas.districts}
        villages = [(each.village_code, f"{each.village_name}, {names[each.district_code]}") for each in areas.villages]
        others = Institution.objects.exclude(pk=institution.pk).values_list("code", "name")
        field = self.fields["against"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("pilih")),
            (words["district"][language], list(names.items())),
            (words["institution"][language], list(others)),
            (words["village"][language], villages),
        ]


class FileForm(forms.Form):
    """A file of institutions."""

    document = forms.FileField(
        label=_("Berkas"), allow_empty_file=True, error_messages={"required": _("Pilih berkasnya.")}
    )
