// As in Newman's sandbox: there are no files.
module.exports = {};
