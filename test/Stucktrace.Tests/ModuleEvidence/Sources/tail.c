// A module whose ioctl calls a function that leaves by a jump: its sizes are the same with every compiler, for its code is written by hand.
#include "../../Support/module.h"
INFO(module_name, "name=dirpro");
INFO(module_vermagic, "vermagic=6.1.0-56-amd64 SMP preempt mod_unload modversions ");

MODULE('d', 'i', 'r', 'p', 'r', 'o');

asm(".text\n"
    ".type find_waiter,@function\n"
    "find_waiter: xor %eax,%eax\n"
    "ret\n"
    ".size find_waiter,.-find_waiter\n"
    ".balign 16\n"
    ".type notify_waiter,@function\n"
    "notify_waiter: call find_waiter\n"
    "mov %rax,%rdi\n"
#ifdef TWO_WAYS
    "test %rax,%rax\n"
    "je wake_up_new_task\n"
#endif
#ifdef POINTER
    "jmp *%rsi\n"
#else
    "jmp wake_up_process\n"
#endif
    ".size notify_waiter,.-notify_waiter\n"
    ".balign 64\n"
    ".type enter,@function\n"
    "enter: push %rbx\n"
    "call notify_waiter\n"
    "pop %rbx\n"
    "ret\n"
    ".size enter,.-enter\n");
