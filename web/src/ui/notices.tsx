// What has just happened, for a while, at the edge; with a way back where there is one.
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { rescueFocus } from './focus';

export interface Notice {
  text: string;
  undo?: () => void;
}

const kShown = 8000; // ms
const kUndoable = 30_000; // half of the time that Coffer keeps what is undone
let tell: (notice: Notice) => void = () => {};

export function notify(notice: Notice) {
  tell(notice);
}

export function Notices() {
  const [notice, setNotice] = useState<Notice>();
  useEffect(() => {
    tell = setNotice;
    return () => {
      tell = () => {};
    };
  }, []);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(undefined), notice.undo ? kUndoable : kShown);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div role="status" className="notices">
      {notice && (
        <div className="notice">
          {notice.text}
          {notice.undo && (
            <Button
              className="link"
              onPress={() => {
                notice.undo?.();
                setNotice(undefined);
                rescueFocus();
              }}
            >
              Undo
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
