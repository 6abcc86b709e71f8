/* What a page does when it opens: says its receipt aloud, and makes Back safe. And where focus goes: to the error summary on a page that came back, and to [data-focus] in what htmx swapped in when the
   swap took what had the focus; [data-focus="alltid"] takes it in any case (a form that one has asked to open). */
(() => {
  const focus = (root) => {
    const target = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
    if (!target) return;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus();
  };

  /* A page that answered a POST is not kept by the browser (no-store), and Back to it would ask for the POST again. Now the
     history asks for the page itself; the form's draft brings the text back. */
  history.replaceState(history.state, "", location.href);

  /* A live region is read when it changes, not when it was there from the start: put the receipt in again. */
  const receipt = document.querySelector(".meldinger-fra-systemet");
  if (receipt) setTimeout(() => receipt.replaceChildren(...receipt.childNodes), 250);

  const summary = document.getElementById("feilsammendrag");
  if (summary) summary.focus();

  /* The answer may choose another target than the one that waits for it (HX-Retarget), so the waiting one is remembered. */
  const waiting = new WeakMap();
  document.addEventListener("htmx:before:request", (event) => {
    const ctx = event.detail?.ctx;
    if (!(ctx?.target instanceof Element)) return;
    waiting.set(ctx, ctx.target);
    ctx.target.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:finally:request", (event) => waiting.get(event.detail?.ctx)?.removeAttribute("aria-busy"));
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail?.ctx?.target;
    const isAsked = target?.isConnected && target.querySelector('[data-focus="alltid"]');
    if (isAsked || document.activeElement === document.body || target?.contains(document.activeElement)) {
      focus(target?.isConnected ? target : document.getElementById("innhold"));
    }
  });
})();
