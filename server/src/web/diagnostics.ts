/** Findings of open files as LSP has them. A file's path in the engine is its URI here. */

import { DiagnosticSeverity, type CodeAction, type Diagnostic, type Location, type Range, type TextEdit } from 'vscode-languageserver-types';
import type { Finding, Fix, Location as Place, Severity } from '../../../engine/src/rules/types.ts';
import { proofLines, proofTitle } from '../cli/formats/proof.ts';
import type { FindingData } from '../lsp/protocol.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information, hint: DiagnosticSeverity.Hint,
};

export function diagnosticOf(finding: Finding): Diagnostic {
  const { rule, severity, message, advice, location, witnesses, fingerprint } = finding;
  return {
    range: rangeOf(location), severity: severities[severity], source: 'lockctx', code: rule, message: advice ? `${message}\n${advice}` : message,
    relatedInformation: witnesses.flatMap((witness, i) =>
      proofLines(witness).map((line) => ({ location: locationOf(line.location), message: `${proofTitle(witness, i, witnesses.length)}: ${line.text}` }))),
    data: { fingerprint } satisfies FindingData,
  };
}

export function rangeOf({ line, column, endLine, endColumn }: Place): Range {
  return { start: { line: line - 1, character: column - 1 }, end: { line: endLine - 1, character: endColumn - 1 } };
}

export function locationOf(place: Place): Location {
  return { uri: place.file, range: rangeOf(place) };
}

export function actionOf({ title, edits, isPreferred }: Fix, diagnostic: Diagnostic): CodeAction {
  const changes: Record<string, TextEdit[]> = {};
  for (const { location, newText } of edits) (changes[location.file] ??= []).push({ range: rangeOf(location), newText });
  return { title, kind: 'quickfix', diagnostics: [diagnostic], isPreferred, edit: { changes } };
}
