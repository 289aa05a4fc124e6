// chai with Postman's assertions. Ajv is heavy and rarely wanted: it is loaded for the first schema.
const chai = require('chai');
const Ajv = function (options) {
  return new (require('ajv'))(options);
};
chai.use(require('chai-postman')(require('postman-collection'), require('lodash-apart'), Ajv));
module.exports = chai;
