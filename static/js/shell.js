// The frame of every page: theme, keys, and the quick log in a dialog. All of it works without script, too.
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

  const dialog = document.getElementById("quick-log");
  const open = (type) => {
    const body = document.getElementById("quick-log-body");
    const address = new URL(dialog.dataset.address, location.href);
    if (type) address.searchParams.set("type", type);
    const about = document.querySelector("[data-quick-log]");
    if (about) new URLSearchParams(about.dataset.quickLog).forEach((value, name) => address.searchParams.set(name, value));
    if (!dialog.open) dialog.showModal();
    htmx.ajax("GET", address.pathname + address.search, { target: body, swap: "innerHTML" }).then(() => {
      const first = body.querySelector("[autofocus], input:not([type=hidden]), select, textarea");
      if (first) first.focus();
    });
  };
  if (dialog) {
    document.querySelectorAll('[data-opens="quick-log"]').forEach((link) => link.addEventListener("click", (event) => {
      event.preventDefault();
      open("");
    }));
    document.body.addEventListener("quick-log-saved", () => dialog.close());
  }

  const TYPES = { c: "call", m: "meeting", n: "negotiation" };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select, [contenteditable]");
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.form) {
      event.target.form.requestSubmit();
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      const search = document.querySelector('[data-key="/"]');
      if (search) { event.preventDefault(); search.focus(); }
    } else if (dialog && TYPES[event.key] && !dialog.open) {
      event.preventDefault();
      open(TYPES[event.key]);
    }
  });
  document.querySelectorAll("[data-submits]").forEach((field) => field.addEventListener("change", () => field.form.requestSubmit()));
})();
