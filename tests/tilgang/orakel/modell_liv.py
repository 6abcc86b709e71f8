"""Rules of the model: what no user of the app does. Time passes, people change jobs, children grow up."""

# ruff: noqa: E501 (SQL and rules are written on one line)

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.tilgang.orakel.modell_grunn import FAG, HVEM, OFTE, SAK, SJELDEN, Grunn
from tests.tilgang.orakel.orakel import turns


class Livsregler(Grunn):
    @rule(
        hvor=st.sampled_from(
            (
                timedelta(minutes=30),
                timedelta(hours=7),
                timedelta(days=1),
                timedelta(days=4),
                timedelta(days=30),
                timedelta(days=181),
            )
        )
    )
    def let_time_pass(self, hvor: timedelta) -> None:
        self.naa += hvor
        self._stell_klokka()

    @rule(hvem=FAG, slutt=SJELDEN, dager=st.sampled_from((-1, 0, 1)))
    def change_job(self, hvem: str, slutt: bool, dager: int) -> None:
        dag = self.o.v.idag + timedelta(days=dager)
        if slutt:
            self.som_eier(
                "UPDATE bti_ansettelse SET gyldig_til = greatest(%s, gyldig_fra) WHERE bruker_id = %s",
                dag,
                self.id(hvem),
            )
        else:
            self.som_eier(
                "UPDATE bti_ansettelse SET gyldig_til = NULL, gyldig_fra = least(gyldig_fra, %s) WHERE bruker_id = %s",
                dag,
                self.id(hvem),
            )

    @rule(hvem=st.sampled_from(("kari", "tom", "pia")), verifisering=st.sampled_from(("register", "to_personer", "to_personer", "ingen", "avvist")),
          ansvar=OFTE, stengt=SJELDEN)  # fmt: skip
    def change_parent(self, hvem: str, verifisering: str, ansvar: bool, stengt: bool) -> None:
        stengt = stengt or verifisering == "avvist"
        self.som_eier(
            "UPDATE bti_familierelasjon SET verifisering = %s, har_foreldreansvar = %s, blocked_at = %s, blocked_by_id = %s,"
            " confirmed_at = %s, confirmed_by_id = %s WHERE bruker_id = %s",
            verifisering, ansvar, self.naa if stengt else None, self.id("siri") if stengt else None,
            self.naa if verifisering == "to_personer" else None, self.id("berit") if verifisering == "to_personer" else None,
            self.id(hvem),
        )  # fmt: skip

    @rule(navn=SAK, sperre=st.sampled_from(("ingen", "ingen", "fortrolig", "strengt_fortrolig", "ukjent")))
    def protect_address(self, navn: str, sperre: str) -> None:
        self.som_eier(
            "UPDATE bti_hovedperson SET adressesperre = %s WHERE id = %s", sperre, self.sak(navn).barn.id
        )

    @rule(aar=st.sampled_from((16, 15, 16, 12, 11, 18)), dager=st.sampled_from((-1, 0, 1)))
    def turn(self, aar: int, dager: int) -> None:
        """Nora turns so many years yesterday, today or tomorrow."""
        foedt = turns(self.o.v.idag + timedelta(days=dager), -aar)
        self.som_eier(
            "UPDATE bti_hovedperson SET foedselsdato = %s WHERE id = %s", foedt, self.sak("nora").barn.id
        )

    @rule(hvem=HVEM, i_bruk=OFTE)
    def change_login(self, hvem: str, i_bruk: bool) -> None:
        self.som_eier("UPDATE bti_bruker SET is_active = %s WHERE id = %s", i_bruk, self.id(hvem))
