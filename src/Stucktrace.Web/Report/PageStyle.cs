using System.Security.Cryptography;
using System.Text;

namespace Stucktrace.Web.Report;

/// <summary>The page's only style sheet, and the hash by which its content security policy allows it.</summary>
static class PageStyle
{
    const string Sheet =
        """
        :root{--bg:#f6f7f9;--card:#fff;--fg:#1b1f24;--dim:#57606a;--line:#d5dae1;--bad:#b3261e;--badbg:#fdecea;--warn:#8a5300;--warnbg:#fff4e0;--good:#1a6b36;--goodbg:#e8f5ec;--link:#0b57a4;--hit:#fff1b8;--code:#f0f2f5;--victim:#5b7fb5}
        @media(prefers-color-scheme:dark){:root{--bg:#0f1216;--card:#171b21;--fg:#e4e8ee;--dim:#9aa4b1;--line:#303741;--bad:#ff8a80;--badbg:#3a1c1b;--warn:#ffc261;--warnbg:#36290f;--good:#7ddb9a;--goodbg:#15301f;--link:#82b7f5;--hit:#4a3f12;--code:#20262e;--victim:#6f96cf}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;overflow-wrap:anywhere}
        .bar{display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:baseline;padding:.6rem 1.2rem;border-bottom:1px solid var(--line);color:var(--dim);font-size:.85rem}
        .brand{font-weight:700;color:var(--fg);letter-spacing:.02em}
        main{max-width:70rem;margin:0 auto;padding:1rem 1.2rem 4rem}
        section{margin:0 0 1.8rem}
        h1{font-size:1.35rem;line-height:1.4;margin:0 0 .9rem}
        h2{font-size:1.05rem;margin:0 0 .6rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
        h2.small{font-size:.8rem;border:0;color:var(--dim);margin:.9rem 0 .2rem;padding:0;text-transform:uppercase;letter-spacing:.05em}
        h3{font-size:.95rem;margin:0 0 .4rem}
        a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
        a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
        code,pre,.id,.places,.time,.hash,.n{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
        pre{background:var(--code);border-radius:6px;padding:.5rem .7rem;margin:.3rem 0;white-space:pre-wrap}
        ul,ol{margin:.2rem 0;padding-left:1.3rem}
        .verdict{background:var(--card);border:1px solid var(--line);border-left:6px solid var(--dim);border-radius:8px;padding:1.1rem 1.3rem}
        .verdict.bad{border-left-color:var(--bad)}.verdict.warn{border-left-color:var(--warn)}.verdict.good{border-left-color:var(--good)}
        .badge{display:inline-block;font-size:.72rem;font-weight:700;letter-spacing:.04em;padding:.12em .6em;border-radius:4px;border:1px solid var(--line);color:var(--dim);vertical-align:.12em;white-space:nowrap}
        .verdict.bad h1 .badge{background:var(--badbg);color:var(--bad);border-color:transparent}
        .verdict.warn h1 .badge{background:var(--warnbg);color:var(--warn);border-color:transparent}
        .verdict.good h1 .badge{background:var(--goodbg);color:var(--good);border-color:transparent}
        .id{color:var(--dim)}h1 .id{font-size:.8rem;font-weight:400}
        .facts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.5rem 1.6rem;margin:0}
        .fact dt,.reasons dt{font-size:.78rem;color:var(--dim);font-weight:600}
        .fact dd,.reasons dd{margin:0}
        .fact.do-now{grid-column:1/-1;background:var(--goodbg);border-radius:6px;padding:.5rem .7rem}.fact.do-now dt{color:var(--good)}
        .fact.unusable{grid-column:1/-1;background:var(--warnbg);border-radius:6px;padding:.5rem .7rem}.fact.unusable dt{color:var(--warn)}
        .why li{margin:.15rem 0}
        .places a,.places span{margin-right:.5em}.places{color:var(--dim)}.places a,.places span,.quotes a{white-space:nowrap}span.places,h1 .id,.quotes code{margin-left:.45em}
        .node{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--victim);border-radius:6px;padding:.5rem .8rem}
        .node p{margin:.2rem 0 0;color:var(--dim)}
        .node.cause{border-left-color:var(--bad)}.node.unknown{border-left-color:var(--warn)}
        .chain{margin-bottom:1rem}.chain ul{list-style:none;margin:0 0 0 1.1rem;padding:0}
        .chain li{position:relative;padding:.5rem 0 0 1.6rem;border-left:2px solid var(--line)}.chain li:last-child{border-color:transparent}
        .chain li::before{content:"";position:absolute;left:-2px;top:0;width:1.3rem;height:1.7rem;border:solid var(--line);border-width:0 0 2px 2px;border-bottom-left-radius:6px}
        .chain li::after{content:"";position:absolute;left:1.05rem;top:calc(1.7rem - 4px);border:5px solid transparent;border-left-color:var(--dim)}
        .time{color:var(--dim);white-space:nowrap}
        .scroll{overflow-x:auto}.scroll table{min-width:34rem}td:nth-child(2){overflow-wrap:normal}
        .lanes{display:block;min-width:640px;width:100%;background:var(--card);border:1px solid var(--line);border-radius:6px}
        .lanes text{font:12px system-ui,sans-serif;fill:var(--fg)}.lanes .tick{fill:var(--dim);font-size:11px}
        .lanes .grid{stroke:var(--line)}.lanes rect{opacity:.45}.lanes .cause{fill:var(--bad)}.lanes .victim{fill:var(--victim)}
        table{border-collapse:collapse;width:100%;font-size:.92em}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}th{color:var(--dim);font-size:.8rem}
        tr.cause td{color:var(--bad)}tr.cause td.time,tr.cause td.places{color:var(--dim)}.places a,.places span,.quotes a{white-space:nowrap}
        .note{color:var(--dim);font-size:.85rem;margin:.4rem 0}
        .stack{list-style:none;padding:0}.stack li{border-left:4px solid var(--line);padding:.15rem .7rem;margin:.15rem 0}.stack .place{border-left-color:var(--bad);background:var(--badbg)}.stack .caller{border-left-color:var(--fg)}.stack .stale,.stack .word{color:var(--dim)}.stack .place code,.stack .caller code{font-weight:700}
        .listing{border-collapse:collapse;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.82em;background:var(--card);border:1px solid var(--line)}.listing td{border:0;padding:0 .7em 0 0;white-space:pre;line-height:1.35}.listing td.note{white-space:normal;font-family:system-ui,sans-serif;color:var(--dim);min-width:16rem;margin:0}.listing .lane{color:var(--link);padding-right:.2em}.listing .off{color:var(--dim)}.listing tr.out{color:var(--dim)}.listing tr.exit td.code{color:var(--warn);font-weight:600}.listing tr.here{background:var(--badbg)}.listing tr.here td.code{color:var(--bad);font-weight:700}
        #arrows:not(:checked)~.scroll .lane{display:none}
        .situations td:first-child{white-space:nowrap}.situations .never td{color:var(--bad)}.situations .ends td:last-child{color:var(--good)}
        .finding{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.7rem 1rem;margin:0 0 .7rem}
        .finding p{margin:.2rem 0}.finding .title{color:var(--dim);font-weight:400}
        .finding:target,li:target{outline:2px solid var(--link)}
        .quotes{list-style:none;padding:0}.quotes li{border-left:3px solid var(--line);padding:.1rem .6rem;margin:.15rem 0}.quotes code{background:var(--code);border-radius:3px;padding:.05em .3em}
        .suspects li li{margin:.1rem 0}.suspects ul{list-style:none;padding-left:.2rem}.suspects .for>span:first-child{color:var(--bad);font-weight:600}.suspects .against>span:first-child{color:var(--good);font-weight:600}
        .reasons{margin:0;display:grid;gap:.5rem}
        .advice{display:grid;gap:.7rem;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr))}.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.7rem 1rem}
        .inputs .unusable{color:var(--warn)}.hash{color:var(--dim);display:block;font-size:.75em}
        details{background:var(--card);border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.4rem .8rem}summary{cursor:pointer}
        .raw{list-style:none;padding:0;margin:.5rem 0 0}.raw li{display:flex;gap:.8em;align-items:baseline;padding:0 .3em}.raw .n{color:var(--dim);min-width:3.5em;text-align:right;flex:none}.raw code{white-space:pre-wrap;flex:1;min-width:0}.raw .hit{background:var(--hit)}.raw a{font-size:.75rem}
        @media(max-width:46rem){.facts{grid-template-columns:1fr}main{padding:.7rem .7rem 3rem}.verdict{padding:.8rem .9rem}h1{font-size:1.15rem}.raw .n{min-width:2em}.raw li{gap:.5em;flex-wrap:wrap}.chain ul{margin-left:.4rem}.chain li{padding-left:1.1rem}.chain li::before{width:.85rem}.chain li::after{left:.6rem}}
        @media print{body{background:#fff;font-size:10.5pt}.verdict,.node,.finding,.card{break-inside:avoid}details::details-content{content-visibility:visible;block-size:auto}.bar{padding-left:0}main{max-width:none;padding:0}}
        """;

    /// <summary>Source expression for the policy.</summary>
    internal static string Hash { get; } = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)));

    /// <summary>The element; the sheet's text is ours alone, so it goes into the page as it is.</summary>
    internal static string Element { get; } = $"<style>{Sheet}</style>";
}
