// Names of measures are found while typing and inserted where the formula is being written.
(() => {
  "use strict";
  const formula = document.querySelector("textarea[name=formula]");
  const search = document.querySelector("[data-measure-search]");
  if (!formula || !search) return;
  const measures = [...document.querySelectorAll("[data-measure]")];
  const plain = (text) => text.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  search.hidden = false;
  document.querySelectorAll("[data-inserts]").forEach((button) => { button.hidden = false; });
  search.querySelector("input").addEventListener("input", (event) => {
    event.stopPropagation();
    const words = plain(event.target.value).split(/\s+/);
    measures.forEach((each) => { each.hidden = !words.every((word) => plain(each.textContent).includes(word)); });
  });
  // Enter in the search inserts the first that is found instead of sending the form.
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    measures.find((each) => !each.hidden)?.querySelector("[data-inserts]").click();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-inserts]");
    if (!button) return;
    const { selectionStart: start, selectionEnd: end, value } = formula;
    const before = value.slice(0, start), name = button.dataset.inserts;
    const space = before && !/[\s(]$/.test(before) ? " " : "";
    formula.setRangeText(space + name, start, end, "end");
    formula.focus();
    formula.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
