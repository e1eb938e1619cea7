// Keeps what is answered so far, so that whoever stops finds it again. Without it each sending does.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("[data-keeps]")) {
    let sent = false;
    form.addEventListener("submit", () => { sent = true; });
    form.addEventListener("change", () => {
      const data = new FormData(form);
      data.set("keep", "1");
      // A moment later: a click on the button sends everything anyway.
      setTimeout(() => { if (!sent) navigator.sendBeacon(form.action, data); }, 400);
    });
  }
})();
