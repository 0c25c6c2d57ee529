/* Functions whose branches stand where the tests of bounds need them: in assembly, so that no compiler moves them. */
#define SIZE_OF_MODULE 0x380
#include "module.h"
MODULE("GPL", "6.1.0-56-amd64 SMP preempt mod_unload ")
static const char info_name[] __attribute__((section(".modinfo"), used)) = "name=limits";

static volatile uint state[2] __attribute__((used)) = { 1, 2 };
void noinline __attribute__((used)) goal(void) { state[0]++; }
void ways(void);
void tries(void);
void above(void);
void open_branches(void);

asm(".text\n"
    /* Two ways: the first one depends on memory, the second one on the argument alone. */
    ".type ways, @function\n.globl ways\nways:\n"
    "	cmpl $5, %edi\n	je 1f\n	cmpl $3, state\n	jne 2f\n1:	call goal\n2:	ret\n.size ways, .-ways\n"
    /* The argument has to be 7. */
    ".type tries, @function\n.globl tries\ntries:\n"
    "	cmpl $7, %edi\n	jne 1f\n	call goal\n1:	ret\n.size tries, .-tries\n"
    /* The argument has to be more than 100. */
    ".type above, @function\n.globl above\nabove:\n"
    "	cmpl $100, %edi\n	jbe 1f\n	call goal\n1:	ret\n.size above, .-above\n"
    /* Two branches that no argument decides. */
    ".type open_branches, @function\n.globl open_branches\nopen_branches:\n"
    "	cmpl $3, state\n	jne 1f\n	cmpl $4, state+4\n	jne 1f\n	call goal\n1:	ret\n.size open_branches, .-open_branches\n");

int __init init_module(void) { return 0; }
