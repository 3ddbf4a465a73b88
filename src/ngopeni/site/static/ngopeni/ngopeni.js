// Comfort only: every page works without this file.
(() => {
  "use strict";
  // A map says aloud what is pointed at.
  document.addEventListener("pointerover", (event) => {
    const path = event.target.closest?.("svg.map path");
    const title = path?.querySelector("title");
    const says = title && path.closest(".map-box")?.querySelector(".map-says");
    if (says) says.textContent = title.textContent;
  });
  // Choosing a date or a layer needs no button press.
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-submit]")) event.target.form.requestSubmit();
  });
  // What can only be done with this file is shown by it.
  document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = !navigator.clipboard; });
  document.querySelectorAll("form[data-hide-button] button").forEach((button) => { button.hidden = true; });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    // A click elsewhere closes the menu.
    document.querySelectorAll(".nav details[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const copy = event.target.closest("[data-copy]");
    if (copy) navigator.clipboard.writeText(copy.dataset.copy).then(() => { copy.textContent = copy.dataset.done; });
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".nav details[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  // Looking for a place among many: what does not match is put out of sight, ticked or not.
  document.querySelectorAll("input[data-seek]").forEach((field) => {
    field.closest("[hidden]")?.removeAttribute("hidden");
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      document.querySelectorAll(`#${field.dataset.seek} .choice`).forEach((each) => {
        each.hidden = wanted !== "" && !each.textContent.toLowerCase().includes(wanted) && !each.querySelector(":checked");
      });
      document.querySelectorAll(`#${field.dataset.seek} details`).forEach((shelf) => {
        const found = shelf.querySelector(".choice:not([hidden])") !== null;
        shelf.hidden = !found;
        shelf.open = wanted !== "" && found;
      });
    });
  });
})();
