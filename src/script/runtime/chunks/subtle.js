// crypto.subtle of the Web Crypto API, for secret keys: digests, HMAC, AES, PBKDF2 and HKDF, over the noble libraries.
const { sha1 } = require('@noble/hashes/legacy.js');
const { sha256, sha384, sha512 } = require('@noble/hashes/sha2.js');
const { hmac } = require('@noble/hashes/hmac.js');
const { pbkdf2 } = require('@noble/hashes/pbkdf2.js');
const { hkdf } = require('@noble/hashes/hkdf.js');
const { cbc, ctr, gcm } = require('@noble/ciphers/aes.js');
const DOMException = require('core-js-pure/actual/dom-exception');

const hashes = { 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 };
const fail = (name, message) => {
  throw new DOMException(message, name);
};

const bytesOf = (data) => {
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
  if (data instanceof ArrayBuffer) return new Uint8Array(data.slice(0));
  throw new TypeError('The data argument must be an ArrayBuffer or a view on one');
};
const bufferOf = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
const nameOf = (algorithm) => String(typeof algorithm === 'string' ? algorithm : algorithm?.name).toUpperCase();
const hashOf = (algorithm) => hashes[nameOf(algorithm)] ?? fail('NotSupportedError', `Unrecognized algorithm name: ${nameOf(algorithm)}`);
const base64url = (bytes) => Buffer.from(bytes).toString('base64').replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');

// The bytes of a key are not the script's to see unless it may export them.
const secrets = new WeakMap();

class CryptoKey {
  constructor(bytes, algorithm, extractable, usages) {
    secrets.set(this, bytes);
    Object.assign(this, { type: 'secret', extractable: Boolean(extractable), algorithm, usages: Array.from(usages) });
    Object.freeze(this);
  }
}

const secretOf = (key, usage, name) => {
  if (!secrets.has(key)) throw new TypeError('The key argument must be a CryptoKey');
  if (usage && !key.usages.includes(usage)) fail('InvalidAccessError', `The key may not be used to ${usage}`);
  if (name && key.algorithm.name !== name) fail('InvalidAccessError', `The key is of ${key.algorithm.name}, not of ${name}`);
  return secrets.get(key);
};

const ciphers = {
  'AES-CBC': (key, { iv }) => cbc(key, bytesOf(iv)),
  'AES-CTR': (key, { counter }) => ctr(key, bytesOf(counter)),
  'AES-GCM'(key, { iv, additionalData, tagLength = 128 }) {
    if (tagLength !== 128) fail('NotSupportedError', 'Only tags of 128 bits are supported');
    return gcm(key, bytesOf(iv), additionalData && bytesOf(additionalData));
  },
};

const derivations = {
  PBKDF2: (key, { hash, salt, iterations }, length) => pbkdf2(hashOf(hash), key, bytesOf(salt), { c: iterations, dkLen: length }),
  HKDF: (key, { hash, salt, info }, length) => hkdf(hashOf(hash), key, bytesOf(salt), bytesOf(info), length),
};

function keyOf(bytes, algorithm, extractable, usages) {
  const name = nameOf(algorithm);
  if (name === 'HMAC') {
    const hash = nameOf(algorithm.hash);
    hashOf(hash);
    return new CryptoKey(bytes, { name, hash: { name: hash }, length: bytes.length * 8 }, extractable, usages);
  }
  if (ciphers[name]) {
    if (![16, 24, 32].includes(bytes.length)) fail('DataError', 'Invalid key length');
    return new CryptoKey(bytes, { name, length: bytes.length * 8 }, extractable, usages);
  }
  if (derivations[name]) return new CryptoKey(bytes, { name }, false, usages);
  return fail('NotSupportedError', `Unrecognized algorithm name: ${name}`);
}

const lengthOf = (algorithm) => {
  const name = nameOf(algorithm);
  if (name === 'HMAC') return algorithm.length ? algorithm.length / 8 : hashOf(algorithm.hash).blockLen;
  return ciphers[name] ? algorithm.length / 8 : fail('NotSupportedError', `Unrecognized algorithm name: ${name}`);
};

function cipher(usage, algorithm, key, data) {
  const name = nameOf(algorithm);
  const make = ciphers[name] ?? fail('NotSupportedError', `Unrecognized algorithm name: ${name}`);
  const bytes = secretOf(key, usage, name);
  try {
    return bufferOf(make(bytes, algorithm)[usage](bytesOf(data)));
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) throw error;
    return fail('OperationError', 'The operation failed for an operation-specific reason');
  }
}

function derive(usage, algorithm, key, length) {
  const name = nameOf(algorithm);
  const make = derivations[name] ?? fail('NotSupportedError', `Unrecognized algorithm name: ${name}`);
  return make(secretOf(key, usage, name), algorithm, length);
}

function mac(usage, key, data) {
  const bytes = secretOf(key, usage, 'HMAC');
  return hmac(hashOf(key.algorithm.hash), bytes, bytesOf(data));
}

module.exports = {
  async digest(algorithm, data) {
    return bufferOf(hashOf(algorithm)(bytesOf(data)));
  },
  async importKey(format, data, algorithm, extractable, usages) {
    if (format === 'raw') return keyOf(bytesOf(data), algorithm, extractable, usages);
    if (format === 'jwk' && data?.kty === 'oct') return keyOf(new Uint8Array(Buffer.from(data.k, 'base64')), algorithm, extractable, usages);
    return fail('NotSupportedError', `Keys of format ${format} are not supported here, only raw and jwk of secret keys`);
  },
  async exportKey(format, key) {
    const bytes = secretOf(key);
    if (!key.extractable) fail('InvalidAccessError', 'The key is not extractable');
    if (format === 'raw') return bufferOf(bytes.slice());
    if (format === 'jwk') return { kty: 'oct', k: base64url(bytes), ext: true, key_ops: [...key.usages] };
    return fail('NotSupportedError', `Keys cannot be exported as ${format}`);
  },
  async generateKey(algorithm, extractable, usages) {
    return keyOf(coffer.randomBytes(lengthOf(algorithm)), algorithm, extractable, usages);
  },
  async sign(algorithm, key, data) {
    return bufferOf(mac('sign', key, data));
  },
  async verify(algorithm, key, signature, data) {
    const wanted = mac('verify', key, data);
    const given = bytesOf(signature);
    let differ = wanted.length ^ given.length;
    for (let i = 0; i < wanted.length; ++i) differ |= wanted[i] ^ given[i];
    return differ === 0;
  },
  async encrypt(algorithm, key, data) {
    return cipher('encrypt', algorithm, key, data);
  },
  async decrypt(algorithm, key, data) {
    return cipher('decrypt', algorithm, key, data);
  },
  async deriveBits(algorithm, key, length) {
    return bufferOf(derive('deriveBits', algorithm, key, length / 8));
  },
  async deriveKey(algorithm, key, wanted, extractable, usages) {
    return keyOf(derive('deriveKey', algorithm, key, lengthOf(wanted)), wanted, extractable, usages);
  },
};
