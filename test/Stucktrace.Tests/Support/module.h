/* What makes a module file of an object: information, and the module's own record with its name where kernels since 2.6.32 keep it. */
#define INFO(name, text) static const char name[] __attribute__((section(".modinfo"), used, aligned(1))) = text
#define MODULE(...) \
	struct module { char data[0x400]; }; \
	struct module __this_module __attribute__((section(".gnu.linkonce.this_module"), used)) = { { [0x18] = __VA_ARGS__ } }
