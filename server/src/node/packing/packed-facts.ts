/**
 * A file's facts as bytes: what crosses threads and what is kept on disk, so that nothing is written twice and the main thread reads no
 * more objects than it keeps. The path is not among them.
 */

import { lengthBits, PLACE_SIZE, type Places } from '../../../../engine/src/facts/places.ts';
import type { FileFacts, FunctionFacts, Integers, StructFacts, Suppression, VariableFacts } from '../../../../engine/src/facts/types.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import type { StringTable } from './string-table.ts';

export type PackedFacts = Uint8Array<ArrayBuffer>;

const FORMS: readonly FunctionFacts['form'][] = ['function', 'macro', 'syscall', 'file'];

/** Of one thread, which packs one file after the other. */
const writer = new ByteWriter();

export function packFacts(facts: FileFacts): PackedFacts {
  writer.clear();
  for (const array of [facts.sites, facts.argumentSites, facts.code, facts.expressions, facts.lists]) {
    writer.count(array.length);
    writer.count(array.BYTES_PER_ELEMENT);
  }
  writePlaces(facts.sites);
  writePlaces(facts.argumentSites);
  for (const array of [facts.code, facts.expressions, facts.lists]) writer.integers(array);
  writer.texts(facts.strings);
  writeAll(facts.functions, writeFunction);
  writeAll(facts.structs, ({ name, members }) => {
    writer.text(name);
    writer.count(members.length);
    writer.integers(members);
  });
  writer.texts(facts.typedefs);
  writeAll(facts.variables, (v) => {
    writer.text(v.name);
    writer.text(v.type);
    writer.count((v.static ? 1 : 0) | (v.extern ? 2 : 0));
    writer.texts(v.attributes);
    writer.count(v.line);
  });
  writer.texts(facts.prototypes);
  writeAll(facts.suppressions, ({ line, rules, reason }) => {
    writer.count(line);
    writer.texts(rules);
    writer.text(reason);
  });
  writeAll(facts.problems, ({ line, message }) => {
    writer.count(line);
    writer.text(message);
  });
  writer.count(facts.functionCount);
  writer.count(facts.damagedCount);
  return writer.finish();
}

export function unpackFacts(packed: Uint8Array, path: string, table: StringTable): FileFacts {
  const reader = new ByteReader(packed, table);
  const { sites, argumentSites, code, expressions, lists } = room(reader);
  readPlaces(reader, sites);
  readPlaces(reader, argumentSites);
  for (const array of [code, expressions, lists]) reader.integersInto(array);
  return {
    path,
    strings: reader.texts(),
    functions: reader.list(() => readFunction(reader)),
    structs: reader.list((): StructFacts => ({ name: reader.text(), members: reader.integers(reader.count()) })),
    typedefs: reader.texts(),
    variables: reader.list(() => readVariable(reader)),
    prototypes: reader.texts(),
    code,
    expressions,
    lists,
    sites,
    argumentSites,
    suppressions: reader.list((): Suppression => ({ line: reader.count(), rules: reader.texts(), reason: reader.text() })),
    problems: reader.list(() => ({ line: reader.count(), message: reader.text() })),
    functionCount: reader.count(),
    damagedCount: reader.count(),
  };
}

/** The file's arrays, all in one buffer: a buffer costs as much as a small file's code. */
function room(reader: ByteReader): Pick<FileFacts, 'sites' | 'argumentSites' | 'code' | 'expressions' | 'lists'> {
  const shapes = Array.from({ length: 5 }, () => ({ length: reader.count(), size: reader.count() }));
  const buffer = new ArrayBuffer(shapes.reduce((sum, { length, size }) => sum + aligned(length * size), 0));
  let at = 0;
  const next = (): { readonly length: number; readonly size: number; readonly from: number } => {
    const { length, size } = shapes.shift()!;
    const from = at;
    at += aligned(length * size);
    return { length, size, from };
  };
  const places = ({ length, size, from } = next()): Places => (size === 2 ? new Uint16Array(buffer, from, length) : new Int32Array(buffer, from, length));
  const integers = ({ length, size, from } = next()): Integers => (size === 2 ? new Int16Array(buffer, from, length) : new Int32Array(buffer, from, length));
  return { sites: places(), argumentSites: places(), code: integers(), expressions: integers(), lists: integers() };
}

function aligned(bytes: number): number {
  return 4 * Math.ceil(bytes / 4);
}

/** Lines as steps from the one before, columns and lengths apart: three small numbers a place. */
function writePlaces(places: Places): void {
  const bits = lengthBits(places);
  let line = 0;
  for (let i = 0; i < places.length; i += PLACE_SIZE) {
    writer.integer(places[i] - line);
    writer.count(places[i + 1] >>> bits);
    writer.count(places[i + 1] & ((1 << bits) - 1));
    line = places[i];
  }
}

function readPlaces(reader: ByteReader, places: Places): void {
  const bits = lengthBits(places);
  let line = 0;
  for (let i = 0; i < places.length; i += PLACE_SIZE) {
    places[i] = line += reader.integer();
    places[i + 1] = (reader.count() << bits) | reader.count();
  }
}

function writeAll<T>(values: readonly T[], write: (value: T) => void): void {
  writer.count(values.length);
  for (const value of values) write(value);
}

function writeFunction(f: FunctionFacts): void {
  writer.count(f.name);
  writer.count((FORMS.indexOf(f.form) << 2) | (f.static ? 1 : 0) | (f.inline ? 2 : 0));
  writer.count(f.returns);
  writer.count(f.parameters);
  writer.count(f.variables.length);
  writer.integers(f.variables);
  writer.texts(f.attributes);
  writer.count(f.code);
  writer.count(f.codeLength);
  writer.count(f.expressions);
  writer.count(f.expressionCount);
  writer.count(f.line);
  writer.count(f.place);
  writer.count(f.endLine);
}

function readFunction(reader: ByteReader): FunctionFacts {
  const name = reader.count();
  const flags = reader.count();
  return {
    name,
    form: FORMS[flags >> 2],
    static: (flags & 1) !== 0,
    inline: (flags & 2) !== 0,
    returns: reader.count(),
    parameters: reader.count(),
    variables: reader.integers(reader.count()),
    attributes: reader.texts(),
    code: reader.count(),
    codeLength: reader.count(),
    expressions: reader.count(),
    expressionCount: reader.count(),
    line: reader.count(),
    place: reader.count(),
    endLine: reader.count(),
  };
}

function readVariable(reader: ByteReader): VariableFacts {
  const [name, type, flags] = [reader.text(), reader.text(), reader.count()];
  return { name, type, static: (flags & 1) !== 0, extern: (flags & 2) !== 0, attributes: reader.texts(), line: reader.count() };
}
