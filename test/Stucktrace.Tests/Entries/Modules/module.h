/* What a module needs to look like one, without a kernel's headers. Ours, for the tests of Stucktrace. */
typedef unsigned long ulong;
typedef unsigned int uint;
#define NULL ((void *)0)
#define noinline __attribute__((noinline))
#define __init __attribute__((section(".init.text")))
#define __exit __attribute__((section(".exit.text")))
#define MODULE(licence, magic)                                                                     \
	static const char __info1[] __attribute__((section(".modinfo"), used)) = "license=" licence; \
	static const char __info2[] __attribute__((section(".modinfo"), used)) = "vermagic=" magic;

struct module_layout { int state; void *next, *prev; char name[56]; char more[SIZE_OF_MODULE - 80]; } __attribute__((aligned(64)));

static inline ulong read_cr0(void) { ulong v; asm volatile("mov %%cr0,%0" : "=r"(v)); return v; }
static inline void write_cr0(ulong v) { asm volatile("mov %0,%%cr0" : : "r"(v) : "memory"); }
