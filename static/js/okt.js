/* On every page of somebody logged in. A double click sends once: the second would find done what the first has done, and be told
   that there is no such thing. And a warning five minutes before the session ends: templates/komponenter/okt.html has the dialog,
   its texts and addresses. */
(() => {
  const sent = new WeakMap();
  const sendOnce = (event) => {
    const before = sent.get(event.target);
    if (before && before.button === event.submitter && event.timeStamp - before.time < 1000) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else sent.set(event.target, { button: event.submitter, time: event.timeStamp });
  };
  document.addEventListener("submit", sendOnce, true);

  const dialog = document.getElementById("okt");
  if (!dialog) return;
  const length = Number(dialog.dataset.oktSekunder) * 1000;
  const warning = Math.min(5 * 60 * 1000, length / 2);
  const others = "BroadcastChannel" in window ? new BroadcastChannel("stafett-okt") : null;
  let end = Date.now() + length;

  const renew = () => {
    end = Date.now() + length;
    if (dialog.open) dialog.close();
  };

  const alive = () => {
    renew();
    others?.postMessage("aktiv");
  };

  const extend = async () => {
    const token = dialog.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(dialog.dataset.oktForleng, {
        method: "POST",
        headers: { "X-CSRFToken": token },
        credentials: "same-origin",
        redirect: "manual",
      });
      if (answer.ok) alive();
      else location.assign(dialog.dataset.oktUtloept);
    } catch {
      /* No network now: the dialog stays, and one can answer again. */
    }
  };

  if (others) others.onmessage = renew;
  others?.postMessage("aktiv");
  document.addEventListener("okt:aktiv", alive);
  document.addEventListener("htmx:after:request", alive);
  dialog.querySelector("[data-okt-ja]").addEventListener("click", extend);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    extend();
  });

  /* A text that could not be saved stays on the screen: losing it would be worse. */
  const unsaved = () => document.querySelector("[data-kladdstatus][data-tilstand=venter], [data-kladdstatus][data-tilstand=utlogget]");

  const look = () => {
    const left = end - Date.now();
    if (left <= 0 && unsaved()) renew();
    else if (left <= 0) {
      clearInterval(watch);
      location.replace(dialog.dataset.oktUtloept);
    } else if (left <= warning && !dialog.open) dialog.showModal();
  };
  const watch = setInterval(look, 5000);
  document.addEventListener("visibilitychange", () => document.hidden || look());
})();
