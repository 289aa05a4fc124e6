// How Newman gets what a script prints, and how it shows it.
module.exports = { teleport: require('teleport-javascript'), inspect: require('node-inspect-extracted').inspect };
