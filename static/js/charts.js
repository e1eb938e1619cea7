// Draws what the server says: labels and series come as JSON beside each canvas, colours from the style sheet.
(() => {
  "use strict";
  const value = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();
  // light-dark() is resolved by the browser only in a colour of an element.
  const probe = document.createElement("i");
  // Where motion is reduced everything changes in a hundredth of a millisecond: asked meanwhile, the colour is the one before.
  probe.style.transition = "none";
  document.body.append(probe);
  const colour = (name) => { probe.style.color = value(name); return getComputedStyle(probe).color; };
  const drawn = new Map();

  // Numbers of axes (short) and of hints (whole) in the page's language.
  const writer = ({ unit, currency }) => {
    const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
    const style = { money: { style: "currency", currency }, percent: { style: "percent" } }[unit] ?? {};
    const short = new Intl.NumberFormat(language, { ...style, notation: unit === "percent" ? "standard" : "compact", maximumFractionDigits: 1, minimumFractionDigits: 0 });
    const whole = new Intl.NumberFormat(language, { ...style, maximumFractionDigits: unit === "percent" ? 1 : 2, minimumFractionDigits: 0 });
    return (value, brief) => value === null ? "–" : (brief ? short : whole).format(value);
  };

  const draw = (canvas) => {
    const config = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
    const now = colour("--series-1"), before = colour("--series-muted"), ink = colour("--ink-muted"), line = colour("--line");
    const datasets = config.series.map((series) => {
      const tone = series.role === "before" ? before : now;
      return { label: series.label, data: series.data, borderColor: tone, backgroundColor: tone, borderWidth: config.kind === "line" ? 2 : 0, borderDash: series.role === "before" && config.kind === "line" ? [4, 4] : [], pointRadius: config.labels.length > 24 ? 0 : 2.5, tension: 0.25, borderRadius: 3, maxBarThickness: 34, spanGaps: false };
    });
    const write = writer(config);
    const ticks = { color: ink, maxRotation: 0, autoSkip: true };
    const scale = { ticks: { ...ticks, callback: (value) => write(value, true) }, grid: { color: line }, border: { display: false } };
    const bare = { ticks: { ...ticks, autoSkip: config.kind === "line" }, border: { display: false }, grid: { display: false } };
    drawn.get(canvas)?.destroy();
    drawn.set(canvas, new Chart(canvas, {
      type: config.kind, data: { labels: config.labels, datasets },
      options: {
        responsive: true, maintainAspectRatio: false, indexAxis: config.across ? "y" : "x",
        animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 250 },
        locale: document.documentElement.lang,
        plugins: { legend: { display: datasets.length > 1, position: "bottom", labels: { color: ink, boxWidth: 12 } }, tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${write(item.raw, false)}` } } },
        scales: { x: config.across ? { ...scale, beginAtZero: true } : bare, y: config.across ? bare : { ...scale, beginAtZero: true } },
      },
    }));
  };
  const all = () => document.querySelectorAll("canvas[data-chart]").forEach(draw);
  all();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  new MutationObserver(all).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
})();
