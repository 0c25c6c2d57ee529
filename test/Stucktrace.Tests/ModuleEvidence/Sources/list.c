// A walk round a list of the module's own, by hand, so that every compiler makes the same of it.
#include "../../Support/module.h"
INFO(module_name, "name=dirpro");
INFO(module_vermagic, "vermagic=7.2.13+deb14-amd64 SMP preempt mod_unload modversions ");

MODULE('d', 'i', 'r', 'p', 'r', 'o');

asm(".data\n"
    ".type connections,@object\n"
#ifdef NOT_SET_UP
    "connections: .quad 0, 0\n"
#else
    "connections: .quad connections, connections\n"
#endif
    ".size connections,.-connections\n"
    ".text\n"
    ".type find_connection,@function\n"
    "find_connection: mov connections(%rip),%rdx\n"
    "lea -8(%rdx),%rax\n"
    "cmp $connections,%rdx\n"
    "jne 2f\n"
    "jmp 3f\n"
    "1: mov 8(%rax),%rdx\n"
    "lea -8(%rdx),%rax\n"
    "cmp $connections,%rdx\n"
    "je 3f\n"
    "2: cmp %rdi,(%rax)\n"
    "jne 1b\n"
    "ret\n"
    "3: xor %eax,%eax\n"
    "ret\n"
    ".size find_connection,.-find_connection\n"
    ".balign 64\n"
    ".type enter,@function\n"
    "enter: push %rbx\n"
    "call find_connection\n"
    "pop %rbx\n"
    "ret\n"
    ".size enter,.-enter\n");
