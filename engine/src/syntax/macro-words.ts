/** The words of kernel C that a C grammar does not know, and what each stands for. A new one is one entry here. */

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

const ROLES: ReadonlyMap<string, Role> = new Map(WORDS.flatMap(([role, words]) => words.trim().split(/\s+/).map((w): [string, Role] => [w, role])));

/** 0 for a word without a special role: an identifier as far as anyone knows. */
export function roleOf(w: string): Role | 0 {
  return ROLES.get(w) ?? 0;
}

/** A hash table over `ROLES`, sparse enough for most other words to meet an empty slot at once. */
const SLOT_BITS = 12;
const SLOTS = 1 << SLOT_BITS;
const slotKeys = new Int32Array(SLOTS);
const slotWords: { readonly word: string; readonly role: Role }[] = [];

for (const [word, role] of ROLES) {
  let slot = firstSlot(keyOf(word, 0, word.length));
  while (slotKeys[slot] !== 0) slot = (slot + 1) % SLOTS;
  slotKeys[slot] = keyOf(word, 0, word.length);
  slotWords[slot] = { word, role };
}

/** `roleOf` for a part of a text, which need not become a string for it. */
export function roleOfPart(text: string, start: number, end: number): Role | 0 {
  const key = keyOf(text, start, end);
  for (let slot = firstSlot(key); slotKeys[slot] !== 0; slot = (slot + 1) % SLOTS) {
    if (slotKeys[slot] !== key) continue;
    const { word, role } = slotWords[slot];
    if (word.length === end - start && text.startsWith(word, start)) return role;
  }
  return 0;
}

/** Length and three letters; never 0. */
function keyOf(text: string, start: number, end: number): number {
  return (end - start) | (text.charCodeAt(start) << 8) | (text.charCodeAt((start + end) >> 1) << 16) | (text.charCodeAt(end - 1) << 24);
}

function firstSlot(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> (32 - SLOT_BITS);
}
