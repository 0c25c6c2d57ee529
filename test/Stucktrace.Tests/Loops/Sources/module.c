/* The parts that make a module file of an object: information and the module's own record. */
#include "../../Support/module.h"
INFO(info_license, "license=GPL");
INFO(info_name, "name=shapes");
INFO(info_vermagic, "vermagic=6.1.0-56-amd64 SMP preempt mod_unload modversions ");

struct module { char data[0x400]; };
struct module __this_module __attribute__((section(".gnu.linkonce.this_module"), used)) = { "" };
