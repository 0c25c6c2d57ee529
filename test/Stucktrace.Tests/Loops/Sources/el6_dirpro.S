/*
 * A reconstruction of the founding case's function from what its two logs show: size 0x100, the CPU caught at +0x50, RDX the cursor, RCX current, EAX the
 * pid wanted. Offsets are those of a 2.6.32 task_struct of Enterprise Linux 6; current is read through CURRENT, whatever the era calls it.
 */
#define TASKS 0x440
#define PID   0x4a8
#define COMM  0x670

	.text
	.globl	get_process_name
	.type	get_process_name, @function
get_process_name:
	push	%rbp
	mov	%rsp, %rbp
	push	%rbx
	sub	$0x18, %rsp
	call	mcount
	mov	%rsi, %rbx
	mov	%edi, %eax
#ifdef RIP_RELATIVE
	mov	%gs:CURRENT(%rip), %rcx
#else
	mov	%gs:CURRENT, %rcx
#endif
	mov	%rcx, %rdx
	.org	get_process_name + 0x42, 0x90
1:	mov	TASKS(%rdx), %rdx
	sub	$TASKS, %rdx
	.org	get_process_name + 0x50, 0x90
	cmp	%eax, PID(%rdx)
	je	2f
	cmp	%rcx, %rdx
	jne	1b
2:	lea	COMM(%rdx), %rsi
	mov	%rbx, %rdi
	mov	$15, %edx
	call	strncpy
	add	$0x18, %rsp
	pop	%rbx
	leave
	ret
	.org	get_process_name + 0x100, 0x90
	.size	get_process_name, . - get_process_name
	.section .note.GNU-stack,"",@progbits
