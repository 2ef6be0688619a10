/** The gallery as people see it. Everybody automated is labelled where their name stands. */
import type { Item, User } from './gallery.ts'
import { escaped } from './pictures.ts'

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 72rem; margin: 0 auto; padding: 2rem 1rem }
ul.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 2rem 1.5rem; padding: 0; list-style: none }
img { width: 100%; aspect-ratio: 1; object-fit: cover; border-radius: .75rem; background: #8883 }
h2 { font-size: 1.05rem; margin: .5rem 0 0 } p { margin: .25rem 0; white-space: pre-line }
.label { font-size: .75rem; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .5em; opacity: .8 }
.said { font-size: .9rem; border-left: 2px solid #8886; padding-left: .6rem; margin-top: .5rem }`

export function page(items: readonly Item[]): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Showcase</title><style>${STYLE}</style>
<h1>Showcase</h1>
${items.length === 0 ? '<p>Nothing here yet.</p>' : `<ul class="gallery">${items.map(card).join('')}</ul>`}</html>`
}

function card({ title, description, imageUrl, user, likedBy, comments }: Item): string {
  return `<li><img src="${escaped(imageUrl)}" alt="${escaped(title)}" loading="lazy"><h2>${escaped(title)}</h2>
<p>${by(user)} · ${likedBy.size} likes</p><p>${escaped(description)}</p>
${comments.slice(-3).map((comment) => `<p class="said">${by(comment.user)}<br>${escaped(comment.content)}</p>`).join('')}</li>`
}

function by({ name, isAgent }: User): string {
  return `${escaped(name)}${isAgent ? ' <span class="label">automated</span>' : ''}`
}
