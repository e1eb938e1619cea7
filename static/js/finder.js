// Makes every .finder a combobox: the server's options come while typing; arrows and Enter choose, Escape closes.
(() => {
  "use strict";
  const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));
  const optionsOf = (input) => [...listOf(input).querySelectorAll('[role="option"]:not([aria-disabled])')];
  const finderInput = (element) => element.closest && element.closest('input[role="combobox"]');

  const activate = (input, option) => {
    optionsOf(input).forEach((each) => each.setAttribute("aria-selected", String(each === option)));
    if (!option) { input.removeAttribute("aria-activedescendant"); return; }
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const show = (input, open) => {
    const list = listOf(input);
    const any = list.children.length > 0;
    list.hidden = !(open && any);
    input.setAttribute("aria-expanded", String(open && any));
    if (!open) activate(input, null);
  };
  const activeOf = (input) => optionsOf(input).find((each) => each.getAttribute("aria-selected") === "true");

  const choose = (input, option, apart = false) => {
    input.dataset.waiting = "";
    show(input, false);
    if (option.dataset.address) {
      input.dispatchEvent(new CustomEvent("finder-opened", { bubbles: true, detail: { option, apart } }));
      return;
    }
    const hidden = input.closest(".finder").querySelector('input[type="hidden"]');
    if (option.dataset.key) {
      hidden.value = option.dataset.key;
      input.value = option.dataset.label;
    } else {
      hidden.value = "";
    }
    listOf(input).replaceChildren();
    input.dispatchEvent(new CustomEvent("finder-chosen", { bubbles: true, detail: { creates: option.dataset.creates || "" } }));
  };

  // Typing wins over an earlier choice.
  document.addEventListener("input", (event) => {
    const input = finderInput(event.target);
    if (!input) return;
    const hidden = input.closest(".finder").querySelector('input[type="hidden"]');
    if (hidden) hidden.value = "";
    input.dataset.pending = "true";
    if (!input.value.trim() && hidden) { listOf(input).replaceChildren(); show(input, false); }
  });

  document.addEventListener("keydown", (event) => {
    const input = finderInput(event.target);
    if (!input || event.ctrlKey || event.metaKey || event.altKey) return;
    const options = optionsOf(input);
    const open = !listOf(input).hidden;
    const at = options.indexOf(activeOf(input));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options.length) return;
      event.preventDefault();
      show(input, true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      activate(input, options[at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length]);
    } else if (event.key === "Enter" && input.dataset.pending === "true" && input.value.trim()) {
      // Faster than the server: the best match is chosen as soon as it is there.
      event.preventDefault();
      input.dataset.waiting = "true";
    } else if (event.key === "Enter" && open && at >= 0) {
      event.preventDefault();
      choose(input, options[at]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      show(input, false);
    }
  }, true);

  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest('.finder-list [role="option"]');
    if (option) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest('.finder-list [role="option"]:not([aria-disabled])');
    if (!option) return;
    const input = document.querySelector(`[aria-controls="${option.closest('[role="listbox"]').id}"]`);
    if (input) { event.preventDefault(); choose(input, option, event.ctrlKey || event.metaKey); }
  });
  document.addEventListener("focusout", (event) => {
    const input = finderInput(event.target);
    if (input) show(input, false);
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const list = event.target;
    if (!list.matches || !list.matches(".finder-list")) return;
    const input = document.querySelector(`[aria-controls="${list.id}"]`);
    if (!input) return;
    // An answer to an earlier text is no answer to what stands there now.
    const asked = event.detail.requestConfig ? event.detail.requestConfig.parameters[input.name] : input.value;
    if (input.dataset.pending === "true" && (asked || "") !== input.value) return;
    const waiting = input.dataset.waiting === "true";
    input.dataset.pending = input.dataset.waiting = "";
    if (document.activeElement !== input && !waiting) return;
    const options = optionsOf(input);
    show(input, true);
    const best = options[0];
    if (best && !best.dataset.creates) activate(input, best);
    if (waiting && best && !best.dataset.creates) choose(input, best);
    else if (waiting && !best && input.hasAttribute("data-search")) input.form.requestSubmit();
    const status = input.closest(".finder").querySelector("[data-finder-status]");
    if (status) status.textContent = options.length ? `${status.dataset.some} ${options.length}` : status.dataset.none;
  });
  // No answer, or a failure: Enter is free again, and a search goes on to the page of results.
  ["htmx:sendError", "htmx:responseError"].forEach((name) => document.addEventListener(name, (event) => {
    const input = finderInput(event.target);
    if (!input) return;
    const waiting = input.dataset.waiting === "true";
    input.dataset.pending = input.dataset.waiting = "";
    if (waiting && input.hasAttribute("data-search")) input.form.requestSubmit();
  }));
})();
