// The quick log: opened from anywhere by a key, nothing typed ever lost, and a timer that outlives the tab.
(() => {
  "use strict";
  const dialog = document.getElementById("quick-log");
  if (!dialog) return;
  const body = document.getElementById("quick-log-body");
  const who = dialog.dataset.user;
  const KEPT = `quick-log:${who}`;
  const TIMER = `timer:${who}`;
  const store = (name, value) => { try { value === null ? localStorage.removeItem(name) : localStorage.setItem(name, value); } catch { /* storage may be forbidden */ } };
  const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const formIn = (element) => (element && element.closest ? element.closest("[data-quick-log-form]") : null);
  let opener = null;
  let offered = null;
  let early = null;

  // What was typed is kept on the device until it is saved.
  const typed = (form) => {
    const fields = [...new FormData(form)].filter(([name, value]) => value && name !== "csrfmiddlewaretoken");
    return JSON.stringify({ at: Date.now(), fields });
  };
  const putBack = (form, fields) => {
    form.querySelectorAll('input[type="radio"]').forEach((radio) => { radio.checked = fields.some(([name, value]) => name === radio.name && value === radio.value); });
    fields.forEach(([name, value]) => form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type="radio"])`).forEach((field) => { field.value = value; }));
    const create = fields.find(([name]) => name === "create");
    if (create) showCreate(form, create[1]);
    showChips(form);
  };
  const offer = (form) => {
    const kept = form.querySelector("[data-kept]");
    if (!offered || !kept) return;
    const note = offered.fields.find(([name]) => name === "notes") || offered.fields.find(([name]) => name === "about_text");
    kept.querySelector("[data-kept-text]").textContent = note ? note[1].slice(0, 80) : "";
    kept.hidden = false;
  };
  const decide = (form) => { offered = null; form.querySelector("[data-kept]").hidden = true; };

  // Chips that fill a field.
  const showChips = (form) => form.querySelectorAll("[data-fills]").forEach((chip) => {
    chip.setAttribute("aria-pressed", String(form.elements[chip.dataset.fills].value === chip.dataset.value));
  });
  const showCreate = (form, kind) => {
    const part = form.querySelector("[data-create-part]");
    part.hidden = !kind;
    part.querySelectorAll('input[name="create"]').forEach((radio) => { radio.checked = radio.value === kind; });
    part.querySelector("[data-create-account]").hidden = kind === "account";
  };

  // The timer: only its start is kept.
  const elapsed = () => (stored(TIMER) ? Math.max(0, Math.floor((Date.now() - Number(stored(TIMER))) / 1000)) : null);
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const showTimer = () => {
    const seconds = elapsed();
    document.querySelectorAll("[data-timer]").forEach((button) => {
      button.dataset.running = String(seconds !== null);
      button.querySelector("[data-timer-text]").textContent = seconds === null ? button.dataset.start : `${button.dataset.stop} · ${clock(seconds)}`;
    });
    document.querySelectorAll("[data-timer-shown]").forEach((shown) => {
      shown.hidden = seconds === null;
      shown.querySelector("[data-timer-text]").textContent = seconds === null ? "" : clock(seconds);
    });
  };
  let ticking = null;
  const tick = () => {
    showTimer();
    if (elapsed() !== null && ticking === null) ticking = setInterval(tick, 1000);
    if (elapsed() === null && ticking !== null) { clearInterval(ticking); ticking = null; }
  };
  const stopTimer = (form) => {
    const seconds = elapsed();
    if (seconds === null) return;
    form.elements.minutes.value = Math.min(1440, Math.max(1, Math.round(seconds / 60)));
    store(TIMER, null);
    showChips(form);
    tick();
  };

  const prepare = (form) => {
    const kind = form.querySelector('input[name="create"]:checked');
    if (!form.querySelector("[data-create-part]").hidden) showCreate(form, kind ? kind.value : "account");
    showChips(form);
    tick();
    const wrong = form.querySelector('[aria-invalid="true"]');
    const about = form.elements.about_text;
    const first = wrong || (about.value ? form.elements.notes : about);
    first.focus();
    const letters = early;
    early = null;
    if (!letters) return;
    first.value += first === about ? letters.replaceAll("\n", "") : letters;
    first.dispatchEvent(new Event("input", { bubbles: true }));
    if (first === about && letters.endsWith("\n")) about.dataset.waiting = "true";
  };

  const open = (type, words) => {
    const there = document.querySelector("main [data-quick-log-form]");
    if (there) { prepare(there); return; }
    if (dialog.open) return;
    const address = new URL(dialog.dataset.address, location.href);
    const about = document.querySelector("[data-quick-log]");
    new URLSearchParams(words || (about ? about.dataset.quickLog : "")).forEach((value, name) => address.searchParams.set(name, value));
    if (type) address.searchParams.set("type", type);
    opener = document.activeElement;
    body.replaceChildren();
    early = "";
    dialog.showModal();
    try { offered = JSON.parse(stored(KEPT) || "null"); } catch { offered = null; }
    htmx.ajax("GET", address.pathname + address.search, { source: body, target: body, swap: "innerHTML" }).catch(() => {});
  };
  // The form that came last serves again when there is no connection to load a new one.
  const keepForm = () => {
    const copy = body.cloneNode(true);
    copy.querySelectorAll('[name="csrfmiddlewaretoken"], [name="once"]').forEach((field) => field.remove());
    try { sessionStorage.setItem(KEPT, copy.innerHTML); } catch { /* storage may be forbidden */ }
  };
  const keptForm = () => {
    let html = null;
    try { html = sessionStorage.getItem(KEPT); } catch { /* storage may be forbidden */ }
    if (!html) { body.textContent = dialog.dataset.offline; return null; }
    body.innerHTML = html;
    const form = body.querySelector("form");
    const [kind, number] = (document.querySelector("[data-quick-log]") || { dataset: { quickLog: "" } }).dataset.quickLog.split("=");
    form.elements.about.value = number ? `${kind}:${number}` : "";
    form.elements.about_text.value = number ? document.querySelector("h1").textContent.trim() : "";
    htmx.process(body);
    prepare(form);
    offer(form);
    return form;
  };
  const trouble = (kind) => {
    const form = body.querySelector("form") || keptForm();
    if (!form) return;
    form.querySelectorAll("[data-trouble]").forEach((notice) => { notice.hidden = notice.dataset.trouble !== kind; });
    const signIn = form.querySelector("[data-sign-in]");
    signIn.search = new URLSearchParams({ next: location.pathname + location.search });
    const shown = form.querySelector(`[data-trouble="${kind}"]`);
    if (shown) shown.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("open-quick-log", (event) => open("", event.detail));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('[data-opens="quick-log"]');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open("", link.search ? link.search.slice(1) : "");
      return;
    }
    const form = formIn(event.target);
    if (!form) return;
    const chip = event.target.closest("[data-fills]");
    if (chip) {
      const field = form.elements[chip.dataset.fills];
      field.value = field.value === chip.dataset.value ? "" : chip.dataset.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (event.target.closest("[data-timer]")) {
      if (elapsed() === null) store(TIMER, String(Date.now()));
      else stopTimer(form);
      tick();
    } else if (event.target.closest("[data-kept-restore]")) {
      putBack(form, offered.fields);
      decide(form);
      form.elements.notes.focus();
    } else if (event.target.closest("[data-kept-drop]")) {
      decide(form);
      store(KEPT, null);
    } else if (event.target.closest("[data-reload]")) {
      event.preventDefault();
      location.reload();
    }
  });
  const changed = (event) => {
    const form = formIn(event.target);
    if (!form) return;
    showChips(form);
    if (event.target.name === "create") showCreate(form, event.target.value);
    if (dialog.contains(form)) store(KEPT, typed(form));
  };
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("finder-chosen", (event) => {
    const form = formIn(event.target);
    if (!form) return;
    if (event.target.name === "about_text") {
      showCreate(form, event.detail.creates);
      (event.detail.creates ? form.elements.create_phone : form.elements.notes).focus();
    }
    if (dialog.contains(form)) store(KEPT, typed(form));
  });
  document.addEventListener("submit", (event) => {
    const form = formIn(event.target);
    if (!form) return;
    stopTimer(form);
    if (dialog.contains(form)) store(KEPT, typed(form));
  }, true);

  document.body.addEventListener("htmx:afterSettle", (event) => {
    const form = event.target === body ? body.querySelector("form") : null;
    if (!form) return;
    if (!form.querySelector(".field-error")) keepForm();
    prepare(form);
    offer(form);
  });
  const ours = (event) => body.contains(event.target) && (event.target === body || event.target.matches("[data-quick-log-form]"));
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const arrived = event.detail.xhr && event.detail.xhr.responseURL;
    if (!arrived || !new URL(arrived).pathname.includes("/account/login/")) return;
    event.detail.shouldSwap = false;
    // Whatever asked: who is typing is told, and not taken away.
    if (dialog.open && body.querySelector("form")) trouble("session");
    else location.assign(`${new URL(arrived).pathname}?${new URLSearchParams({ next: location.pathname + location.search })}`);
  });
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.body.addEventListener(name, (event) => { if (ours(event)) trouble("offline"); }));
  document.body.addEventListener("htmx:responseError", (event) => { if (ours(event)) trouble("refused"); });

  document.body.addEventListener("quick-log-saved", (event) => {
    if (event.detail && event.detail.undone) return;
    store(KEPT, offered ? JSON.stringify(offered) : null);
    offered = null;
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    early = null;
    offered = null;
    body.replaceChildren();
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  });

  // A message with a time to live goes by itself, unless someone is on it.
  const expire = (message) => setTimeout(() => {
    if (message.matches(":hover, :focus-within")) expire(message);
    else message.remove();
  }, 1000 * Number(message.dataset.expires));
  document.body.addEventListener("htmx:afterSettle", () => {
    document.querySelectorAll("[data-expires]:not([data-expiring])").forEach((message) => { message.dataset.expiring = ""; expire(message); });
  });

  const TYPES = { c: "call", m: "meeting", n: "negotiation", "+": "" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Letters typed before the form is there belong to its first field.
    if (early !== null && (event.key.length === 1 || event.key === "Enter")) {
      early += event.key === "Enter" ? "\n" : event.key;
      event.preventDefault();
    }
    if (dialog.open || !(event.key in TYPES)) return;
    if (event.target.matches("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open(TYPES[event.key], "");
  });
  const page = document.querySelector("main [data-quick-log-form]");
  if (page) prepare(page);
  tick();
})();
