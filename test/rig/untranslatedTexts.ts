/** Answers for texts that people read and nobody can translate: literals that look like prose where they are shown. */
import ts from 'typescript';
import { isTranslating, type SourceFile } from './translatedTexts';

/** What they say goes into the log, or to whoever programs with the API; or they hold no text, but its grammar. */
const notRead =
  /^src\/vscode\/(freshnessSettings|public\w+|git\/vscodeGitReader|panel\/panelHtml|board\/board(Html|Sight)|editor\/commentSyntax)\.ts$/;

/** Names of options whose text is shown, in calls of the editor. */
const shownOptions = /^(title|prompt|placeHolder|detail|label|description|tooltip|message|text|spoken|name)$/;

/** Attributes of elements whose text is shown or spoken. */
const shownAttributes = /^(title|alt|placeholder|label|aria-(label|description|roledescription|valuetext))$/;

/** Of the editor, with texts among their arguments. */
const shows = /^vscode\.window\.(show\w+Message|showQuickPick|showInputBox|setStatusBarMessage|withProgress)$/;

/** Names of places and programs, and icons, are the same in every language. */
const names = /\$\([\w~-]+\)|Context Scout|Beads|Roadmap|Backlog\.md|GitHub|\.beads\/\S+|\.roadmap\/\S+|backlog\//g;

const isProse = (text: string): boolean => /\p{L}{2,},? \p{L}{2,}/u.test(text.replaceAll(names, ''));
const isWord = (text: string): boolean => /\p{L}{2,}/u.test(text.replaceAll(names, ''));

/** Where such texts stand: `file:line text`. */
export function untranslated(file: SourceFile): readonly string[] {
  const { name, text } = file;
  if (!/^(src\/vscode|webview)\//.test(name) || notRead.test(name)) return [];
  const found: string[] = [];
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (isOfNobody(node, file, source)) return;
    const literal = literalText(node);
    if (literal !== null && isRead(node, literal, file, source)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push(`${name}:${line + 1} ${literal.trim()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Texts that are translated, logged or thrown, and what is no text at all. */
function isOfNobody(node: ts.Node, { text }: SourceFile, source: ts.SourceFile): boolean {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isThrowStatement(node)) return true;
  if (ts.isNewExpression(node)) return node.expression.getText(source).endsWith('Error');
  if (!ts.isCallExpression(node)) return false;
  const callee = node.expression.getText(source);
  return isTranslating(callee, text) || /\blog\.\w+$/.test(callee);
}

function literalText(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isJsxText(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

function isRead(node: ts.Node, literal: string, { name }: SourceFile, source: ts.SourceFile): boolean {
  if (name.startsWith('src/') && isProse(literal)) return true;
  const isText = /^webview\/strings(\/|\.ts$)/.test(name) && isValue(node);
  return isWord(literal) && (isText || isShown(node, source));
}

/** Something that a constant or function of texts is, or may be. */
function isValue(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  return ts.isArrowFunction(parent) || ts.isReturnStatement(parent) || ts.isArrayLiteralExpression(parent);
}

function isShown(node: ts.Node, source: ts.SourceFile): boolean {
  const { parent } = node;
  if (ts.isJsxText(node)) return true;
  if (ts.isJsxAttribute(parent)) return shownAttributes.test(parent.name.getText(source));
  const call = ts.findAncestor(node, ts.isCallExpression);
  if (call === undefined || !shows.test(call.expression.getText(source))) return false;
  if (ts.isPropertyAssignment(parent))
    return parent.initializer === node && shownOptions.test(parent.name.getText(source));
  return parent === call;
}
