// Search from everywhere: "/" or Ctrl-K; what was opened last on this device is offered first.
(() => {
  "use strict";
  const input = document.querySelector("[data-search]");
  if (!input) return;
  const RECENT = `recent:${input.dataset.user}`;
  const recent = () => { try { return JSON.parse(localStorage.getItem(RECENT) || "[]"); } catch { return []; } };

  const here = document.querySelector("[data-quick-log]");
  if (here) {
    const key = here.dataset.quickLog.replace("=", ":");
    try { localStorage.setItem(RECENT, JSON.stringify([key, ...recent().filter((each) => each !== key)].slice(0, 6))); } catch { /* storage may be forbidden */ }
  }
  input.addEventListener("htmx:configRequest", (event) => { event.detail.parameters.recent = recent().join(","); });

  input.addEventListener("finder-opened", (event) => {
    const { option, apart } = event.detail;
    input.value = "";
    if (apart) window.open(option.dataset.address, "_blank", "noopener");
    else if (option.dataset.log && document.getElementById("quick-log")) document.dispatchEvent(new CustomEvent("open-quick-log", { detail: option.dataset.log }));
    else location.assign(option.dataset.address);
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if ((!slash && !ctrlK) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
})();
