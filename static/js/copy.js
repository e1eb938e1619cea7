// A button that copies what stands in a field; without a script the field is there to be selected.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-copies]")) {
    const field = document.getElementById(button.dataset.copies);
    const words = button.querySelector("span");
    const before = words.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        // The browser allows it only over HTTPS: what is selected is copied the old way.
        if (!document.execCommand("copy")) return;
      }
      words.textContent = button.dataset.done;
      setTimeout(() => { words.textContent = before; }, 2000);
    });
  }
})();
