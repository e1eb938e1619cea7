// The frame of every page: the theme, keys that every form knows, and what signing out leaves behind. All of it works
// without script, too: nothing is stored then.
(() => {
  "use strict";
  const remember = (name, value) => { try { value ? localStorage.setItem(name, value) : localStorage.removeItem(name); } catch { /* forbidden */ } };
  const recall = (name) => { try { return localStorage.getItem(name); } catch { return null; } };

  const showTheme = () => {
    const chosen = recall("theme") || "";
    document.querySelectorAll("[data-themes] button").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.theme === chosen)));
  };
  document.querySelectorAll("[data-themes] button").forEach((button) => button.addEventListener("click", () => {
    remember("theme", button.dataset.theme);
    if (button.dataset.theme) document.documentElement.dataset.bsTheme = button.dataset.theme;
    else delete document.documentElement.dataset.bsTheme;
    showTheme();
  }));
  showTheme();

  // Drafts, timers and names of records end with the session; how the page looks is nobody's.
  const forget = () => {
    try {
      Object.keys(localStorage).filter((name) => name !== "theme").forEach((name) => localStorage.removeItem(name));
      sessionStorage.clear();
    } catch { /* forbidden */ }
  };
  // Once the page is left, when nothing is stored any more.
  document.querySelectorAll("[data-signs-out]").forEach((form) => form.addEventListener("submit", () => {
    window.addEventListener("pagehide", forget, { once: true });
  }));

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.form) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
    const keys = document.getElementById("keys-menu");
    if (event.key === "?" && keys && !event.target.matches("input, textarea, select, [contenteditable]")) keys.togglePopover();
  });
  document.querySelectorAll("[data-submits]").forEach((field) => field.addEventListener("change", () => field.form.requestSubmit()));
})();
