// Draws what the server says: labels and series come as JSON beside each canvas, colours from the style sheet.
(() => {
  "use strict";
  const value = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();
  // light-dark() is resolved by the browser only in a colour of an element.
  const probe = document.createElement("i");
  // Where motion is reduced all transitions are cut to an instant, whose first value would be read.
  probe.style.setProperty("transition", "none", "important");
  document.body.append(probe);
  const colour = (name) => { probe.style.color = value(name); return getComputedStyle(probe).color; };
  const drawn = new Map();

  // Numbers of axes (short) and of hints (whole) in the page's language.
  const writer = ({ unit, currency }) => {
    const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
    const style = { money: { style: "currency", currency }, percent: { style: "percent" } }[unit] ?? {};
    const short = (digits) => new Intl.NumberFormat(language, { ...style, notation: unit === "percent" ? "standard" : "compact", maximumFractionDigits: digits, minimumFractionDigits: 0 });
    const whole = new Intl.NumberFormat(language, { ...style, maximumFractionDigits: unit === "percent" ? 1 : 2, minimumFractionDigits: 0 });
    return (value, digits) => value === null ? "–" : (digits === undefined ? whole : short(digits)).format(value).replace("-", "−");
  };
  // The numbers of an axis have as few digits as tell its lines apart.
  const digitsOf = (ticks, write) => [1, 2, 3, 4].find((digits) => new Set(ticks.map((tick) => write(tick.value, digits))).size === ticks.length) ?? 4;

  const draw = (canvas, moving = true) => {
    const config = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
    const now = colour("--series-1"), before = colour("--series-muted"), ink = colour("--ink-muted"), line = colour("--line");
    const datasets = config.series.map((series) => {
      const tone = series.role === "before" ? before : now;
      return { label: series.label, data: series.data, borderColor: tone, backgroundColor: tone, borderWidth: config.kind === "line" ? 2 : 0, borderDash: series.role === "before" && config.kind === "line" ? [4, 4] : [], pointRadius: config.labels.length > 24 ? 0 : 2.5, pointHitRadius: 12, pointHoverRadius: 6, tension: 0.25, borderRadius: 3, maxBarThickness: 34, spanGaps: false };
    });
    const write = writer(config);
    const ticks = { color: ink, maxRotation: 0, autoSkip: true };
    const scale = { ticks: { ...ticks, callback: (value, _index, all) => write(value, digitsOf(all, write)) }, grid: { color: line }, border: { display: false } };
    const bare = { ticks: { ...ticks, autoSkip: config.kind === "line" }, border: { display: false }, grid: { display: false } };
    const addressOf = ({ datasetIndex, index }) => config.series[datasetIndex]?.addresses?.[index] || "";
    const nearest = (event, chart) => chart.getElementsAtEventForMode(event, "nearest", { intersect: true }, false).find(addressOf);
    drawn.get(canvas)?.destroy();
    drawn.set(canvas, new Chart(canvas, {
      type: config.kind, data: { labels: config.labels, datasets },
      options: {
        responsive: true, maintainAspectRatio: false, indexAxis: config.across ? "y" : "x",
        animation: !moving || matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 250 },
        locale: document.documentElement.lang,
        onClick: (event, _found, chart) => { const point = nearest(event, chart); if (point) location.href = addressOf(point); },
        onHover: (event, _found, chart) => { canvas.style.cursor = nearest(event, chart) ? "pointer" : ""; },
        plugins: { legend: { display: datasets.length > 1, position: "bottom", labels: { color: ink, boxWidth: 12 } }, tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${write(item.raw)}` } } },
        scales: { x: config.across ? { ...scale, beginAtZero: true } : bare, y: config.across ? bare : { ...scale, beginAtZero: true } },
      },
    }));
  };
  // By keyboard: the arrows choose a point, which is told and marked, and Enter opens its rows.
  const walk = (canvas) => {
    const config = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
    if (!config.series.some((series) => series.addresses?.some(Boolean))) return;
    const figure = canvas.closest("figure"), write = writer(config);
    const status = document.createElement("p");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    figure.append(status);
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", `${canvas.getAttribute("aria-label")} ${figure.dataset.hint}`);
    let at = { datasetIndex: 0, index: -1 };
    const moves = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: config.across ? [0, 1] : [1, 0], ArrowUp: config.across ? [0, -1] : [-1, 0] };
    canvas.addEventListener("keydown", (event) => {
      const series = config.series[at.datasetIndex];
      if (event.key === "Enter" && series.addresses[at.index]) location.href = series.addresses[at.index];
      const move = moves[event.key];
      if (!move) return;
      event.preventDefault();
      const within = (value, size) => Math.min(Math.max(value, 0), size - 1);
      at = { datasetIndex: within(at.datasetIndex + move[0], config.series.length), index: within(at.index + move[1], config.labels.length) };
      const chart = drawn.get(canvas), chosen = config.series[at.datasetIndex];
      chart.setActiveElements([at]);
      chart.tooltip.setActiveElements([at], { x: 0, y: 0 });
      chart.update();
      status.textContent = `${config.labels[at.index]}, ${chosen.label}: ${write(chosen.data[at.index])}`;
    });
  };

  // A picture to take away: with the title, the filters, whose data it is and the moment above it.
  const save = (canvas) => {
    const figure = canvas.closest("figure"), picture = document.createElement("canvas"), ratio = canvas.width / canvas.clientWidth;
    const lines = [figure.dataset.title, ...(figure.dataset.filters.replace(/\s+/g, " ").match(/.{1,90}(\s|$)/g) ?? [])].map((text) => text.trim());
    const head = (18 + 20 * lines.length) * ratio;
    picture.width = canvas.width;
    picture.height = canvas.height + head;
    const pen = picture.getContext("2d");
    pen.fillStyle = colour("--surface");
    pen.fillRect(0, 0, picture.width, picture.height);
    lines.forEach((text, number) => {
      pen.fillStyle = colour(number ? "--ink-muted" : "--ink");
      pen.font = `${number ? "" : "600 "}${(number ? 12 : 15) * ratio}px system-ui, sans-serif`;
      pen.fillText(text, 10 * ratio, (22 + 20 * number) * ratio, picture.width - 20 * ratio);
    });
    pen.drawImage(canvas, 0, head);
    const link = document.createElement("a");
    link.download = `${canvas.dataset.chart.replace("data-", "")}.png`;
    picture.toBlob((blob) => { link.href = URL.createObjectURL(blob); link.click(); setTimeout(() => URL.revokeObjectURL(link.href), 1000); });
  };
  document.querySelectorAll("canvas[data-chart]").forEach((canvas) => {
    walk(canvas);
    const actions = canvas.closest("figure").querySelector("[data-chart-actions]");
    if (!actions) return;
    actions.hidden = false;
    actions.querySelector("[data-saves-chart]").addEventListener("click", () => save(canvas));
  });
  const all = () => document.querySelectorAll("canvas[data-chart]").forEach((canvas) => draw(canvas));
  all();
  // Paper is white and of a known width: charts are drawn for it, sharp and at once, and for the screen again after.
  const PAPER = { width: 690, column: 335, height: 105, row: 13, beside: 48, sharpness: 3, letters: 8 };
  // Each bar has its label beside it: many need more room than a line.
  const heightOf = ({ options, data }) => Math.max(PAPER.height, options.indexAxis === "y" ? data.labels.length * PAPER.row + PAPER.beside : 0);
  addEventListener("beforeprint", () => {
    probe.style.setProperty("color-scheme", "light");
    Chart.defaults.font.size = PAPER.letters;
    document.querySelectorAll("canvas[data-chart]").forEach((canvas) => {
      draw(canvas, false);
      const chart = drawn.get(canvas);
      chart.options.devicePixelRatio = PAPER.sharpness;
      const height = heightOf(chart);
      canvas.parentElement.style.setProperty("--on-paper", `${height}px`);
      chart.resize(canvas.closest(".columns-2") ? PAPER.column : PAPER.width, height);
    });
  });
  const letters = Chart.defaults.font.size;
  addEventListener("afterprint", () => {
    probe.style.removeProperty("color-scheme");
    Chart.defaults.font.size = letters;
    all();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  new MutationObserver(all).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
})();
