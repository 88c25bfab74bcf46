// Computes the content identifier of each record of a list of them as JSON. Usage: node records.mjs FOLDER < RECORDS
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const modules = createRequire(`${process.argv[2]}/package.json`);
const resolved = (name) => import(pathToFileURL(modules.resolve(name)));
const cbor = await resolved("@ipld/dag-cbor");
const { CID } = await resolved("multiformats/cid");
const { sha256 } = await resolved("multiformats/hashes/sha2");

const identifiers = [];
for (const record of JSON.parse(readFileSync(0, "utf8"))) {
  const digest = await sha256.digest(cbor.encode(record));
  identifiers.push(CID.createV1(cbor.code, digest).toString());
}
console.log(JSON.stringify(identifiers));
