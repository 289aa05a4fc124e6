// Runs Newman in this process, as often as it is asked: a line of JSON on standard input is a command line, and a line
// of JSON on standard output answers how it ended. bin/newman.js reads the arguments and makes the exit status, as ever.
'use strict';

const path = require('path');
const readline = require('readline');

const root = path.dirname(require.resolve('newman/package.json', {paths: [process.argv[2]]}));
const binary = path.join(root, 'bin', 'newman.js');
const newman = require(root);
const run = newman.run;
const answers = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;  // reporters print; what is wanted are their files

let queue = Promise.resolve();
readline.createInterface({input: process.stdin}).on('line', (line) => {
  queue = queue.then(() => one(JSON.parse(line))).then((answer) => answers(JSON.stringify(answer) + '\n'));
});

function one(args) {
  return new Promise((resolve) => {
    let said = '';
    const complain = console.error, warn = console.warn;
    console.error = console.warn = (...words) => { said += words.join(' ') + '\n'; };
    newman.run = (options, callback) => run(options, (error, summary) => {
      process.exitCode = 0;
      callback(error, summary);
      const status = process.exitCode;
      process.exitCode = 0;
      console.error = complain;
      console.warn = warn;
      resolve({status, said, error: error ? String(error.message || error) : null});
    });
    delete require.cache[binary];  // its parser remembers what it read
    require(binary)(['node', 'newman', ...args]);
  });
}
