/* Where focus goes: to the error summary on a page that came back, and to [data-focus] in what htmx swapped in. */
(() => {
  const focus = (root) => {
    const target = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
    if (!target) return;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus();
  };

  const summary = document.getElementById("feilsammendrag");
  if (summary) summary.focus();

  document.addEventListener("htmx:before:request", (event) => busy(event, "true"));
  document.addEventListener("htmx:finally:request", (event) => busy(event, null));
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail?.ctx?.target;
    if (document.activeElement === document.body || target?.contains(document.activeElement)) {
      focus(target?.isConnected ? target : document.getElementById("innhold"));
    }
  });

  const busy = (event, value) => {
    const target = event.detail?.ctx?.target;
    if (!(target instanceof Element)) return;
    if (value) target.setAttribute("aria-busy", value);
    else target.removeAttribute("aria-busy");
  };
})();
