// Of the questions that may decide, only the answers of the chosen one are shown. Without it all are.
(() => {
  "use strict";
  const chosen = document.querySelector("select[name=depends_on]");
  if (!chosen) return;
  const arrange = () => document.querySelectorAll("[data-answers-of]").forEach((answers) => {
    answers.hidden = answers.dataset.answersOf !== chosen.value;
  });
  chosen.addEventListener("change", arrange);
  arrange();
})();
