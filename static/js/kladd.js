/* Saves a form's text on the server while one writes. Nothing is kept in the browser.
   <form data-kladd="address"> and a [data-kladdstatus] line inside it (templates/komponenter/kladdstatus.html). */
(() => {
  const PAUSE = 3000;
  const RETRY = 10000;

  const text = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();

  const tell = (form, state, { own, tid = "" } = {}) => {
    const line = form.querySelector("[data-kladdstatus]");
    if (!line) return;
    line.dataset.tilstand = state;
    line.textContent = own || (line.dataset[state] || "").replace("{tid}", tid);
  };

  const watch = (form) => {
    if (form.kladdWatched) return;
    form.kladdWatched = true;
    let saved = text(form);
    let timer = 0;
    let sending = false;
    let submitted = false;
    let underway = null;

    const later = (pause) => {
      clearTimeout(timer);
      timer = setTimeout(save, pause);
    };

    const save = async () => {
      clearTimeout(timer);
      const body = text(form);
      if (submitted || sending || body === saved || !form.isConnected) return;
      sending = true;
      underway = new AbortController();
      try {
        const answer = await fetch(form.dataset.kladd, {
          method: "POST",
          body,
          headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "kladd" },
          credentials: "same-origin",
          redirect: "manual",
          keepalive: body.length < 60000,
          signal: underway.signal,
        });
        if (answer.ok) {
          saved = body;
          tell(form, "lagret", { tid: (await answer.json()).lagret }); /* Norwegian time, wherever the browser is. */
          document.dispatchEvent(new Event("okt:aktiv"));
        } else if (answer.status === 422) {
          saved = body; /* Refused for good, such as too long: try again only when it has changed. */
          tell(form, "venter", { own: (await answer.json()).feil });
        } else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
          tell(form, "utlogget");
          later(RETRY);
        } else {
          tell(form, "venter");
          later(RETRY);
        }
      } catch {
        if (submitted) return;
        tell(form, "venter");
        later(RETRY);
      } finally {
        sending = false;
        if (text(form) !== body) later(PAUSE);
      }
    };

    form.addEventListener("input", () => later(PAUSE));
    form.addEventListener("change", () => later(PAUSE));
    form.addEventListener("focusout", () => setTimeout(save, 0));
    /* What is sent holds all the words. An answer on its way would come after it: where the session had ended, it could
       put an empty session in the place of the one that is logged into meanwhile. */
    form.addEventListener("submit", () => {
      submitted = true;
      clearTimeout(timer);
      underway?.abort();
    });
    window.addEventListener("pagehide", save);
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      submitted = false;
      save();
    });
    document.addEventListener("visibilitychange", () => document.hidden && save());
    window.addEventListener("online", save);
  };

  const start = () => document.querySelectorAll("form[data-kladd]").forEach(watch);
  start();
  document.addEventListener("htmx:after:swap", start);
})();
