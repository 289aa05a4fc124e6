#include "report/html/page.h"

namespace coffer::report::html {

// Contrasts of text are 4.5:1 and more in both schemes.
const std::string_view kStyle = R"css(
:root {
  color-scheme: light dark;
  --back: #f6f6f4; --paper: #ffffff; --sunk: #f3f4f5; --text: #1c2126; --quiet: #59636e; --line: #dfe2e6;
  --link: #1f5fa8; --good: #1a7240; --bad: #b42318; --bad-back: #fdf0ee; --warn: #855200; --warn-back: #fdf5e3;
  --name: #1f5fa8; --string: #1a7240; --number: #8a3d00; --word: #7a3e9d;
  --p0: #8fb3d9; --p1: #e0b45c; --p2: #b79ad1; --p3: #5b9a78; --p4: #8a949e;
  --mono: ui-monospace, "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #14171a; --paper: #1b1f24; --sunk: #15191d; --text: #e3e6e9; --quiet: #a1abb6; --line: #2e353d;
    --link: #8ebcf2; --good: #76cf99; --bad: #ff978c; --bad-back: #2b1c1c; --warn: #ecc26b; --warn-back: #29230f;
    --name: #8ebcf2; --string: #8fd3a8; --number: #efb27c; --word: #d0a6ee;
    --p0: #4f7fb3; --p1: #b98c33; --p2: #8765a8; --p3: #3f8561; --p4: #6b7681;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--back); color: var(--text); -webkit-text-size-adjust: 100%;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 80px; }
h1, h2, h3, h4, h5, p, ul, ol, dl, dd { margin: 0; padding: 0; }
h1 { font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 20px; margin: 44px 0 14px; }
h3 { font-size: 16px; margin: 28px 0 4px; color: var(--quiet); font-weight: 600; }
h4 { font-size: 14px; margin: 22px 0 8px; font-weight: 600; overflow-wrap: anywhere; }
h5 { font-size: 12px; margin: 0 0 6px; color: var(--quiet); font-weight: 600; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
h2:focus { outline: none; }
ul, ol { list-style: none; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip-link { position: absolute; left: 16px; top: -60px; padding: 8px 14px; background: var(--paper); border-radius: 6px; z-index: 3; }
.skip-link:focus { top: 12px; }
.note { color: var(--quiet); font-size: 13px; }
header .kind { color: var(--quiet); font-size: 13px; margin-bottom: 6px; }
.verdict { font-size: 17px; margin-top: 8px; font-weight: 600; }
.verdict.good { color: var(--good); }
.verdict.bad, .verdict.bad a { color: var(--bad); }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-top: 28px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; }
.card dt { font-size: 13px; color: var(--quiet); }
.card b { display: block; font-size: 26px; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums; }
.card span { font-size: 13px; color: var(--quiet); }
.card span.more { display: block; }
.card.bad span:not(.more) { color: var(--bad); font-weight: 600; }

.failures ol { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
.failures li { padding: 12px 16px; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.failures li:first-child { border-top: 0; }
.failures a { color: var(--text); font-weight: 600; text-decoration-color: var(--line); text-underline-offset: 3px; }
.failures a:hover { text-decoration-color: currentColor; }
.failures .kind { color: var(--bad); font-weight: 600; font-size: 13px; margin-right: 6px; }
.failures .why { margin-top: 2px; }
.why { white-space: pre-wrap; overflow-wrap: anywhere; }

table { border-collapse: collapse; }
.scroll { overflow-x: auto; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
.totals { width: 100%; font-variant-numeric: tabular-nums; }
.totals th, .totals td { padding: 8px 16px; text-align: right; white-space: nowrap; border-top: 1px solid var(--line); }
.totals thead th { border-top: 0; font-size: 13px; color: var(--quiet); font-weight: 600; }
.totals th:first-child { text-align: left; font-weight: 500; white-space: normal; overflow-wrap: anywhere; }
.totals .bad td:nth-child(3) { color: var(--bad); font-weight: 600; }

.toolbar {
  position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 10px 16px; align-items: center;
  margin: 0 -24px; padding: 10px 24px; background: var(--back); border-bottom: 1px solid var(--line);
}
.toolbar[hidden] { display: none; }
.choice { display: flex; }
button {
  font: inherit; font-size: 14px; color: var(--text); background: var(--paper); border: 1px solid var(--line);
  padding: 5px 12px; cursor: pointer;
}
.choice button + button { border-left: 0; }
.choice button:first-child { border-radius: 7px 0 0 7px; }
.choice button:last-child { border-radius: 0 7px 7px 0; }
button[aria-pressed="true"] { background: var(--text); color: var(--paper); border-color: var(--text); }
.toolbar label { font-size: 14px; color: var(--quiet); }
input {
  font: inherit; font-size: 14px; color: var(--text); background: var(--paper); border: 1px solid var(--line);
  border-radius: 7px; padding: 5px 10px; width: 240px; max-width: 60vw; margin-left: 4px;
}
output { font-size: 13px; color: var(--quiet); margin-left: auto; }

.run { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; margin-top: 8px; scroll-margin-top: 64px; content-visibility: auto; contain-intrinsic-size: auto 44px; }
.run > summary {
  display: grid; grid-template-columns: 18px 66px minmax(0, 1fr) auto auto 64px 74px; gap: 0 10px; align-items: baseline;
  padding: 10px 16px; cursor: pointer; list-style: none; border-radius: 10px;
}
.run > summary::-webkit-details-marker { display: none; }
.run > summary:hover { background: var(--sunk); }
.run[open] > summary { border-radius: 10px 10px 0 0; border-bottom: 1px solid var(--line); }
.run:target { border-color: var(--link); }
.mark::before { font-weight: 700; }
.good > summary .mark::before { content: "✓"; color: var(--good); }
.bad > summary .mark::before { content: "✗"; color: var(--bad); }
.skip > summary .mark::before { content: "–"; color: var(--quiet); }
.verb { font: 600 12px/1.5 var(--mono); color: var(--quiet); overflow-wrap: anywhere; }
.name { font-weight: 600; overflow-wrap: anywhere; unicode-bidi: isolate; }
.count, .number { color: var(--quiet); font-size: 13px; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.count.bad { color: var(--bad); }
.status { font-size: 13px; text-align: right; font-weight: 600; }
.s2 { color: var(--good); } .s3 { color: var(--link); } .s4, .s5, .status.none { color: var(--warn); }

.inside { padding: 16px; }
.part { margin-top: 18px; }
.inside > .part:first-child { margin-top: 0; }
.line { font: 13px/1.6 var(--mono); overflow-wrap: anywhere; }
.error { background: var(--bad-back); border-left: 3px solid var(--bad); border-radius: 0 6px 6px 0; padding: 10px 14px; margin-bottom: 12px; overflow-wrap: anywhere; }
.error p { white-space: pre-wrap; }
.error .mend { margin-top: 2px; }
.error b { color: var(--bad); }
.warning { background: var(--warn-back); color: var(--warn); border-radius: 6px; padding: 6px 14px; margin-top: 12px; overflow-wrap: anywhere; }
.hop { margin-top: 22px; padding-top: 12px; border-top: 1px solid var(--line); font-size: 13px; font-weight: 600; }
.hop + .warning + .part, .hop + .part { margin-top: 10px; }
.tests li { padding: 2px 0 2px 24px; position: relative; overflow-wrap: anywhere; }
.tests li::before { position: absolute; left: 2px; font-weight: 700; }
.tests .good::before { content: "✓"; color: var(--good); }
.tests .bad::before { content: "✗"; color: var(--bad); }
.tests .skip::before { content: "–"; color: var(--quiet); }
.tests .skip { color: var(--quiet); }
.tests .why { color: var(--bad); }
.references li { display: inline; margin-right: 18px; overflow-wrap: anywhere; }
.references b { font: 600 13px var(--mono); }
.console { font: 13px/1.6 var(--mono); border-left: 2px solid var(--line); padding-left: 12px; margin: 2px 0 10px; }
.console li { display: flex; gap: 12px; }
.console span { white-space: pre-wrap; overflow-wrap: anywhere; }
.console .level { flex: none; width: 40px; color: var(--quiet); }
.level-warn, .level-warn .level { color: var(--warn); }
.level-error, .level-error .level { color: var(--bad); }
.fold { margin-top: 6px; }
.fold > summary { cursor: pointer; font-size: 13px; color: var(--quiet); width: fit-content; border-radius: 4px; }
.sent > summary { width: auto; font: 13px/1.6 var(--mono); color: var(--text); overflow-wrap: anywhere; }
.sent > .part, .sent > .references { margin: 8px 0 0 16px; }
.pairs { font: 13px/1.6 var(--mono); margin: 4px 0; width: 100%; table-layout: fixed; }
.pairs th { text-align: left; font-weight: 600; vertical-align: top; padding: 1px 16px 1px 0; width: 30%; overflow-wrap: anywhere; }
.pairs td { overflow-wrap: anywhere; padding: 1px 0; }
pre {
  font: 13px/1.55 var(--mono); background: var(--sunk); border: 1px solid var(--line); border-radius: 8px;
  margin: 8px 0 0; padding: 12px 14px; max-height: 420px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere;
}
.j-name { color: var(--name); } .j-text { color: var(--string); } .j-number { color: var(--number); } .j-word { color: var(--word); }
.timing { margin-top: 8px; }
.timing svg { display: block; width: 100%; height: 6px; border-radius: 3px; }
.timing ul { display: flex; flex-wrap: wrap; gap: 2px 16px; margin-top: 5px; font-size: 12px; color: var(--quiet); }
.timing b { font-weight: 500; color: var(--text); }
.timing li::before { content: ""; display: inline-block; width: 8px; height: 8px; border-radius: 2px; margin-right: 6px; }
.phase-0 { fill: var(--p0); } .phase-1 { fill: var(--p1); } .phase-2 { fill: var(--p2); } .phase-3 { fill: var(--p3); } .phase-4 { fill: var(--p4); }
.phase-0::before { background: var(--p0); } .phase-1::before { background: var(--p1); } .phase-2::before { background: var(--p2); }
.phase-3::before { background: var(--p3); } .phase-4::before { background: var(--p4); }
[hidden] { display: none !important; }

@media (max-width: 860px) {
  main { padding: 24px 16px 60px; }
  .toolbar { margin: 0 -16px; padding: 10px 16px; }
  .cards { grid-template-columns: repeat(3, 1fr); }
  .run > summary { grid-template-columns: 18px auto minmax(0, 1fr) auto auto auto; row-gap: 2px; }
  .run > summary .name { grid-area: 1 / 2 / 2 / -1; }
  .run > summary .verb, .run > summary .count, .run > summary .status, .run > summary .number { grid-row: 2; }
  .run > summary .mark { grid-area: 1 / 1; }
  .run > summary .verb { grid-column: 2; }
  .run > summary .count { grid-column: 3; text-align: left; }
  .run > summary .status { grid-column: 4; }
  .run > summary .number { grid-column: 5; }
  .run > summary .number ~ .number { grid-column: 6; }
  output { margin-left: 0; }
}
@media (max-width: 520px) {
  .cards { grid-template-columns: repeat(2, 1fr); }
  .run > summary .number { display: none; }
}
@media print {
  :root {
    color-scheme: light;
    --back: #fff; --paper: #fff; --sunk: #fff; --text: #000; --quiet: #444; --line: #bbb; --link: #000; --good: #1a7240;
    --bad: #b42318; --bad-back: #fff; --warn: #6b4200; --warn-back: #fff; --name: #000; --string: #333; --number: #333; --word: #333;
  }
  body { font-size: 11px; }
  h1 { font-size: 22px; }
  h2 { font-size: 15px; margin: 24px 0 8px; }
  .card b { font-size: 16px; }
  pre, .line, .pairs, .console, .note, .status, .count, .number, .card dt, .card span { font-size: 10px; }
  main { max-width: none; padding: 0; }
  .toolbar, .skip-link { display: none; }
  .card, .failures li, .error { break-inside: avoid; }
  h2, h3, h4, h5, .run > summary { break-after: avoid; }
  .run { content-visibility: visible; }
  pre { max-height: none; overflow: visible; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  svg rect, .timing li::before { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

}  // namespace coffer::report::html
