// Styles of the host's script, for paper and screen. Loads no fonts or pictures.
import { cssString } from './html.ts';

/** `name`: header of each page but the first. */
export function hostStyle(name: string): string {
  return `@page {
  size: letter portrait;
  margin: 0.75in;
  @top-left { content: ${cssString(name)}; font: 700 10pt Helvetica, Arial, "Liberation Sans", sans-serif; }
  @top-right { content: "HOST SCRIPT"; font: 10pt Helvetica, Arial, "Liberation Sans", sans-serif; }
  @bottom-center {
    content: "page " counter(page) " of " counter(pages);
    font: 700 12pt Helvetica, Arial, "Liberation Sans", sans-serif;
  }
}
@page :first { @top-left { content: none; } @top-right { content: none; } @bottom-center { content: none; } }
${LOOK}`;
}

// Colours are dark enough for a copier, and their meaning is repeated in words and borders.
const LOOK = `
* { box-sizing: border-box; }
html { background: #fff; color: #000; }
body {
  font: 19pt/1.5 Helvetica, Arial, "Liberation Sans", sans-serif;
  margin: 0 auto;
  max-width: 7in;
  overflow-wrap: break-word;
  print-color-adjust: exact;
  -webkit-print-color-adjust: exact;
}
p, h1, h2, h3, ul, blockquote, figure, pre, table { margin: 0; padding: 0; }
p { orphans: 3; widows: 3; }
table { border-collapse: collapse; }
th { text-align: left; }

.cover { text-align: center; padding-top: 1in; break-after: page; }
.cover .show { font-size: 34pt; font-weight: 700; letter-spacing: 0.08em; line-height: 1.2; }
.cover .episode { font-size: 24pt; font-weight: 700; margin-top: 0.15in; }
.cover .airs { font-size: 20pt; margin-top: 0.1in; }
.cover h1 { font-size: 32pt; line-height: 1.2; margin-top: 0.6in; }
.cover .subtitle { font-size: 22pt; margin-top: 0.1in; }
.totals { margin: 0.6in auto 0; font-size: 19pt; font-variant-numeric: tabular-nums; }
.totals th, .totals td { padding: 0.04in 0.15in; text-align: left; }
.open { border: 4pt solid #b00000; margin: 0.6in auto 0; width: 5.5in; padding: 0.12in 0.2in; font-weight: 700; break-inside: avoid; }
.open p { color: #b00000; font-size: 22pt; letter-spacing: 0.1em; }
.open ul { list-style: none; }
.open li { display: inline-block; }
.open li:not(:last-child)::after { content: "·"; margin: 0 0.1in; }

.rundown { break-after: page; }
.rundown h2 { font-size: 22pt; margin-bottom: 0.1in; }
.rundown table { width: 100%; font-size: 14pt; line-height: 1.3; font-variant-numeric: tabular-nums; }
.rundown th, .rundown td { padding: 0.07in 0.08in; vertical-align: baseline; white-space: nowrap; }
.rundown th { border-bottom: 2pt solid #000; font-size: 12pt; }
.rundown td { border-bottom: 0.5pt solid #888; }
.rundown th:nth-child(2) { width: 100%; }
.rundown td:nth-child(2), .rundown .out td { white-space: normal; overflow-wrap: anywhere; }
.rundown tr { break-inside: avoid; }
.rundown .time { font-size: 13pt; text-align: right; }
.rundown th.time { font-size: 12pt; }
.rundown .between td { background: #eee; font-weight: 700; }
.rundown .out td { color: #b00000; }
.rundown .total td { font-weight: 700; border-bottom: 0; border-top: 2pt solid #000; }

.block { break-before: page; }
section.between { break-before: page; }
section.between + .block { break-before: auto; margin-top: 0.3in; }
.rundown + .block, .rundown + section.between { break-before: auto; }
.mark { text-align: center; font-weight: 700; letter-spacing: 0.05em; break-after: avoid; padding: 0.06in 0; border-top: 3pt solid #000; border-bottom: 3pt solid #000; }
.mark span { display: block; font-size: 13pt; font-weight: 400; letter-spacing: 0; }
.mark.end { margin-top: 0.3in; break-before: avoid; break-after: auto; }
.mark.break { border-style: dashed; border-width: 1.5pt 0; }
.mark.break span { display: inline; margin-left: 0.15in; }
.item { margin-top: 0.35in; }
.item header { border-bottom: 2pt solid #000; padding-bottom: 0.05in; margin-bottom: 0.15in; break-after: avoid; break-inside: avoid; }
.item h2 { font-size: 21pt; line-height: 1.25; }
.item header p { font-size: 14pt; }
.item header span { white-space: nowrap; }
.item h3 { font-size: 17pt; margin: 0.2in 0 0.08in; break-after: avoid; }
.left-out { color: #b00000; font-weight: 700; font-size: 15pt; border: 1.5pt dashed #b00000; padding: 0.05in 0.12in; margin: 0.25in 0; break-inside: avoid; }

.say { margin: 0 0 0.2in; break-inside: avoid; }
.say.long { break-inside: auto; }
.say .name { display: block; font-size: 14pt; letter-spacing: 0.08em; line-height: 1.3; break-after: avoid; }
.say.bullet { padding-left: 0.3in; }
.say.bullet::before { content: "•"; float: left; margin-left: -0.25in; }
.say.quoted { padding-left: 0.25in; border-left: 2pt solid #000; font-style: italic; }
[class*="voice-"] { padding-left: 0.2in; border-left: 5pt solid; }
.voice-1 { color: #0b3f8f; border-left-style: solid; }
.voice-2 { color: #7a3300; border-left-style: double; }
.voice-3 { color: #0a5c38; border-left-style: dashed; }
.voice-4 { color: #6a1b9a; border-left-style: dotted; }
.voice-5 { color: #8a0f4d; border-left-width: 2pt; }
.voice-6 { color: #004d5c; border-left-width: 9pt; }
.voice-7 { color: #4e4200; border-left-style: dashed; }
.voice-8 { color: #3d3d8f; border-left-style: double; }
.list { margin-bottom: 0.2in; }
.entry { padding-left: 0.45in; margin-bottom: 0.08in; }
.entry span { float: left; margin-left: -0.4in; }
.depth-1 { margin-left: 0.35in; } .depth-2 { margin-left: 0.7in; } .depth-3 { margin-left: 1.05in; } .depth-4 { margin-left: 1.4in; }
.direction { font-style: italic; }
p.direction { margin-bottom: 0.2in; font-size: 16pt; }
.edit { border: 2pt solid #b00000; padding: 0 0.05in; }
mark { background: #ffe95c; color: inherit; border-bottom: 2pt solid #000; }
hr { border: 0; border-top: 1pt solid #000; width: 30%; margin: 0.25in auto; }
.aside { font: 12pt/1.35 monospace; white-space: pre-wrap; border: 1pt dotted #000; padding: 0.08in; margin-bottom: 0.2in; }

.loud { background: #b00000; color: #fff; font-weight: 700; font-style: normal; padding: 0 0.08in; border-radius: 2pt; }
.loud.box { font-size: 17pt; padding: 0.06in 0.12in; margin-bottom: 0.2in; border-left: 9pt solid #000; break-inside: avoid; }
b.loud { font-size: 0.75em; line-height: 1.3; }
.flag { display: block; width: fit-content; margin-bottom: 0.04in; }

.cue { border: 1.5pt solid #000; border-left-width: 9pt; padding: 0.08in 0.14in; margin: 0 0 0.2in; font-size: 15pt; line-height: 1.35; break-inside: avoid; }
.cue.long { break-inside: auto; }
.cue .line { display: flex; justify-content: space-between; gap: 0.2in; font-size: 17pt; }
.cue .line span { white-space: nowrap; font-weight: 700; font-variant-numeric: tabular-nums; }
.cue img, figure img { display: block; max-width: 100%; max-height: 3.2in; margin: 0.08in auto 0; break-inside: avoid; }
.cue .caption, figcaption { font-size: 13pt; font-style: italic; margin-top: 0.04in; }
.cue .words { font-weight: 700; margin-top: 0.05in; }
.cue blockquote { font-size: 19pt; line-height: 1.4; margin-top: 0.06in; padding-left: 0.15in; border-left: 3pt double #000; }
.cue blockquote footer { font-size: 15pt; font-weight: 700; text-align: right; }
.ends th { width: 0.7in; vertical-align: top; }
.ends td { vertical-align: top; }
.transcript { margin-top: 0.06in; padding-left: 0.15in; border-left: 1pt solid #000; font-size: 14pt; }
.transcript.none { font-style: italic; border: 0; padding: 0; }
.missing { border: 3pt dashed #b00000; color: #b00000; padding: 0.06in 0.1in; margin-top: 0.06in; font-size: 14pt; }
.missing b { font-size: 18pt; display: block; }
.item > .missing { margin-bottom: 0.2in; break-inside: avoid; }
.note { border-style: dashed; border-left-style: solid; font-style: italic; }
figure { margin-bottom: 0.2in; break-inside: avoid; text-align: center; }

@media screen {
  html { background: #ddd; }
  body { max-width: 8.5in; padding: 0.75in; background: #fff; min-height: 100vh; }
  .cover { min-height: 8in; border-bottom: 1pt solid #888; }
  .block, .rundown { margin-top: 0.5in; }
}
`;
