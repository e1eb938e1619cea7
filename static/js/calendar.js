// Plans are dragged to another day; by keys and without script the plan's own page changes its date.
(() => {
  "use strict";
  const connect = () => document.querySelectorAll("#calendar [data-day]:not([data-connected])").forEach((list) => {
    list.dataset.connected = "";
    new Sortable(list, {
      group: "calendar",
      draggable: "[data-moves]",
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      delay: 200,
      delayOnTouchOnly: true,
      ghostClass: "calendar-dragged",
      onEnd: (event) => {
        if (event.from === event.to) return;
        htmx.ajax("POST", event.item.dataset.moves, { target: "#toasts", swap: "innerHTML", values: { due_on: event.to.dataset.day } });
      },
    });
  });
  connect();
  document.body.addEventListener("htmx:afterSettle", connect);
})();
