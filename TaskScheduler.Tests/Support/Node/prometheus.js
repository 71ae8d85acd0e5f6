// Reads a file in the text format of Prometheus with a library and says what it holds: a line for each family with its type and how many metrics it has. Argument: the file.
import { readFileSync } from 'node:fs';
import parse from 'parse-prometheus-text-format';

const read = parse.default ?? parse;
for (const family of read(readFileSync(process.argv[2], 'utf8'))) {
  if (!family.help || !family.type || family.metrics.length === 0) throw new Error(`${family.name} is not complete`);
  console.log(`${family.name} ${family.type} ${family.metrics.length}`);
}
