/** The part of JSON Schema that lockctx.json needs, and its check. */

import { didYouMean } from './did-you-mean.ts';

export interface Shape {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly default?: unknown;
}

/** Every way in which the value is not of the shape, as `$.rules.x: what is wrong`. */
export function* misfits(value: unknown, shape: Shape, path = '$'): Iterable<string> {
  if (shape.enum && !shape.enum.includes(value)) {
    const known = shape.enum.map((v) => JSON.stringify(v)).join(', ');
    yield `${path}: ${JSON.stringify(value)} is not one of ${known}.${typeof value === 'string' ? didYouMean(value, shape.enum.map(String)) : ''}`;
  } else if (shape.type && !isOfType(value, shape.type)) {
    yield `${path}: must be ${article(shape.type)}, not ${wordFor(value)}.`;
  } else if (typeof value === 'string') {
    if (shape.pattern && !new RegExp(shape.pattern, 'u').test(value)) yield `${path}: ${JSON.stringify(value)} does not look right: ${shape.description ?? shape.pattern}.`;
  } else if (typeof value === 'number') {
    if (shape.minimum !== undefined && value < shape.minimum) yield `${path}: must be at least ${shape.minimum}.`;
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (shape.items) yield* misfits(value[i], shape.items, `${path}[${i}]`);
  } else if (typeof value === 'object' && value !== null) {
    yield* misfitsOfObject(value as Record<string, unknown>, shape, path);
  }
}

function* misfitsOfObject(value: Record<string, unknown>, { properties = {}, required = [], additionalProperties }: Shape, path: string): Iterable<string> {
  for (const name of required) if (!Object.hasOwn(value, name)) yield `${path}: "${name}" is missing.`;
  for (const [name, inner] of Object.entries(value)) {
    if (Object.hasOwn(properties, name)) yield* misfits(inner, properties[name], `${path}${step(name)}`);
    else if (additionalProperties === false) yield `${path}${step(name)}: there is no such setting.${didYouMean(name, Object.keys(properties))}`;
  }
}

function step(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function isOfType(value: unknown, type: Shape['type']): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

function article(type: NonNullable<Shape['type']>): string {
  return { object: 'an object', array: 'a list', string: 'a string', integer: 'a whole number', boolean: 'true or false' }[type];
}

function wordFor(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : JSON.stringify(value);
}
