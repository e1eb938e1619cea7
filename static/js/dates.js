// A button beside each date field opens the browser's own calendar; the day chosen is written as the page's language does.
(() => {
  "use strict";
  const french = document.documentElement.lang.startsWith("fr");
  const format = french
    ? new Intl.DateTimeFormat("fr-FR", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" })
    : new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const reveal = (root) => root.querySelectorAll("[data-picks-day][hidden]").forEach((button) => { button.hidden = false; });
  const pickerOf = (field) => {
    const known = field.querySelector("input[type=date]");
    if (known) return known;
    const picker = document.createElement("input");
    picker.type = "date";
    picker.className = "day-picker";
    picker.tabIndex = -1;
    picker.setAttribute("aria-hidden", "true");
    picker.addEventListener("change", () => {
      const typed = field.querySelector("input");
      typed.value = picker.value ? format.format(new Date(`${picker.value}T00:00:00Z`)) : "";
      typed.dispatchEvent(new Event("input", { bubbles: true }));
      typed.dispatchEvent(new Event("change", { bubbles: true }));
      typed.focus();
    });
    field.append(picker);
    return picker;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-picks-day]");
    if (!button) return;
    const picker = pickerOf(button.closest(".day-field"));
    if (picker.showPicker) picker.showPicker(); else picker.focus();
  });
  reveal(document);
  document.addEventListener("htmx:load", (event) => reveal(event.target));
})();
