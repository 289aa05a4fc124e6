// Runs Newman in this process, as often as it is asked: a line of JSON on standard input is a command line, and a line
// of JSON on standard output answers how it ended and which events came. bin/newman.js reads the arguments and makes the
// exit status, as ever.
'use strict';

const path = require('path');
const readline = require('readline');
const util = require('util');

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

const thrown = (error) => error && {name: error.name, message: error.message};

// A string as it is, all else as Newman's CLI reporter shows it.
const shown = (value) => typeof value === 'string' ? value : util.inspect(value, {depth: 25, maxArrayLength: 100, breakLength: 80});

// What scripts do, told by Newman's events: (error, details) => what is kept of it.
const EVENTS = {
  beforeItem: (error, {item}) => ({item: item.name}),
  beforeScript: (error, {event}) => ({listen: event.listen, owner: event.parent() ? event.parent().name : null}),
  script: (error, {execution}) => ({error: thrown(error), visualizer: execution && execution.return.visualizer}),
  assertion: (error, {assertion, skipped}) => ({name: assertion, skipped: Boolean(skipped), error: thrown(error)}),
  console: (error, {level, messages}) => ({level, texts: messages.map(shown)}),
  exception: (error, details) => ({error: thrown(details.error)}),
};

function listen(emitter, events) {
  for (const [event, told] of Object.entries(EVENTS)) {
    emitter.on(event, (error, details) => events.push({event, iteration: details.cursor.iteration, ...told(error, details)}));
  }
}

function one(args) {
  return new Promise((resolve) => {
    let said = '';
    const events = [];
    const complain = console.error, warn = console.warn;
    console.error = console.warn = (...words) => { said += words.join(' ') + '\n'; };
    newman.run = (options, callback) => {
      const emitter = run(options, (error, summary) => {
        process.exitCode = 0;
        callback(error, summary);
        const status = process.exitCode;
        process.exitCode = 0;
        console.error = complain;
        console.warn = warn;
        resolve({status, said, error: error ? String(error.message || error) : null, events});
      });
      listen(emitter, events);
      return emitter;
    };
    delete require.cache[binary];  // its parser remembers what it read
    require(binary)(['node', 'newman', ...args]);
  });
}
