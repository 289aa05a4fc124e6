import react from '@vitejs/plugin-react';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };

// assets.inc, for src/page/assets.cc: COFFER_ASSET(symbol, path, type, file), and what is in the file, since compilers' caches do not look.
function assetList(): Plugin {
  return {
    name: 'asset-list',
    writeBundle({ dir }, bundle) {
      const lines = Object.keys(bundle).sort().map((name) => {
        const file = join(dir!, name);
        const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
        const path = name === 'index.html' ? '/' : `/${name}`;
        return `COFFER_ASSET(${name.replace(/\W/g, '_')}, "${path}", "${types[name.split('.').at(-1)!]}; charset=utf-8", "${file}")  // ${hash}\n`;
      });
      writeFileSync(join(dir!, 'assets.inc'), lines.join(''));
    },
  };
}

// One script, one style sheet. No inline code or style: the page's Content-Security-Policy refuses both. For browsers of the last two and a half years or so.
export default defineConfig({
  plugins: [react(), assetList()],
  test: { setupFiles: ['vitest.setup.ts'] },
  build: {
    target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'],
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 3000,
    rollupOptions: { output: { entryFileNames: 'page.js', assetFileNames: 'page[extname]', inlineDynamicImports: true } },
  },
});
