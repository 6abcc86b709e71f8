"""Everything a person can do, and what each role may: the one table that guardian's rows come from."""

from enum import StrEnum

from bti.models import Rolle


class Permission(StrEnum):
    """One member per kind of endpoint. Those of a case are guardian permissions on ``Sak``."""

    # In a case
    VIEW_SAK = "bti.view_sak"
    CHANGE_SAK = "bti.change_sak"
    INVITE_DELTAKER = "bti.invite_deltaker"
    REQUEST_SAMTYKKE = "bti.request_samtykke"
    VIEW_SAMTYKKE = "bti.view_samtykke"
    ANSWER_SAMTYKKE = "bti.answer_samtykke"
    WITHDRAW_SAMTYKKE = "bti.withdraw_samtykke"
    INVITE_FAMILIE = "bti.invite_familie"
    PRINT_SAMTYKKE = "bti.print_samtykke"
    ADD_INNLEGG = "bti.add_innlegg"
    ADD_MAAL = "bti.add_maal"
    ADD_TILTAK = "bti.add_tiltak"
    CHANGE_TILTAK = "bti.change_tiltak"
    EVALUATE_TILTAK = "bti.evaluate_tiltak"
    ANSWER_TILTAK = "bti.answer_tiltak"
    TAKE_STAFETT = "bti.take_stafett"
    CALL_MOETE = "bti.call_moete"
    VIEW_MOETE = "bti.view_moete"
    ANSWER_MOETE = "bti.answer_moete"
    HOLD_MOETE = "bti.hold_moete"
    ADD_MELDING = "bti.add_melding"
    VIEW_INNSYN = "bti.view_innsyn"
    ORDER_UTSKRIFT = "bti.order_utskrift"
    ASK_INNSYN = "bti.ask_innsyn"
    ASK_LUKKING = "bti.ask_lukking"
    CLOSE_TILGANG = "bti.close_tilgang"
    DECIDE_FORELDREINNSYN = "bti.decide_foreldreinnsyn"
    BLOCK_PERSON = "bti.block_person"
    VIEW_FAMILIEPLAN = "bti.view_familieplan"
    # About oneself and one's work, outside any case
    VIEW_HJEM = "person.view_hjem"
    LIST_SAK = "person.list_sak"
    SEARCH_SAK = "person.search_sak"
    ADD_UNDRING = "person.add_undring"
    WRITE_SKJERMET = "person.write_skjermet"
    ASSIGN_TILBAKEHOLD = "person.assign_tilbakehold"
    CONFIRM_RELASJON = "person.confirm_relasjon"
    SET_STEDFORTREDER = "person.set_stedfortreder"
    ASSIGN_STAFETT = "person.assign_stafett"
    ANSWER_STAFETT = "person.answer_stafett"
    VIEW_TRAPP = "person.view_trapp"
    ASK_DROEFTING = "person.ask_droefting"
    VIEW_FAGTEAM = "person.view_fagteam"
    EDIT_FAGTEAM = "person.edit_fagteam"
    EDIT_VEILEDER = "person.edit_veileder"
    EDIT_RETTIGHET = "person.edit_rettighet"
    EDIT_SAMTYKKEOPPSETT = "person.edit_samtykkeoppsett"
    VIEW_SKJEMAMAL = "person.view_skjemamal"
    EDIT_SKJEMAMAL = "person.edit_skjemamal"
    VIEW_FAMILIEHJEM = "person.view_familiehjem"
    VIEW_STATISTIKK = "person.view_statistikk"
    FOLLOW_SAMTYKKE = "person.follow_samtykke"
    ANSWER_INNSYN = "person.answer_innsyn"
    OPEN_NOEDTILGANG = "person.open_noedtilgang"
    REVIEW_NOEDTILGANG = "person.review_noedtilgang"
    ASSESS_DELING = "person.assess_deling"
    LIFT_SPERRING = "person.lift_sperring"
    VIEW_LOGGKONTROLL = "person.view_loggkontroll"
    CLOSE_LOGGKONTROLL = "person.close_loggkontroll"
    VIEW_VARSEL = "person.view_varsel"
    SAVE_KLADD = "person.save_kladd"
    VIEW_KLADD = "person.view_kladd"
    EXTEND_OEKT = "person.extend_oekt"

    @property
    def is_sak_permission(self) -> bool:
        return self.startswith("bti.")

    @property
    def codename(self) -> str:
        return self.partition(".")[2]


P = Permission

_FAG = frozenset(
    {
        P.VIEW_SAK, P.VIEW_SAMTYKKE, P.ADD_INNLEGG, P.ADD_MAAL, P.ADD_TILTAK, P.CHANGE_TILTAK, P.EVALUATE_TILTAK,
        P.ANSWER_TILTAK, P.TAKE_STAFETT, P.VIEW_MOETE, P.ANSWER_MOETE, P.ADD_MELDING, P.VIEW_INNSYN, P.ORDER_UTSKRIFT,
    }
)  # fmt: skip

# The part of somebody who broke the glass, and of a service that the family lets in without writing: reading alone.
NOEDROLLE = "noedtilgang"
LESEROLLE = "leser"
_LESER = frozenset({P.VIEW_SAK, P.VIEW_SAMTYKKE, P.VIEW_MOETE, P.VIEW_INNSYN})

