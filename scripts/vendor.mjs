// Copies the front-end files that npm installed into static/vendor, so that no node is needed at run time.
// Run `npm ci && npm run vendor` after a change of package.json or of icons.txt.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";

const target = "static/vendor/";
const read = (path) => readFileSync(`node_modules/${path}`, "utf8");
const write = (name, text) => writeFileSync(target + name, text);
// The manifest storage fails on a source map that is not there.
const withoutMap = (text) => text.replace(/\n?\/[/*][#@] sourceMappingURL=.*$/gm, "").trimEnd() + "\n";

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
write("chart.umd.min.js", withoutMap(read("chart.js/dist/chart.umd.min.js")));
write("htmx.min.js", withoutMap(read("htmx.org/dist/htmx.min.js")));
write("sortable.min.js", withoutMap(read("sortablejs/Sortable.min.js")));
// In a layer of its own, so that our rules win without heavier selectors.
const tabler = withoutMap(read("@tabler/core/dist/css/tabler.min.css")).replace('@charset "UTF-8";', "");
write("tabler.min.css", `@layer tabler{${tabler}}\n`);
const symbols = readFileSync("scripts/icons.txt", "utf8").trim().split(/\s+/).map((name) => {
  const paths = read(`@tabler/icons/icons/outline/${name}.svg`).match(/<path d=[^>]*>/g).join("");
  return `<symbol id="${name}" viewBox="0 0 24 24">${paths}</symbol>`;
});
write("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
write("chart.js.LICENSE.txt", read("chart.js/LICENSE.md"));
write("htmx.LICENSE.txt", read("htmx.org/LICENSE"));
write("sortable.LICENSE.txt", read("sortablejs/LICENSE"));
write("tabler.LICENSE.txt", read("@tabler/icons/LICENSE"));
// What the tests look for faults with; never served.
mkdirSync("tests/e2e/vendor", { recursive: true });
writeFileSync("tests/e2e/vendor/axe.min.js", withoutMap(read("axe-core/axe.min.js")));
writeFileSync("tests/e2e/vendor/axe.LICENSE.txt", read("axe-core/LICENSE"));
const sum = (name) => `${createHash("sha256").update(readFileSync(target + name)).digest("hex")}  ${name}`;
write("SHA256SUMS", readdirSync(target).sort().map(sum).join("\n") + "\n");
