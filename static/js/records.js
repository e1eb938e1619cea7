// A record changed in place: the focus comes back to where it was, Escape cancels, and Undo goes after its time.
(() => {
  "use strict";
  let edited = "";
  document.addEventListener("submit", (event) => { if (event.target.dataset.inPlace) edited = event.target.dataset.inPlace; }, true);
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest && event.target.closest("[data-in-place]");
    if (event.key !== "Escape" || event.defaultPrevented || !form) return;
    event.preventDefault();
    edited = form.dataset.inPlace;
    form.querySelector("[data-cancels]").click();
  });
  document.addEventListener("click", (event) => {
    const cancel = event.target.closest("[data-cancels]");
    if (cancel) edited = cancel.closest("[data-in-place]").dataset.inPlace;
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const form = document.querySelector("[data-in-place]");
    const wrong = form && form.querySelector('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else if (form && event.target.id === "record" && !form.contains(document.activeElement)) form.querySelector("input:not([type=hidden]), textarea, select").focus();
    const link = !form && edited && document.getElementById(`edit-${edited}`);
    if (link) { link.focus({ preventScroll: true }); edited = ""; }
    expire();
  });
  const expire = () => document.querySelectorAll("#messages [data-undo]:not([data-expiring])").forEach((form) => {
    form.dataset.expiring = "";
    setTimeout(() => { if (form.matches(":focus-within, :hover")) setTimeout(() => form.remove(), 5000); else form.remove(); }, 10_000);
  });
  expire();
})();
