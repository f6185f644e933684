// The one style sheet, and the sign in the browser's tab. Light and dark as the reader's system has it; one column that
// fits a telephone.

const COLOURS = `
:root {
  --page: #f6f5f2; --card: #ffffff; --ink: #1d1f24; --soft: #646872; --line: #e3e1db; --accent: #2f5fd0;
  --code: #f1efe9; --shade: 0 1px 2px rgb(30 25 10 / 6%), 0 4px 16px rgb(30 25 10 / 4%);
  --blue: #2f5fd0; --blue-bg: #e7edfb; --green: #1b7a45; --green-bg: #e2f3e8; --red: #b3372c; --red-bg: #fbe7e4;
  --amber: #8a5a00; --amber-bg: #fbf0d9; --grey-bg: #ecebe6; --mark-green: #b4e3c5; --mark-red: #f5bdb6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14161a; --card: #1c1f25; --ink: #e7e8ea; --soft: #9a9fab; --line: #2d313a; --accent: #8db0ff;
    --code: #15181d; --shade: none;
    --blue: #9bbaff; --blue-bg: #222f4d; --green: #82d3a2; --green-bg: #18352a; --red: #ff9d92; --red-bg: #42211f;
    --amber: #f0c373; --amber-bg: #3b2f17; --grey-bg: #2a2e36; --mark-green: #28674a; --mark-red: #7d332d;
  }
}`;

const PAGE = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em; }
a:hover { color: var(--accent); text-decoration-color: currentColor; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
p { margin: 0; }
.top { display: flex; align-items: center; gap: 1rem; padding: .7rem max(1rem, calc((100% - 60rem) / 2)); background: var(--card); border-bottom: 1px solid var(--line); }
.brand { display: flex; align-items: center; gap: .6rem; font-weight: 650; text-decoration: none; min-width: 0; }
.brand bdi { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.mark { flex: none; width: 1.05rem; height: 1.05rem; border-radius: .3rem; background: linear-gradient(135deg, var(--accent), #c6528f); }
.product { margin-left: auto; color: var(--soft); font-size: .85rem; white-space: nowrap; }
main { max-width: 62rem; margin: 0 auto; padding: 1.6rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { margin: .2rem 0 .8rem; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.015em; }
h1 .badge { vertical-align: .35em; }
h2 { margin: 2.2rem 0 .7rem; font-size: 1.05rem; letter-spacing: -.005em; }
h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .8rem; margin: 0; font-size: 1.1rem; }
h3 a { text-decoration: none; }
h3 .meta { margin-left: auto; font-weight: 400; }
h4 { margin: 1.2rem 0 .1rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .88rem; color: var(--soft); font-weight: 600; }
h4:first-child { padding-top: 0; border-top: 0; margin-top: 0; }
.number { color: var(--soft); font-variant-numeric: tabular-nums; font-weight: 500; }
.meta { color: var(--soft); font-size: .82rem; }
.crumbs { color: var(--soft); font-size: .85rem; }
.empty { color: var(--soft); }
.lead { font-size: 1.08rem; max-width: 46rem; }
footer { margin-top: 2.5rem; }`;

const PIECES = `
.numbers { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 .7rem; padding: 0; list-style: none; font-size: .88rem; color: var(--soft); }
.numbers li { padding: .3rem .75rem; background: var(--card); border: 1px solid var(--line); border-radius: 99px; }
.numbers b { color: var(--ink); font-variant-numeric: tabular-nums; }
.numbers .bad, .numbers .bad b { color: var(--red); border-color: currentColor; }
.auto { color: var(--soft); font-size: .92rem; }
.notices { margin: 1rem 0 0; padding: .8rem 1rem .8rem 2rem; background: var(--amber-bg); color: var(--amber); border-radius: .6rem; font-size: .93rem; }
.card { margin: 0 0 1rem; padding: 1.1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .8rem; box-shadow: var(--shade); }
.entries { margin: 0; padding: 0; list-style: none; }
.entry, .diagnostic { padding: .75rem 0; }
.entry + .entry, .diagnostic + .diagnostic { border-top: 1px dashed var(--line); }
.entries > :first-child { padding-top: .3rem; }
.entries > :last-child { padding-bottom: .2rem; }
.entry-title { font-weight: 600; }
.why { max-width: 46rem; }
.entry .why { font-size: .95rem; color: var(--soft); }
.waits { color: var(--amber); font-size: .92rem; }
.waits::before { content: "◷ "; }
.hold { color: var(--red); font-size: .92rem; }
.hold::before { content: "■ "; font-size: .75em; vertical-align: .1em; }
.todo { font-size: .95rem; }
.command { display: block; width: fit-content; max-width: 100%; margin-top: .4rem; padding: .3rem .6rem; background: var(--code); border: 1px solid var(--line); border-radius: .4rem; font: .8rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; user-select: all; -webkit-user-select: all; }
.commands { margin-top: .6rem; }
.all { margin-top: 1rem; padding-top: .9rem; border-top: 1px solid var(--line); }
.badge { display: inline-block; padding: .05rem .55rem; border-radius: 99px; background: var(--grey-bg); color: var(--soft); font-size: .72rem; font-weight: 600; letter-spacing: .01em; white-space: nowrap; vertical-align: .08em; }
.badge.proposed { background: var(--blue-bg); color: var(--blue); }
.badge.accepted, .badge.landed { background: var(--green-bg); color: var(--green); }
.badge.rejected, .badge.error, .badge.failed { background: var(--red-bg); color: var(--red); }
.badge.warning, .badge.blocked, .badge.reverted { background: var(--amber-bg); color: var(--amber); }
.wide { padding: .3rem 0; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .92rem; }
th, td { padding: .5rem 1.25rem; text-align: left; vertical-align: baseline; }
th { color: var(--soft); font-weight: 500; font-size: .8rem; }
tr + tr td, tbody tr:first-child td { border-top: 1px solid var(--line); }
td { overflow-wrap: normal; }
td a { text-decoration: none; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
.closed { color: var(--soft); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.5rem; margin: 0; font-size: .92rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
.failure h1 { font-size: 1.3rem; }
.diff { margin: 0; padding: .7rem 0; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .8rem; box-shadow: var(--shade); font: .84rem/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; tab-size: 4; }
.line { display: block; padding: 0 1.1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.line.file, .line.note { color: var(--soft); }
.line.hunk { margin: .4rem 0; color: var(--blue); background: var(--blue-bg); }
.line.added { color: var(--green); background: var(--green-bg); }
.line.removed { color: var(--red); background: var(--red-bg); }
mark { color: inherit; border-radius: .2rem; }
.added mark { background: var(--mark-green); }
.removed mark { background: var(--mark-red); }
@media (max-width: 34rem) {
  h1 { font-size: 1.45rem; }
  .card { padding: .9rem 1rem; }
  .wide { padding: .2rem 0; }
  th, td { padding: .45rem .8rem; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .5rem; }
  .line { padding: 0 .7rem; }
}
`;

export const STYLE = COLOURS + PAGE + PIECES;

export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#2f5fd0"/><path d="M4 5h8M4 8h5M4 11h7" stroke="#fff" stroke-width="1.6" stroke-linecap="round"/></svg>';
