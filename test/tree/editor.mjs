// A person who saves quickly: for each line on stdin saves so many times, one numbered line more each time, then says
// the last number. Ways: append (in place), truncate (in place, read first), rename (as careful editors do).
//   node editor.mjs FILE WAY
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [file, way] = process.argv.slice(2);
const text = () => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
};
const saves = {
  append: (line) => appendFileSync(file, line),
  truncate: (line) => writeFileSync(file, text() + line),
  rename: (line) => {
    writeFileSync(`${file}.tmp`, text() + line);
    renameSync(`${file}.tmp`, file);
  },
};

let last = 0;
createInterface({ input: process.stdin }).on('line', (times) => {
  for (let i = 0; i < Number(times); i++) {
    last += 1;
    saves[way](`line ${last}\n`);
    // Think for a moment, each time for another one, so that the saves fall everywhere in the other's work.
    const until = performance.now() + Math.random() * 0.6;
    while (performance.now() < until);
  }
  console.log(last);
});
