import { createRoot } from 'react-dom/client';
import { launch } from './api';
import { App } from './app';
import { NotSignedIn } from './not-signed-in';
import { paintAsKept } from './settings/use-theme';
import './style.css';
import './ui/ui.css';

paintAsKept();
const root = createRoot(document.getElementById('page')!);
root.render((await launch()) ? <App /> : <NotSignedIn why="The address was opened before, or is too old." />);
