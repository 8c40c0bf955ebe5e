/** The style sheet of the report: light and dark by the reader's own setting, and fit for paper. */
export const reportStyle = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1b1f24;--muted:#667080;--line:#e3e6ea;--yes:#d9730d;--no:#1f6feb;--bad:#c4353a;--good:#18794e;--note:#fff6e5;--note-ink:#7a4b00;
--s0:#1f6feb;--s1:#d9730d;--s2:#0f8a6a;--s3:#8250df;--s4:#bf3989;--s5:#6e7781}
@media (prefers-color-scheme:dark){:root{--page:#0e1116;--card:#161b22;--ink:#e6e9ed;--muted:#95a0ae;--line:#2b323b;--yes:#f0913a;--no:#5b9cf5;--bad:#f2777a;--good:#4cc38a;--note:#2d2411;--note-ink:#f0c674;
--s0:#5b9cf5;--s1:#f0913a;--s2:#3fbf97;--s3:#b18cf5;--s4:#ec7bb8;--s5:#9aa5b1}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1120px;margin:0 auto;padding:40px 24px 64px}
h1{font-size:27px;line-height:1.2;margin:0 0 4px;letter-spacing:-.015em}
h2{font-size:16px;margin:0 0 2px;letter-spacing:-.005em}
h3{font-size:13px;font-weight:600;margin:0 0 8px}
p{margin:0}
.lead,.hint{color:var(--muted)}.hint{font-size:13px;margin-bottom:14px}
.note{background:var(--note);color:var(--note-ink);border-radius:8px;padding:10px 14px;margin-top:18px;font-size:14px}

.best{margin:22px 0 -12px}.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:24px 0}
.figure,section{background:var(--card);border:1px solid var(--line);border-radius:12px}
.figure{padding:14px 16px}.figure b{display:block;font-size:25px;line-height:1.25;font-weight:600;letter-spacing:-.02em}
.figure span{color:var(--muted);font-size:13px}.figure small{display:block;color:var(--muted);font-size:12px}
section{padding:20px 22px;margin-top:16px}
.wide{overflow-x:auto}.wide svg{min-width:580px}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(400px,100%),1fr));gap:22px 30px}
svg{display:block;width:100%;height:auto;overflow:visible}
.grid{stroke:var(--line);fill:none}.axis{fill:var(--muted);font-size:11.5px}
.keys{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:13px;color:var(--muted);margin:0 0 14px;padding:0;list-style:none}
.keys i{display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:7px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
th{font-weight:500;font-size:12.5px;color:var(--muted);text-align:right;white-space:nowrap}
th,td{padding:7px 10px;border-bottom:1px solid var(--line)}td{text-align:right;vertical-align:top;white-space:nowrap}
tr:last-child td{border-bottom:0}
th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}
.text{text-align:left}td.text{white-space:normal;overflow-wrap:anywhere;min-width:7em;max-width:34em}td small{color:var(--muted);display:block;font-size:12px;white-space:normal;width:max-content;max-width:8em;margin-left:auto}td.text small{max-width:none;margin-left:0}
.bad{color:var(--bad)}.good{color:var(--good)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 22px;margin:10px 0 0;font-size:14px}dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
footer{color:var(--muted);font-size:13px;margin-top:22px}
@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--muted:#555;--line:#ccc;--note:#fff;--note-ink:#000}body{font-size:11px}main{max-width:none;padding:0}section,.figure{break-inside:avoid;border-radius:0}.charts{grid-template-columns:1fr 1fr}.note{border:1px solid #999}}
`;
