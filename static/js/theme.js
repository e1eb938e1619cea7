// Before the first paint: the theme that the user chose, if any.
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("theme"); } catch { /* storage may be forbidden: the system's theme serves */ }
  if (chosen) document.documentElement.dataset.bsTheme = chosen;
})();
