"""The languages that consent can be read in, each by its own name. All else is in bokmål and nynorsk."""

LESESPRAAK = {
    "nb": "bokmål", "nn": "nynorsk", "se": "davvisámegiella", "sma": "åarjelsaemien", "smj": "julevsámegiella",
    "en": "English", "uk": "українська", "ar": "العربية", "so": "Soomaali", "ti": "ትግርኛ", "pl": "polski",
    "prs": "دری", "ps": "پښتو", "tr": "Türkçe",
}  # fmt: skip
NORSK = ("nb", "nn")
HOEYRE_TIL_VENSTRE = frozenset({"ar", "prs", "ps"})


def retning_of(spraak: str) -> str:
    """Return which way a language runs, as ``dir`` in HTML has it."""
    return "rtl" if spraak in HOEYRE_TIL_VENSTRE else "ltr"
