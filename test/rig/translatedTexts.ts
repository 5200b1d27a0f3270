/** Answers for all texts people read, found in the source: the bundle that translators get, and what could not be found. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { getL10nJson, type l10nJsonFormat } from '@vscode/l10n-dev';
import ts from 'typescript';
import { projectRoot } from './paths';

/** The bundle of English texts, `npm run l10n` makes it. A translation is `bundle.l10n.<language>.json` beside it. */
export const bundleFile = path.join(projectRoot, 'src', 'l10n', 'bundle.l10n.json');

export interface SourceFile {
  /** Relative to the project, with slashes. */
  readonly name: string;
  readonly text: string;
}

/** Sources in which a text can stand; the command line speaks English. */
export function sourceFiles(): readonly SourceFile[] {
  return ['src', 'webview'].flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
      .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('src/cli'))
      .sort()
      .map((name) => ({ name, text: readFileSync(path.join(projectRoot, name), 'utf8') })),
  );
}

/** Each text is its own key, in alphabetical order. */
export async function englishBundle(files: readonly SourceFile[]): Promise<l10nJsonFormat> {
  // One file for all that are read the same: the tool takes a moment to begin each.
  const found = await getL10nJson(
    ['.ts', '.tsx'].map((extension) => ({
      extension,
      contents: asItsToolReads(
        files
          .filter(({ name, text }) => path.extname(name) === extension && /\bsay(Count)?\(|l10n\.t\(/.test(text))
          .map(({ text }) => text)
          .join('\n'),
      ),
    })),
  );
  return Object.fromEntries(Object.entries(found).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The tool knows the functions of VS Code and of its library alone. */
const asItsToolReads = (text: string): string =>
  `import * as l10n from '@vscode/l10n';\n${text.replace(/(?<![.\w])say(Count)?\(/g, 'l10n.t(')}`;

/** A text that is translated, where it stands. */
export interface TextCall {
  readonly place: string;
  /** Null: it is no plain literal, so nobody finds it. */
  readonly template: string | null;
  /** How many values fill it; null: that is seen only when it runs. */
  readonly values: number | null;
  readonly isCount: boolean;
}

/** Whether a call of `callee` makes a text, in a file with that `text`: there are others called `say`. */
export const isTranslating = (callee: string, text: string): boolean =>
  callee === 'vscode.l10n.t' ||
  (['say', 'sayCount'].includes(callee) && /import {[^}]*\bsay[^}]*} from '[^']*\/(words|say)';/.test(text));

export function textCalls({ name, text }: SourceFile): readonly TextCall[] {
  const calls: TextCall[] = [];
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node)) return;
    const callee = node.expression.getText(source);
    if (!isTranslating(callee, text)) return;
    const [first, ...rest] = node.arguments;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    calls.push({
      place: `${name}:${line + 1}`,
      template: first !== undefined && ts.isStringLiteral(first) ? first.text : null,
      values: rest.some((each) => ts.isSpreadElement(each)) ? null : rest.length,
      isCount: callee === 'sayCount',
    });
  };
  visit(source);
  return calls;
}
