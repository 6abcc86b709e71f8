/* «Forlat siden raskt»: the link works alone; with this the page is also replaced in the history, and Shift three times does the same. */
(() => {
  const link = document.querySelector("[data-rask-utgang]");
  if (!link) return;
  let presses = 0;
  let last = 0;

  const leave = () => {
    document.body.hidden = true;
    location.replace(link.href);
  };

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      presses = 0;
      return;
    }
    if (event.repeat) return;
    presses = Date.now() - last < 2000 ? presses + 1 : 1;
    last = Date.now();
    if (presses === 3) leave();
  });
})();
