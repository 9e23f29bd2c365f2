/** The words of kernel C that a C grammar does not know, and what each stands for. A new macro shape is one entry here. */

import { Kind, word, type Tokens } from './tokens.ts';

export const enum Role {
  /** `__init`, `__user`: blanked wherever it stands, alone or with an argument list if `AttributeWithArguments`. */
  Attribute = 1,
  AttributeWithArguments = 2,
  Storage = 3,
  Qualifier = 4,
  Primitive = 5,
  /** `struct`, `union`, `enum`. */
  Tag = 6,
  Typeof = 7,
  Asm = 8,
  /** `if`, `while`, `for`, `switch`: parentheses and then a statement. */
  Control = 9,
  /** `else`, `do`: a statement follows. */
  Prefix = 10,
  Case = 11,
  /** `return`, `goto`, `break`, `continue`. */
  Jump = 12,
  /** `sizeof` and its kin, whose parentheses may hold a type. */
  Sizeof = 13,
  Offsetof = 14,
  LocalLabel = 15,
  Typedef = 16,
}

const WORDS: readonly (readonly [Role, string])[] = [
  [Role.Attribute, `
    __init __exit __initdata __initconst __exitdata __exitconst __refdata __ref __refconst __devinit __devexit __devinitdata __devinitconst
    __cpuinit __cpuinitdata __meminit __memexit __meminitdata __net_init __net_exit __net_initdata __ro_after_init __init_or_module
    __initdata_or_module __initconst_or_module __INITRODATA_OR_MODULE __init_memblock __initdata_memblock __head __paginginit __init_refok
    __user __kernel __iomem __rcu __percpu __force __bitwise __bitwise__ __nocast __capability __seg_gs __seg_fs
    __must_check __always_inline __inline __inline__ noinline noinline_for_stack noinline_for_tracing __noinline __always_unused __maybe_unused __used
    __pure __const __attribute_const__ __attribute_pure__ __cold __hot __malloc __weak __noclone __no_caller_saved_registers
    __noreturn __naked __visible __visible_for_testing __packed __deprecated __read_mostly __write_once __page_aligned_data __page_aligned_bss __cacheline_aligned
    __cacheline_aligned_in_smp ____cacheline_aligned ____cacheline_aligned_in_smp ____cacheline_internodealigned_in_smp __cacheline_internodealigned_in_smp
    ____ptr_aligned __percpu_aligned __aligned_largest __randomize_layout __no_randomize_layout __designated_init __latent_entropy
    __no_sanitize_address __no_kasan_or_inline __no_kcsan __no_sanitize_or_inline __no_sanitize_memory __no_sanitize_undefined __no_sanitize_thread
    __no_kmsan_checks __no_profile __nocfi __noendbr __noscs __nostackprotector __no_stack_protector __nocf_check __noinstr noinstr
    __no_kcsan_or_inline __no_context_analysis __disable_sanitizer_instrumentation __noipa __flatten __gnu_inline
    notrace nokprobe nokprobe_inline __kprobes __irq_entry __exception_irq_entry __softirq_entry __sched __lockfunc __entry_text __cpuidle __fallthrough
    asmlinkage __asmlinkage fastcall __visible_hidden __hidden __ksym __kconfig __arena __kptr __percpu_kptr __kptr_untrusted __uptr __section_entry __section_maps_btf __tag_trusted __bpf_kfunc __bpf_hook_start __kunit
    __BPF_MAP_EXTERN __hidden__ __lsm_ro_after_init __ksymtab_strings __modinit __modexit __tracepoint_string __efi_runtime __efiapi efiapi __efistub_global
    __ms_hook __stdcall __cdecl __fastcall __thiscall __vectorcall __extension__ __attribute_used__ __nonnull __ro_compat_init
    __counted_by_ptr_t __vdso_func __nonstring __overloadable __pass_dynamic_object_size __no_page_table_check     __asan_naked __signed_by_default __transparent_union__ __auto_unlock __context_unsafe__ __init_single __purgatory __always_hidden
    __unused__ __maybe_unused__ __initcall __exitcall __noretpoline __pgtable_l5 __cpu_aligned_data
    __no_instrument_function INIT_IRQ __uninitialized __iomem_force __ext4_unused __syscall_compat __bounded __inline_bpf_asm
    __scmi_aligned __diagnose_as __rust_helper __nonnull_args ____chip_aligned`],
  [Role.AttributeWithArguments, `
    __attribute__ __attribute __declspec __alias __aligned __section __printf __scanf __acquires __releases __must_hold __must_not_hold __acquires_shared
    __releases_shared __must_hold_shared __cond_acquires __cond_acquires_shared __cond_lock_attr __requires_ctx_lock __no_sanitize
    __cleanup __free __counted_by __counted_by_le __counted_by_be __counted_by_ptr __sized_by __guarded_by __pt_guarded_by __rcu_guarded_by __mode __assume_aligned __alloc_size
    __alloc_size__ __malloc_attr __compiletime_warning __compiletime_error __compiletime_assert_attr __target __optimize __noinstr_section __noreorder __visible_section
    __access __bdos __realloc_size __diagnose_if __error __ifunc __constructor __no_profile_instrument
    SEC __section_tail __declare_tail __contains __uapi_attr __vmlinux_attr __context_lock_struct_attr __excludes __assumes_ctx_lock __retval __success __failure __msg __not_msg __description __flag __log_level __load_if_JITed __arch __naked_if
    __jited __auxiliary_arg __btf_path __xlated __caps_unpriv __stderr __stdout __linear_size __success_unpriv_arg __decl_tag
    __msg_unpriv __failure_unpriv_msg __retval_unpriv __not_msg_unpriv __regex __prefer_inline_attr BTF_TYPE_TAG __btf_type_tag __context_attr _Alignas alignas
    __cacheline_group_attr __nonnull__ __regparm __pacibsp __realtime __init_section __lock_returned __function_nofail __struct_size_attr __initdata_section __no_context_analysis_for __ro_placement`],
  [Role.Storage, 'static extern inline register _Thread_local __thread thread_local'],
  [Role.Qualifier, 'const volatile restrict __restrict __restrict__ __const__ __volatile__ __volatile _Atomic _Noreturn noreturn constexpr'],
  [Role.Primitive, 'auto int char short long unsigned signed float double void bool _Bool __signed__ __signed size_t ssize_t ptrdiff_t intptr_t uintptr_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t'],
  [Role.Tag, 'struct union enum'],
  [Role.Typeof, 'typeof __typeof__ __typeof typeof_unqual __typeof_unqual__ TYPEOF_UNQUAL __unqual_typeof __unqual_scalar_typeof typeof_member rwonce_typeof __rcu_typeof __underlying_typeof'],
  [Role.Asm, 'asm __asm__ __asm asm_inline asm_volatile_goto asm_goto_output __asm_inline'],
  [Role.Control, 'if while for switch'],
  [Role.Prefix, 'else do'],
  [Role.Case, 'case default'],
  [Role.Jump, 'return goto break continue'],
  [Role.Sizeof, 'sizeof __alignof__ __alignof _Alignof alignof'],
  [Role.Offsetof, 'offsetof __builtin_offsetof'],
  [Role.LocalLabel, '__label__'],
  [Role.Typedef, 'typedef'],
];

