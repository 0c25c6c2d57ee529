namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for what the log and the module file say together.</summary>
static class JoinMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // Signs that a file is, or is not, the build that was loaded
        texts["join.sign.kernel"] = new(
            "It was built for the kernel that ran, {0}.",
            "它正是为所运行的内核 {0} 构建的。");
        texts["join.sign.kernel-other"] = new(
            "It was built for {0}; {1} ran, which can load it all the same: its imports are checked one by one, or it was forced.",
            "它是为 {0} 构建的，而运行的是 {1}；但后者仍可加载它：导入符号逐个校验，或被强制加载。");
        texts["join.sign.kernel-refused"] = new(
            "It was built for {0}, and {1} ran, which refuses it.",
            "它是为 {0} 构建的，而运行的是 {1}，该内核会拒绝加载它。");
        texts["join.sign.build-id"] = new(
            "The build id in the log, {0}, is that of the file.",
            "日志中的 build id {0} 与文件一致。");
        texts["join.sign.build-id-other"] = new(
            "The build id is {0} in the log and {1} in the file.",
            "build id 在日志中是 {0}，在文件中是 {1}。");
        texts["join.sign.no-function"] = new(
            "The log shows {0}; the file, which names its functions, has none of that name.",
            "日志中出现了 {0}；文件保留了函数名，但没有这个函数。");
        texts["join.sign.size"] = new(
            "{0} is {1} bytes long in both.",
            "{0} 的大小在两者中都是 {1} 字节。");
        texts["join.sign.size-other"] = new(
            "{0} is {1} bytes long in the log, {2} in the file.",
            "{0} 在日志中为 {1} 字节，在文件中为 {2} 字节。");
        texts["join.sign.distance"] = new(
            "{0} addresses of the log lie as far from each other as in the file; its text was loaded at {1}.",
            "日志中的 {0} 个地址彼此间的距离与文件一致；代码段加载于 {1}。");
        texts["join.sign.distance-other"] = new(
            "{0} lies {1} from the start of the text in the log, {2} in the file.",
            "{0} 距代码段起点在日志中为 {1}，在文件中为 {2}。");
        texts["join.sign.base"] = new(
            "{0} lies in the text of {1} when that is loaded at {2}: the place is an instruction of it, and {3} return address(es) stand behind calls.",
            "当 {1} 的代码段加载于 {2} 时，{0} 落在其中：该处是它的一条指令，且有 {3} 个返回地址紧跟在 call 之后。");
        texts["join.sign.instruction"] = new(
            "{0} is the start of an instruction of the file, at {1}.",
            "{0} 是文件中一条指令的起点，位于 {1}。");
        texts["join.sign.no-instruction"] = new(
            "{0} is {1} in the file, in the middle of an instruction.",
            "{0} 对应文件中的 {1}，落在一条指令的中间。");
        texts["join.sign.call"] = new(
            "{0} is a return address: a call stands before it in the file.",
            "{0} 是返回地址：文件中它前面正是一条 call 指令。");
        texts["join.sign.call-to"] = new(
            "{0} is a return address: before it the file calls {1}, which is what ran.",
            "{0} 是返回地址：文件中它前面的 call 调用的正是当时运行的 {1}。");
        texts["join.sign.no-call"] = new(
            "{0} should be a return address; at {1} in the file no call stands before it.",
            "{0} 应为返回地址；但文件中 {1} 之前并没有 call 指令。");
        texts["join.sign.bytes"] = new(
            "{0} code bytes of the report are those of the file at {1}; {2} more are relocated or rewritten by the kernel and were left out.",
            "报告中的 {0} 个代码字节与文件 {1} 处一致；另有 {2} 个字节会被重定位或被内核改写，未参与比较。");
        texts["join.sign.bytes-other"] = new(
            "The code byte at {0} is {1} in the log, {2} in the file.",
            "{0} 处的代码字节在日志中为 {1}，在文件中为 {2}。");

        // Frames
        texts["join.frame.no-call"] = new(
            "Left over: at {0} in the module file no call stands before this address, so nothing returns here.",
            "残留：模块文件中 {0} 之前没有 call 指令，不会有任何调用返回到这里。");
        texts["join.frame.other-slot"] = new(
            "Left over: {0} keeps its return address at {1}, which holds another one.",
            "残留：{0} 的返回地址保存在 {1}，那里是另一个地址。");
        texts["join.frame.other-target"] = new(
            "Left over: the call before it leads to {0}, not to {1}.",
            "残留：它前面的 call 调用的是 {0}，而不是 {1}。");
        texts["join.frame.slot-and-call"] = new(
            "The caller: this address lies at {0}, where {1} keeps its return address, and the call of {1} stands before it ({2}).",
            "调用者：该地址位于 {0}，正是 {1} 保存返回地址之处，且其前面就是对 {1} 的调用（{2}）。");
        texts["join.frame.slot"] = new(
            "The caller: this address lies at {0}, where {1} keeps its return address; a call of {2} stands before it ({3}).",
            "调用者：该地址位于 {0}，正是 {1} 保存返回地址之处；其前面是对 {2} 的调用（{3}）。");
        texts["join.frame.calls"] = new(
            "The caller: the call of {0} stands before this address ({1}).",
            "调用者：该地址之前正是对 {0} 的调用（{1}）。");
        texts["join.frame.calls-pointer"] = new(
            "A call through a pointer stands before this address ({0}).",
            "该地址之前是一条通过指针的调用（{0}）。");

        // Inputs
        texts["join.not-a-module"] = new(
            "This is not a kernel module that can be read.",
            "这不是可读取的内核模块。");
        texts["join.other-machine"] = new(
            "The module is for another processor (ELF machine {0}); only x86-64 code is understood.",
            "该模块属于其他处理器（ELF machine {0}）；目前只理解 x86-64 代码。");

        // ST1701 to ST1705
        texts["join.two"] = new(
            "{0} {1}",
            "{0}{1}");
        texts["join.nothing-compared"] = new(
            "The log shows nothing of the module that could be compared.",
            "日志中没有可供比较的该模块内容。");
        texts["join.same-build"] = new(
            "{0} is the build of {1} that was loaded. {2}",
            "{0} 就是当时加载的 {1} 构建。{2}");
        texts["join.another-build"] = new(
            "{0} is another build of {1} than the one that was loaded, so its code is not used. {2}",
            "{0} 与当时加载的 {1} 不是同一构建，因此不使用其代码。{2}");
        texts["join.doubtful-build"] = new(
            "Whether {0} is the build of {1} that was loaded can't be told; what is said of its code holds only if it is. {2}",
            "无法判断 {0} 是否就是当时加载的 {1} 构建；以下关于其代码的说法仅在确为同一构建时成立。{2}");
        texts["join.located"] = new(
            "The bare address {0} is {1}: {2} of the module file.",
            "裸地址 {0} 即 {1}，对应模块文件的 {2}。");
        texts["join.chain"] = new(
            "The module's code confirms the chain of calls: {0}.",
            "模块代码印证了调用链：{0}。");
        texts["join.chain-pointer"] = new(
            "The module's code agrees with the chain of calls, of which a step goes through a pointer: {0}.",
            "模块代码与调用链相符（其中一步经由函数指针）：{0}。");
        texts["join.not-in-log"] = new(
            "No report shows a module named {0}, so this file says nothing of them.",
            "没有任何报告涉及名为 {0} 的模块，因此该文件与这些报告无关。");
        texts["join.other-build-input"] = new(
            "This is another build of {0} than the one that was loaded; its code is not used.",
            "这与当时加载的 {0} 不是同一构建；不使用其代码。");
    }
}
