// How the customer's page looks, light and dark, and the hash by which its policy knows these styles and no others.
import { createHash } from 'node:crypto';

export const CASE_STYLE = `
:root{color-scheme:light dark;--ground:#f3f5f6;--panel:#fff;--line:#dfe4e7;--edge:#7d8791;--ink:#192026;--soft:#55606a;
--accent:#0d6660;--on-accent:#fff;--wash:#e4f1ef;--amber:#7d4e00;--amber-wash:#fdf2dc;--red:#ad1f1f;--red-wash:#fdecea}
@media (prefers-color-scheme:dark){:root{--ground:#121517;--panel:#191d20;--line:#2b3136;--edge:#78838d;--ink:#e5e9ec;
--soft:#a3adb6;--accent:#56c4b8;--on-accent:#07201e;--wash:#17332f;--amber:#ecb65a;--amber-wash:#382a10;--red:#ff9085;
--red-wash:#3b1d1b}}
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;background:var(--ground)}
body{margin:0 auto;max-width:40rem;padding:1.5rem 1rem 3rem;color:var(--ink);
font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Open Sans",sans-serif}
h1,h2,p,ol,ul,fieldset{margin:0;padding:0}
ol,ul{list-style:none}
header{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem;margin-bottom:1rem;color:var(--soft)}
header strong{color:var(--ink)}
main{display:grid;gap:1rem}
section{padding:1.25rem;border:1px solid var(--line);border-radius:12px;background:var(--panel)}
section>*+*{margin-top:.75rem}
h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.01em}
h2{font-size:1.1875rem;line-height:1.3}
.soft{color:var(--soft);font-size:.9375rem}
.state{border-top:4px solid var(--accent)}
.late,.fault{padding:.75rem 1rem;border-radius:8px}
.late{color:var(--amber);background:var(--amber-wash)}
.fault{color:var(--red);background:var(--red-wash)}
.course li{position:relative;padding:0 0 1rem 1.75rem}
.course li:last-child{padding-bottom:0}
.course li::before{content:"";position:absolute;left:0;top:.35rem;width:.85rem;height:.85rem;border:2px solid var(--accent);
border-radius:50%;background:var(--accent)}
.course li:not(:last-child)::after{content:"";position:absolute;left:calc(.425rem - 1px);top:1.35rem;bottom:-.2rem;width:2px;
background:var(--line)}
.course .now{font-weight:650}
.course .now::before{background:var(--panel);box-shadow:inset 0 0 0 2px var(--panel),inset 0 0 0 9px var(--accent)}
.course .to-come{color:var(--soft)}
.course .to-come::before{border-color:var(--edge);background:none}
.course time{display:block;color:var(--soft);font-size:.9375rem;font-weight:400}
fieldset{border:0;min-width:0}
form>*+*{margin-top:1rem}
legend,.label{display:block;padding:0;font-weight:600}
.scale{display:grid;gap:.375rem;margin-top:.5rem}
.five{grid-template-columns:repeat(5,1fr)}
.eleven{grid-template-columns:repeat(6,1fr)}
@media (min-width:36rem){.eleven{grid-template-columns:repeat(11,1fr)}}
.scale label{position:relative;display:block}
.scale input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.scale span{display:grid;place-items:center;min-height:2.75rem;border:1px solid var(--edge);border-radius:8px}
.scale input:checked+span{border-color:var(--accent);color:var(--on-accent);background:var(--accent);font-weight:650}
.scale input:hover:not(:checked)+span{background:var(--wash)}
.ends{display:flex;justify-content:space-between;gap:1rem;margin-top:.25rem}
textarea+p{margin-top:.25rem}
textarea{display:block;width:100%;min-height:5.5rem;margin-top:.5rem;padding:.625rem .75rem;border:1px solid var(--edge);
border-radius:8px;color:inherit;background:var(--panel);font:inherit;resize:vertical}
button{min-height:2.75rem;padding:.5rem 1.25rem;border:1px solid var(--accent);border-radius:8px;color:var(--on-accent);
background:var(--accent);font:inherit;font-weight:600;cursor:pointer}
button.quiet{color:var(--accent);background:none}
button:hover{filter:brightness(1.1)}
summary{min-height:1.5rem;color:var(--accent);font-weight:600;cursor:pointer}
details>*+*{margin-top:.75rem}
:focus-visible,.scale input:focus-visible+span{outline:3px solid var(--accent);outline-offset:2px}
footer{margin-top:1.25rem;color:var(--soft);font-size:.9375rem}
footer p+p{margin-top:.5rem}
@media (forced-colors:active){.scale input:checked+span{outline:3px solid Highlight}}
`;

const hash = createHash('sha256').update(CASE_STYLE).digest('base64');

/** Nothing is loaded and nothing runs: its own styles, and forms that go nowhere else. */
export const CASE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
