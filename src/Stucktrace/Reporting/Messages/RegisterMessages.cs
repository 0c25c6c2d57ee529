namespace Stucktrace.Reporting.Messages;

/// <summary>Texts about registers, stacks and code in a dump.</summary>
static class RegisterMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["registers.0701"] = new(
            "The dump holds no registers of CPU {0}: its crash_notes are empty (it did not answer when the kernel crashed) and no note names it. Where it was is not known.",
            "转储中没有 CPU {0} 的寄存器：其 crash_notes 为空（内核崩溃时它没有响应），也没有指明它的 note，因此无从得知它停在哪里。");
        texts["registers.0702"] = new(
            "The saved registers of CPU {0} at {1} can't be: the stack pointer does not fit the mode that the CPU was in. They are not used.",
            "CPU {0} 在 {1} 处保存的寄存器不合理：栈指针与 CPU 所处的模式不符，未予采用。");
        texts["registers.0703"] = new(
            "The saved registers of CPU {0} are those of task {1}, and its current task is {2}: it switched between the two.",
            "CPU {0} 保存的寄存器属于任务 {1}，而其当前任务是 {2}：两者之间发生过切换。");
        texts["registers.0711"] = new(
            "In the module {0}, {1} byte(s) (is|are) not in the dump: code that lies there is taken for code that goes nowhere.",
            "模块 {0} 有 {1} 字节不在转储中：位于其中的代码按无法继续执行处理。");
    }
}
