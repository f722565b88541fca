/**
 * The parts of the map page, read once when this module is loaded. The page's script is written as modules, which one
 * inline script cannot be: they are joined here in the order of their imports, and the import and export words fall away.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Every module after those that it imports. Names at the top level are unique over all of them. */
const modules = [
  'elements.js',
  'format.js',
  'mercator.js',
  'view.js',
  'gestures.js',
  'paper.js',
  'symbols.js',
  'selection.js',
  'layers.js',
  'tiles.js',
  'scale-bar.js',
  'tooltip.js',
  'descriptions.js',
  'legend.js',
  'day-panel.js',
  'unassigned-panel.js',
  'hand-over-panel.js',
  'header.js',
  'main.js',
];

function read(name: string): string {
  return readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8');
}

/** Source for the `sha256-…` of a content security policy. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** A module's code without `import … from …;` and without the word export. */
function asPartOfOneScript(code: string): string {
  return code.replace(/^import\s[^;]*?\sfrom\s'[^']*';\n/gm, '').replace(/^export /gm, '');
}

const style = `${read('page.css')}\n${read('screens.css')}`;
// In a strict block two functions of the same name are a syntax error, not a silent surprise.
const script = `'use strict';\n{\n${modules.map((name) => asPartOfOneScript(read(name))).join('\n')}}`;

export const pageParts = {
  template: read('page.html'),
  style,
  script,
  styleHash: hashOf(style),
  scriptHash: hashOf(script),
} as const;