ROLLETILLATELSER: dict[str, frozenset[Permission]] = {
    Rolle.STAFETTHOLDER: _FAG
    | {P.CHANGE_SAK, P.INVITE_DELTAKER, P.REQUEST_SAMTYKKE, P.CALL_MOETE, P.HOLD_MOETE, P.BLOCK_PERSON},
    Rolle.FAGPERSON: _FAG,
    Rolle.FORESATT: frozenset(
        {
            P.VIEW_FAMILIEPLAN, P.VIEW_SAMTYKKE, P.ANSWER_SAMTYKKE, P.WITHDRAW_SAMTYKKE, P.VIEW_MOETE,
            P.ANSWER_MOETE, P.ADD_MELDING, P.VIEW_INNSYN, P.ASK_INNSYN, P.ASK_LUKKING, P.CLOSE_TILGANG,
            P.INVITE_FAMILIE, P.ANSWER_TILTAK, P.PRINT_SAMTYKKE,
        }
    ),
    Rolle.UNGDOM: frozenset(
        {P.VIEW_FAMILIEPLAN, P.VIEW_SAMTYKKE, P.ANSWER_SAMTYKKE, P.WITHDRAW_SAMTYKKE, P.VIEW_MOETE,
         P.ANSWER_MOETE, P.ADD_MELDING, P.VIEW_INNSYN, P.ASK_INNSYN, P.ASK_LUKKING, P.CLOSE_TILGANG, P.INVITE_FAMILIE,
         P.PRINT_SAMTYKKE, P.DECIDE_FORELDREINNSYN, P.ANSWER_TILTAK}
    ),
    LESEROLLE: _LESER,
    NOEDROLLE: _LESER,
}  # fmt: skip


class Personslag(StrEnum):
    """What kind of person somebody is today; one person may be several."""

    ANSATT = "ansatt"
    ENHETSLEDER = "enhetsleder"
    FAMILIE = "familie"
    LEDER = "leder"
    KOMMUNEADMINISTRATOR = "kommuneadministrator"
    PERSONVERNOMBUD = "personvernombud"
    BTI_KOORDINATOR = "bti_koordinator"
    UTEN_ROLLE = "uten_rolle"  # no part in anything yet, or no longer: met as a parent who is in no case


_INNLOGGET = frozenset(Personslag)
_ALLE = _INNLOGGET - {Personslag.UTEN_ROLLE}
# Who may be given odd readings of the record to judge. Which of them one sees: revisjon_mine_kontroller().
_KONTROLLERER = frozenset({Personslag.ENHETSLEDER, Personslag.LEDER, Personslag.PERSONVERNOMBUD})
# Who sets up for the municipality: its guide, its teams, its forms.
OPPSETTSROLLER = frozenset({Personslag.BTI_KOORDINATOR, Personslag.KOMMUNEADMINISTRATOR})
_OPPSETT = OPPSETTSROLLER
PERSONTILLATELSER: dict[Permission, frozenset[Personslag]] = {
    P.VIEW_HJEM: _INNLOGGET,  # who is not an employee is shown on to a start page of their own
    P.LIST_SAK: frozenset({Personslag.ANSATT}),
    P.SEARCH_SAK: frozenset({Personslag.ANSATT}),
    P.ADD_UNDRING: frozenset({Personslag.ANSATT}),
    P.WRITE_SKJERMET: frozenset({Personslag.ANSATT}),
    P.ASSIGN_TILBAKEHOLD: frozenset({Personslag.ENHETSLEDER, Personslag.KOMMUNEADMINISTRATOR}),
    P.CONFIRM_RELASJON: frozenset({Personslag.ANSATT}),
    P.SET_STEDFORTREDER: frozenset({Personslag.ANSATT}),
    P.ASSIGN_STAFETT: frozenset({Personslag.ENHETSLEDER}),
    P.ANSWER_STAFETT: frozenset({Personslag.ANSATT}),
    P.VIEW_TRAPP: _ALLE - {Personslag.FAMILIE},
    P.ASK_DROEFTING: frozenset({Personslag.ANSATT}),
    P.VIEW_FAGTEAM: frozenset({Personslag.ANSATT}) | _OPPSETT,
    P.EDIT_FAGTEAM: _OPPSETT,
    P.EDIT_VEILEDER: _OPPSETT,
    P.EDIT_RETTIGHET: _OPPSETT,
    P.EDIT_SAMTYKKEOPPSETT: _OPPSETT,
    P.VIEW_SKJEMAMAL: _ALLE - {Personslag.FAMILIE},
    P.EDIT_SKJEMAMAL: _OPPSETT,
    P.VIEW_FAMILIEHJEM: frozenset({Personslag.FAMILIE, Personslag.UTEN_ROLLE}),
    P.VIEW_STATISTIKK: frozenset({Personslag.LEDER}),
    P.FOLLOW_SAMTYKKE: frozenset({Personslag.ENHETSLEDER, Personslag.BTI_KOORDINATOR}),
    P.ANSWER_INNSYN: frozenset({Personslag.ANSATT, Personslag.PERSONVERNOMBUD}),
    P.OPEN_NOEDTILGANG: frozenset({Personslag.ANSATT}),
    P.REVIEW_NOEDTILGANG: frozenset({Personslag.ENHETSLEDER, Personslag.PERSONVERNOMBUD}),
    P.ASSESS_DELING: frozenset({Personslag.ENHETSLEDER, Personslag.PERSONVERNOMBUD}),
    P.LIFT_SPERRING: frozenset({Personslag.ENHETSLEDER}),
    P.VIEW_LOGGKONTROLL: _KONTROLLERER,
    P.CLOSE_LOGGKONTROLL: _KONTROLLERER,
    P.VIEW_VARSEL: _INNLOGGET,
    P.SAVE_KLADD: _ALLE,
    P.VIEW_KLADD: _ALLE,
    P.EXTEND_OEKT: _INNLOGGET,
}
