"""What personal data may be opened or taken along for; each reveal and each export names one."""

from __future__ import annotations

PURPOSES = {
    "service": "melayani permintaan warga yang bersangkutan",
    "correction": "memperbaiki barisnya di daftar asal",
    "verification": "verifikasi dan validasi di lapangan",
    "assistance": "menyalurkan atau menyiapkan bantuan",
    "audit": "pemeriksaan oleh pengawas yang berwenang",
}
