/** A program in NMI shares a map with one that it may interrupt: give it a map of its own. */

import type { BpfUse } from '../analysis/bpf-uses.ts';
import { nameOf } from '../analysis/witness.ts';
import type { BpfMap } from '../program/bpf-maps.ts';
import type { Edit } from '../rules/types.ts';
import { definitionOf, isTaken, useOf } from './bpf-definition.ts';
import type { FixKind, FixRequest } from './types.ts';

export const ownMap: FixKind = {
  name: 'bpf-own-map',
  rules: ['bpf-shared-ringbuf'],
  summary: 'Defines a second map like the shared one, and uses it in the program that runs in NMI; user space must then read both.',
  *offer(request) {
    const { bpfUses, program } = request.analysis;
    const use = useOf(request);
    if (!use) return;
    const inNmi = (u: BpfUse): boolean => u.nodes.length > 0 && u.nodes.every((node) => node.context === 'nmi');
    const moved = bpfUses.ofMap(use.map).filter(inNmi);
    const functions = new Set(moved.map((u) => u.function));
    // A function that others call too would write to the new map from both sides.
    if (moved.length === 0 || bpfUses.ofMap(use.map).some((u) => !inNmi(u) && functions.has(u.function))) return;
    const name = `${use.map.name}_nmi`;
    const edits = editsFor(request, use.map, moved, name);
    if (!edits) return;
    yield { kind: ownMap.name, title: `Give ${nameOf(program, use.program.function)}() a map of its own, ${name}`, isPreferred: false, edits };
  },
};

function editsFor(request: FixRequest, map: BpfMap, moved: readonly BpfUse[], name: string): Edit[] | undefined {
  const edits: Edit[] = [];
  const done = new Set<string>();
  for (const { function: id, operation, helper } of moved) {
    const text = request.textOf(id);
    const view = request.analysis.program.viewOf(id);
    const call = text?.call(view.site(operation), helper);
    // The map must be named at the call: a parameter may stand for it elsewhere too.
    const argument = call?.args.find(([from, to]) => text!.slice(from, to).replaceAll(/\s/g, '') === `&${map.name}`);
    if (!text || !argument || view.file !== map.file) return undefined;
    if (done.has(`${id}:${operation}`)) continue;
    done.add(`${id}:${operation}`);
    edits.push(text.replace(argument[0], argument[1], `&${name}`));
  }
  const definition = definitionOf(request.textOf(moved[0].function)!, map);
  if (!definition || isTaken(definition.text, name)) return undefined;
  return [definition.text.replaceRange(definition.end, definition.end, definition.text.newLine.repeat(2) + definition.copy.replace(definition.declarator, (all) => all.replace(map.name, name))), ...edits];
}
