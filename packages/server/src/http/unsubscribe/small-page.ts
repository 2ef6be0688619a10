/** A page for strangers: no script, no other file, in the colours of the site and of the reader's system. */
const STYLE = `:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:light-dark(oklch(.991 .003 80),oklch(.19 .006 60));color:light-dark(oklch(.235 .012 50),oklch(.935 .006 80));font:16px/1.5 Figtree,ui-sans-serif,system-ui,sans-serif}
main{max-width:26rem;padding:24px}
h1{font-size:20px;line-height:1.3;margin:0 0 8px}
p{margin:0 0 20px;color:light-dark(oklch(.44 .013 50),oklch(.755 .01 75))}
button{font:inherit;font-weight:600;padding:10px 18px;border:0;border-radius:8px;cursor:pointer;background:light-dark(oklch(.465 .145 345),oklch(.79 .108 345));color:light-dark(oklch(1 0 0),oklch(.215 .05 345))}
:focus-visible{outline:2px solid;outline-offset:2px}`

export interface SmallPage {
  readonly title: string
  readonly text: string
  /** Of a form that posts to the page's own address. */
  readonly button?: string
}

export function smallPage({ title, text, button }: SmallPage): string {
  const form = button === undefined ? '' : `<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">${escaped(button)}</button></form>`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${form}</main></body></html>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
