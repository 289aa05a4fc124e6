import { createRoot } from 'react-dom/client';
import { launch } from './api';
import { App } from './app';
import { NotSignedIn } from './not-signed-in';
import { paintTheme } from './settings/use-theme';
import './style.css';
import './ui/ui.css';

paintTheme();
const root = createRoot(document.getElementById('page')!);
root.render((await launch()) ? <App /> : <NotSignedIn why="This browser is not signed in: the address was opened before, is too old, or Coffer was started anew." />);
