// The sample takes the colour while it is chosen, and a picture that is too large is drawn smaller before it is sent.
(() => {
  "use strict";
  const colour = document.querySelector("input[type=color]"), sheet = document.getElementById("brand-colours");
  colour.addEventListener("change", () => { sheet.href = sheet.href.replace(/[0-9a-f]{6}\.css$/, `${colour.value.slice(1)}.css`); });

  const input = document.querySelector("[data-most-bytes]"), said = document.querySelector("[data-made-smaller]");
  const drawn = (picture, width, height) => {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d").drawImage(picture, 0, 0, width, height);
    return new Promise((done) => { canvas.toBlob(done, "image/png"); });
  };
  input.addEventListener("change", async () => {
    said.hidden = true;
    const file = input.files[0], most = Number(input.dataset.mostBytes);
    if (!file || file.size <= most || !input.accept.split(",").includes(file.type)) return;
    // What the browser cannot read either is sent as it is: the answer says what is wrong.
    const picture = await createImageBitmap(file).catch(() => null);
    if (!picture) return;
    for (const wide of [480, 360, 240, 160]) {
      const share = Math.min(1, wide / picture.width, wide / 2 / picture.height);
      const width = Math.max(1, Math.round(picture.width * share)), height = Math.max(1, Math.round(picture.height * share));
      const smaller = await drawn(picture, width, height);
      if (smaller.size > most) continue;
      const chosen = new DataTransfer();
      chosen.items.add(new File([smaller], "logo.png", { type: "image/png" }));
      input.files = chosen.files;
      said.textContent = `${said.dataset.madeSmaller} ${width} × ${height}`;
      said.hidden = false;
      return;
    }
  });
})();
