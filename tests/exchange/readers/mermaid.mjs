// Reads Mermaid flowcharts, a list of them as JSON, as Mermaid does, and tells what it found in each.
// Usage: node mermaid.mjs FOLDER < CHARTS
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const modules = createRequire(`${process.argv[2]}/package.json`);
const fetched = (name) => import(pathToFileURL(modules.resolve(name)));

// Mermaid cleans labels with what a browser has.
const { JSDOM } = await fetched("jsdom");
const { window } = new JSDOM("<body></body>");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await fetched("mermaid");

// Entities are carried through Mermaid's grammar in signs of its own, and end as HTML.
const shown = (label) => {
  const element = window.document.createElement("p");
  element.innerHTML = label.replace(/ﬂ°°(\d+)¶ß/g, "&#$1;").replace(/ﬂ°(\w+)¶ß/g, "&$1;");
  return { text: element.textContent, elements: element.children.length };
};
const found = [];
for (const written of JSON.parse(readFileSync(0, "utf8"))) {
  const { config } = await mermaid.parse(written);
  const chart = await mermaid.mermaidAPI.getDiagramFromText(written);
  found.push({
    config,
    nodes: [...chart.db.getVertices().values()].map(({ id, text, classes }) => ({ id, classes, ...shown(text) })),
    edges: chart.db.getEdges().map(({ start, end, text }) => [start, shown(text).text, end]),
  });
}
console.log(JSON.stringify(found));
