#ifndef MAPS_BPF_H
#define MAPS_BPF_H

/* Every tool has one of these. */
static __always_inline void *lookup_or_try_init(void *map, const void *key, const void *init)
{
    void *value = bpf_map_lookup_elem(map, key);

    if (value)
        return value;
    if (bpf_map_update_elem(map, key, init, BPF_NOEXIST))
    //  ~~~~~~~~~~~~~~~~~~~ bpf-nmi-map-op: process, hardirqs off: calls bpf_map_update_elem() on hists, which takes the locks of the LRU lists
    //  ^^^^^^^^^^^^^^^^^^^ bpf-nmi-map-op: bpf_map_update_elem() waits in NMI for the locks of the LRU lists of hists, which sched_switch_btf() may hold on this CPU: it spins for ever on kernels before 7.2
        return 0;
    return bpf_map_lookup_elem(map, key);
}

#endif
