// Measures source files by their syntax: lines of files and functions, parameters, exported types.
import { readFileSync } from 'node:fs';
import ts from 'typescript';

export interface FileShape {
  readonly path: string;
  readonly lines: number;
  /** Named functions and methods; one without a name takes that of what it is assigned to. */
  readonly functions: readonly {
    readonly name: string;
    readonly lines: number;
    readonly parameters: number;
  }[];
  readonly exportedTypes: readonly string[];
  /** Exported functions and constants. */
  readonly exportedValues: readonly string[];
}

export function shapeOf(root: string, path: string): FileShape {
  const text = readFileSync(`${root}/${path}`, 'utf8');
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const lineOf = (offset: number) => file.getLineAndCharacterOfPosition(offset).line;
  const functions: { name: string; lines: number; parameters: number }[] = [];
  const exportedTypes: string[] = [];
  const exportedValues = file.statements.filter(isExported).flatMap(valuesIn);
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const lines = lineOf(node.end) - lineOf(node.getStart(file)) + 1;
      functions.push({ name: nameOf(node, file), lines, parameters: node.parameters.length });
    }
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node)) {
      if (isExported(node) && node.name) exportedTypes.push(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { path, lines: text.split('\n').length - 1, functions, exportedTypes, exportedValues };
}

function isExported(node: ts.Node): boolean {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function valuesIn(statement: ts.Statement): readonly string[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name }) =>
    ts.isIdentifier(name) ? [name.text] : [],
  );
}

function nameOf(node: ts.SignatureDeclaration, file: ts.SourceFile): string {
  if (node.name) return node.name.getText(file);
  const { parent } = node;
  return 'name' in parent && parent.name ? (parent.name as ts.Node).getText(file) : '(without a name)';
}
