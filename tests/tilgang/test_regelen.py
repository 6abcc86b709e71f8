"""The rule, branch by branch, asked as the app asks it; and the same rule weakened, which must be found out."""

# ruff: noqa: E501 (the rule is quoted as it stands)

import os
from pathlib import Path

import pytest
from django.db import connection, transaction

from bti.models import Sak
from bti.tilgang.aktoer import acting_as
from bti.tilgang.operasjoner import SQL
from tests.eier import as_owner
from tests.tilgang.tilfeller import TILFELLER as DE_ANDRE
from tests.tilgang.tilfeller import Tilfelle
from tests.tilgang.tilfeller_samtykke import SAMTYKKETILFELLER

pytestmark = pytest.mark.django_db
TILFELLER = [*DE_ANDRE, *SAMTYKKETILFELLER]
REGELEN = (Path(SQL) / "regelen.sql").read_text(encoding="utf-8")


def sees(verden, tilfelle: Tilfelle) -> bool:
    with acting_as(getattr(verden, tilfelle.hvem).pk):
        return Sak.objects.filter(pk=verden.nora_sak.pk).exists()


@pytest.mark.parametrize("tilfelle", TILFELLER, ids=str)
def test_the_rule(verden, tilfelle):
    tilfelle.arrange(verden)

    assert sees(verden, tilfelle) is tilfelle.ser


