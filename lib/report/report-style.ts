import { lightTokens } from "../charts/color-tokens";

const tokens = Object.entries(lightTokens).map(([name, value]) => `--${name}:${value}`).join(";");

/** The whole look of a report, in the file itself: light, made for A4, readable on a phone. */
export const reportStyle = `
:root{${tokens};color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--ink);font:13px/1.5 Geist,Inter,ui-sans-serif,system-ui,"Segoe UI",Helvetica,Arial,sans-serif;-webkit-font-smoothing:antialiased;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{max-width:210mm;margin:28px auto;padding:16mm 14mm;background:var(--panel);border:1px solid var(--line);border-radius:10px}
h1{margin:6px 0 2px;font-size:25px;line-height:1.2;letter-spacing:-.015em;overflow-wrap:anywhere}
h2{margin:28px 0 8px;padding-top:10px;border-top:1px solid var(--line);font-size:15px;line-height:1.4}
h2 small{margin-left:6px;font-size:12px;font-weight:400;color:var(--muted)}
h3{margin:0;font-size:14px;line-height:1.35;overflow-wrap:anywhere}
p{margin:0 0 6px;overflow-wrap:anywhere}
.muted{color:var(--muted)}
.small{font-size:12px}
.brand{display:flex;align-items:center;gap:8px;font-size:12px;color:var(--muted)}
.brand svg{width:16px;height:16px}
.lead{font-size:15px;line-height:1.5}
.figures{display:flex;flex-wrap:wrap;gap:8px 32px;margin:14px 0 0}
.figures div{display:flex;flex-direction:column-reverse}
.figures dt{font-size:12px;color:var(--muted)}
.figures dd{margin:0;font-size:20px;font-weight:600;font-variant-numeric:tabular-nums}
.shares{display:flex;height:14px;margin:14px 0 6px;gap:2px}
.shares span{min-width:2px;border-radius:3px}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:0;padding:0;list-style:none;font-size:12px}
.dot{display:inline-block;width:10px;height:10px;margin-right:6px;border-radius:3px;vertical-align:-.5px}
.segment{margin:0 0 18px;padding:10px 0 0 14px;border-left:3px solid;break-inside:avoid}
.segment header{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 10px;margin-bottom:4px}
.badge{display:inline-block;padding:0 8px;border-radius:9px;background:var(--soft);color:var(--muted);font-size:12px;white-space:nowrap}
.badge.good{background:var(--good-soft);color:var(--good)}
.badge.warning{background:var(--warning-soft);color:var(--warning)}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:12px}
th,td{padding:4px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:baseline}
th{font-weight:400}
thead th{color:var(--muted);vertical-align:bottom}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.z{display:block;font-size:10.5px}
thead .z{color:var(--muted)}
.evidence{min-width:560px;table-layout:fixed}
.evidence th:first-child{width:25%}
.evidence th:nth-child(2),.evidence th:nth-child(3){width:11%}
.evidence th:nth-child(4){width:21%}
td svg{display:block;width:100%;height:14px}
dl.facts{display:grid;grid-template-columns:minmax(6.5rem,auto) 1fr;gap:3px 16px;margin:0}
dl.facts dt{color:var(--muted)}
dl.facts dd{margin:0;min-width:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.columns{display:grid;grid-template-columns:1fr 1fr;gap:0 28px}
ol,ul.plain{margin:0;padding-left:18px}
li{margin-bottom:4px;overflow-wrap:anywhere}
.action{margin:0 0 10px;break-inside:avoid}
h3+.action{margin-top:8px}
.action+h3{margin-top:20px}
.message{margin-top:3px;padding:6px 10px;border-radius:7px;background:var(--soft)}
footer{margin-top:28px;padding-top:10px;border-top:1px solid var(--line);font-size:11px;color:var(--muted);overflow-wrap:anywhere}
.tools{display:flex;flex-wrap:wrap;gap:10px;max-width:210mm;margin:18px auto -12px;padding:0 4px}
.tools a,.tools button{display:inline-flex;align-items:center;height:32px;padding:0 12px;border:1px solid var(--line);border-radius:7px;background:var(--panel);color:var(--ink);font:500 13px/1 inherit;font-family:inherit;text-decoration:none;cursor:pointer}
.tools a:hover,.tools button:hover{background:var(--soft)}
.tools .primary{margin-left:auto;border-color:var(--accent);background:var(--accent);color:var(--accent-ink)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media (max-width:640px){main{margin:0;padding:18px 16px;border:0;border-radius:0}.columns{grid-template-columns:1fr}.tools{margin:12px auto 0;padding:0 16px}}
@page{size:A4;margin:14mm}
@media print{body{background:#fff}main{max-width:none;margin:0;padding:0;border:0}.tools{display:none}.scroll{overflow:visible}h2,h3{break-after:avoid}tr,.action{break-inside:avoid}}
`;
