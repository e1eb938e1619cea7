// A file dropped on the box is chosen, its sending shows, and another kind of file is read at once.
(() => {
  "use strict";
  const send = (form, request) => {
    const bar = form.querySelector("progress"), button = form.querySelector("button");
    bar.hidden = false;
    button.disabled = true;
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = 100 * event.loaded / event.total; });
    request.addEventListener("load", () => {
      if (request.status < 400 && request.responseURL) { window.location.assign(request.responseURL); return; }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const answer = page.querySelector(`form[action="${form.getAttribute("action")}"][data-upload]`);
      if (answer) { const made = document.importNode(answer, true); form.replaceWith(made); watch(made); }
      else { bar.hidden = true; button.disabled = false; form.submit(); }
    });
    request.addEventListener("error", () => { bar.hidden = true; button.disabled = false; });
    request.open("POST", form.action);
    request.send(new FormData(form));
  };
  const watch = (form) => {
    form.dataset.watched = "";
    const box = form.querySelector(".upload-box"), input = form.querySelector("input[type=file]");
    for (const name of ["dragover", "dragleave", "drop"]) box.addEventListener(name, (event) => { event.preventDefault(); box.classList.toggle("upload-over", name === "dragover"); });
    box.addEventListener("drop", (event) => { if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; form.requestSubmit(); } });
    form.addEventListener("submit", (event) => { if (input.files.length) { event.preventDefault(); send(form, new XMLHttpRequest()); } });
  };
  document.querySelectorAll("[data-upload]").forEach(watch);
  document.body.addEventListener("htmx:afterSwap", () => document.querySelectorAll("[data-upload]").forEach((form) => { if (!("watched" in form.dataset)) watch(form); }));
  const kind = document.getElementById("kind");
  if (kind) kind.addEventListener("change", () => kind.form.requestSubmit());
})();
