// The open folder: its collections as trees, its environments.
export function FolderPane() {
  return null;
}
