// Letters for the buttons of a form, comfort only: every button works without this file.
(() => {
  "use strict";
  const form = document.querySelector("form[data-keys]");
  if (!form) return;
  const buttons = [...form.querySelectorAll("button")];
  const off = document.querySelector("input[data-keys-off]");
  const isOff = () => localStorage.getItem("ngopeni-keys") === "off";
  if (off) {
    off.checked = isOff();
    off.addEventListener("change", () => { localStorage.setItem("ngopeni-keys", off.checked ? "off" : "on"); });
  }
  let sent = false;
  // A key held down, or a second one on a slow network, must not answer for the next pair.
  form.addEventListener("submit", (event) => { if (sent) event.preventDefault(); sent = true; });
  // Nor may one that was pressed before anybody could have looked at the pair.
  const LOOK_MS = 400;
  let shown = performance.now();
  window.addEventListener("pageshow", () => { sent = false; shown = performance.now(); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
    if (event.target.closest("input, select, textarea, summary")) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const place = buttons.indexOf(document.activeElement);
      buttons[place < 0 ? (step > 0 ? 0 : buttons.length - 1) : (place + step + buttons.length) % buttons.length].focus();
      event.preventDefault();
      return;
    }
    const button = !isOff() && buttons.find((each) => each.dataset.key === event.key.toLowerCase());
    if (!button) return;
    event.preventDefault();
    if (button.value === "undo" || performance.now() - shown > LOOK_MS) button.click();
  });
})();