const ROLES = new Map(WORDS.flatMap(([role, words]) => words.trim().split(/\s+/).map((w): [string, Role] => [w, role])));

/** 0 for a word without a special role: an identifier as far as anyone knows. */
export function roleOf(w: string): Role | 0 {
  return ROLES.get(w) ?? 0;
}

/** Like `roleOf` for a word that stands somewhere: `__mode` without arguments is a name like any other. */
export function roleAt(t: Tokens, i: number, w = word(t, i)): Role | 0 {
  const role = ROLES.get(w) ?? 0;
  return role === Role.AttributeWithArguments && t.kind[i + 1] !== Kind.Open ? 0 : role;
}

/** A word that begins a statement of its own. */
export function isStatementWord(role: Role | 0): boolean {
  return role === Role.Control || role === Role.Prefix || role === Role.Jump;
}

export function isAttributeAt(t: Tokens, i: number): boolean {
  const role = roleAt(t, i);
  return role === Role.Attribute || role === Role.AttributeWithArguments;
}

/** `__word` or `WORD`: a spelling that kernel C uses for attributes, among other things. */
export function looksLikeAttribute(w: string): boolean {
  return (w.startsWith('__') && !/^__(u|s|le|be|sum|wsum|kernel|poll|int|uint|builtin|virtio|fs)\w*\d*(_t)?$/.test(w)) || isCapitals(w);
}

