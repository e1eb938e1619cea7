// The grid of objectives by keyboard: moving between cells, pasting a block, filling down and right, sums while typing.
(() => {
  "use strict";
  const form = document.querySelector("[data-objectives]");
  const table = form && form.querySelector("[data-grid]");
  if (!table) return;
  const rows = [...table.querySelectorAll("[data-row]")].map((row) => [...row.querySelectorAll(".grid-input")]).filter((row) => row.length);
  const place = new Map();
  rows.forEach((row, y) => row.forEach((input, x) => place.set(input, { x, y })));
  const status = form.querySelector("[data-status]");
  const shown = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  const parts = shown.formatToParts(12345.6);
  const groupMark = (parts.find((part) => part.type === "group") || {}).value;
  const done = [];
  let sending = false;

  // As the server reads it; NaN where it says nothing, or may be read in two ways.
  const read = (text) => {
    let bare = text.replace(/[\s'’]/g, "").replace("−", "-");
    const thousand = /\d[kK]$/.test(bare) ? 1000 : 1;
    if (thousand > 1) bare = bare.slice(0, -1);
    bare = bare.replace(/[^\d.,+-]/g, "");
    const mark = bare.lastIndexOf(",") > bare.lastIndexOf(".") ? "," : ".";
    const pieces = bare.split(mark);
    const both = bare.includes(",") && bare.includes(".");
    const groups = pieces.length > 2 || (pieces.length === 2 && !both && pieces[1].length === 3 && pieces[0] !== "0");
    if (groups && pieces.length === 2 && groupMark !== mark) return NaN;
    const plain = groups ? pieces.join("") : `${pieces[0].replace(/[.,]/g, "")}.${pieces[1] || "0"}`;
    return bare ? Number(plain) * thousand : NaN;
  };
  const sum = (inputs) => {
    const known = inputs.map((input) => read(input.value)).filter((value) => !Number.isNaN(value));
    return known.length ? shown.format(known.reduce((total, value) => total + value, 0)).replace("-", "−") : "";
  };
  const inputsOf = (part) => [...part.querySelectorAll("[data-row]")].map((row) => [...row.querySelectorAll(".grid-input")]);
  const sumUp = (part, cells) => {
    if (!cells.length) return;
    const matrix = inputsOf(part).filter((row) => row.length);
    cells.forEach((cell, x) => { cell.textContent = sum(x < rows[0].length ? matrix.map((row) => row[x]) : matrix.flat()); });
  };
  const tell = (inputs) => {
    new Set(inputs.map((input) => input.closest("[data-row]"))).forEach((row) => {
      const total = row.querySelector("[data-total]");
      if (total) total.textContent = sum([...row.querySelectorAll(".grid-input")]);
    });
    new Set(inputs.map((input) => input.closest("[data-group]"))).forEach((group) => sumUp(group, [...group.querySelectorAll("[data-sum]")]));
    sumUp(table, [...table.querySelectorAll("[data-all] [data-sum]")]);
    inputs.forEach((input) => input.classList.toggle("grid-changed", input.value !== input.defaultValue));
  };

  const go = (input, x, y) => {
    const from = place.get(input);
    const to = rows[from.y + y] && rows[from.y + y][from.x + x];
    if (!to) return false;
    to.focus();
    to.select();
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  };
  // Writes several cells at once; what was there can be taken back.
  const write = (changes) => {
    done.push(changes.map(([input]) => [input, input.value]));
    changes.forEach(([input, value]) => { input.value = value; });
    tell(changes.map(([input]) => input));
  };
  const fill = (input, way) => {
    const { x, y } = place.get(input);
    const group = input.closest("[data-group]");
    const targets = way === "right" ? rows[y].slice(x + 1) : rows.slice(y + 1).map((row) => row[x]).filter((each) => group.contains(each));
    write(targets.map((each) => [each, input.value]));
    status.textContent = `${status.dataset.pasted} ${targets.length}`;
  };
  const undo = () => {
    const last = done.pop();
    last.forEach(([input, value]) => { input.value = value; });
    tell(last.map(([input]) => input));
    status.textContent = status.dataset.undone;
  };
  const atEdge = (input, side) => {
    const all = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    return all || (input.selectionStart === input.selectionEnd && input.selectionStart === (side < 0 ? 0 : input.value.length));
  };

  let current = null;
  table.addEventListener("focusin", (event) => {
    if (!place.has(event.target)) return;
    current = event.target;
    event.target.select();
  });
  table.addEventListener("input", (event) => {
    if (!place.has(event.target)) return;
    done.length = 0;
    tell([event.target]);
  });
  table.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!place.has(input)) return;
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    let handled = false;
    if (control && (key === "d" || key === "r")) { fill(input, key === "d" ? "down" : "right"); handled = true; }
    else if (control && key === "z" && done.length) { undo(); handled = true; }
    else if (control || event.altKey) return;
    else if (event.key === "Enter") { go(input, 0, event.shiftKey ? -1 : 1); handled = true; }
    else if (event.key === "ArrowDown") handled = go(input, 0, 1);
    else if (event.key === "ArrowUp") handled = go(input, 0, -1);
    else if (event.key === "ArrowLeft" && !event.shiftKey && atEdge(input, -1)) handled = go(input, -1, 0);
    else if (event.key === "ArrowRight" && !event.shiftKey && atEdge(input, 1)) handled = go(input, 1, 0);
    if (handled) event.preventDefault();
  });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!place.has(event.target) || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const { x, y } = place.get(event.target);
    const changes = [];
    let left = 0;
    text.split("\n").forEach((line, down) => line.split("\t").forEach((value, right) => {
      const input = rows[y + down] && rows[y + down][x + right];
      if (input) changes.push([input, value.trim()]); else left += 1;
    }));
    write(changes);
    status.textContent = `${status.dataset.pasted} ${changes.length}${left ? ` · ${status.dataset.left} ${left}` : ""}`;
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button || !current) return;
    fill(current, button.dataset.fill);
    current.focus();
  });

  form.addEventListener("submit", () => { sending = true; });
  addEventListener("pageshow", () => { sending = false; });
  addEventListener("beforeunload", (event) => {
    const changed = form.hasAttribute("data-unsaved") || [...place.keys()].some((input) => input.value !== input.defaultValue);
    if (changed && !sending) event.preventDefault();
  });
  const told = form.querySelector("[data-told]");
  if (told) told.focus();
})();
