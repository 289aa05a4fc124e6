// What Newman's own parts answer, for files_test.py: node newman_says.js NODE_MODULES WHAT < input; JSON out.
const fs = require('fs'), path = require('path');
const [modules, what] = process.argv.slice(2);
const load = (name) => require(path.join(modules, name));
const input = fs.readFileSync(0, 'utf8');
const print = (value) => process.stdout.write(JSON.stringify(value));

if (what === 'dynamic') { // { name: [200 values as they substitute] }
    const { Substitutor } = load('postman-collection/lib/superstring');
    const answers = {};
    for (const name of Object.keys(load('postman-collection/lib/superstring/dynamic-variables'))) {
        const substitutor = new Substitutor([{}, Substitutor.DEFAULT_VARS]);
        answers[name] = Array.from({ length: 200 }, () => substitutor.parse(`{{${name}}}`).toString());
    }
    print(answers);
}
else if (what === 'data') { // the iteration data as Newman's options loader reads it, and each value as it substitutes
    const file = process.argv[4];
    const { Substitutor } = load('postman-collection/lib/superstring');
    load('newman/lib/run/options')({ collection: { item: [] }, iterationData: file }, (error, options) => {
        if (error) { process.stderr.write(String(error)); process.exit(1); }
        const rows = options.iterationData;
        print({ rows, texts: rows.map((row) => Object.fromEntries(Object.keys(row).map((key) =>
            [key, new Substitutor([row]).parse(`{{${key}}}`).toString()]))) });
    });
}
else if (what === 'v2.0') { // a v2.1 collection in format v2.0
    const transformer = load('postman-collection-transformer');
    transformer.convert(JSON.parse(input), { inputVersion: '2.1.0', outputVersion: '1.0.0' }, (error, v1) => {
        if (error) throw error;
        transformer.convert(v1, { inputVersion: '1.0.0', outputVersion: '2.0.0' }, (failure, v2) => {
            if (failure) throw failure;
            print(v2);
        });
    });
}
