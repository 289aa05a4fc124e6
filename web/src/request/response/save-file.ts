// What Coffer gives as a file, saved by the browser.
import { call } from '../../api';

export interface SavedFile {
  file_name: string;
  type?: string;
  base64?: string;
  text?: string;
}

export async function saveFile(name: string, args: object) {
  const file = await call<SavedFile>(name, args);
  const bytes = file.base64 === undefined ? (file.text ?? '') : Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' })); // nothing that a browser would open
  link.download = file.file_name;
  link.click();
  URL.revokeObjectURL(link.href);
}
