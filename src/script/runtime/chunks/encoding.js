// TextEncoder and TextDecoder of the Encoding standard, over the buffer and iconv-lite packages.
const { Buffer } = require('buffer');

class TextEncoder {
  get encoding() {
    return 'utf-8';
  }
  encode(text = '') {
    return new Uint8Array(Buffer.from(String(text), 'utf8'));
  }
  encodeInto(text, view) {
    let read = 0, written = 0;
    for (const each of String(text)) {
      const bytes = Buffer.from(each, 'utf8');
      if (written + bytes.length > view.length) break;
      view.set(bytes, written);
      written += bytes.length;
      read += each.length;
    }
    return { read, written };
  }
}

// The standard's names for what it calls utf-8.
const utf8 = /^(?:unicode-1-1-utf-8|unicode11utf8|unicode20utf8|utf-?8|x-unicode20utf8)$/;

class TextDecoder {
  #label;
  #fatal;
  #keepsMark;
  constructor(label = 'utf-8', options = {}) {
    const name = String(label).trim().toLowerCase();
    if (!utf8.test(name) && !require('iconv-lite').encodingExists(name)) {
      throw new RangeError(`The "${label}" encoding is not supported`);
    }
    this.#label = utf8.test(name) ? 'utf-8' : name;
    this.#fatal = Boolean(options.fatal);
    this.#keepsMark = Boolean(options.ignoreBOM);
  }
  get encoding() {
    return this.#label;
  }
  get fatal() {
    return this.#fatal;
  }
  get ignoreBOM() {
    return this.#keepsMark;
  }
  decode(input = new Uint8Array()) {
    const bytes = ArrayBuffer.isView(input) ? Buffer.from(input.buffer, input.byteOffset, input.byteLength) : Buffer.from(input);
    if (this.#label !== 'utf-8') return require('iconv-lite').decode(bytes, this.#label, { stripBOM: !this.#keepsMark });
    const text = bytes.toString('utf8');
    if (this.#fatal && !Buffer.from(text, 'utf8').equals(bytes)) throw new TypeError('The encoded data was not valid for encoding utf-8');
    return !this.#keepsMark && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
}

module.exports = { TextEncoder, TextDecoder };
