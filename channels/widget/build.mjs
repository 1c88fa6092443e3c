// Builds widget.js from src/: `npm ci && npm run build` in this folder. The first line names the sources it was made from,
// so that a test can tell a stale file without node.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const src = new URL("src/", import.meta.url);
const hash = createHash("sha256");
for (const name of readdirSync(src).sort()) hash.update(name + "\n").update(readFileSync(new URL(name, src)));

const minifiedCss = {
  name: "css-text",
  setup: (plugin) =>
    plugin.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    }),
};
const { outputFiles } = await build({
  entryPoints: [new URL("main.js", src).pathname],
  bundle: true, minify: true, format: "iife", target: "es2022", charset: "utf8", write: false, legalComments: "none",
  plugins: [minifiedCss],
});
const code = `/* Tacit widget, Apache-2.0, sources ${hash.digest("hex").slice(0, 16)} */\n${outputFiles[0].text}`;
writeFileSync(new URL("widget.js", import.meta.url), code);
console.log(`widget.js: ${(code.length / 1000).toFixed(1)} kB, ${(gzipSync(code, { level: 9 }).length / 1000).toFixed(1)} kB gzip`);
