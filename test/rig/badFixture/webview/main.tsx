// Breaks webview-knows-only, webview-without-node, toolkit-only-there and domain-types-only.
import path from 'node:path';
import { Button } from '@vscode/webview-ui-toolkit';
import { rules } from '../src/domain/rules';
import { view } from '../src/vscode/view';
export const main = [path, Button, rules, view];
