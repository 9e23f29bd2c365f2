/** Programs read along with the kernel: what is said of programs alone still is, and chains lead on into the kernel. */

import { expect, test } from 'vitest';
import { nativeParser } from '../../server/src/node/native-parser.ts';
import { extractFacts } from '../src/facts/extract.ts';
import { kernelKnowledge } from '../src/knowledge/knowledge.ts';
import type { Finding } from '../src/rules/types.ts';
import { createSession } from '../src/session.ts';
import type { Source } from './annotate.ts';

const parser = nativeParser();

function findings(files: readonly Source[], findingsOnly: boolean): readonly Finding[] {
  const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] }, findingsOnly });
  session.update(files.map((file) => ({ path: file.path, facts: extractFacts(parser, file) })));
  return session.analyze().findings;
}

const programs = `struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__type(key, __u32);
	__type(value, __u64);
} seen SEC(".maps");

SEC("perf_event") int sample(void *ctx)
{
	__u32 key = 0;
	__u64 value = 1;

	if (bpf_map_lookup_elem(&seen, &key))
		return 0;
	bpf_map_update_elem(&seen, &key, &value, BPF_NOEXIST);
	return 0;
}

SEC("xdp") int receive(void *ctx)
{
	__u32 key = 0;

	bpf_map_delete_elem(&seen, &key);
	return bpf_module_count();
}
`;

const helpers = `BPF_CALL_4(bpf_map_update_elem, struct bpf_map *, map, void *, key, void *, value, u64, flags)
{
	return map->ops->map_update_elem(map, key, value, flags);
}

BPF_CALL_2(bpf_map_delete_elem, struct bpf_map *, map, void *, key)
{
	return map->ops->map_delete_elem(map, key);
}

static DEFINE_MUTEX(modules);

int bpf_module_count(void)
{
	mutex_lock(&modules);
	mutex_unlock(&modules);
	return 0;
}
`;

const both = [{ path: 'kernel/bpf/helpers.c', text: helpers }, { path: 'progs/a.bpf.c', text: programs }];

test.each([false, true])('helpers whose bodies are read too are map operations still (findings only: %s)', (findingsOnly) => {
  const ofRule = (files: readonly Source[]): string[] => findings(files, findingsOnly).filter(({ rule }) => rule === 'bpf-nmi-map-op').map(({ message }) => message);
  expect(ofRule(both)).toEqual(ofRule(both.slice(1)));
  expect(ofRule(both)).toHaveLength(1);
});

test('a helper that sleeps, called by a program that may not, is a hint: the verifier refuses it or calls another form', () => {
  expect(findings(both, true).find(({ rule }) => rule === 'sleep-in-atomic')).toMatchObject({ severity: 'hint', message: expect.not.stringMatching(/verifier/) });
});
