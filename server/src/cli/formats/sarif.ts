/** SARIF 2.1.0 for code scanning: one run, one thread flow for each context. */

import type { Finding, Fix, Location, Problem, Rule, Severity, Witness } from '../../../../engine/src/rules/types.ts';
import { proofLines } from './proof.ts';
import type { Format, FormatContext } from './types.ts';

export const sarif: Format = {
  name: 'sarif',
  severity: 'warning',
  hasCoverage: true,
  hasFixes: true,
  *render({ findings, problems, coverage }, context) {
    const rules = context.rules;
    yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{\n"tool":${JSON.stringify(toolOf(context))},\n`;
    yield `"columnKind":"utf16CodeUnits",\n"invocations":[${JSON.stringify(invocationOf(problems))}],\n"properties":${JSON.stringify({ coverage })},\n"results":[`;
    let comma = '\n';
    for (const finding of findings) {
      yield comma + JSON.stringify(resultOf(finding, rules));
      comma = ',\n';
    }
    yield '\n]}]}\n';
  },
};

type Json = Readonly<Record<string, unknown>>;

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

function toolOf({ version, rules }: FormatContext): Json {
  return { driver: { name: 'lockctx', version, semanticVersion: version, rules: rules.map(ruleOf) } };
}

function ruleOf({ name, summary, level, lockdep, documentation }: Rule): Json {
  const markdown = documentation.trim();
  return {
    id: name,
    shortDescription: { text: summary },
    fullDescription: { text: lockdep ? `${summary} lockdep: ${lockdep}.` : summary },
    help: { text: markdown, markdown },
    defaultConfiguration: level === 'off' ? { enabled: false } : { level: levels[level] },
    properties: { tags: ['concurrency', 'correctness'] },
  };
}

function invocationOf(problems: readonly Problem[]): Json {
  return {
    executionSuccessful: true,
    toolExecutionNotifications: problems.map(({ file, line, message }) => ({
      level: 'warning',
      message: { text: message },
      locations: [{ physicalLocation: { artifactLocation: artifactOf(file), ...(line > 0 && { region: { startLine: line } }) } }],
    })),
  };
}

function resultOf(finding: Finding, rules: readonly Rule[]): Json {
  const { rule, severity, message, advice, location, fingerprint, witnesses, fixes, lockClass, kernels = [] } = finding;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ name }) => name === rule),
    level: levels[severity],
    message: { text: advice ? `${message}. ${advice}` : message },
    locations: [locationOf(location, undefined, finding.function)],
    partialFingerprints: { 'lockctx/v1': fingerprint },
    ...(witnesses.length && { codeFlows: [{ threadFlows: witnesses.map(threadFlowOf) }], relatedLocations: witnesses.map(relatedOf) }),
    ...(fixes.length && { fixes: fixes.map(fixOf) }),
    properties: { ...(lockClass && { lockClass }), ...(kernels.length && { kernels }) },
  };
}

function threadFlowOf(witness: Witness, index: number): Json {
  return {
    id: String(index + 1),
    message: { text: witness.label },
    locations: proofLines(witness).map(({ location, depth, text }) => ({ location: locationOf(location, text), nestingLevel: depth })),
  };
}

/** Where each side ends. */
function relatedOf(witness: Witness, index: number): Json {
  const lines = proofLines(witness);
  const { location, text } = lines[lines.length - 1];
  return { id: index + 1, ...locationOf(location, `${witness.label}: ${text}`) };
}

function fixOf({ title, edits }: Fix): Json {
  const files = [...new Set(edits.map(({ location }) => location.file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactOf(file),
      replacements: edits.filter(({ location }) => location.file === file).map(({ location, newText }) => ({ deletedRegion: regionOf(location), insertedContent: { text: newText } })),
    })),
  };
}

function locationOf(location: Location, message?: string, functionName?: string): Json {
  return {
    physicalLocation: { artifactLocation: artifactOf(location.file), region: regionOf(location) },
    ...(functionName && { logicalLocations: [{ name: functionName, kind: 'function' }] }),
    ...(message && { message: { text: message } }),
  };
}

function artifactOf(file: string): Json {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

function regionOf({ line, column, endLine, endColumn }: Location): Json {
  return { startLine: line, startColumn: column, endLine, endColumn };
}
