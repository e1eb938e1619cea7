// Shows the questions that are due by what was answered so far. Without it the server does, after sending.
(() => {
  "use strict";
  const values = (form, key) => [...form.querySelectorAll(`[name="${CSS.escape(key)}"]:checked`)].map((each) => each.value);

  const arrange = (form) => {
    const due = new Map();
    const seen = form.querySelector("[data-seen]");
    const known = new Set(seen.value.split(" ").filter(Boolean));
    for (const question of form.querySelectorAll("[data-question]")) {
      const decides = question.dataset.dependsOn;
      const wanted = (question.dataset.shownFor || "").split(" ");
      const shown = !decides || (due.get(decides) && values(form, decides).some((value) => wanted.includes(value)));
      due.set(question.dataset.question, shown);
      question.hidden = !shown;
      if (shown) known.add(question.dataset.question);
    }
    seen.value = [...known].join(" ");
  };

  for (const form of document.querySelectorAll("[data-questionnaire]")) {
    form.addEventListener("change", () => arrange(form));
    arrange(form);
  }
})();
