// How the pages look, in light and in dark.

export const STYLE = `
:root { color-scheme: light; --page: #f6f7f9; --card: #ffffff; --text: #1c2430; --soft: #566174; --line: #dde2ea; --accent: #2f55c8;
  --code: #eef1f6; --danger: #b3261e; --danger-page: #fdecea; --source: #dcefdf; --metaverse: #dfe7fa; --target: #faead6; --edge: #66708a; }
:root[data-theme=dark] { color-scheme: dark; --page: #12161d; --card: #1a202a; --text: #e4e9f1; --soft: #9aa7bb; --line: #2d3644; --accent: #8fb0ff;
  --code: #242c39; --danger: #ff9d94; --danger-page: #3a1f1f; --source: #22402b; --metaverse: #26345a; --target: #4a3821; --edge: #8d99b0; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { color-scheme: dark; --page: #12161d; --card: #1a202a; --text: #e4e9f1; --soft: #9aa7bb;
  --line: #2d3644; --accent: #8fb0ff; --code: #242c39; --danger: #ff9d94; --danger-page: #3a1f1f; --source: #22402b; --metaverse: #26345a; --target: #4a3821; --edge: #8d99b0; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { background: var(--code); padding: .08em .35em; border-radius: 4px; overflow-wrap: anywhere; }
pre { background: var(--code); padding: .8rem 1rem; border-radius: 8px; overflow-x: auto; } pre code { background: none; padding: 0; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .6rem; background: var(--card); padding: .5rem 1rem; z-index: 9; }
body > header { position: sticky; top: 0; z-index: 5; display: flex; gap: 1rem; align-items: center; padding: .6rem 1.4rem; background: var(--card); border-bottom: 1px solid var(--line); }
body > header strong { font-size: 1.05rem; white-space: nowrap; } body > header .plan { color: var(--soft); font-size: .85rem; white-space: nowrap; }
.finder { position: relative; flex: 1; max-width: 34rem; margin-left: auto; }
#search { width: 100%; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: 8px; padding: .42rem .8rem; }
#results { position: absolute; inset: calc(100% + 6px) 0 auto; margin: 0; padding: .3rem; list-style: none; background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 12px 32px rgb(0 0 0 / .18); max-height: 70vh; overflow: auto; }
#results a { display: block; padding: .4rem .7rem; border-radius: 6px; color: inherit; } #results a:hover, #results a:focus { background: var(--code); text-decoration: none; }
#results span { display: block; color: var(--soft); font-size: .85rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } #results .none { padding: .4rem .7rem; color: var(--soft); }
#theme { font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: 8px; padding: .38rem .7rem; cursor: pointer; }
.frame { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); max-width: 92rem; margin: 0 auto; }
nav { position: sticky; top: 3.6rem; align-self: start; max-height: calc(100vh - 3.6rem); overflow: auto; padding: 1.2rem .6rem 2rem 1.4rem; font-size: .92rem; }
nav h2 { font-size: .74rem; letter-spacing: .07em; text-transform: uppercase; color: var(--soft); margin: 1.2rem 0 .3rem; } nav h2 a { color: inherit; }
nav ul { list-style: none; margin: 0; padding: 0; } nav li a { display: block; padding: .16rem .5rem; border-radius: 6px; color: var(--text); overflow: hidden; text-overflow: ellipsis; } nav li a:hover { background: var(--code); text-decoration: none; }
main { padding: 1.4rem; min-width: 0; }
h1 { font-size: 1.7rem; margin: .2rem 0 .4rem; letter-spacing: -.01em; } main > h2 { font-size: 1.25rem; margin: 2.4rem 0 .8rem; }
h3 { font-size: 1.1rem; margin: 0; overflow-wrap: anywhere; } h4 { font-size: 1rem; margin: 1.4rem 0 .4rem; } h5 { font-size: .78rem; margin: .5rem 0 .2rem; color: var(--soft); font-weight: 600; }
.tiles { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1rem 0; padding: 0; list-style: none; } .tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: .6rem 1.1rem; min-width: 7rem; }
.tiles strong { display: block; font-size: 1.45rem; line-height: 1.2; } .tiles span { color: var(--soft); font-size: .86rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.1rem 1.3rem; margin: 0 0 1rem; }
.card > header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 1rem; } .place { margin: 0; overflow-wrap: anywhere; color: var(--soft); font: 12.5px ui-monospace, Menlo, Consolas, monospace; }
.lead { margin: .1rem 0 .3rem; color: var(--soft); } .doc { margin: .3rem 0; } th .doc { font-weight: 400; color: var(--soft); font-size: .86rem; } .note { color: var(--soft); }
.ends { margin: .5rem 0; } .badge { display: inline-block; border: 1px solid var(--line); background: var(--code); border-radius: 99px; padding: 0 .6rem; font-size: .78rem; line-height: 1.5rem; white-space: nowrap; }
.badge.inbound { background: var(--source); border-color: transparent; } .badge.outbound { background: var(--target); border-color: transparent; } .badge.derived { background: var(--metaverse); border-color: transparent; }
.clauses { margin: .6rem 0; } .clauses > div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: .6rem; padding: .2rem 0; } .clauses dt { color: var(--soft); } .clauses dd { margin: 0; }
.danger { color: var(--danger); font-weight: 600; } .danger::before { content: "⚠ "; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .42rem .7rem .42rem 0; border-top: 1px solid var(--line); } thead th { border-top: 0; color: var(--soft); font-size: .8rem; font-weight: 600; } tbody th { font-weight: 600; }
.uses { list-style: none; margin: 0; padding: 0; } .as, .none { color: var(--soft); font-size: .86rem; } .none { font-style: italic; }
.attribute { border-top: 1px solid var(--line); padding: .2rem 0 .7rem; } .attribute h4 { margin: .7rem 0 .2rem; } .expression { margin: .3rem 0; } .two { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.attribute:target, tr:target, h4:target { box-shadow: -.8rem 0 0 -.5rem var(--accent); } .card:target { box-shadow: 0 0 0 2px var(--accent); }
details { margin: .5rem 0 0; } summary { cursor: pointer; color: var(--accent); font-size: .9rem; width: max-content; }
.flow { margin: .6rem 0; } .flow svg { max-width: 100%; height: auto; display: block; } .flow svg > g > polygon { fill: none; stroke: none; } .flow text { fill: var(--text); }
.flow .source path { fill: var(--source); } .flow .metaverse path { fill: var(--metaverse); } .flow .target path { fill: var(--target); }
.flow .cluster path { fill: none; stroke: var(--line); } .flow .edge path { stroke: var(--edge); } .flow .edge polygon { fill: var(--edge); stroke: var(--edge); } .flow .edge text { fill: var(--soft); }
footer { color: var(--soft); font-size: .86rem; padding: 1rem 1.4rem 2rem; text-align: center; }
@media (max-width: 56rem) { .frame { grid-template-columns: minmax(0, 1fr); } nav { display: none; } .two { grid-template-columns: 1fr; } body > header { flex-wrap: wrap; } .finder { order: 3; min-width: 100%; } }
@media print { body > header, nav, #theme { display: none; } .frame { display: block; } .card { break-inside: avoid; } }
`;