/** Flags that tell the kernel where code runs or whether it may sleep: a macro that stands for one says the same. */
export function isContextFlag(w: string): boolean {
  return /^(HRTIMER_MODE|IRQF|_*GFP|WQ|IB_POLL)_/.test(w);
}

export function isCapitals(w: string): boolean {
  return w.length > 1 && /^[A-Z_][A-Z0-9_]*$/.test(w) && /[A-Z]/.test(w);
}

/** A type's name by its spelling, for `(u32)(x)` and `(foo_t)-1`, which the grammar takes for a call and a difference. */
export function looksLikeType(w: string): boolean {
  return /^(__)?([us]|le|be)(8|16|32|64|128)$|_t$|^(bool|uint|ulong|ushort|u_int|__wsum|__sum16|uchar)$/.test(w);
}

/** Macros that govern the statement behind them even when that is not a block. */
export function looksLikeLoop(name: string): boolean {
  return /for_?_?each|foreach|^for_|_for_|^(list|hlist|xa|xas|idr|radix|rb|rbtree|plist|llist|bio|rq|nlmsg|nla|btree|maple|mas|mt)_\w*_?(entry|safe|loop)\b|_loop$|^loop_|^iterate_|_until_|^with_|^scoped_|_scoped$|_iter$|^do_each|^wait_for_each|^bpf_for$|^bpf_repeat$/.test(name);
}

/** Constants in an initialiser that say what kind of object it makes: the type of a BPF map. */
export const SAYS_KIND = /^BPF_MAP_TYPE_/;

export function isScopedGuard(name: string): boolean {
  return name.startsWith('scoped_guard') || name.startsWith('scoped_cond_guard');
}

export const enum Definer {
  /** Arguments alternate: type, name, type, name. */
  Pairs = 1,
  /** Arguments are parameter declarations. */
  Declarations = 2,
}

/** `SYSCALL_DEFINE3(name, …)`-style definitions: how the arguments after the name are to be read. */
export function definerOf(name: string): Definer | 0 {
  if (/^((COMPAT_)?SYSCALL(32|64)?_DEFINE\d?|BPF_CALL_\d|NOTRACE_BPF_CALL_\d|BPF_PROG2|PPC32_SYSCALL_DEFINE\d)$/.test(name)) return Definer.Pairs;
  if (/^(BPF_PROG|BPF_KPROBE|BPF_KRETPROBE|BPF_KSYSCALL|BPF_KPROBE_SYSCALL|BPF_UPROBE|BPF_URETPROBE|BPF_USDT|BPF_STRUCT_OPS\w*)$/.test(name)) return Definer.Declarations;
  return 0;
}

/** `SCX_OPS_DEFINE(name, .member = value, …)`: the struct that a macro makes a variable of. */
export const STRUCT_DEFINERS: ReadonlyMap<string, string> = new Map([['SCX_OPS_DEFINE', 'struct sched_ext_ops'], ['SCX_OPS_CID_DEFINE', 'struct sched_ext_ops_cid']]);

/** Where the members stand in a struct's member macro. */
export const MEMBER_MACROS: ReadonlyMap<string, { readonly skip: number } | { readonly name: number; readonly type: number | string; readonly array: boolean }> = new Map<
  string,
  { skip: number } | { name: number; type: number | string; array: boolean }
>([
  ['struct_group', { skip: 1 }],
  ['struct_group_attr', { skip: 2 }],
  ['struct_group_tagged', { skip: 2 }],
  ['__struct_group', { skip: 3 }],
  ['union_group', { skip: 1 }],
  ['TRAILING_OVERLAP', { skip: 3 }],
  ['__TRAILING_OVERLAP', { skip: 4 }],
  ['DECLARE_FLEX_ARRAY', { type: 0, name: 1, array: true }],
  ['__DECLARE_FLEX_ARRAY', { type: 0, name: 1, array: true }],
  ['DECLARE_BITMAP', { type: 'unsigned long', name: 0, array: true }],
  ['DECLARE_HASHTABLE', { type: 'struct hlist_head', name: 0, array: true }],
  ['DECLARE_KFIFO', { type: 'struct kfifo', name: 0, array: false }],
  ['DECLARE_KFIFO_PTR', { type: 'struct kfifo', name: 0, array: false }],
  ['__type', { type: 1, name: 0, array: false }],
  ['__uint', { type: 1, name: 0, array: false }],
  ['__ulong', { type: 1, name: 0, array: false }],
  ['__array', { type: 1, name: 0, array: true }],
]);
