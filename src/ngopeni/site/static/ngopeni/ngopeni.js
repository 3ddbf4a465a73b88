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
  document.querySelectorAll("form[data-hide-button] button").forEach((button) => { button.hidden = true; });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
})();
