namespace Stucktrace.Reporting.Messages;

/// <summary>Texts of the web application.</summary>
static class WebMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        void Add(string id, string english, string chinese) => texts[id] = new MessageText(english, chinese);

        AddPages(Add);
        AddCase(Add);
        AddWords(Add);
        AddRefusals(Add);
        AddStore(Add);
    }

    static void AddPages(Action<string, string, string> add)
    {
        add("web.skip", "Skip to the content", "跳到正文");
        add("web.search", "Search cases", "搜索案例");
        add("web.search-in", "Look in", "搜索范围");
        add("web.search-button", "Search", "搜索");
        add("web.settings", "Language and theme", "语言和主题");
        add("web.theme.auto", "Auto", "自动");
        add("web.theme.light", "Light", "浅色");
        add("web.theme.dark", "Dark", "深色");
        add("web.field.all", "everything", "全部");
        add("web.field.function", "function", "函数");
        add("web.field.module", "module", "模块");
        add("web.field.class", "class", "类别");
        add("web.field.kernel", "kernel", "内核");
        add("web.field.host", "host", "主机");
        add("web.cases", "Cases", "案例");
        add("web.cases-count", "Cases ({0})", "案例（{0}）");
        add("web.no-cases", "None yet. Drop the first files above.", "还没有案例。请在上方拖入第一批文件。");
        add("web.found", "{0} case(s) found", "找到 {0} 个案例");
        add("web.found-nothing", "No case matches.", "没有匹配的案例。");
        add("web.show-all", "Show all", "显示全部");
        add("web.same-failure", "Cases of the same failure", "同一故障的案例");
        add("web.pages", "Pages", "翻页");
        add("web.newer", "newer", "较新");
        add("web.older", "older", "较早");
        add("web.choose", "Choose case {0}", "选择案例 {0}");
        add("web.compare", "compare", "比较");
        add("web.compare-two", "Compare two", "比较两个案例");
        add("web.compare-how", "Tick two cases first.", "请先勾选两个案例。");
        add("web.groups", "The same failure in several cases", "多个案例中的同一故障");
        add("web.group-count", "{0} case(s)", "{0} 个案例");
        add("web.group-how", "Each case of a group compares as the same failure with each other case of it.", "同组中的每两个案例经比较均为同一故障。");
        add("web.import", "Import a case", "导入案例");
        add("web.import-ask", "Archive of a case, exported by Stucktrace (.tar.gz). Its files are analysed again here.", "由 Stucktrace 导出的案例归档（.tar.gz）。其中的文件将在此重新分析。");
        add("web.import-button", "Import", "导入");
        add("web.drop.ask", "Drop logs, module files and memory dumps of one failure here", "将同一故障的日志、模块文件和内存转储拖到这里");
        add("web.drop.kinds", "Kernel logs of any form, .ko files, vmcores, symbol files; packed with gzip, xz or zstd or not. They stay on this machine.", "任意形式的内核日志、.ko 文件、vmcore、符号文件；可用 gzip、xz 或 zstd 压缩。文件只保存在本机。");
        add("web.drop.button", "Upload and diagnose", "上传并诊断");
        add("web.drop.looking", "looking at it", "正在识别");
        add("web.drop.sending", "sending", "正在发送");
        add("web.drop.sent", "received", "已接收");
        add("web.drop.failed", "The upload broke off. Nothing was kept; try again.", "上传中断，未保留任何内容；请重试。");
        add("web.drop.go-on", "Go on without the refused files", "不含被拒文件，继续");
        add("web.drop.cancel", "Cancel", "取消");
        add("web.to-cases", "To the list of cases", "返回案例列表");
        add("web.cancel", "Cancel", "取消");
        add("web.sign-in", "Sign in", "登录");
        add("web.sign-in-token", "Token that was printed when the application started", "程序启动时显示的令牌");
    }

    static void AddCase(Action<string, string, string> add)
    {
        add("web.case", "Case {0}", "案例 {0}");
        add("web.open-report", "Open the report", "打开报告");
        add("web.download-html", "Download HTML", "下载 HTML");
        add("web.download-certificate", "Proof", "证明");
        add("web.export", "Export the case", "导出案例");
        add("web.pipeline", "Diagnosis under way", "正在诊断");
        add("web.files", "Files", "文件");
        add("web.files-count", "{0} file(s)", "{0} 个文件");
        add("web.file", "File", "文件");
        add("web.kind", "Kind", "类型");
        add("web.size", "Size", "大小");
        add("web.analyses", "Analyses", "分析");
        add("web.analysis-of", "of {0}", "输入：{0}");
        add("web.confidence-change", "confidence: {0} → {1}", "置信度：{0} → {1}");
        add("web.raised", "What would raise the confidence", "怎样提高置信度");
        add("web.more", "More input", "补充输入");
        add("web.more-ask", "Add files of the same failure: the module's .ko file, a dump, more logs", "添加同一故障的文件：模块的 .ko 文件、转储或更多日志");
        add("web.again", "Analyse again", "重新分析");
        add("web.delete", "Delete the case", "删除案例");
        add("web.delete-ask", "Delete case {0}?", "删除案例 {0}？");
        add("web.delete-what", "{0} file(s) with {1}, and the reports of {2} run(s), are then gone for good.", "{0} 个文件（{1}）和 {2} 次分析将被永久删除。");
        add("web.comparison", "Comparison", "比较");
        add("web.compare-nothing", "Case {0} shows no failure that could be compared.", "案例 {0} 中没有可比较的故障。");
        add("web.points", "Point by point", "逐项对比");
        add("web.points-show", "Points to show", "显示哪些项");
        add("web.points-all", "all", "全部");
        add("web.points-known", "both show it", "双方都有");
        add("web.points-differ", "differences", "仅差异");
        add("web.related", "Other cases of the same failure", "同一故障的其他案例");
    }

    static void AddWords(Action<string, string, string> add)
    {
        add("web.kind.kernel-log", "kernel log", "内核日志");
        add("web.kind.module", "module file", "模块文件");
        add("web.kind.vmcore", "memory dump", "内存转储");
        add("web.kind.symbols", "symbol file", "符号文件");
        add("web.kind.unknown", "not recognised", "未识别");
        add("web.state.waiting", "waiting for its turn", "等待处理");
        add("web.state.running", "being diagnosed", "正在诊断");
        add("web.state.done", "done", "已完成");
        add("web.state.failed", "failed", "失败");
        add("web.stage.inputs", "Recognise the inputs", "识别输入");
        add("web.stage.dumps", "Read memory dumps", "读取内存转储");
        add("web.stage.logs", "Read logs, find reports", "读取日志，查找报告");
        add("web.stage.modules", "Examine modules and loops", "检查模块和循环");
        add("web.stage.incidents", "Put causes and effects together", "归并因果");
        add("web.stage.verdict", "Weigh who is to blame", "判定责任方");
        add("web.stage.writing", "Write the report", "生成报告");
        add("web.reading", "reading {0}: {1} %", "正在读取 {0}：{1} %");
        add("web.confidence.proven", "proven", "已证明");
        add("web.confidence.strong", "strong", "证据充分");
        add("web.confidence.likely", "likely", "很可能");
        add("web.confidence.possible", "possible", "可能");
        add("web.confidence.unknown", "unknown", "未知");
        add("web.analysis-crashed", "The analysis died over these files. Nothing else was harmed; please report this as a bug of Stucktrace.", "分析这些文件时进程异常终止，其他内容不受影响；请作为 Stucktrace 的缺陷报告。");
        add("web.analysis-late", "The analysis was ended because it took longer than it may.", "分析超过允许的时间，已终止。");
        add("web.analysis-large", "The report of these files is larger than may be kept. Fewer files in one case make it smaller.", "这些文件的报告超过可保存的大小。减少一个案例中的文件即可。");
        add("web.analysis-died", "The application died several times during this analysis. It is not begun again by itself; use 'Analyse again'.", "分析期间程序多次异常终止，不再自动重试；可使用“重新分析”。");
        add("web.analysis-no-room", "The disk is full: there was no room for the report. The files of the case are all kept; make room and use 'Analyse again'.", "磁盘已满：没有空间写入报告。案例的文件均已保留；请腾出空间后使用“重新分析”。");
        add("web.analysis-failed", "The analysis could not be made: the program to start is missing, or a file of the store could not be read or written.", "无法进行分析：找不到要启动的程序，或案例库中的文件无法读写。");
    }

    static void AddRefusals(Action<string, string, string> add)
    {
        add("web.not-found", "There is no such page or case.", "没有该页面或案例。");
        add("web.bad-host", "This address is not known here. Use the one that was printed when the application started.", "无法识别此地址。请使用程序启动时显示的地址。");
        add("web.bad-origin", "The request came from another site and was refused.", "请求来自其他网站，已拒绝。");
        add("web.bad-form", "The form is out of date. Go back, load the page again and repeat.", "表单已过期。请返回并刷新页面后重试。");
        add("web.bad-request", "The request is not valid HTTP.", "请求不是有效的 HTTP。");
        add("web.request-large", "The request is larger than one without files may be.", "请求超过不含文件的请求所允许的大小。");
        add("web.field-large", "A field of the form is too long: it may have {0} byte(s). Nothing was kept.", "表单中有一个字段过长：最多 {0} 字节。未保留任何内容。");
        add("web.no-write-header", "Requests of the API that change something need the header {0}, with any value.", "修改数据的 API 请求需要带有 {0} 头（值任意）。");
        add("web.sign-in-needed", "Sign in with the token", "请用令牌登录");
        add("web.sign-in-wrong", "This is not the token", "令牌不正确");
        add("web.search-long", "A search may have {0} character(s).", "搜索内容最多 {0} 个字符。");
        add("web.too-many-watchers", "{0} browser(s) (is|are) watching already. The page can be loaded again instead.", "已有 {0} 个浏览器在查看进度。请改为刷新页面。");
        add("web.too-many-cases", "The store holds {0} case(s), as many as it may. Delete some first.", "案例库已达上限 {0} 个案例。请先删除一些。");
        add("web.too-many-analyses", "This case has {0} analys(is|es), as many as it may.", "该案例的分析已达上限 {0} 次。");
        add("web.too-busy", "{0} analys(is|es) (is|are) waiting already. Try again later.", "已有 {0} 个分析在等待。请稍后重试。");
        add("web.upload-empty", "the file is empty", "文件为空");
        add("web.upload-unknown", "it is neither a log nor a module, dump or symbol file", "它不是日志、模块、转储或符号文件");
        add("web.upload-dump.lkcd", "it is a dump in LKCD's format, which is older than kdump and is not read; the kernel log of the same failure helps too", "它是早于 kdump 的 LKCD 格式转储，不支持读取；同一故障的内核日志同样有用");
        add("web.upload-dump.sadump", "it is a dump in sadump's format, which is not read; makedumpfile makes a kdump of it", "它是 sadump 格式的转储，不支持读取；可用 makedumpfile 转换为 kdump 格式");
        add("web.upload-refused", "{0} was refused: {1}. Nothing was kept.", "已拒绝 {0}：{1}。未保留任何内容。");
        add("web.upload-nothing", "No file was chosen.", "没有选择文件。");
        add("web.upload-form", "The request is not a form as this page sends it.", "请求不是本页面发送的表单。");
        add("web.upload-files", "A case may have {0} file(s).", "一个案例最多 {0} 个文件。");
        add("web.upload-case-full", "The files of a case may have {0} together. Nothing was kept.", "一个案例的文件总计不得超过 {0}。未保留任何内容。");
        add("web.upload-store-full", "The store may hold {0} and has no room for this. Delete cases first; nothing was kept.", "案例库上限为 {0}，空间不足。请先删除案例；未保留任何内容。");
        add("web.upload-disk-full", "The disk has less than {0} left. Nothing was kept.", "磁盘剩余空间不足 {0}。未保留任何内容。");
        add("web.import-not-ours", "This is not an archive that Stucktrace exported. Nothing was kept.", "这不是由 Stucktrace 导出的归档。未保留任何内容。");
        add("web.import-redacted", "The archive was exported with --redact: it holds reports, but none of the files that they were made from, so nothing can be analysed. Open its reports, or export the case without --redact.", "该归档是用 --redact 导出的：只有报告，没有原始文件，无法分析。请直接打开其中的报告，或不带 --redact 重新导出。");
        add("web.import-damaged", "The archive is damaged: its files are not those that its list names. Nothing was kept.", "归档已损坏：其中的文件与清单不符。未保留任何内容。");
        add("web.disk-full", "The disk is full. Nothing of this request was kept, and nothing that was there is lost: make room and repeat it.", "磁盘已满。本次请求的内容未保留，原有内容没有丢失：请腾出空间后重试。");
        add("web.store-trouble", "The store could not be read or written ({0}). Is the disk full?", "无法读写案例库（{0}）。磁盘是否已满？");
    }

    static void AddStore(Action<string, string, string> add)
    {
        add("web.store-newer", "{0} was made by a newer version of Stucktrace (store version {1}; this one reads up to {2}). It was not touched: use that version, or another folder with --data.", "{0} 由更新版本的 Stucktrace 创建（案例库版本 {1}，本版本最高支持 {2}）。未作任何改动：请使用新版本，或用 --data 指定其他文件夹。");
        add("web.store-plain", "{0} holds cases whose reports were made without --redact. It was not touched: start without --redact, or name another folder with --data; archives that are exported there can be imported here.", "{0} 中案例的报告是未加 --redact 生成的。未作任何改动：请不带 --redact 启动，或用 --data 指定其他文件夹；可将那里导出的归档导入到新文件夹。");
        add("web.store-redacted", "{0} holds cases whose reports were made with --redact. It was not touched: start with --redact, or name another folder with --data.", "{0} 中案例的报告是用 --redact 生成的。未作任何改动：请带 --redact 启动，或用 --data 指定其他文件夹。");
        add("web.store-foreign", "{0} is a database of another program. It was not touched: name another folder with --data.", "{0} 是其他程序的数据库。未作任何改动：请用 --data 指定其他文件夹。");
        add("web.store-damaged", "{0} can't be read as a store ({1}). Put a backup in its place, or name another folder with --data.", "{0} 无法作为案例库读取（{1}）。请用备份替换，或用 --data 指定其他文件夹。");
        add("web.store-locked", "The folder {0} can't be used: {1} Another 'stucktrace serve' may be using it; name another folder with --data.", "无法使用文件夹 {0}：{1} 可能有另一个 stucktrace serve 正在使用；请用 --data 指定其他文件夹。");
        add("web.serve-at", "Stucktrace is at {0} (Ctrl+C stops it; cases are kept in {1})", "Stucktrace 已启动：{0}（按 Ctrl+C 停止；案例保存在 {1}）");
        add("web.serve-needs-token", "to listen on {0}, which other machines reach, a token of at least {1} character(s) is needed: --token, or the variable STUCKTRACE_TOKEN", "监听其他机器可访问的地址 {0} 需要至少 {1} 个字符的令牌：--token 或环境变量 STUCKTRACE_TOKEN");
        add("web.serve-cannot-listen", "can't listen on {0} port {1}: {2}", "无法监听 {0} 端口 {1}：{2}");
    }
}
