// The lodash that postman-collection gets. What it calls all the time is said in the language's own words here, for the
// arguments that it usually has; all else is lodash's own module, loaded when it is first called.
const own = Object.prototype.hasOwnProperty;
const tag = (value) => Object.prototype.toString.call(value);
const isPath = (key) => typeof key !== 'string' || key.includes('.') || key.includes('[');

const pickBy = (object, wanted) => {
  const out = {};
  for (const key in object) if (wanted(object[key], key)) out[key] = object[key];
  return out;
};
const mapKeys = (object, named) => {
  const out = {};
  for (const key of Object.keys(object)) out[named(object[key], key)] = object[key];
  return out;
};

// The chain of the one form that postman-collection has of it.
const _ = (object) => ({ pickBy: (wanted) => ({ mapKeys: (named) => ({ value: () => mapKeys(pickBy(object, wanted), named) }) }) });

const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');
const isOf = (type, name) => (value) => typeof value === type || (typeof value === 'object' && value !== null && tag(value) === name);
const isPlain = (value) => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

Object.assign(_, {
  assign: Object.assign,
  isArray: Array.isArray,
  isObject,
  isString: isOf('string', '[object String]'),
  isNumber: isOf('number', '[object Number]'),
  isBoolean: isOf('boolean', '[object Boolean]'),
  isFunction: (value) => typeof value === 'function',
  isNil: (value) => value === null || value === undefined,
  isNull: (value) => value === null,
  isUndefined: (value) => value === undefined,
  isNaN: (value) => _.isNumber(value) && value != +value,
  noop: () => {},
  noConflict: () => _,
  mixin: (members) => Object.assign(_, members),
});

// Each: its own words, or `ask` where they do not hold and lodash's module has to be asked.
const ask = Symbol('ask');
const usual = {
  has: (object, key) => (object === null || object === undefined ? false : isPath(key) && !own.call(object, key) ? ask : own.call(object, key)),
  keys: (object) => (isPlain(object) || Array.isArray(object) ? Object.keys(object) : ask),
  isEmpty: (value) => (typeof value === 'string' || Array.isArray(value) ? value.length === 0
    : value === null || value === undefined ? true : isPlain(value) && !('length' in value) ? Object.keys(value).length === 0 : ask),
  clone: (value) => (Array.isArray(value) ? value.slice() : isPlain(value) && Object.getPrototypeOf(value) ? { ...value } : isObject(value) ? ask : value),
  startsWith: (text, start, ...rest) => (typeof text === 'string' && typeof start === 'string' && !rest.length ? text.startsWith(start) : ask),
  endsWith: (text, end, ...rest) => (typeof text === 'string' && typeof end === 'string' && !rest.length ? text.endsWith(end) : ask),
  forEach(list, call) {
    if (!Array.isArray(list) || typeof call !== 'function') return ask;
    for (let i = 0; i < list.length; ++i) if (call(list[i], i, list) === false) break;
    return list;
  },
  get(object, key, otherwise) {
    if (isPath(key)) return ask;
    const found = object === null || object === undefined ? undefined : object[key];
    return found === undefined ? otherwise : found;
  },
  includes: (list, value, ...rest) => (Array.isArray(list) && !rest.length ? list.includes(value) : ask),
  map: (list, call) => (Array.isArray(list) && typeof call === 'function' ? list.map((each, i) => call(each, i, list)) : ask),
  filter: (list, call) => (Array.isArray(list) && typeof call === 'function' ? list.filter((each, i) => call(each, i, list)) : ask),
  find: (list, call, ...rest) => (Array.isArray(list) && typeof call === 'function' && !rest.length ? list.find(call) : ask),
  reduce(object, call, ...start) {
    if (!isObject(object) || typeof call !== 'function' || start.length !== 1) return ask;
    if (Array.isArray(object)) return object.reduce(call, start[0]);
    return 'length' in object ? ask : Object.keys(object).reduce((sum, key) => call(sum, object[key], key, object), start[0]);
  },
  remove(list, call) {
    if (!Array.isArray(list) || typeof call !== 'function') return ask;
    const gone = [];
    for (let i = 0; i < list.length; ++i) if (call(list[i], i, list)) gone.push(i);
    const removed = gone.map((i) => list[i]);
    for (const i of gone.reverse()) list.splice(i, 1);
    return removed;
  },
  transform(list, call, sum) {
    if (list !== undefined && !Array.isArray(list) || typeof call !== 'function' || !isObject(sum)) return ask;
    if (!list) return sum;
    for (let i = 0; i < list.length; ++i) if (call(sum, list[i], i, list) === false) break;
    return sum;
  },
  cloneDeepWith(value, call) {
    if (isObject(value) && !(Array.isArray(value) && value.every((each) => typeof each === 'string'))) return ask;
    if (Array.isArray(value)) return value.slice();
    const found = call(value);
    return found === undefined ? value : found;
  },
  forOwn(object, call) {
    if (!isPlain(object) || typeof call !== 'function') return ask;
    for (const key of Object.keys(object)) if (call(object[key], key, object) === false) break;
    return object;
  },
};
for (const name of COFFER_LODASH_METHODS) {
  let method;
  const real = (...values) => (method ??= require('lodash-modules')[name]())(...values);
  const words = usual[name];
  _[name] = !words ? real : (...values) => {
    const found = words(...values);
    return found === ask ? real(...values) : found;
  };
}

module.exports = _;
