// Panels are dragged into their order; the buttons beside them do the same without.
(() => {
  "use strict";
  const list = document.querySelector("[data-arranges]");
  if (!list) return;
  const save = () => {
    const order = [...list.querySelectorAll("[data-panel]")].map((panel) => panel.dataset.panel).join(",");
    htmx.ajax("POST", list.dataset.arranges, { source: list, swap: "none", values: { order } });
  };
  list.classList.add("arranged-by-hand");
  Sortable.create(list, {
    draggable: "[data-panel]", handle: ".arranged-grip", ghostClass: "board-card-ghost",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120, onEnd: save,
  });
  // A connection that fails leaves the page as the server last knew it.
  ["htmx:sendError", "htmx:responseError"].forEach((name) => list.addEventListener(name, () => location.reload()));
})();
