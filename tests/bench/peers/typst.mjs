// Renders FOLDER/person-N.json with FOLDER/form.typ to FOLDER/typst-N.pdf for N = 0..COUNT-1, by one warm
// compiler, ROUNDS times over. Prints: Typst's version, milliseconds of CPU before the first timed form, milliseconds
// of CPU a form. usage: node typst.mjs MODULES FOLDER FONTS COUNT ROUNDS
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const [modules, folder, fonts, countText, roundsText] = process.argv.slice(2);
const count = Number(countText), rounds = Number(roundsText);
const { NodeCompiler } = createRequire(path.join(modules, "node_modules/"))("@myriaddreamin/typst-ts-node-compiler");
const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: [fonts] }] });
const main = { mainFilePath: path.join(folder, "form.typ") };
const shadow = path.join(folder, "person.json");
const people = Array.from({ length: count }, (_, i) => fs.readFileSync(path.join(folder, `person-${i}.json`)));

function render(i) {
  compiler.mapShadow(shadow, people[i]);
  const pdf = compiler.pdf(main);
  compiler.evictCache(10); // as Typst's documentation advises; forgets what was not used in the last ten forms
  return pdf;
}

const cpuMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
for (let i = 0; i < count; ++i) fs.writeFileSync(path.join(folder, `typst-${i}.pdf`), render(i)); // warms up, too
const startup = cpuMs();
let bytes = 0;
for (let round = 0; round < rounds; ++round)
  for (let i = 0; i < count; ++i) bytes += render(i).length;
console.log(compiler.query({ mainFileContent: "#metadata(str(sys.version)) <v>" }, { selector: "<v>", field: "value" })[0],
  startup, (cpuMs() - startup) / (rounds * count), bytes);
