// What is here becomes a file of the user's, as the browser saves files.
export function download(fileName: string, content: BlobPart, type = 'application/json') {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
