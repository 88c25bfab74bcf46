// Reads Argdown documents, a list of them as JSON, as their own parser does, and tells what it found in each.
// Usage: node argdown.mjs FOLDER < DOCUMENTS
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const modules = createRequire(`${process.argv[2]}/package.json`);
const { ArgdownApplication, DataPlugin, ModelPlugin, ParserPlugin } = await import(
  pathToFileURL(modules.resolve("@argdown/core"))
);

const app = new ArgdownApplication();
app.addPlugin(new ParserPlugin(), "parse-input");
app.addPlugin(new DataPlugin(), "build-model");
app.addPlugin(new ModelPlugin(), "build-model");

const found = (input) => {
  const read = app.run({ process: ["parse-input", "build-model"], input, logLevel: "error" });
  const stated = Object.entries(read.statements ?? {}).map(([title, statement]) => {
    const [member] = statement.members.filter((each) => each.text !== undefined);
    return [title, { text: member?.text ?? null, tags: member?.tags ?? [], data: member?.data ?? {} }];
  });
  return {
    errors: [...(read.lexerErrors ?? []), ...(read.parserErrors ?? [])].map((error) => error.message),
    frontMatter: read.frontMatter ?? {},
    statements: Object.fromEntries(stated),
    arguments: Object.keys(read.arguments ?? {}),
    relations: (read.relations ?? []).map(({ relationType, from, to }) => [relationType, from.title, to.title]),
  };
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(found)));
