/** Finding → Diagnostic and back: the one file that knows both. */

import { DiagnosticSeverity, DiagnosticTag, type Diagnostic, type DiagnosticRelatedInformation } from 'vscode-languageserver';
import type { Finding, Location, Severity, Witness } from '../../../engine/src/rules/types.ts';
import { proofLines, proofTitle } from '../cli/formats/proof.ts';
import { rangeOf } from './ranges.ts';
import type { FindingData } from './protocol.ts';

/** `source` of every diagnostic. */
export const SOURCE = 'lockctx';

const severityOf: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export interface DiagnosticOptions {
  /** URI of a place's file. */
  readonly uriOf: (place: Location) => string;
  readonly hasRelatedInformation: boolean;
  /** URI of a rule's page; undefined: there is none here. */
  readonly pageOf: (rule: string) => string | undefined;
}

/** The message stands alone, for editors that show nothing else. */
export function diagnosticOf(finding: Finding, { uriOf, hasRelatedInformation, pageOf }: DiagnosticOptions): Diagnostic {
  const { rule, severity, message, advice, location, witnesses, fingerprint } = finding;
  const href = pageOf(rule);
  return {
    range: rangeOf(location),
    severity: severityOf[severity],
    code: rule,
    ...(href && { codeDescription: { href } }),
    source: SOURCE,
    message: advice ? `${message}.\n${advice}` : `${message}.`,
    ...(hasRelatedInformation && { relatedInformation: witnesses.flatMap((witness, i) => stepsOf(witness, i, witnesses.length, uriOf)) }),
    data: { fingerprint } satisfies FindingData,
  };
}

function stepsOf(witness: Witness, index: number, count: number, uriOf: (place: Location) => string): DiagnosticRelatedInformation[] {
  const title = proofTitle(witness, index, count);
  return proofLines(witness).map(({ location, text }) => ({ location: { uri: uriOf(location), range: rangeOf(location) }, message: `${title}: ${text}` }));
}

/** Undefined for a diagnostic of somebody else. */
export function fingerprintOf({ source, data }: Diagnostic): string | undefined {
  return source === SOURCE ? (data as Partial<FindingData> | undefined)?.fingerprint : undefined;
}

/** A mistake in what the user wrote for lockctx itself. */
export function mistakeAt(range: Diagnostic['range'], message: string, code: string, isUnnecessary = false): Diagnostic {
  return { range, severity: DiagnosticSeverity.Warning, source: SOURCE, code, message, ...(isUnnecessary && { tags: [DiagnosticTag.Unnecessary] }) };
}
