// Keeps what the page knows of the folder true, whatever part of Coffer is in front, and takes in what is dropped on the page.
import { useEffect, useState } from 'react';
import { useCofferEvent } from '../events';
import { notify } from '../ui/notices';
import { tried } from '../ui/tried';
import { DropPlace } from './drop-place';
import { folderChanged, lookAtFolder } from './folder';
import { importAll, readFiles } from './import';
import { ImportWindow } from './import-window';
import { inOneLine, type Outcome } from './outcome';

export function FolderKeeper() {
  const [outcomes, setOutcomes] = useState<Outcome[]>();
  useEffect(() => void tried(lookAtFolder), []);
  useCofferEvent('folder', (data) => void tried(() => folderChanged((data as { path?: string }).path)));
  const take = (files: File[]) =>
    tried(async () => {
      const done = await importAll(await readFiles(files));
      const line = inOneLine(done);
      if (line === undefined) setOutcomes(done);
      else notify({ text: line });
    });
  return (
    <>
      <DropPlace take={(files) => void take(files)} />
      {outcomes && <ImportWindow outcomes={outcomes} close={() => setOutcomes(undefined)} />}
    </>
  );
}