# What is taken out of the rule → what is put in its place. Each must be noticed by a case above.
_ANSATT = "WHERE a.bruker_id = p_bruker AND a.gyldig_fra <= v_idag\n                  AND (a.gyldig_til IS NULL OR a.gyldig_til >= v_idag))"
_NOED = "WHERE a.bruker_id = p_bruker AND tk.kommune_id = s.kommune_id AND a.gyldig_fra <= v_idag\n                      AND (a.gyldig_til IS NULL OR a.gyldig_til >= v_idag))"
_VIKAR = "WHERE e.bruker_id = o.bruker_id AND e.tjeneste_id = o.tjeneste_id AND e.gyldig_fra <= p_idag\n                      AND (e.gyldig_til IS NULL OR e.gyldig_til >= p_idag))"
_MINE_SPERRET = "AND NOT EXISTS (SELECT 1 FROM bti_sperring x\n                            WHERE x.bruker_id = p_bruker AND x.sak_id = d.sak_id AND x.lifted_at IS NULL)"
_NOED_SPERRET = "AND NOT EXISTS (SELECT 1 FROM bti_sperring x\n                        WHERE x.bruker_id = p_bruker AND x.sak_id = n.sak_id AND x.lifted_at IS NULL)"
_VIKAR_SPERRET = "AND NOT EXISTS (SELECT 1 FROM bti_sperring x\n                        WHERE x.bruker_id = o.bruker_id AND x.sak_id = o.sak_id AND x.lifted_at IS NULL)"
SVEKKELSER = {
    # consent
    "the case of a consent": ("WHERE y.sak_id = p_sak AND y.tjeneste_id", "WHERE y.tjeneste_id"),
    "the service of a consent": ("WHERE y.sak_id = p_sak AND y.tjeneste_id = p_tjeneste AND", "WHERE y.sak_id = p_sak AND"),
    "the giver of a consent": ("y ON y.giver_id = g.giver_id) c", "y ON true) c"),
    "the kind of a consent": (" AND y.slag = 'innsyn'\n", "\n"),
    "withdrawal": ("AND y.withdrawn_at IS NULL AND", "AND"),
    "a consent's first day": ("AND y.gyldig_fra <= p_idag AND", "AND"),
    "a consent's last day": ("AND y.gyldig_til >= p_idag\n", "\n"),
    "a consent's last day, to the day": ("y.gyldig_til >= p_idag", "y.gyldig_til > p_idag"),
    "every giver becomes any giver": ("bool_and(y.id IS NOT NULL)", "bool_or(y.id IS NOT NULL)"),
    "nobody to answer": ("WHERE c.dekket\n", "WHERE c.dekket IS NOT false\n"),
    "a service that is closed down": ("AND t.nedlagt_dato <= p_idag)", "AND false)"),
    "a service that is closed down, to the day": ("t.nedlagt_dato <= p_idag", "t.nedlagt_dato < p_idag"),
    "a service that is to close down": ("t.nedlagt_dato <= p_idag", "t.nedlagt_dato IS NOT NULL"),
    "that the service works for the municipality": ("AND EXISTS (SELECT 1 FROM bti_tjenestekommune tk WHERE tk.tjeneste_id = m.tjeneste_id AND tk.kommune_id = m.kommune_id)", ""),
    # who must say yes
    "parents who were not asked": ("h.id AND a.foreldre AND r.blocked", "h.id AND false AND r.blocked"),
    "others who were asked": ("WHERE k.sak_id = s.id AND k.tjeneste_id = p_tjeneste", "WHERE false AND k.tjeneste_id = p_tjeneste"),
    "those who are asked no longer": ("AND k.slag = 'innsyn' AND k.frafalt_at IS NULL\n           AND", "AND k.slag = 'innsyn'\n           AND"),
    "those who are asked about something else": ("AND k.slag = 'innsyn' AND k.frafalt_at IS NULL\n           AND", "AND k.frafalt_at IS NULL\n           AND"),
    "a parent without responsibility": ("r.har_foreldreansvar AND (\n", "(\n"),
    "a guardian without responsibility": ("(r.relasjon IN ('verge', 'barnevern') OR", "(r.relasjon = 'barnevern' OR"),
    "child welfare that has the care": ("(r.relasjon IN ('verge', 'barnevern') OR", "(r.relasjon = 'verge' OR"),
    "a blocked parent as giver": ("a.foreldre AND r.blocked_at IS NULL", "a.foreldre"),
    "a giver whose relation has ended": ("\n           AND (r.gyldig_til IS NULL OR r.gyldig_til >= p_idag)\n           AND (r.relasjon", "\n           AND (r.relasjon"),
    "a giver's last day": ("\n           AND (r.gyldig_til IS NULL OR r.gyldig_til >= p_idag)\n           AND (r.relasjon", "\n           AND (r.gyldig_til IS NULL OR r.gyldig_til > p_idag)\n           AND (r.relasjon"),
    "the parents' last age of consent": ("h.slag <> 'gravid' AND bool_or(o.foreldre)", "h.slag <> 'gravid'"),
    "those who were asked when of age": ("AND (k.giver_id = h.bruker_id OR a.foreldre)", ""),
    "the young person's own consent": ("WHERE a.ung)", "WHERE false)"),
    "a young person without a login": ("'ung_alene' END\n         WHERE a.ung)", "'ung_alene' END\n         WHERE a.ung AND h.bruker_id IS NOT NULL)"),
    "a pregnant woman's parents": ("h.slag <> 'gravid' AND bool_or", "bool_or"),
    "a pregnant girl's own word": ("h.slag = 'gravid' OR bool_or", "bool_or"),
    # areas of law
    "the areas of the question": ("SELECT unnest(k.omraader) FROM", "SELECT unnest('{}'::text[]) FROM"),
    "the areas of what is asked no longer": ("AND k.slag = 'innsyn'\n                            AND k.frafalt_at IS NULL)", "AND k.slag = 'innsyn')"),
    "the log, always": ("SELECT 'logg' UNION\n", ""),
    "the young person's age in an area": ("'samtykke_egen_alder' || e.nde", "'samtykke_egen_alder'"),
    "the parents' age in an area": ("'samtykke_foreldre_til_alder' || e.nde", "'samtykke_foreldre_til_alder'"),
    # where the child lives
    "that one answers alone only where it is so set": ("a.begge OR r.barnet_bor_her IS NOT false", "r.barnet_bor_her IS NOT false"),
    "that one answers alone at all": ("a.begge OR r.barnet_bor_her IS NOT false", "true OR r.barnet_bor_her IS NOT false"),
    "answers alone in all that is asked": ("bool_or(o.foreldre AND NOT o.bosted)", "bool_and(o.foreldre AND NOT o.bosted)"),
    "that it is not known where the child lives": ("r.barnet_bor_her IS NOT false", "r.barnet_bor_her"),
    "that nobody has confirmed that it does not live there": ("OR r.verifisering NOT IN ('register', 'to_personer')\n", "\n"),
    "that somebody is left to answer": ("AND b.har_foreldreansvar AND b.barnet_bor_her\n", "AND b.har_foreldreansvar\n"),
    "that who is left has responsibility": ("AND b.har_foreldreansvar AND b.barnet_bor_her\n", "AND b.barnet_bor_her\n"),
    "that who is left is confirmed": ("AND b.verifisering IN ('register', 'to_personer') AND b.blocked", "AND b.blocked"),
    "that who is left is not blocked": (" AND b.blocked_at IS NULL\n", "\n"),
    "that the relation of who is left goes on": ("\n                                  AND (b.gyldig_til IS NULL OR b.gyldig_til >= p_idag))", ")"),
    "that a guardian is not passed over": ("(r.relasjon IN ('verge', 'barnevern') OR r.har", "(r.har"),
    # ages
    "age, to the day": ("::int) <= p_idag", "::int) < p_idag"),
    "the municipality's own age": ("coalesce(p_aldre->(p_kommune || p_noekkel), p_aldre->p_noekkel)", "(p_aldre->p_noekkel)"),
    # parents
    "a blocked relation": ("AND r.bruker_id = p_bruker AND r.blocked_at IS NULL", "AND r.bruker_id = p_bruker"),
    "whose parent": ("r.hovedperson_id = p_hovedperson AND r.bruker_id = p_bruker", "r.bruker_id = p_bruker"),
    "who the parent is": ("AND r.bruker_id = p_bruker AND r.blocked", "AND r.blocked"),
    "a relation that has ended": ("AND (r.gyldig_til IS NULL OR r.gyldig_til >= p_idag)\n       AND CASE", "AND CASE"),
    "a relation's last day": ("OR r.gyldig_til >= p_idag)\n       AND CASE", "OR r.gyldig_til > p_idag)\n       AND CASE"),
    "an unconfirmed relation": ("THEN r.verifisering IN ('register', 'to_personer')", "THEN r.verifisering IN ('register', 'to_personer', 'ingen')"),
    "confirmation by two": ("THEN r.verifisering IN ('register', 'to_personer')", "THEN r.verifisering IN ('register')"),
    "protected address": ("WHEN 'fortrolig' THEN r.verifisering = 'to_personer'", "WHEN 'fortrolig' THEN true"),
    "the way in with protected address": ("WHEN 'fortrolig' THEN r.verifisering = 'to_personer'", "WHEN 'fortrolig' THEN false"),
    "strictly protected address": ("ELSE false", "ELSE true"),
    "the child of age": ("AND NOT tilgang_har_fylt(h.foedselsdato, p_kommune, 'foresatt_innsyn_til_alder', p_idag, p_aldre)", ""),
    "that the young person has closed it": ("(h.overtatt_at IS NULL", "(true"),
    "the age of closing it": ("OR NOT tilgang_har_fylt(h.foedselsdato, p_kommune, 'overta_alder', p_idag, p_aldre)", ""),
    # participation
    "whose participation": ("WHERE d.bruker_id = p_bruker AND (p_sak", "WHERE (p_sak"),
    "an inactive user": ("WHERE b.id = p_bruker AND b.is_active", "WHERE b.id = p_bruker"),
    "a blocked participant": (_MINE_SPERRET, ""),
    "whose block": ("WHERE x.bruker_id = p_bruker AND x.sak_id = d.sak_id", "WHERE x.sak_id = d.sak_id"),
    "the case of a block": ("WHERE x.bruker_id = p_bruker AND x.sak_id = d.sak_id", "WHERE x.bruker_id = p_bruker"),
    "a lifted block": ("AND x.sak_id = d.sak_id AND x.lifted_at IS NULL", "AND x.sak_id = d.sak_id"),
    "a participant's first day": ("AND d.gyldig_fra <= v_idag AND (d", "AND (d"),
    "a participant's last day": ("AND (d.gyldig_til IS NULL OR d.gyldig_til >= v_idag)", ""),
    "a participant's last day, to the day": ("OR d.gyldig_til >= v_idag)", "OR d.gyldig_til > v_idag)"),
    # employment and service
    "employment in the service": ("AND m.tjeneste_id = ANY (ARRAY(\n               SELECT a.tjeneste_id FROM", "AND EXISTS ((\n               SELECT 1 FROM"),
    "the employee": ("WHERE a.bruker_id = p_bruker AND a.gyldig_fra", "WHERE a.gyldig_fra"),
    "employment's first day": (_ANSATT, _ANSATT.replace(" AND a.gyldig_fra <= v_idag", "")),
    "employment's last day": (_ANSATT, _ANSATT.split("\n")[0] + ")"),
    "employment's last day, to the day": ("OR a.gyldig_til >= v_idag)))\n           AND (m", "OR a.gyldig_til > v_idag)))\n           AND (m"),
    "consent": ("tilgang_samtykke_dekker(m.sak_id, m.tjeneste_id, v_idag, v_aldre) c", "(SELECT true AS kan_skrive) c"),
    "own service": ("WHERE m.tjeneste_id = m.ansvarlig_id", "WHERE false"),
    # deputies
    "that one stands in": ("AND (m.stedfortreder_for_id IS NULL\n                OR EXISTS (SELECT 1 FROM tilgang_stedfortreder_holder(p_bruker, m.stedfortreder_for_id, v_idag)))", ""),
    "deputies at all": ("OR EXISTS (SELECT 1 FROM tilgang_stedfortreder_holder(p_bruker, m.stedfortreder_for_id, v_idag))", ""),
    "an absence's first day": ("AND f.gyldig_fra <= p_idag AND", "AND"),
    "an absence's last day": ("AND f.gyldig_til >= p_idag\n", "\n"),
    "an absence's last day, to the day": ("AND f.gyldig_til >= p_idag\n", "AND f.gyldig_til > p_idag\n"),
    "an absence that was ended": ("f.ended_at IS NULL AND", ""),
    "who is away": ("ON f.bruker_id = o.bruker_id AND f.tjeneste_id", "ON f.tjeneste_id"),
    "the unit one is away from": ("AND f.tjeneste_id = o.tjeneste_id AND f.vikar_id", "AND f.vikar_id"),
    "the absent one's part": ("WHERE o.id = p_for AND o.gyldig_fra <= p_idag AND (o.gyldig_til IS NULL OR o.gyldig_til >= p_idag)", "WHERE o.id = p_for"),
    "the absent one's employment": (_VIKAR, _VIKAR.split("\n")[0] + ")"),
    "the absent one's login": ("ON b.id = o.bruker_id AND b.is_active", "ON b.id = o.bruker_id"),
    "the absent one's block": (_VIKAR_SPERRET, ""),
    # break-glass
    "whose break-glass": ("WHERE n.bruker_id = p_bruker AND (p_sak", "WHERE (p_sak"),
    "break-glass at all": ("WHERE n.bruker_id = p_bruker AND (p_sak", "WHERE false AND (p_sak"),
    "break-glass that was ended": ("AND n.ended_at IS NULL AND", "AND"),
    "break-glass before its time": ("AND n.opened_at <= tilgang_naa() AND", "AND"),
    "break-glass after its time": (" AND n.expires_at > tilgang_naa()", ""),
    "break-glass and a strictly protected address": ("AND h.adressesperre IN ('ingen', 'fortrolig')", ""),
    "break-glass and a protected address": ("AND h.adressesperre IN ('ingen', 'fortrolig')", "AND h.adressesperre = 'ingen'"),
    "break-glass and a block": (_NOED_SPERRET, ""),
    "break-glass without employment": (_NOED, "WHERE tk.kommune_id = s.kommune_id)"),
    "break-glass from another municipality": ("AND tk.kommune_id = s.kommune_id AND a", "AND a"),
    "break-glass before employment": (_NOED, _NOED.replace(" AND a.gyldig_fra <= v_idag", "")),
    "break-glass after employment": (_NOED, _NOED.split("\n")[0] + ")"),
    # family
    "the parent's own wall": ("AND EXISTS (SELECT 1 FROM tilgang_foresatt_slipper_inn(p_bruker, m.hovedperson_id, m.kommune_id, v_idag, v_aldre))", ""),
    "who the young person is": ("WHERE h.id = p_hovedperson AND h.bruker_id = p_bruker", "WHERE h.id = p_hovedperson"),
    "the young person's case": ("WHERE m.rolle = 'ungdom'", "WHERE false"),
    "the young person's part": ("WHERE m.rolle = 'ungdom'", "WHERE true"),
    "the young person's age": ("tilgang_har_fylt(h.foedselsdato, p_kommune, 'egen_innsyn_alder', p_idag, p_aldre)", "true"),
    "that one was asked in earlier": ("OR p_tidlig AND tilgang", "OR tilgang"),
    "the age one may be asked in from": ("OR p_tidlig AND tilgang_har_fylt(h.foedselsdato, p_kommune, 'tidlig_innsyn_alder', p_idag, p_aldre)", "OR p_tidlig"),
    "the parent's part": ("WHERE m.rolle = 'foresatt'", "WHERE true"),
}  # fmt: skip


