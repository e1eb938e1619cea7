// The board: cards are dragged, moved by keys, and closed in a dialog. Without script "Move to…" does all of it.
(() => {
  "use strict";
  const dialog = document.getElementById("verb-dialog");
  const body = document.getElementById("verb-body");
  const board = () => document.getElementById("board");
  if (!board()) return;
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let opener = null;

  const move = (card, stage) => {
    const values = { stage, version: card.dataset.version, board: board().dataset.board };
    card.setAttribute("aria-busy", "true");
    htmx.ajax("POST", card.dataset.move, { source: board(), target: "#board", swap: "outerHTML", values });
  };
  const ask = (card, verb) => {
    opener = card.querySelector(".board-open").id;
    body.replaceChildren();
    dialog.showModal();
    htmx.ajax("GET", card.dataset[verb], { source: body, target: "#verb-body", swap: "innerHTML", values: { board: board().dataset.board } });
  };

  // Dragging: the server draws the board again, also when it refuses; a card that is dropped on an ending goes back.
  const goBack = (event) => {
    event.item.remove();
    event.from.insertBefore(event.item, event.from.children[event.oldIndex] || null);
  };
  const dropped = (event) => {
    const target = event.to;
    if (target.dataset.ending) {
      goBack(event);
      ask(event.item, target.dataset.ending === "won" ? "win" : "lose");
    } else if (target !== event.from) {
      move(event.item, target.dataset.stage);
    } else {
      // Within a column the order is the server's: newest first.
      goBack(event);
    }
  };
  const prepare = () => {
    board().querySelectorAll("[data-stage], [data-ending]").forEach((list) => Sortable.create(list, {
      group: "board",
      draggable: ".board-card",
      filter: ".board-move",
      preventOnFilter: false,
      sort: true,
      animation: reducedMotion ? 0 : 120,
      delay: 180,
      delayOnTouchOnly: true,
      ghostClass: "board-card-ghost",
      onStart: () => board().classList.add("board-dragging"),
      onEnd: (event) => { board().classList.remove("board-dragging"); dropped(event); },
    }));
  };

  // Keys, while a card has the focus.
  const cardsIn = (list) => [...list.querySelectorAll(".board-card")];
  const lists = () => [...board().querySelectorAll("[data-stage]")];
  const focus = (card) => { if (card) card.querySelector(".board-open").focus(); };
  const beside = (list, step) => {
    const all = lists();
    return all[all.indexOf(list) + step];
  };
  const goSideways = (card, list, step) => {
    const at = cardsIn(list).indexOf(card);
    for (let next = beside(list, step); next; next = beside(next, step)) {
      const cards = cardsIn(next);
      if (cards.length) { focus(cards[Math.min(at, cards.length - 1)]); return; }
    }
  };
  const KEYS = {
    ArrowDown: (card) => focus(card.nextElementSibling && card.nextElementSibling.matches(".board-card") ? card.nextElementSibling : null),
    ArrowUp: (card) => focus(card.previousElementSibling),
    ArrowRight: (card, list) => goSideways(card, list, 1),
    ArrowLeft: (card, list) => goSideways(card, list, -1),
    "Shift+ArrowRight": (card, list) => { const next = beside(list, 1); if (next) move(card, next.dataset.stage); },
    "Shift+ArrowLeft": (card, list) => { const next = beside(list, -1); if (next) move(card, next.dataset.stage); },
    w: (card) => ask(card, "win"),
    l: (card) => ask(card, "lose"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.matches(".board-open")) return;
    const act = KEYS[(event.shiftKey && event.key.length > 1 ? "Shift+" : "") + event.key];
    if (!act) return;
    event.preventDefault();
    const card = event.target.closest(".board-card");
    act(card, card.parentElement);
  });

  document.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-asks]");
    if (asked && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      ask(asked.closest(".board-card"), asked.dataset.asks);
    } else if (event.target.closest("[data-closes-dialog]")) {
      dialog.close();
    }
  });
  document.body.addEventListener("verb-done", () => dialog.close());
  dialog.addEventListener("close", () => {
    body.replaceChildren();
    const back = opener && document.getElementById(opener);
    if (back) back.focus({ preventScroll: true });
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.target === body && body.querySelector("form")) {
      const first = body.querySelector('[aria-invalid="true"]') || body.querySelector("select, input:not([type=hidden])");
      if (first) first.focus();
    }
  });
  // A connection that fails leaves the page as the server last knew it.
  ["htmx:sendError", "htmx:responseError"].forEach((name) => document.body.addEventListener(name, (event) => {
    if (event.target === board()) location.reload();
  }));
  document.body.addEventListener("htmx:load", (event) => {
    if (event.target.id === "board") prepare();
  });
  prepare();
})();
