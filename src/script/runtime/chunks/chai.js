// chai with Postman's assertions. Ajv is heavy and rarely wanted: it is loaded for the first schema.
const chai = require('chai');
const Ajv = function (options) {
  return new (require('ajv'))(options);
};
chai.use(require('chai-postman')(require('postman-collection'), require('lodash-apart'), Ajv));

// chai makes each assertion a Proxy, to say what is wrong with expect(x).to.beee. Here one Proxy, behind what assertions
// have, says so: most of an assertion's time was in Proxies.
const { proxify } = require('chai/lib/chai/utils/proxify.js');
const own = ['__flags', '__methods', '_obj', 'assert'];
Object.setPrototypeOf(chai.Assertion.prototype, new Proxy(Object.prototype, {
  get(target, name, assertion) {
    if (name in target || typeof name === 'symbol' || own.includes(name) || !chai.config.useProxy) return Reflect.get(target, name, assertion);
    return chai.config.proxyExcludedKeys.includes(name) ? undefined : proxify(Object.create(chai.Assertion.prototype))[name];
  },
}));
module.exports = chai;