def weakened(*pairs: str) -> list[str]:
    """Return the functions that differ, to be put in place of the real ones for the rest of the transaction."""
    text = REGELEN
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text, f"the rule no longer says: {old}"
        text = text.replace(old, new)
    text = text.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    original = REGELEN.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").split("CREATE OR REPLACE")
    return [
        "CREATE OR REPLACE" + part for part in text.split("CREATE OR REPLACE")[1:] if part not in original
    ]


def find_first_wrong(verden) -> Tilfelle | None:
    """Return the first case that comes out differently from what the rule says; the world is as before."""
    for tilfelle in TILFELLER:
        with transaction.atomic():
            tilfelle.arrange(verden)
            wrong = sees(verden, tilfelle) is not tilfelle.ser
            transaction.set_rollback(True)
        if wrong:
            return tilfelle
    return None


# A third of them, evenly, in the test command; the oracle tries them too (orakel/test_svekkelser.py). All of them at night.
TIDEN = tuple(SVEKKELSER) if os.environ.get("STAFETT_NATT") == "1" else tuple(SVEKKELSER)[::3]


@pytest.mark.parametrize("svekkelse", TIDEN, ids=str)
def test_a_weaker_rule_is_found_out(verden, svekkelse, record_property):
    with as_owner(), connection.cursor() as cursor:
        for function in weakened(*SVEKKELSER[svekkelse]):
            cursor.execute(function)

    found = find_first_wrong(verden) is not None
    record_property("tall:svekkelser", 1)
    record_property("tall:svekkelser_funnet", int(found))
    assert found


def test_the_real_rule_is_not(verden):
    assert find_first_wrong(verden) is None
