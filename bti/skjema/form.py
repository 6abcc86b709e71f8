"""The base of every form in which somebody writes."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from bti.models import Kladd
from bti.skjema.vern import TOKEN, new_noekkel, read_token, save_posted_kladd
from bti.tilgang.forespoersel import Forespoersel

ALT_SENDT = _("Dette skjemaet er alt sendt. Teksten din er ikke lagret ennå. Se over den og lagre på nytt.")


class KladdForm(forms.Form):
    """A form with a signed token: its draft is kept on the server, and its row is made once.

    ``skjema`` names the form; with ``objekt_id`` each case, worry or measure has a draft of its own.
    ``noekkel`` is the primary key of the row that the form makes: a double click finds it taken.
    """

    skjema: ClassVar[str]
    skjema_token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, request: Forespoersel, objekt_id: UUID | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
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
        if data is None:
            self._restore_kladd()

    def add_fields(self) -> None:
        """Add or drop fields that depend on who asks about what, before the draft is put back."""

    @property
    def noekkel(self) -> UUID:
        return self._noekkel.noekkel

    def keep_kladd(self) -> None:
        """Keep what was posted as a draft: something stopped the saving, and the text must not be lost."""
        save_posted_kladd(self.request)

    def refuse_sent(self) -> None:
        """The key has made a row with something else in it: keep the text, and give the form a new key."""
        self.keep_kladd()
        self._noekkel = new_noekkel(self.request.aktoer.bruker_id, self.skjema, self.objekt_id)
        self.data = self.data.copy()
        self.data[TOKEN] = self.initial[TOKEN] = self._noekkel.sign()
        self.add_error(None, ALT_SENDT)

    def discard_kladd(self) -> None:
        """The form has been saved; its draft has done its work."""
        self._kladder().delete()

    def _kladder(self) -> Any:
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
