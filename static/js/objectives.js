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
  const language = document.documentElement.lang;
  const { unit, sign } = form.dataset;
  const numbers = [new Intl.NumberFormat(language, { maximumFractionDigits: 2 }), new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })];
  const partOf = (format, type) => (format.formatToParts(12345.6).find((part) => part.type === type) || {}).value;
  const groupMark = partOf(numbers[0], "group");
  const decimalMark = partOf(numbers[0], "decimal");
  const done = [];
  let sending = false;

  // As the server reads it (kpis/grids/texts.py, crm/written.py): null where it says nothing, NaN where it is refused.
  const DECIMALS = { money: 6, percent: 4 }[unit] || 2;
  const DIGITS = 18;
  const WITH_SIGN = /^([+-]?) ?(\p{L}+|[$€£¥])? ?([+-]?[\d., ]+?) ?(\p{L}+|[$€£¥])?$/u;
  const GROUPED = { " ": /^\d{1,3}( \d{3})+$/, ".": /^\d{1,3}(\.\d{3})+$/, ",": /^\d{1,3}(,\d{3})+$/ };
  const symbolIn = (place) => partOf(new Intl.NumberFormat(place, { style: "currency", currency: sign }), "currency");
  const ownSigns = unit === "money" ? [sign, symbolIn("en-GB"), symbolIn("fr-FR")].map((each) => each.toLowerCase()) : [];
  // The mark before the decimals, empty where there are none; undefined where it may be read in two ways.
  const markIn = (digits) => {
    const used = [".", ","].filter((mark) => digits.includes(mark)).sort((one, other) => digits.lastIndexOf(one) - digits.lastIndexOf(other));
    const mark = used.at(-1);
    if (!mark) return "";
    if (digits.split(mark).length > 2) return used.length === 1 ? "" : mark;
    if (used.length === 2 || !GROUPED[mark].test(digits) || digits.startsWith("0")) return mark;
    if (groupMark === mark) return "";
    return unit !== "money" && decimalMark === mark && DECIMALS > 2 ? mark : undefined;
  };
  const numberIn = (bare) => {
    const [, minus, digits] = /^([+-]?) ?([\d., ]*\d[\d., ]*)$/.exec(bare) || [];
    const mark = digits && markIn(digits);
    if (mark === undefined) return NaN;
    const at = mark ? digits.indexOf(mark) : digits.length;
    const whole = digits.slice(0, at) || "0";
    const fraction = digits.slice(at + 1);
    if (!/^\d*$/.test(fraction) || !(/^\d+$/.test(whole) || Object.values(GROUPED).some((groups) => groups.test(whole)))) return NaN;
    const plain = whole.replace(/[ .,]/g, "");
    if (fraction.length > DECIMALS || plain.replace(/^0+/, "").length > DIGITS - DECIMALS) return NaN;
    const found = Number(`${plain}.${fraction || "0"}`);
    return minus === "-" && found ? NaN : found;
  };
  const withoutSign = (bare) => {
    const [, minus, before, digits, after] = WITH_SIGN.exec(bare) || [];
    const own = [before, after].every((each) => !each || ownSigns.includes(each.toLowerCase()));
    return digits && own ? minus + digits : "?";
  };
  const read = (text) => {
    let bare = text.replace(/[−–‐‑]/g, "-").replace(/[\s'’ʼ`_]+/g, " ").trim();
    if (unit === "percent") bare = bare.replace(/%$/, "").trim();
    if (!bare) return null;
    const thousands = unit !== "percent" && /\d ?[kK]$/.test(bare);
    if (thousands) bare = bare.slice(0, -1).trim();
    const found = numberIn(unit === "money" ? withoutSign(bare) : bare) * (thousands ? 1000 : 1);
    return unit === "count" && !Number.isInteger(Number(found.toFixed(4))) ? NaN : found;
  };
  const sum = (inputs) => {
    const known = inputs.map((input) => read(input.value)).filter((value) => value !== null && !Number.isNaN(value));
    if (!known.length) return "";
    const total = Math.round(known.reduce((all, value) => all + value, 0) * 100) / 100;
    return numbers[unit === "money" && !Number.isInteger(total) ? 1 : 0].format(total);
  };
  // A cell that the server will refuse is marked as the server does; its reason goes with what it was said about.
  const judge = (input) => {
    if (Number.isNaN(read(input.value))) { input.setAttribute("aria-invalid", "true"); return; }
    ["aria-invalid", "title"].forEach((name) => input.removeAttribute(name));
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
    inputs.forEach((input) => { input.classList.toggle("grid-changed", input.value !== input.defaultValue); judge(input); });
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
