// Blob and File of the File API, without streams: all of it is in memory.
const { Buffer } = require('buffer');

const bytesOf = (part) => {
  if (part instanceof Blob) return part._bytes();
  if (ArrayBuffer.isView(part)) return Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  return part instanceof ArrayBuffer ? Buffer.from(part) : Buffer.from(String(part), 'utf8');
};

class Blob {
  #bytes;
  #type;
  constructor(parts = [], options = {}) {
    this.#bytes = Buffer.concat(Array.from(parts, bytesOf));
    this.#type = options.type === undefined || /[^\x20-\x7e]/.test(options.type) ? '' : String(options.type).toLowerCase();
  }
  get size() {
    return this.#bytes.length;
  }
  get type() {
    return this.#type;
  }
  slice(start, end, type) {
    return new Blob([this.#bytes.slice(start, end)], { type });
  }
  async text() {
    return this.#bytes.toString('utf8');
  }
  async bytes() {
    return new Uint8Array(this.#bytes);
  }
  async arrayBuffer() {
    return new Uint8Array(this.#bytes).buffer;
  }
  _bytes() {
    return this.#bytes;
  }
}
Object.defineProperty(Blob.prototype, '_bytes', { enumerable: false });
Object.defineProperty(Blob.prototype, Symbol.toStringTag, { value: 'Blob' });

class File extends Blob {
  constructor(parts, name, options = {}) {
    super(parts, options);
    Object.defineProperty(this, 'name', { value: String(name), enumerable: true });
    Object.defineProperty(this, 'lastModified', { value: options.lastModified ?? Date.now(), enumerable: true });
  }
}
Object.defineProperty(File.prototype, Symbol.toStringTag, { value: 'File' });

module.exports = { Blob, File };
