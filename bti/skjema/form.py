"""The base of every form in which somebody writes."""

from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from bti.models import Kladd
from bti.skjema.konflikt import Konflikt
from bti.skjema.tekst import clean_posted
from bti.skjema.vern import TOKEN, may_be_kept, new_noekkel, read_token, save_posted_kladd
from bti.tilgang.forespoersel import Forespoersel

ALT_SENDT = _("Dette skjemaet er alt sendt. Teksten din er ikke lagret ennå. Se over den og lagre på nytt.")
SLETT_KLADD = (
    "DELETE FROM bti_kladd WHERE bruker_id = %s AND skjema = %s AND objekt_id IS NOT DISTINCT FROM %s"
)
LAGRET_AV_ANDRE = _("Noen andre har lagret siden du åpnet siden. Se begge tekstene før du lagrer.")


class KladdForm(forms.Form):
    """A form with a signed token: its draft is kept on the server, and its row is made once.

    ``skjema`` names the form, ``tittel`` says what one writes in it, for the list of drafts; with ``objekt_id`` each
    case, worry or measure has a draft of its own.
    ``noekkel`` is the primary key of the row that the form makes: a double click finds it taken.
    """

    skjema: ClassVar[str]
    tittel: ClassVar[Any]
    versjonsfelt: ClassVar[str] = "versjon"  # which column of the row the hidden number ``versjon`` is of
    diskret: ClassVar[bool] = False  # the list of drafts shows no word of it, nor whom it is about
    skjema_token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, request: Forespoersel, objekt_id: UUID | None = None, **kwargs: Any
    ) -> None:
        super().__init__(clean_posted(data), **kwargs)
        self.request, self.objekt_id = request, objekt_id
        self.kladd: Kladd | None = None
        posted = read_token((data or {}).get(TOKEN, ""))
        bruker_id = request.aktoer.bruker_id
        if posted and (posted.bruker_id, posted.skjema, posted.objekt_id) == (
            bruker_id,
            self.skjema,
            objekt_id,
        ):
            self._noekkel = posted
        else:
            self._noekkel = new_noekkel(bruker_id, self.skjema, objekt_id)
        self.initial[TOKEN] = self._noekkel.sign()
        self.add_fields()
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.pop("maxlength", None)  # a browser cuts a pasted text without a word
        if data is None:
            self._restore_kladd()

    def add_fields(self) -> None:
        """Add or drop fields that depend on who asks about what, before the draft is put back."""

    def is_valid(self) -> bool:
        """What must be put right is kept as a draft: Back, or a page that is closed, costs nobody their text."""
        valid = super().is_valid()
        if self.is_bound and not valid and self._has_text():
            self.keep_kladd()
        return valid

    def _has_text(self) -> bool:
        names = [name for name, field in self.fields.items() if is_written(field) and may_be_kept(name)]
        return any(str(self.data.get(self.add_prefix(name)) or "").strip() for name in names)

    @property
    def noekkel(self) -> UUID:
        return self._noekkel.noekkel

    def keep_kladd(self) -> None:
        """Keep what was posted as a draft: something stopped the saving, and the text must not be lost."""
        save_posted_kladd(self.request)

    def keep_words(self) -> bool:
        """Keep what was posted when somebody has written something in it; return whether it is kept."""
        return self._has_text() and save_posted_kladd(self.request) is not None

    def keep_text(self) -> None:
        """A button beside the form was pressed: keep what stands in it, and nothing when it is empty."""
        if any(self.data.get(field.html_name) for field in self.visible_fields()):
            self.keep_kladd()
        else:
            self.discard_kladd()

    def refuse_sent(self) -> None:
        """The key has made a row with something else in it: keep the text, and give the form a new key."""
        self.keep_kladd()
        self._noekkel = new_noekkel(self.request.aktoer.bruker_id, self.skjema, self.objekt_id)
        self.initial[TOKEN] = self._noekkel.sign()
        self.replace_data(**{TOKEN: self.initial[TOKEN]})
        self.add_error(None, ALT_SENDT)

    def meet_konflikt(self, problem: Konflikt) -> Any:
        """Return the row as somebody else has left it; the next press of the button saves over what one has seen."""
        self.add_error(None, LAGRET_AV_ANDRE)
        self.replace_data(versjon=str(getattr(problem.naavaerende, self.versjonsfelt)))
        self.keep_kladd()
        return problem.naavaerende

    def replace_data(self, **felter: str) -> None:
        """Let the form go on with something else in these fields than what was posted."""
        data = cast("QueryDict", self.data).copy()
        for name, value in felter.items():
            data[self.add_prefix(name)] = value
        self.data = data

    def discard_kladd(self) -> None:
        """The form has been saved; its draft has done its work."""
        with (
            connection.cursor() as cursor
        ):  # by hand: Django's delete looks for what hangs on a row, and nothing does
            cursor.execute(SLETT_KLADD, [self.request.aktoer.bruker_id, self.skjema, self.objekt_id])

    def _kladder(self) -> QuerySet[Kladd]:
        return Kladd.objects.filter(
            bruker_id=self.request.aktoer.bruker_id, skjema=self.skjema, objekt_id=self.objekt_id
        )

    def _restore_kladd(self) -> None:
        self.kladd = self._kladder().first()
        if self.kladd is None:
            return
        saved = MultiValueDict(self.kladd.felter)
        for name, field in self.fields.items():
            if name != TOKEN and not field.widget.value_omitted_from_data(saved, {}, self.add_prefix(name)):
                self.initial[name] = field.widget.value_from_datadict(saved, {}, self.add_prefix(name))


def is_written(field: forms.Field) -> bool:
    """Whether people write words in the field."""
    return type(field) is forms.CharField and not field.widget.is_hidden
